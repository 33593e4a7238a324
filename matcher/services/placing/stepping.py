"""The steps that take a round on, by their names."""

from collections.abc import Callable, Mapping
from datetime import datetime

from matcher.errors import NotFound
from matcher.services.memory import Memory
from matcher.services.placing.proposing import propose_seats, publish_round
from matcher.services.placing.rounding import close_round, open_wishes
from matcher.store import Session
from matcher.store.rounds import Round
from matcher.vocabulary import Account

PLAIN: Mapping[str, Callable[..., Round]] = {"open_wishes": open_wishes, "close": close_round}
MEASURED: Mapping[str, Callable[..., Round]] = {"propose": propose_seats, "publish": publish_round}
"""Steps that ask what seats are worth."""

STEPS = ("open_wishes", "propose", "publish", "close")


def take_step(
    session: Session,
    code: str,
    step: str,
    *,
    seen: int,
    viewer: Account,
    now: datetime,
    memory: Memory,
) -> Round:
    """Take a round a step on.

    Raises
    ------
    NotFound
        If there is no such step, or no such round.
    Overtaken
        If somebody has changed the round since the viewer saw it.
    Conflict
        If the round has come to where the step cannot be taken.
    """
    if step in MEASURED:
        return MEASURED[step](session, code, seen=seen, viewer=viewer, now=now, memory=memory)
    if step in PLAIN:
        return PLAIN[step](session, code, seen=seen, viewer=viewer, now=now)
    raise NotFound("step", step)
