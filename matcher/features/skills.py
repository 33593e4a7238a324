"""How far the person's skills meet what is asked; near skills count by their nearness."""

from collections.abc import Iterable, Mapping

from matcher.vocabulary import Candidate, Knowledge, Opening, SkillLevel

Nearness = Mapping[str, Mapping[str, float]]


def measure(candidate: Candidate, opening: Opening, knowledge: Knowledge) -> dict[str, float]:
    """Measure required and nice coverage, and the skills beyond what is asked."""
    have = {skill.concept: skill.level for skill in candidate.skills}
    asked = {skill.concept for skill in (*opening.required_skills, *opening.nice_skills)}
    near = knowledge.skill_nearness
    return {
        "skills__required_coverage": compute_coverage(opening.required_skills, have, near, empty=1),
        "skills__nice_coverage": compute_coverage(opening.nice_skills, have, near, empty=0),
        "skills__surplus": float(len(have.keys() - asked)),
    }


def compute_coverage(
    asked: Iterable[SkillLevel], have: Mapping[str, int], near: Nearness, *, empty: float
) -> float:
    """Compute the level-weighted share of what is asked that is met, from 0 to 1."""
    total = met = 0.0
    for skill in asked:
        total += skill.level
        met += skill.level * find_best(skill, have, near)[1]
    return met / total if total else empty


def find_best(
    skill: SkillLevel, have: Mapping[str, int], near: Nearness
) -> tuple[str | None, float]:
    """Find the held skill that meets the asked one best, itself or a near one, and how far.

    A held level below the asked counts by its share; a skill that is merely near counts by how far
    it serves where this one is asked.
    None, and 0, where nothing held is the same or near; the asked skill itself goes before a near
    one that serves as well, and of those the first by URI.
    """
    own = have.get(skill.concept, 0)
    best, serves = min(1.0, own / skill.level), skill.concept if own else None
    for other, nearness in near.get(skill.concept, {}).items():
        level = have.get(other)
        if level is None:
            continue
        share = nearness * min(1.0, level / skill.level)
        tied = share == best and serves not in (None, skill.concept) and other < str(serves)
        if share > best or tied:
            best, serves = share, other
    return serves, best
