"""Whether a challenger takes the champion's place, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from training.evaluation import Interval
from training.fairness import GroupExposure

FEWEST_LISTS = 30


@dataclass(frozen=True)
class Ruling:
    """Promoted or kept, with the reasons in both languages."""

    promoted: bool
    reasons_da: tuple[str, ...]
    reasons_en: tuple[str, ...]


def rule_on(difference: Interval, *, lists: int, groups: Sequence[GroupExposure]) -> Ruling:
    """Rule on a challenger.

    Parameters
    ----------
    difference : Interval
        Challenger's nDCG@10 less the champion's, on the same later lists.
    lists : int
        How many later lists it rests on.
    groups : sequence of GroupExposure
        Exposure by group.

    Returns
    -------
    Ruling
        Promoted only if the whole interval lies above zero, enough lists were judged, and no group
        is worse off.
    """
    against: list[tuple[str, str]] = []
    if lists < FEWEST_LISTS:
        against.append(
            (
                f"kun {lists} lister i den senere periode; mindst {FEWEST_LISTS} kræves",
                f"only {lists} lists in the later period; at least {FEWEST_LISTS} are required",
            )
        )
    if difference.low <= 0:
        against.append(
            (
                f"forskellen i nDCG@10 er {difference}; intervallet går ikke fri af nul",
                f"the difference in nDCG@10 is {difference}; the interval reaches zero",
            )
        )
    against += [
        (
            (
                f"gruppen {one.group} ({one.attribute}) falder fra {one.champion:.2f} "
                f"til {one.challenger:.2f}"
            ),
            (
                f"the group {one.group} ({one.attribute}) falls from {one.champion:.2f} "
                f"to {one.challenger:.2f}"
            ),
        )
        for one in groups
        if not one.holds
    ]
    if against:
        return Ruling(False, tuple(da for da, _ in against), tuple(en for _, en in against))
    return Ruling(
        True,
        (f"nDCG@10 er {difference} bedre på senere data, og ingen gruppe er ringere stillet",),
        (f"nDCG@10 is {difference} better on later data, and no group is worse off",),
    )
