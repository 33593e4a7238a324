"""Why a candidate is shown for an opening, as facts a company may know.

Only what the opening asks for is told. Nothing here tells of age, sex, origin, health, home or
public support; years of experience end at "more than five", for many years would tell an age.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from matcher.features.occupation import compute_nearness
from matcher.features.skills import find_best
from matcher.vocabulary import Candidate, Knowledge, Opening, SkillLevel

NEAR = 0.5
"""Two leading digits of ISCO-08 and more in common: a related occupation."""

ENOUGH = 0.75
"""A skill met to this share serves from the first day."""

BANDS = ((60, "over_5"), (12, "from_1"), (1, "under_1"))


class Met(StrEnum):
    """How far a wish of the opening is met."""

    MET = "met"
    PARTLY = "partly"
    MISSING = "missing"


class ReasonKind(StrEnum):
    """What a reason is about."""

    SKILL = "skill"
    NEAR_SKILL = "near_skill"
    OCCUPATION = "occupation"
    RELATED = "related"
    WISH = "wish"
    LANGUAGE = "language"
    LICENCE = "licence"
    HOURS = "hours"
    WORK_TIME = "work_time"
    START = "start"


@dataclass(frozen=True)
class Reason:
    """One thing the opening asks for, and how far the candidate meets it.

    ``subject`` is a concept's URI, a code or a band of experience; ``by`` is the near skill that
    serves instead.
    """

    kind: ReasonKind
    met: Met
    subject: str = ""
    by: str = ""


def list_reasons(
    candidate: Candidate, opening: Opening, knowledge: Knowledge
) -> tuple[Reason, ...]:
    """List what the opening asks for with how far it is met; what is met comes first."""
    order = list(Met)
    found = (
        *_tell_occupations(candidate, opening, knowledge),
        *_tell_skills(candidate, opening, knowledge),
        *_tell_codes(candidate, opening),
        *_tell_terms(candidate, opening),
    )
    return tuple(sorted(found, key=lambda one: order.index(one.met)))


def band_months(months: int) -> str:
    """Give the band of some months of experience.

    Examples
    --------
    >>> band_months(300), band_months(59), band_months(3)
    ('over_5', 'from_1', 'under_1')
    """
    return next((name for least, name in BANDS if months >= least), "under_1")


def _tell_occupations(
    candidate: Candidate, opening: Opening, knowledge: Knowledge
) -> Iterator[Reason]:
    target = opening.occupation
    if target is None:
        return
    if months := candidate.experience.get(target):
        yield Reason(ReasonKind.OCCUPATION, Met.MET, band_months(months))
    else:
        related = [
            one for one in candidate.experience if compute_nearness(one, target, knowledge) >= NEAR
        ]
        if related:
            longest = max(related, key=lambda uri: (candidate.experience[uri], uri))
            yield Reason(ReasonKind.RELATED, Met.PARTLY, longest)
    if target in candidate.wishes:
        yield Reason(ReasonKind.WISH, Met.MET)


def _tell_skills(candidate: Candidate, opening: Opening, knowledge: Knowledge) -> Iterator[Reason]:
    have = {one.concept: one.level for one in candidate.skills}
    for skill in (*opening.required_skills, *opening.nice_skills):
        yield _tell_skill(skill, have, knowledge)


def _tell_skill(skill: SkillLevel, have: dict[str, int], knowledge: Knowledge) -> Reason:
    by, share = find_best(skill, have, knowledge.skill_nearness)
    if by is None:
        return Reason(ReasonKind.SKILL, Met.MISSING, skill.concept)
    if by != skill.concept:
        return Reason(ReasonKind.NEAR_SKILL, Met.PARTLY, skill.concept, by)
    met = Met.MET if share >= ENOUGH else Met.PARTLY
    return Reason(ReasonKind.SKILL, met, skill.concept)


def _tell_codes(candidate: Candidate, opening: Opening) -> Iterator[Reason]:
    for code, level in sorted(opening.languages.items()):
        held = candidate.languages.get(code, 0)
        met = Met.MET if held >= level else Met.PARTLY if held else Met.MISSING
        yield Reason(ReasonKind.LANGUAGE, met, code)
    for code in sorted(opening.licences):
        met = Met.MET if code in candidate.licences else Met.MISSING
        yield Reason(ReasonKind.LICENCE, met, code)


def _tell_terms(candidate: Candidate, opening: Opening) -> Iterator[Reason]:
    same = abs(candidate.weekly_hours - opening.weekly_hours) <= 1
    yield Reason(ReasonKind.HOURS, Met.MET if same else Met.PARTLY)
    can = opening.work_times & candidate.work_times
    met = Met.MET if can == opening.work_times else Met.PARTLY if can else Met.MISSING
    yield Reason(ReasonKind.WORK_TIME, met)
    free = candidate.available_from
    late = free is not None and free > opening.starts_on
    yield Reason(ReasonKind.START, Met.PARTLY if late else Met.MET)
