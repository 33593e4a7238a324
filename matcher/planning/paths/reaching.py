"""How far courses lead at all, whatever it takes."""

from collections.abc import Iterable, Mapping

from matcher.planning.paths.offers import Catalogue, Goal, Levels, Offer
from matcher.planning.paths.pruning import Levelling


def reach(catalogue: Catalogue, goals: Iterable[Goal], held: Levels) -> Mapping[str, int]:
    """Give the levels that courses lead to, whatever it takes: no limit, no calendar."""
    levels = dict(held)
    left = _list_related(catalogue, goals, Levelling(held))
    while True:
        taken = [one for one in left if _is_open_to(levels, one)]
        if not taken:
            return levels
        for one in taken:
            for skill, level in one.teaches.items():
                levels[skill] = max(levels.get(skill, 0), level)
        gone = {one.code for one in taken}
        left = [one for one in left if one.code not in gone]


def _is_open_to(levels: Levels, offer: Offer) -> bool:
    return all(levels.get(skill, 0) >= level for skill, level in offer.requires.items())


def _list_related(catalogue: Catalogue, goals: Iterable[Goal], levelling: Levelling) -> list[Offer]:
    """List the courses that teach anything of a skill that matters, directly or on the way."""
    related: dict[str, Offer] = {}
    seen: set[str] = set()
    queue = [skill for goal in goals for skill, _ in levelling.ask(goal.needs)]
    while queue:
        skill = queue.pop()
        if skill in seen:
            continue
        seen.add(skill)
        for offer in catalogue.list_teaching(skill, levelling.held.get(skill, 0) + 1):
            if offer.code not in related:
                related[offer.code] = offer
                queue += [one for one, _ in levelling.ask(offer.requires)]
    return list(related.values())
