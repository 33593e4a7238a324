"""What the path model sees of a candidate, a target occupation and a path."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

import pandas as pd

from data_schemas.catalogue import skill_uri
from matcher.features.catalogues import BY_NAME, list_names
from matcher.features.occupation import compute_nearness
from matcher.pathways import Path, PathEvent, PathStatus, PathStep
from matcher.vocabulary import Candidate, Knowledge, Opening, SkillLevel

NAMES = list_names("path")
UNKNOWN = float("nan")
AHEAD = timedelta(days=365)
"""How far ahead of a path's first day an opening may begin and count."""


LANGUAGE_SKILLS = {
    "da": skill_uri("dansk"),
    "en": skill_uri("engelsk"),
    "de": skill_uri("tysk"),
}
"""Languages that courses teach and require as skills; CEFR C1 and C2 are both level 5."""

LICENCE_SKILLS = {
    "B": skill_uri("koerekort-b"),
    "BE": skill_uri("koerekort-be"),
    "C": skill_uri("koerekort-c"),
    "C1": skill_uri("koerekort-c1"),
    "CE": skill_uri("koerekort-ce"),
    "D": skill_uri("koerekort-d"),
    "truck_a": skill_uri("truckcertifikat-a"),
    "truck_b": skill_uri("truckcertifikat-b"),
}
"""Licences that courses lead to."""

LICENCE_LEVEL, HIGHEST = 3, 5


@dataclass(frozen=True)
class PathCase:
    """A path of somebody, with what the features want to know beside it.

    Attributes
    ----------
    candidate : Candidate
        Whose path.
    path : Path
        What they would take, or have taken.
    occupation : str or None
        The target occupation's URI; None where the path leads to no one occupation.
    openings : int
        Openings for it, as `count_openings` counts them.
    completed, dropped : int
        Courses of earlier plans.
    own_dkk : Decimal or None
        What the person pays; None where nobody has said.
    """

    candidate: Candidate
    path: Path
    occupation: str | None = None
    openings: int = 0
    completed: int = 0
    dropped: int = 0
    own_dkk: Decimal | None = None


def build_path_features(cases: Sequence[PathCase], knowledge: Knowledge) -> pd.DataFrame:
    """Build the features of paths.

    Returns
    -------
    DataFrame of shape (n_paths, n_features), dtype float
        The columns of the catalogue in order; unknown is NaN.
    """
    rows = [
        {
            **_measure_length(one.path),
            **_measure_gap(one.path),
            **_measure_demands(one.candidate, one.path),
            **_measure_target(one, knowledge),
            "price__own_thousands": UNKNOWN if one.own_dkk is None else float(one.own_dkk) / 1000,
            "earlier__completed": float(one.completed),
            "earlier__dropped": float(one.dropped),
        }
        for one in cases
    ]
    frame = pd.DataFrame(rows, columns=list(NAMES), dtype=float)
    low = {name: BY_NAME[name].low for name in NAMES}
    high = {name: BY_NAME[name].high for name in NAMES}
    return frame.clip(pd.Series(low), pd.Series(high), axis=1)


def count_openings(openings: Iterable[Opening], occupation: str | None, *, day: date) -> int:
    """Count the openings for an occupation that begin within a year of a day."""
    return sum(
        one.occupation == occupation and day <= one.starts_on <= day + AHEAD for one in openings
    )


def count_earlier(events: Iterable[PathEvent], *, before: date) -> tuple[int, int]:
    """Count the courses somebody had completed and dropped before a day."""
    known = [one.status for one in events if one.happened_on < before]
    return known.count(PathStatus.COMPLETED), known.count(PathStatus.DROPPED)


def complete_path(candidate: Candidate, path: Path) -> Candidate:
    """Give the candidate as they would be with all that a path teaches, its licences as well."""
    held = {one.concept: one for one in candidate.skills}
    for step in path.steps:
        for skill in step.teaches:
            known = held.get(skill.concept)
            if known is None or known.level < skill.level:
                held[skill.concept] = skill
    reached = {concept: one.level for concept, one in held.items()}
    languages = dict(candidate.languages)
    for code, uri in LANGUAGE_SKILLS.items():
        languages[code] = max(reached.get(uri, 0), languages.get(code, 0))
    return replace(
        candidate,
        skills=tuple(held.values()),
        languages={code: level for code, level in languages.items() if level},
        licences=candidate.licences
        | {code for code, uri in LICENCE_SKILLS.items() if reached.get(uri, 0) >= LICENCE_LEVEL},
    )


def _measure_length(path: Path) -> dict[str, float]:
    courses = _list_courses(path)
    days = sum(one.days for one in courses if one.travel_minutes is not None)
    way = sum((one.travel_minutes or 0.0) * one.days for one in courses)
    full = sum(_count_full_days(one) for one in courses)
    return {
        "path__courses": float(len(courses)),
        "path__weeks": (path.ends_on - path.starts_on).days / 7,
        "path__waiting_weeks": (path.starts_on - path.found_on).days / 7,
        "travel__course_minutes": way / days if days else UNKNOWN,
        "rkv__share": 1 - sum(one.days for one in courses) / full if full else 0.0,
    }


def _measure_gap(path: Path) -> dict[str, float]:
    closed = _find_highest(skill for step in path.steps for skill in step.closes)
    left = _find_highest(path.left)
    total = sum((closed | left).values())
    missing = sum(level for concept, level in left.items() if concept not in closed)
    return {
        "gap__covered": 1 - missing / total if total else 1.0,
        "gap__skills": float(len(closed | left)),
    }


def _measure_demands(candidate: Candidate, path: Path) -> dict[str, float]:
    held = {one.concept: one.level for one in candidate.skills}
    missing, margins = 0.0, []
    for step in _list_courses(path):
        missing += sum(max(0, one.level - held.get(one.concept, 0)) for one in step.requires)
        for skill in step.teaches:
            held[skill.concept] = max(skill.level, held.get(skill.concept, 0))
        margins += [
            candidate.languages.get(code, 0) - level for code, level in step.languages.items()
        ]
    return {
        "demands__levels_missing": missing,
        "demands__language_margin": float(min(margins)) if margins else UNKNOWN,
    }


def _measure_target(case: PathCase, knowledge: Knowledge) -> dict[str, float]:
    target, person = case.occupation, case.candidate
    if target is None:
        unknown = ("nearness", "wished", "months", "openings")
        return {f"target__{name}": UNKNOWN for name in unknown}
    wished = [compute_nearness(one, target, knowledge) for one in person.wishes]
    months = [
        compute_nearness(practised, target, knowledge) * time
        for practised, time in person.experience.items()
    ]
    return {
        "target__nearness": compute_nearness(person.occupation, target, knowledge),
        "target__wished": max(wished, default=UNKNOWN),
        "target__months": max(months, default=0.0),
        "target__openings": float(case.openings),
    }


def _list_courses(path: Path) -> list[PathStep]:
    return [one for one in path.steps if not one.is_assessment]


def _count_full_days(step: PathStep) -> float:
    return step.days if step.full_days is None else step.full_days


def _find_highest(skills: Iterable[SkillLevel]) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in skills:
        found[one.concept] = max(one.level, found.get(one.concept, 0))
    return found
