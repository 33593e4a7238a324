"""The demo's students, programmes and rounds into a database."""

from datetime import UTC, date, datetime, time, timedelta

from matcher.campus import Mechanism, Track
from matcher.services.placing.rounding import (
    RoundDraft,
    choose_programmes,
    choose_students,
    open_round,
    open_wishes,
)
from matcher.services.placing.wishing import take_wishes_in
from matcher.store import Session, programmes, student_traits, students
from matcher.vocabulary import Account
from training.simulator.campus import (
    STUDENTS,
    draw_students,
    draw_wishes,
    list_programmes,
)
from training.simulator.past_places import add_past_places

HOSTS = 9


def add_campus(
    session: Session, hosts: list[str], *, viewer: Account, seed: int, today: date
) -> None:
    """Add the students, this spring's programmes, and a round whose wishes have come in.

    Parameters
    ----------
    session : Session
        An open session.
    hosts : list of str
        CVR numbers of the companies that host.
    viewer : Account
        The coordinator.
    seed : int
        Of the students, their wishes and the lottery.
    today : date
        The day of the demo.
    """
    drawn = draw_students(STUDENTS, first=1, seed=seed, today=today)
    offered = list_programmes(hosts[:HOSTS], today=today)
    programmes.add_programmes(session, offered)
    students.add_students(session, [one.student for one in drawn])
    given = {one.student.reference: one.consents for one in drawn}
    students.set_consents(session, given, today=today - timedelta(days=30), actor=viewer.email)
    student_traits.add_student_traits(session, [one.traits for one in drawn])
    now = datetime.combine(today, time(9), UTC)
    draft = RoundDraft(
        f"Forårets pladser {today.year + 1}",
        Mechanism.STABLE,
        wishes_until=today + timedelta(days=7),
        quotas={Track.PRAKTISK: 0.5},
        seed=seed,
    )
    found = open_round(session, draft, viewer=viewer, now=now)
    codes = [one.code for one in offered]
    found = choose_programmes(
        session, found.code, codes, seen=found.version, viewer=viewer, now=now
    )
    found = choose_students(session, found.code, given, seen=found.version, viewer=viewer, now=now)
    found = open_wishes(session, found.code, seen=found.version, viewer=viewer, now=now)
    wishes = draw_wishes([one.student for one in drawn], offered, seed=seed)
    take_wishes_in(session, found.code, wishes, actor=viewer.email, now=now)
    add_past_places(session, offered, actor=viewer.email, seed=seed, today=today)
