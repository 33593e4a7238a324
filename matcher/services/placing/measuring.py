"""What a set of seats is worth: benefit, wishes met, stability, quotas, and equal treatment."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from matcher.campus import Programme, Student, Track
from matcher.planning.placement import (
    SMALLEST_GROUP,
    Pair,
    Seats,
    Share,
    compute_share,
    count_taken,
    find_blocking_pairs,
)
from matcher.services.placing.solving import Field
from matcher.store.student_traits import StudentTraits
from matcher.vocabulary import Labelled


@dataclass(frozen=True)
class Measures:
    """What some seats give: counts of students, the sum of the benefits, and who would swap."""

    students: int
    first: int
    any: int
    unplaced: int
    benefit: float
    seats: int
    blocking: tuple[Pair, ...]


@dataclass(frozen=True)
class GroupMeasures:
    """What one group of students got, as shares of the group."""

    name: str
    label: str | Labelled
    students: int
    first: float
    any: float
    unplaced: float
    benefit: float

    @property
    def is_large_enough(self) -> bool:
        """Whether the group is large enough to be shown."""
        return self.students >= SMALLEST_GROUP

    @property
    def sure_first(self) -> Share | None:
        """The share with its first wish, and how sure it is; None where the group is too small."""
        return compute_share(round(self.first * self.students), self.students)

    @property
    def sure_any(self) -> Share | None:
        """The share with a seat, and how sure it is; None where the group is too small."""
        return compute_share(round(self.any * self.students), self.students)


@dataclass(frozen=True)
class Quota:
    """The share of the seats that a track has, beside the share it should have."""

    track: Track
    wanted: float
    share: float

    @property
    def is_kept(self) -> bool:
        """Whether the track has its share."""
        return self.share >= self.wanted - 1e-9


def measure(field: Field, seats: Seats, *, closed: tuple[str, ...] = ()) -> Measures:
    """Measure a set of seats against the wishes as they were stated."""
    problem, wishes = field.problem, field.round.wishes
    placed = {student for student, held in seats.items() if held}
    first = [one for one in problem.wishes if _has_first(seats, one, wishes.get(one, ()))]
    return Measures(
        len(problem.wishes),
        len(first),
        sum(1 for student in problem.wishes if student in placed),
        sum(1 for student in problem.wishes if student not in placed),
        sum(
            problem.benefits.get((student, one), 0.0)
            for student, held in seats.items()
            for one in held
        ),
        sum(count_taken(seats).values()),
        tuple(find_blocking_pairs(problem, seats, closed=closed)),
    )


def measure_groups(
    field: Field, seats: Seats, traits: Mapping[str, StudentTraits]
) -> dict[str, tuple[GroupMeasures, ...]]:
    """Measure what each group got, by sex, school, home language and track.

    What a student stated as first is the wish, also where it could not be had: a group that is
    kept out by a limit shows here.
    """
    unknown = StudentTraits("")
    ways: Mapping[str, Callable[[Student], str | Labelled | None]] = {
        "sex": lambda one: traits.get(one.reference, unknown).sex,
        "school": lambda one: one.school,
        "language": lambda one: traits.get(one.reference, unknown).language_background,
        "track": lambda one: one.track,
    }
    return {name: _measure_by(field, seats, name, read) for name, read in ways.items()}


def find_gap(groups: tuple[GroupMeasures, ...]) -> float:
    """Find the widest gap in the share that has a seat, among groups large enough to compare."""
    shares = [one.any for one in groups if one.students >= SMALLEST_GROUP]
    return max(shares) - min(shares) if len(shares) > 1 else 0.0


def measure_quotas(
    quotas: Mapping[str, float], seats: Seats, offered: Mapping[str, Programme]
) -> tuple[Quota, ...]:
    """Report the soft quotas: the share of all seats given that each track has."""
    taken = count_taken(seats)
    whole = sum(taken.values())
    return tuple(
        Quota(
            track,
            quotas[track],
            sum(count for code, count in taken.items() if offered[code].track is track) / whole
            if whole
            else 0.0,
        )
        for track in Track
        if track in quotas
    )


def _measure_by(
    field: Field, seats: Seats, name: str, read: Callable[[Student], str | Labelled | None]
) -> tuple[GroupMeasures, ...]:
    groups: dict[str | Labelled, list[str]] = {}
    for student in field.students.values():
        group = read(student)
        if group is not None:
            groups.setdefault(group, []).append(student.reference)
    return tuple(
        _measure_group(field, seats, name, label, members)
        for label, members in sorted(groups.items(), key=lambda one: str(one[0]))
    )


def _measure_group(
    field: Field, seats: Seats, name: str, label: str | Labelled, members: list[str]
) -> GroupMeasures:
    size = len(members)
    wishes = field.round.wishes
    first = sum(_has_first(seats, one, wishes.get(one, ())) for one in members)
    placed = sum(bool(seats.get(one)) for one in members)
    benefit = sum(
        field.problem.benefits.get((student, one), 0.0)
        for student in members
        for one in seats.get(student, ())
    )
    return GroupMeasures(
        name, label, size, first / size, placed / size, 1 - placed / size, benefit / size
    )


def _has_first(seats: Seats, student: str, wished: tuple[str, ...]) -> bool:
    return bool(wished) and wished[0] in seats.get(student, ())
