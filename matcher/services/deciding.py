"""What people decide about a pair, remembered as events that are never changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from matcher.errors import N_, Conflict, InvalidInput, MatcherError, NotAllowed
from matcher.store import Session, audit, openings, outcomes, people
from matcher.vocabulary import Outcome, OutcomeEvent

NEEDS_PLACEMENT = frozenset({Outcome.STAYED_13, Outcome.STAYED_26, Outcome.ENDED_EARLY})
"""What comes after a placement: nobody stays who was never placed."""

ENDS = frozenset(
    {
        Outcome.PLACED,
        Outcome.STAYED_13,
        Outcome.STAYED_26,
        Outcome.ENDED_EARLY,
        Outcome.REJECTED,
    }
)
"""What takes a pair off the shortlist."""

MIN_DAYS = {Outcome.STAYED_13: 13 * 7, Outcome.STAYED_26: 26 * 7}
"""Days that must lie between the placement and the event."""

OLDEST = timedelta(days=10 * 366)
"""How far back a day can lie and still be one that somebody meant."""


UNDOABLE = timedelta(minutes=15)
"""How long what was recorded can be taken back by who recorded it."""

DEPENDS: dict[Outcome, frozenset[Outcome]] = {Outcome.PLACED: NEEDS_PLACEMENT}
"""What cannot stand when an outcome is taken back."""


@dataclass(frozen=True)
class Recorded:
    """What came of recording for many: the events, and those left out with the reason."""

    events: tuple[OutcomeEvent, ...]
    left_out: tuple[tuple[str, MatcherError], ...]


def record_outcome(
    session: Session,
    opening: str,
    *,
    candidate: str,
    outcome: Outcome,
    happened_on: date,
    actor: str,
    now: datetime,
    reason: str = "",
) -> OutcomeEvent:
    """Record what happened to a pair.

    Parameters
    ----------
    session : Session
        An open session; the caller commits.
    opening, candidate : str
        References of the pair.
    outcome : Outcome
        What happened.
    happened_on : date
        The day it happened, not later than today.
    actor : str
        Who says so.
    now : datetime
        When it is recorded, UTC.
    reason : str
        Why, asked for when a placement ended early.

    Returns
    -------
    OutcomeEvent
        The event as it is kept.

    Raises
    ------
    NotFound
        If opening or candidate is not there.
    InvalidInput
        If the day, the order of events or the reason is wrong.
    Conflict
        If the same outcome is recorded already.
    """
    openings.get_opening(session, opening)
    people.get_candidate(session, candidate)
    earlier = outcomes.list_outcomes(session, opening=opening, candidate=candidate)
    _check(outcome, happened_on, reason, earlier=earlier, today=now.date())
    event = OutcomeEvent(opening, candidate, outcome, happened_on, actor, now, reason.strip())
    outcomes.add_outcomes(session, [event])
    return event


def record_for_many(
    session: Session,
    opening: str,
    *,
    candidates: Iterable[str],
    outcome: Outcome,
    happened_on: date,
    actor: str,
    now: datetime,
    reason: str = "",
) -> Recorded:
    """Record the same outcome for several candidates of an opening.

    Whoever it cannot be recorded for is left out and told why; the others are recorded.
    """
    events: list[OutcomeEvent] = []
    left_out: list[tuple[str, MatcherError]] = []
    for candidate in dict.fromkeys(candidates):
        try:
            event = record_outcome(
                session,
                opening,
                candidate=candidate,
                outcome=outcome,
                happened_on=happened_on,
                actor=actor,
                now=now,
                reason=reason,
            )
        except MatcherError as error:
            left_out.append((candidate, error))
        else:
            events.append(event)
    return Recorded(tuple(events), tuple(left_out))


def take_back(
    session: Session,
    opening: str,
    *,
    candidates: Sequence[str],
    outcome: Outcome,
    actor: str,
    now: datetime,
) -> tuple[OutcomeEvent, ...]:
    """Take back what oneself has recorded a moment ago; all of it or nothing, and audited.

    Raises
    ------
    Conflict
        If it is too long ago, taken back already, or something recorded since builds on it.
    NotAllowed
        If somebody else recorded it.
    """
    found = [
        _find_undoable(session, opening, candidate, outcome, actor=actor, now=now)
        for candidate in candidates
    ]
    for event in found:
        outcomes.take_back(session, event, actor=actor, now=now)
        why = f"{outcome} taken back"
        key = event.candidate
        audit.add_read(session, actor=actor, noun="outcomes", key=key, why=why, at=now)
    return tuple(found)


def _find_undoable(
    session: Session,
    opening: str,
    candidate: str,
    outcome: Outcome,
    *,
    actor: str,
    now: datetime,
) -> OutcomeEvent:
    told = outcomes.list_outcomes(session, opening=opening, candidate=candidate)
    event = next((one for one in told if one.outcome is outcome), None)
    if event is None:
        raise Conflict(N_("This was taken back already"))
    if event.actor != actor:
        raise NotAllowed
    if now - event.recorded_at > UNDOABLE:
        raise Conflict(N_("This was recorded too long ago to be taken back"))
    if any(one.outcome in DEPENDS.get(outcome, ()) for one in told):
        raise Conflict(N_("Something recorded since builds on this, so it cannot be taken back"))
    return event


def list_history(
    session: Session,
    *,
    actor: str,
    now: datetime,
    opening: str | None = None,
    candidate: str | None = None,
) -> tuple[OutcomeEvent, ...]:
    """List what happened to an opening, a candidate or the pair, oldest first; audited."""
    key = candidate or opening or ""
    audit.add_read(session, actor=actor, noun="outcomes", key=key, why="history", at=now)
    return outcomes.list_outcomes(session, opening=opening, candidate=candidate)


def list_shortlist(session: Session, *, actor: str, now: datetime) -> tuple[OutcomeEvent, ...]:
    """List the last event of each pair the actor has under way, newest first; audited.

    Under way is what has been recorded and has neither become a placement nor been rejected.
    """
    audit.add_read(session, actor=actor, noun="outcomes", key=actor, why="shortlist", at=now)
    last: dict[tuple[str, str], OutcomeEvent] = {}
    ended: set[tuple[str, str]] = set()
    for event in outcomes.list_outcomes(session):
        pair = (event.opening, event.candidate)
        if event.outcome in ENDS:
            ended.add(pair)
        elif event.actor == actor:
            last[pair] = event
    under_way = [event for pair, event in last.items() if pair not in ended]
    return tuple(sorted(under_way, key=lambda event: event.recorded_at, reverse=True))


def _check(
    outcome: Outcome,
    happened_on: date,
    reason: str,
    *,
    earlier: tuple[OutcomeEvent, ...],
    today: date,
) -> None:
    _check_day(happened_on, today)
    if any(event.outcome is outcome for event in earlier):
        raise Conflict(N_("This outcome is recorded already for this pair"))
    if outcome is Outcome.ENDED_EARLY and not reason.strip():
        raise InvalidInput(
            "reason", N_("a reason is missing"), N_("Say why the placement ended early")
        )
    placed = [event.happened_on for event in earlier if event.outcome is Outcome.PLACED]
    if outcome is Outcome.REJECTED and placed:
        raise InvalidInput(
            "outcome",
            N_("a placement is recorded, so nobody was rejected"),
            N_("Record that it ended early, if it did"),
        )
    if outcome in NEEDS_PLACEMENT:
        _check_after_placement(outcome, happened_on, placed)


def _check_day(happened_on: date, today: date) -> None:
    if happened_on > today:
        raise InvalidInput(
            "happened_on", N_("the day lies in the future"), N_("Give today or earlier")
        )
    if today - happened_on > OLDEST:
        raise InvalidInput(
            "happened_on",
            N_("the day lies more than ten years back"),
            N_("Give the day it happened"),
        )


def _check_after_placement(outcome: Outcome, happened_on: date, placed: list[date]) -> None:
    if not placed:
        raise InvalidInput(
            "outcome", N_("no placement is recorded"), N_("Record the placement first")
        )
    days = MIN_DAYS.get(outcome, 0)
    if (happened_on - placed[0]).days < days:
        raise InvalidInput(
            "happened_on",
            N_("the day lies too soon after the placement"),
            N_("Give a day at least %(days)s days after %(placed)s"),
            days=days,
            placed=placed[0],
        )
