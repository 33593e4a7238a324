"""What is asked of a search, and what a person holds and a target needs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from matcher.errors import N_, InvalidInput
from matcher.features.path import HIGHEST, LANGUAGE_SKILLS, LICENCE_LEVEL, LICENCE_SKILLS
from matcher.pathways import PathTarget, Preference
from matcher.store import Session, concepts, openings
from matcher.vocabulary import Candidate, Evidence, Opening, SkillLevel


@dataclass(frozen=True)
class Question:
    """A target and the limits of a path to it; None binds nothing.

    ``coverage`` is the share of the levels asked that is to be held in the end, None for as much
    as courses lead to at all; ``papers`` asks for papers on skills that are only stated.
    """

    target: PathTarget
    latest: date | None = None
    budget: int | None = None
    travel: float | None = None
    hours: Decimal | None = None
    coverage: float | None = None
    preference: Preference = Preference.BALANCED
    count: int = 3
    papers: bool = False


def read_target(text: str) -> PathTarget:
    """Read a target: ``anything``, ``opening:O-1`` or ``occupation:URI``.

    Raises
    ------
    InvalidInput
        If it is none of these.
    """
    kind, _, key = text.partition(":")
    if kind == "anything" and not key:
        return PathTarget("anything")
    if kind == "opening" and key:
        return PathTarget("opening", key)
    if kind == "occupation" and key:
        return PathTarget("occupation", key)
    raise InvalidInput(
        "target",
        N_("is no target"),
        N_("Give anything, opening: and its reference, or occupation: and its address"),
    )


def list_held(candidate: Candidate, *, papers: bool = False) -> dict[str, int]:
    """List the levels a person holds, languages and licences among them."""
    held = {
        skill.concept: skill.level
        for skill in candidate.skills
        if not papers or skill.evidence is not Evidence.STATED
    }
    for language, level in candidate.languages.items():
        if language in LANGUAGE_SKILLS:
            _raise(held, LANGUAGE_SKILLS[language], min(level, HIGHEST))
    for licence in candidate.licences:
        if licence in LICENCE_SKILLS:
            _raise(held, LICENCE_SKILLS[licence], LICENCE_LEVEL)
    return held


def list_asked(opening: Opening) -> dict[str, int]:
    """List the levels an opening requires, languages and licences among them."""
    asked = {skill.concept: skill.level for skill in opening.required_skills}
    for language, level in opening.languages.items():
        if language in LANGUAGE_SKILLS:
            _raise(asked, LANGUAGE_SKILLS[language], min(level, HIGHEST))
    for licence in opening.licences:
        if licence in LICENCE_SKILLS:
            _raise(asked, LICENCE_SKILLS[licence], LICENCE_LEVEL)
    return asked


def read_asked(session: Session, target: PathTarget) -> dict[str, int]:
    """Read the levels an opening or an occupation asks for; an occupation's essential skills.

    Raises
    ------
    NotFound
        If the target is not there.
    """
    if target.kind == "opening":
        return list_asked(openings.get_opening(session, target.key))
    concepts.get_concept(session, target.key)
    return {
        skill.concept: skill.level
        for skill, relation in concepts.list_occupation_skills(session, target.key)
        if relation == "essential"
    }


def is_met(asked: Mapping[str, int], held: Mapping[str, int]) -> bool:
    """Whether every level asked is held."""
    return all(held.get(skill, 0) >= level for skill, level in asked.items())


def measure_held(asked: Mapping[str, int], held: Mapping[str, int]) -> float:
    """Measure the share of the levels asked that is held; 1 where nothing is asked."""
    total = sum(asked.values())
    return sum(min(held.get(s, 0), n) for s, n in asked.items()) / total if total else 1.0


def name_skills(
    levels: Mapping[str, int] | Iterable[tuple[str, int]], labels: Mapping[str, tuple[str, str]]
) -> tuple[SkillLevel, ...]:
    """Give levels their labels, by Danish label."""
    pairs = levels.items() if isinstance(levels, Mapping) else levels
    named = [SkillLevel(uri, level, *labels.get(uri, ("", ""))) for uri, level in pairs]
    return tuple(sorted(named, key=lambda one: (one.label_da.casefold(), one.concept)))


def _raise(levels: dict[str, int], skill: str, level: int) -> None:
    levels[skill] = max(levels.get(skill, 0), level)
