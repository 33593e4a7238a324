"""A case's hours: who is away, who is there instead, week by week, and what that comes to."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from matcher.planning.compensation import Claim, Rate, claim_months, limit_hours
from matcher.planning.hours import (
    IsoWeek,
    Stretch,
    WeekBalance,
    balance_weeks,
    sum_days,
    sum_weeks,
    tell_hours,
)
from matcher.store.rotations import Assignment, RotationCase, Training


@dataclass(frozen=True)
class Cell:
    """One course in one week: hours away, hours covered, and by whom."""

    week: IsoWeek
    absent: Decimal
    covered: Decimal
    by: tuple[str, ...]

    @property
    def state(self) -> str:
        """How the two sides stand: free, covered, short or over."""
        if not self.absent and not self.covered:
            return "free"
        if self.absent == self.covered:
            return "covered"
        return "short" if self.covered < self.absent else "over"


@dataclass(frozen=True)
class CourseRow:
    """One course across the weeks of its case."""

    training: Training
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Balance:
    """The hours of a case week by week, in all and course by course."""

    weeks: tuple[WeekBalance, ...]
    rows: tuple[CourseRow, ...]

    @property
    def absent(self) -> Decimal:
        """All hours away."""
        return sum((one.absent for one in self.weeks), Decimal(0))

    @property
    def covered(self) -> Decimal:
        """All hours of substitution."""
        return sum((one.covered for one in self.weeks), Decimal(0))

    @property
    def open_weeks(self) -> tuple[WeekBalance, ...]:
        """The weeks that do not balance, in all or on a course."""
        uneven = {
            cell.week for row in self.rows for cell in row.cells if cell.state in {"short", "over"}
        }
        return tuple(one for one in self.weeks if one.week in uneven)


def build_absence(training: Training) -> Stretch:
    """Give the days and hours an employee is away on a course."""
    return Stretch(
        training.starts_on,
        training.ends_on,
        Fraction(training.hours_a_day),
        training.weekdays,
    )


def build_substitution(assignment: Assignment, training: Training) -> Stretch:
    """Give the days and hours of an assignment, on the weekdays of the course it covers."""
    hours_a_day = Fraction(assignment.weekly_hours) / len(training.weekdays)
    return Stretch(assignment.starts_on, assignment.ends_on, hours_a_day, training.weekdays)


def balance_case(case: RotationCase) -> Balance:
    """Set what is away against what is covered, ISO week by ISO week."""
    covers = {one.key: _list_covers(case, one) for one in case.trainings}
    absences = [build_absence(one) for one in case.trainings]
    every_cover = [stretch for some in covers.values() for _, stretch in some]
    weeks = balance_weeks(sum_weeks(absences), sum_weeks(every_cover))
    shown = [one.week for one in weeks]
    return Balance(weeks, tuple(_lay_out(one, covers[one.key], shown) for one in case.trainings))


def count_paid_days(case: RotationCase) -> list[tuple[date, Fraction]]:
    """List the hours that count for the benefit: away, with a substitute in place (JR-11)."""
    counted: list[tuple[date, Fraction]] = []
    for training in case.trainings:
        covers = [stretch for _, stretch in _list_covers(case, training)]
        hours = limit_hours(sum_days([build_absence(training)]), sum_days(covers))
        counted += hours.items()
    return counted


def claim_absence(
    trainings: Iterable[Training], *, rate_on: Callable[[date], Rate | None]
) -> tuple[Claim, ...]:
    """Add up all hours away month by month, whoever covers."""
    days = sum_days(build_absence(one) for one in trainings)
    return claim_months(days.items(), rate_on=rate_on)


def claim_substitution(
    case: RotationCase, candidates: frozenset[str], *, rate_on: Callable[[date], Rate | None]
) -> tuple[Claim, ...]:
    """Add up these substitutes' hours month by month."""
    days = sum_days(
        stretch
        for training in case.trainings
        for who, stretch in _list_covers(case, training)
        if who in candidates
    )
    return claim_months(days.items(), rate_on=rate_on)


def _list_covers(case: RotationCase, training: Training) -> list[tuple[str, Stretch]]:
    return [
        (one.candidate, build_substitution(one, training))
        for one in case.assignments
        if (one.employee, one.number) == (training.employee, training.number)
    ]


def _lay_out(
    training: Training, covers: list[tuple[str, Stretch]], weeks: list[IsoWeek]
) -> CourseRow:
    absent = sum_weeks([build_absence(training)])
    covered = sum_weeks(stretch for _, stretch in covers)
    by = {who: set(sum_weeks([stretch])) for who, stretch in covers}
    cells = (
        Cell(
            week,
            tell_hours(absent.get(week)),
            tell_hours(covered.get(week)),
            tuple(sorted(who for who, mine in by.items() if week in mine)),
        )
        for week in weeks
    )
    return CourseRow(training, tuple(cells))
