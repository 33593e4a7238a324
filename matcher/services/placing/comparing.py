"""Rounds beside each other: what each group got in this one and in another."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from matcher.planning.placement import Share, compare_shares
from matcher.services.memory import Memory
from matcher.services.placing.guarding import read_round
from matcher.services.placing.measuring import GroupMeasures, Measures, measure, measure_groups
from matcher.services.placing.solving import read_field
from matcher.store import Session, student_traits
from matcher.store.rounds import Round
from matcher.vocabulary import Account


@dataclass(frozen=True)
class Compared:
    """A round with what it gave in all, and to each group."""

    round: Round
    measures: Measures
    groups: Mapping[str, tuple[GroupMeasures, ...]]


@dataclass(frozen=True)
class GroupDifference:
    """How much more of a group got something in the later round than in the earlier.

    Where an interval holds nought, the rounds are not shown to differ for the group.
    """

    group: GroupMeasures
    first: Share
    any: Share


def compare_groups(one: Compared, other: Compared) -> dict[str, tuple[GroupDifference, ...]]:
    """Compare what each group got in one round and in another; small groups are left out."""
    return {name: tuple(_compare(one.groups[name], other.groups[name])) for name in one.groups}


def _compare(
    groups: Sequence[GroupMeasures], others: Sequence[GroupMeasures]
) -> Iterator[GroupDifference]:
    known = {each.label: each for each in others}
    for group in groups:
        beside = known.get(group.label)
        if beside is None:
            continue
        first, other_first = group.sure_first, beside.sure_first
        held, other_held = group.sure_any, beside.sure_any
        if first and other_first and held and other_held:
            yield GroupDifference(
                group, compare_shares(other_first, first), compare_shares(other_held, held)
            )


def compare_rounds(
    session: Session, codes: Sequence[str], *, viewer: Account, now: datetime, memory: Memory
) -> tuple[Compared, ...]:
    """Measure rounds by group, for equal treatment to be seen; each reading is audited."""
    traits = student_traits.list_student_traits(session)
    found = []
    for code in codes:
        one = read_round(session, code, viewer=viewer, now=now, why="fairness")
        field = read_field(session, one, memory=memory)
        found.append(
            Compared(
                one,
                measure(field, field.seats, closed=field.closed),
                measure_groups(field, field.seats, traits),
            )
        )
    return tuple(found)
