"""Students, programmes and wishes as the frames that the talent model's features want."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from matcher.campus import Programme, Student, StudentOutcome, StudentOutcomeEvent

FIRST_MONTH = 8
"""A school year begins in August."""


def frame_students(
    students: Sequence[Student],
    outcomes: Sequence[StudentOutcomeEvent],
    *,
    today: date,
    days: Sequence[date] | None = None,
) -> pd.DataFrame:
    """Give students as `matcher.features.talent` wants them.

    Parameters
    ----------
    students : sequence of Student
        One a row; the same student may come several times.
    outcomes : sequence of StudentOutcomeEvent
        What became of their places.
    today : date
        The day their particulars are of.
    days : sequence of date, optional
        The day each row is to be of, in place of today: school years are reckoned back to it, and
        no outcome of that day or later is known.
    """
    when = [today] * len(students) if days is None else list(days)
    known: dict[str, list[StudentOutcomeEvent]] = {}
    for event in outcomes:
        known.setdefault(event.student, []).append(event)
    rows = [
        _flatten_student(student, known.get(student.reference, []), day, today)
        for student, day in zip(students, when, strict=True)
    ]
    return pd.DataFrame(rows, columns=list(STUDENT_COLUMNS))


STUDENT_COLUMNS = (
    *("reference", "track", "postcode", "school_year", "travel_limit_minutes", "interests"),
    *("cultures", "languages", "grades", "strengths", "completed", "left"),
)
PROGRAMME_COLUMNS = (
    *("code", "track", "area", "postcode", "weeks", "year_min", "year_max", "languages"),
    *("markets", "strengths"),
)


def frame_programmes(programmes: Sequence[Programme]) -> pd.DataFrame:
    """Give programmes as `matcher.features.talent` wants them."""
    return pd.DataFrame(
        [_flatten_programme(one) for one in programmes], columns=list(PROGRAMME_COLUMNS)
    )


def frame_wishes(wishes: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Give each student's wished programmes, the dearest first, as a frame with their places."""
    rows = [
        (student, code, place)
        for student, codes in wishes.items()
        for place, code in enumerate(codes, 1)
    ]
    return pd.DataFrame(rows, columns=["student", "programme", "place"])


def _flatten_student(
    student: Student, events: Sequence[StudentOutcomeEvent], day: date, today: date
) -> dict[str, object]:
    earlier = [one.outcome for one in events if one.happened_on < day or day == today]
    year = student.school_year
    return {
        "reference": student.reference,
        "track": student.track and str(student.track),
        "postcode": student.postcode,
        "school_year": None if year is None else year - _count_years(day, today),
        "travel_limit_minutes": student.travel_limit_minutes,
        "interests": {str(one) for one in student.interests},
        "cultures": student.cultures,
        "languages": student.languages,
        "grades": {str(subject): grade for subject, grade in student.grades.items()},
        "strengths": Counter(str(one.strength) for one in student.strengths),
        "completed": earlier.count(StudentOutcome.COMPLETED),
        "left": earlier.count(StudentOutcome.DROPPED),
    }


def _flatten_programme(one: Programme) -> dict[str, object]:
    return {
        "code": one.code,
        "track": str(one.track),
        "area": one.area and str(one.area),
        "postcode": one.postcode,
        "weeks": _count_weeks(one.starts_on, one.ends_on),
        "year_min": one.year_min,
        "year_max": one.year_max,
        "languages": one.languages,
        "markets": one.markets,
        "strengths": tuple(str(strength) for strength in one.strengths),
    }


def _count_weeks(first: date | None, last: date | None) -> float:
    return (last - first).days / 7 if first and last else float("nan")


def _count_years(day: date, today: date) -> int:
    """Count the school years that have begun from one day to another."""
    first, last = (one.year + (one.month >= FIRST_MONTH) for one in (day, today))
    return last - first
