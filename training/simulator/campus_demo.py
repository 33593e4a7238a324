"""The demo's students, programmes and rounds into a database."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import numpy as np

from matcher.campus import Mechanism, Programme, StudentOutcome, StudentOutcomeEvent, Track
from matcher.services.memory import Memory
from matcher.services.placing import (
    Round,
    RoundDraft,
    choose_programmes,
    choose_students,
    open_round,
    open_wishes,
    take_step,
)
from matcher.services.placing.wishing import take_wishes_in
from matcher.store import Session, programmes, rounds, student_outcomes, student_traits, students
from matcher.vocabulary import Account
from training.simulator.campus import (
    FORMER,
    STUDENTS,
    DrawnStudent,
    draw_students,
    draw_wishes,
    list_former_programmes,
    list_programmes,
)
from training.simulator.past_places import add_past_places

HOSTS = 9
FIRST_FORMER = 1001


def add_campus(
    session: Session,
    hosts: list[str],
    *,
    viewer: Account,
    memory: Memory,
    seed: int,
    today: date,
) -> None:
    """Add last year's round with what became of it, and this year's, whose wishes have come in.

    Parameters
    ----------
    session : Session
        An open session.
    hosts : list of str
        CVR numbers of the companies that host.
    viewer : Account
        The coordinator.
    memory : Memory
        What foretells the seats' worth.
    seed : int
        Of the students, their wishes and the lottery.
    today : date
        The day of the demo.
    """
    offered = list_programmes(hosts[:HOSTS], today=today)
    former = list_former_programmes(offered)
    last_year = today - timedelta(weeks=52)
    # their consents were given a year ago, when they were a year younger
    earlier = draw_students(FORMER, first=FIRST_FORMER, seed=seed, today=last_year)
    found = _run_round(session, former, earlier, viewer=viewer, seed=seed, today=last_year)
    by: dict[str, Any] = {"viewer": viewer, "now": _at(last_year), "memory": memory}
    for step in ("propose", "publish", "close"):
        found = take_step(session, found.code, step, seen=found.version, **by)
    student_outcomes.add_student_outcomes(
        session, _draw_outcomes(found, former, seed=seed, today=today, actor=viewer.email)
    )
    drawn = draw_students(STUDENTS, first=1, seed=seed, today=today)
    _run_round(session, offered, drawn, viewer=viewer, seed=seed, today=today)
    add_past_places(session, offered, actor=viewer.email, seed=seed, today=today)


def _run_round(
    session: Session,
    offered: Sequence[Programme],
    drawn: Sequence[DrawnStudent],
    *,
    viewer: Account,
    seed: int,
    today: date,
) -> Round:
    """Open a round and take in students, programmes and wishes."""
    programmes.add_programmes(session, offered)
    students.add_students(session, [one.student for one in drawn])
    given = {one.student.reference: one.consents for one in drawn}
    students.set_consents(session, given, today=today - timedelta(days=30), actor=viewer.email)
    student_traits.add_student_traits(session, [one.traits for one in drawn])
    draft = RoundDraft(
        f"Forårets pladser {today.year + 1}",
        Mechanism.STABLE,
        wishes_until=today + timedelta(days=7),
        quotas={Track.PRAKTISK: 0.5},
        seed=seed,
    )
    by: dict[str, Any] = {"viewer": viewer, "now": _at(today)}
    found = open_round(session, draft, **by)
    codes = [one.code for one in offered]
    found = choose_programmes(session, found.code, codes, seen=found.version, **by)
    found = choose_students(session, found.code, given, seen=found.version, **by)
    found = open_wishes(session, found.code, seen=found.version, **by)
    wishes = draw_wishes([one.student for one in drawn], offered, seed=seed)
    take_wishes_in(session, found.code, wishes, actor=viewer.email, now=_at(today))
    return rounds.get_round(session, found.code)


def _draw_outcomes(
    found: Round, offered: Sequence[Programme], *, seed: int, today: date, actor: str
) -> list[StudentOutcomeEvent]:
    """Draw what became of the places: the dearer the wish, the likelier it was completed."""
    rng = np.random.default_rng([seed, 11])
    known: Mapping[str, Programme] = {one.code: one for one in offered}
    events: list[StudentOutcomeEvent] = []
    for seat in found.seats:
        one, wishes = known[seat.programme], found.wishes.get(seat.student, ())
        place = wishes.index(one.code) if one.code in wishes else len(wishes)
        if one.starts_on is None or one.ends_on is None or one.ends_on >= today:
            continue
        steps = [(StudentOutcome.PLACED, one.starts_on)]
        if rng.random() < 0.88 - 0.08 * place:
            steps.append((StudentOutcome.COMPLETED, one.ends_on))
            if rng.random() < 0.7:
                later = min(one.ends_on + timedelta(days=60), today)
                steps.append((StudentOutcome.CONTINUED, later))
        else:
            steps.append(
                (StudentOutcome.DROPPED, one.starts_on + (one.ends_on - one.starts_on) / 2)
            )
        events += [
            StudentOutcomeEvent(seat.student, one.code, outcome, day, actor, _at(day))
            for outcome, day in steps
        ]
    return events


def _at(day: date) -> datetime:
    return datetime.combine(day, time(9), UTC)
