"""Courses before the schemes that belong to a person: asked without an opening in the store.

Six weeks' education, the regional pool, FVU, dyslexia teaching, the assessment of prior learning,
and the allowances SVU and VEU are named for no kind of opening. They are asked of a person and a
course; the course's days and what is known of it stand in for an opening.
"""

from collections.abc import Mapping
from datetime import date

from matcher.rules import (
    fvu,
    obu,
    regional_uddannelsespulje,
    rkv,
    seks_ugers_jobrettet,
    svu,
    veu,
)
from matcher.rules.scheme import Scheme
from matcher.vocabulary import BenefitGroup, Candidate, Opening, OpeningKind, Verdict

Facts = Mapping[str, str | int | float | bool]

COURSE_SCHEMES: Mapping[str, Scheme] = {
    scheme.name: scheme
    for scheme in (
        seks_ugers_jobrettet.SCHEME,
        regional_uddannelsespulje.SCHEME,
        fvu.SCHEME,
        obu.SCHEME,
        rkv.SCHEME,
        svu.SCHEME,
        veu.SCHEME,
    )
}
"""The schemes asked of a person and a course, by name."""

OF_EMPLOYEES = frozenset({svu.NAME, veu.NAME})
"""Those among them for who has a job; the others are for anybody or for the unemployed."""


def judge_course(
    candidate: Candidate,
    *,
    starts_on: date,
    ends_on: date | None = None,
    organisation: str = "",
    facts: Facts | None = None,
) -> tuple[Verdict, ...]:
    """Judge a person and a course by every scheme that may pay or give a right.

    An employee is asked nothing that only the unemployed may have, and the other way round; who
    is not known to be either is asked everything.

    Examples
    --------
    >>> someone = Candidate("k1", 1990, "2620", benefit_group=BenefitGroup.I_JOB)
    >>> [verdict.scheme for verdict in judge_course(someone, starts_on=date(2026, 3, 2))]
    ['fvu', 'obu', 'rkv', 'svu', 'veu']
    """
    opening = Opening(
        "",
        OpeningKind.AKADEMI,
        "",
        candidate.postcode,
        starts_on,
        ends_on=ends_on,
        organisation=organisation,
        parameters=dict(facts or {}),
    )
    return tuple(
        scheme.judge(candidate, opening)
        for scheme in COURSE_SCHEMES.values()
        if _may_concern(scheme, candidate)
    )


def _may_concern(scheme: Scheme, candidate: Candidate) -> bool:
    group = candidate.benefit_group
    if group is None or scheme.name in {fvu.NAME, obu.NAME, rkv.NAME}:
        return True
    return (group is BenefitGroup.I_JOB) is (scheme.name in OF_EMPLOYEES)
