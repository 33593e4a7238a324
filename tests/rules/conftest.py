"""Two pairs that meet every condition, to be spoilt one fact at a time."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from matcher.rules import judge
from matcher.vocabulary import (
    BenefitGroup,
    Candidate,
    EducationLevel,
    Finding,
    Opening,
    OpeningKind,
)

SUBSTITUTE = Candidate(
    "k1",
    1990,
    "2620",
    benefit_group=BenefitGroup.JOBPARAT,
    unemployed_since=date(2023, 1, 1),
    education_level=EducationLevel.GRUNDSKOLE,
)

ROTATION = Opening(
    "j1",
    OpeningKind.JOBROTATION,
    "Vikar på lageret",
    "2620",
    date(2024, 3, 1),
    ends_on=date(2024, 6, 30),
    organisation="10000009",
    weekly_hours=30,
    parameters={
        "employee_education": "eud",
        "training_kind": "amu",
        "employee_tenure_months": 12,
        "usual_pay": True,
        "same_function": True,
        "agreement_pay": True,
        "other_support": "none",
        "approved_on": "2024-02-15",
    },
)

APPRENTICE = replace(SUBSTITUTE, reference="k2")

APPRENTICESHIP = Opening(
    "v1",
    OpeningKind.VOKSENLAERLING,
    "Voksenlærling som industritekniker",
    "2620",
    date(2024, 3, 1),
    parameters={
        "agreement": "eud",
        "approved_place": True,
        "education": "industritekniker",
        "euv_route": "euv2",
        "positivliste": True,
        "pay_floor_met": True,
        "applied_on": "2024-03-01",
        "other_support": "aub",
        "de_minimis_declared": True,
        "employed_here_before": False,
    },
)

Find = Callable[..., Finding]


@pytest.fixture(scope="session")
def good_pairs() -> tuple[tuple[Candidate, Opening], ...]:
    """Give the two pairs that meet every condition."""
    return (SUBSTITUTE, ROTATION), (APPRENTICE, APPRENTICESHIP)


def find_in(candidate: Candidate, opening: Opening, rule: str, parameter: str = "") -> Finding:
    """Give the one finding of a rule, of the parameter where a rule has several."""
    (verdict,) = judge(candidate, opening)
    (finding,) = (
        finding
        for finding in verdict.findings
        if finding.rule == rule and parameter in ("", finding.parameter)
    )
    return finding


def state(opening: Opening, **parameters: str | int | float | bool | None) -> Opening:
    """Give the opening with facts stated otherwise; None leaves a fact out."""
    stated = {**opening.parameters, **parameters}
    return replace(opening, parameters={k: v for k, v in stated.items() if v is not None})


@pytest.fixture
def find_rotation() -> Find:
    """Judge a rotation: keywords change the opening's facts, `substitute` or `opening` the rest."""

    def find(rule, parameter="", *, substitute=None, opening=None, **parameters):
        candidate = replace(SUBSTITUTE, **(substitute or {}))
        place = replace(ROTATION, **(opening or {}))
        return find_in(candidate, state(place, **parameters), rule, parameter)

    return find


@pytest.fixture
def find_apprenticeship() -> Find:
    """Judge an apprenticeship, with keywords as in `find_rotation`."""

    def find(rule, parameter="", *, apprentice=None, opening=None, **parameters):
        candidate = replace(APPRENTICE, **(apprentice or {}))
        place = replace(APPRENTICESHIP, **(opening or {}))
        return find_in(candidate, state(place, **parameters), rule, parameter)

    return find
