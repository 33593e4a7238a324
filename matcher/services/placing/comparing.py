"""Rounds beside each other: what each group got in this one and in another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

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
