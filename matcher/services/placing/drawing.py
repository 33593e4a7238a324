"""The lottery of a round, laid open so that anybody can count it again."""

from dataclasses import dataclass
from datetime import datetime

from matcher.planning.placement import draw_lots, write_digest
from matcher.services.placing.guarding import read_round
from matcher.store import Session
from matcher.vocabulary import Account


@dataclass(frozen=True)
class Lot:
    """A student's lot, and the digest of the round's number and the reference it follows from."""

    number: int
    student: str
    digest: str


def read_lots(session: Session, code: str, *, viewer: Account, now: datetime) -> tuple[Lot, ...]:
    """Read the lots of a round, the first first.

    Raises
    ------
    NotAllowed
        If the viewer is no coordinator.
    NotFound
        If there is no such round.
    """
    found = read_round(session, code, viewer=viewer, now=now, why="lots")
    drawn = draw_lots(found.students, found.seed)
    return tuple(
        Lot(number, student, write_digest(student, found.seed)) for student, number in drawn.items()
    )
