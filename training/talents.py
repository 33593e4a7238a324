"""What the talent model learns from: students' places and what became of them, and nothing else.

Its purpose is education, whose legal basis is not that of the employment effort; so this module
reads the tables of students and programmes alone, and a test of the house holds it to that.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import numpy as np
import pandas as pd

from matcher.campus import Programme, Student, StudentOutcome, StudentOutcomeEvent
from matcher.features.talent import TalentPairs
from matcher.features.talent_frames import frame_programmes, frame_students
from matcher.services import Services
from matcher.store import Session, rounds
from matcher.store.programmes import list_programmes
from matcher.store.student_outcomes import list_student_outcomes
from matcher.store.students import list_students
from training.begun import Begun
from training.fairness import read_student_groups

STAGES = ("completed", "continued")
GRACE = timedelta(weeks=6)
"""How long after a programme's last day its end may come to be recorded."""

LONGEST = timedelta(weeks=52)
"""A programme without a last day is taken to have ended by then."""

GOES_ON_WITHIN = timedelta(weeks=26)
"""Who has not gone on by then is taken not to."""

Place = tuple[str, str]
"""A student and a programme, by reference."""


def read_talents(session: Session, services: Services, today: date) -> Begun:
    """Read every place that should have ended, what became of it, and the pair's features.

    What ended in no recorded way is left out; so are students who are no longer there.
    """
    outcomes = list_student_outcomes(session)
    programmes = {one.code: one for one in list_programmes(session)}
    students = {one.reference: one for one in list_students(session)}
    came = {
        place: events
        for place, events in _group_places(outcomes).items()
        if place[0] in students and place[1] in programmes
    }
    rows = [
        (place, events[StudentOutcome.PLACED], stages)
        for place, events in came.items()
        if (stages := _grade(events, programmes[place[1]], today)) is not None
    ]
    rows.sort(key=lambda row: (row[1], row[0]))
    places, days = [row[0] for row in rows], [row[1] for row in rows]
    frame = pd.DataFrame(
        {
            "person": pd.Series([student for student, _ in places], dtype=str),
            "key": pd.Series([code for _, code in places], dtype=str),
            "begun_at": pd.to_datetime(pd.Series(days, dtype=object), utc=True),
            **{
                stage: pd.Series([row[2][number] for row in rows], dtype=float)
                for number, stage in enumerate(STAGES)
            },
        }
    )
    placed = [students[student] for student, _ in places]
    features = _measure(
        placed,
        list(programmes.values()),
        [code for _, code in places],
        pairs_of=(outcomes, days, today),
        wishes=_list_wishes(session),
        services=services,
        session=session,
    )
    return Begun.check(frame, features, read_student_groups(session, placed), list(STAGES))


def _group_places(
    outcomes: Sequence[StudentOutcomeEvent],
) -> dict[Place, dict[StudentOutcome, date]]:
    """Group the events of each place that was begun; the first day of each counts."""
    found: dict[Place, dict[StudentOutcome, date]] = {}
    for one in outcomes:
        found.setdefault((one.student, one.programme), {}).setdefault(one.outcome, one.happened_on)
    return {place: events for place, events in found.items() if StudentOutcome.PLACED in events}


def _grade(
    events: Mapping[StudentOutcome, date], programme: Programme, today: date
) -> tuple[float, float] | None:
    """Tell how far a place came; nothing where it may not have ended, or nobody recorded how.

    A place is not told of before its programme should have ended, for who leaves is known sooner
    than who completes.
    """
    placed = events[StudentOutcome.PLACED]
    ends = max(placed, programme.ends_on) if programme.ends_on else placed + LONGEST
    if ends + GRACE > today:
        return None
    continued = events.get(StudentOutcome.CONTINUED)
    completed = events.get(StudentOutcome.COMPLETED, ends if continued else None)
    if completed is None:
        return (0.0, float("nan")) if StudentOutcome.DROPPED in events else None
    if completed + GOES_ON_WITHIN > today:
        # who has gone on by now is known, and who will not have is not
        return 1.0, float("nan")
    return 1.0, float(continued is not None and continued <= completed + GOES_ON_WITHIN)


def _list_wishes(session: Session) -> dict[Place, int]:
    """List the place each programme had among a student's wishes, in the latest round with it."""
    return {
        (student, code): place
        for one in reversed(rounds.list_rounds(session))
        for student, codes in rounds.get_round(session, one.code).wishes.items()
        for place, code in enumerate(codes, 1)
    }


def _measure(
    placed: Sequence[Student],
    programmes: Sequence[Programme],
    codes: Sequence[str],
    *,
    pairs_of: tuple[Sequence[StudentOutcomeEvent], Sequence[date], date],
    wishes: Mapping[Place, int],
    services: Services,
    session: Session,
) -> pd.DataFrame:
    """Measure the pairs as they were on the day each began."""
    outcomes, days, today = pairs_of
    students = frame_students(placed, outcomes, today=today, days=days)
    # each place is a row of its own, with the wish that was for it
    rows = [str(number) for number in range(len(placed))]
    wished = [
        (row, code, wishes.get((student.reference, code), np.nan))
        for row, student, code in zip(rows, placed, codes, strict=True)
    ]
    pairs = TalentPairs.prepare(
        students.assign(reference=rows),
        frame_programmes(programmes),
        knowledge=services.memory.get_knowledge(session),
        wishes=pd.DataFrame(wished, columns=["student", "programme", "place"]).dropna(),
    )
    positions = {one.code: number for number, one in enumerate(programmes)}
    columns = np.array([positions[code] for code in codes], np.int64)
    return pairs.frame(np.arange(len(placed)), columns)
