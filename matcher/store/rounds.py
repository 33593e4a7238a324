"""Placement rounds, each read whole: who takes part, wishes, rulings, seats, and every step.

Whoever changes a round says which version they saw; `advance` refuses who saw an older one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matcher.campus import Mechanism, RoundStatus, RulingKind
from matcher.errors import N_, Conflict, NotFound
from matcher.store.bulk import get_table, upsert
from matcher.store.tables import (
    RoundEvents,
    RoundHostViews,
    RoundPlacements,
    RoundProgrammes,
    RoundRulings,
    Rounds,
    RoundStudents,
    RoundWaiting,
    RoundWishes,
)


@dataclass(frozen=True)
class Ruling:
    """A pair that a coordinator has locked or forbidden, and why."""

    student: str
    programme: str
    kind: RulingKind
    reason: str
    actor: str
    at: datetime


@dataclass(frozen=True)
class HostView:
    """What a host says of a student, or a coordinator on its behalf: a rank, or no."""

    programme: str
    student: str
    rank: int | None
    declined: bool
    reason: str
    actor: str
    at: datetime


@dataclass(frozen=True)
class Seat:
    """A seat a student has; ``by_hand`` is one that no mechanism gave."""

    student: str
    programme: str
    by_hand: bool = False


@dataclass(frozen=True)
class RoundEvent:
    """One step: what, by whom, when, about whom, and the version it led to."""

    version: int
    kind: str
    actor: str
    at: datetime
    student: str | None = None
    programme: str | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Round:
    """One placement round as it stands.

    ``programmes`` maps a code to the day its host withdrew it, or None; ``wishes`` maps a student
    to programme codes, the dearest first; ``waiting`` maps a programme to students in their order;
    ``quotas`` maps a track to the least share of the seats it should have; ``seats_each`` are the
    seats a student may hold, in different periods; ``talent_version`` is the version of the talent
    model that foretold when seats were last proposed.
    """

    code: str
    title: str
    mechanism: Mechanism
    status: RoundStatus
    seed: int
    wishes_until: date | None
    quotas: Mapping[str, float]
    version: int
    opened_by: str
    opened_at: datetime
    seats_each: int = 1
    talent_version: str | None = None
    programmes: Mapping[str, date | None] = field(default_factory=dict)
    students: tuple[str, ...] = ()
    late: frozenset[str] = frozenset()
    wishes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rulings: tuple[Ruling, ...] = ()
    host_views: tuple[HostView, ...] = ()
    seats: tuple[Seat, ...] = ()
    waiting: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    events: tuple[RoundEvent, ...] = ()

    @property
    def open_programmes(self) -> tuple[str, ...]:
        """The programmes whose hosts have not withdrawn them."""
        return tuple(code for code, gone in self.programmes.items() if gone is None)

    def seats_of(self, student: str) -> tuple[Seat, ...]:
        """Give the seats a student has."""
        return tuple(one for one in self.seats if one.student == student)

    def students_in(self, programme: str) -> tuple[str, ...]:
        """Give who has a seat in a programme."""
        return tuple(one.student for one in self.seats if one.programme == programme)


ROUNDS = get_table(Rounds)
FIELDS = list(ROUNDS.columns)
EVENTS = get_table(RoundEvents)
STATUSES = {str(one): one for one in RoundStatus}
MECHANISMS = {str(one): one for one in Mechanism}
RULINGS = {str(one): one for one in RulingKind}


def add_round(session: Session, one: Round) -> None:
    """Add a round without anybody in it.

    Raises
    ------
    Conflict
        If the code is taken.
    """
    values = {column.name: getattr(one, column.name) for column in FIELDS}
    values |= {"mechanism": str(one.mechanism), "status": str(one.status)}
    values |= {"quotas": dict(one.quotas)}
    try:
        session.execute(insert(ROUNDS).values(values))
    except IntegrityError as error:
        raise Conflict(N_("There is a round of that code already")) from error


def advance(session: Session, code: str, *, seen: int, **values: Any) -> bool:
    """Raise the round's version and set values, if it is still the one ``seen``; tells if so."""
    words = {name: str(one) if isinstance(one, str) else one for name, one in values.items()}
    query = (
        update(ROUNDS)
        .where(ROUNDS.c.code == code, ROUNDS.c.version == seen)
        .values(words | {"version": seen + 1})
    )
    return bool(session.execute(query.returning(ROUNDS.c.code)).all())


def add_event(session: Session, code: str, event: RoundEvent) -> None:
    """Add a step to the round's history."""
    row = asdict(event) | {"round": code, "detail": dict(event.detail)}
    session.execute(insert(EVENTS).values(row))


def list_events(session: Session, code: str, *, after: int = -1) -> tuple[RoundEvent, ...]:
    """List the steps that led beyond a version, oldest first."""
    names = [one.name for one in fields(RoundEvent)]
    query = (
        select(*(EVENTS.c[name] for name in names))
        .where(EVENTS.c.round == code, EVENTS.c.version > after)
        .order_by(EVENTS.c.id)
    )
    return tuple(RoundEvent(**row) for row in session.execute(query).mappings())


def list_rounds(session: Session) -> tuple[Round, ...]:
    """List the rounds without what is in them, the newest first."""
    query = select(*FIELDS).order_by(ROUNDS.c.opened_at.desc(), ROUNDS.c.code.desc())
    return tuple(_build(row) for row in session.execute(query).mappings())


def get_round(session: Session, code: str) -> Round:
    """Get a round whole.

    Raises
    ------
    NotFound
        If there is none.
    """
    row = session.execute(select(*FIELDS).where(ROUNDS.c.code == code)).mappings().one_or_none()
    if row is None:
        raise NotFound("round", code)
    members = _list(session, RoundStudents, code, "student")
    return _build(
        row,
        programmes={
            one["programme"]: one["withdrawn_on"]
            for one in _list(session, RoundProgrammes, code, "programme")
        },
        students=tuple(one["student"] for one in members),
        late=frozenset(one["student"] for one in members if one["late"]),
        wishes=_group(_list(session, RoundWishes, code, "position"), "student", "programme"),
        rulings=tuple(
            Ruling(**one | {"kind": RULINGS[one["kind"]]})
            for one in _list(session, RoundRulings, code, "student")
        ),
        host_views=tuple(
            HostView(**one) for one in _list(session, RoundHostViews, code, "programme")
        ),
        seats=tuple(Seat(**one) for one in _list(session, RoundPlacements, code, "student")),
        waiting=_group(_list(session, RoundWaiting, code, "position"), "programme", "student"),
        events=list_events(session, code),
    )


def put_programmes(session: Session, code: str, programmes: Mapping[str, date | None]) -> None:
    """Take programmes into a round, or say when their hosts withdrew them."""
    rows = [
        {"round": code, "programme": one, "withdrawn_on": gone} for one, gone in programmes.items()
    ]
    upsert(session, RoundProgrammes, rows)


def remove_programme(session: Session, code: str, programme: str) -> None:
    """Take a programme out of a round, with all that was wished and ruled of it."""
    for entity in (RoundWishes, RoundRulings, RoundHostViews, RoundPlacements, RoundWaiting):
        _remove(session, entity, code, programme=programme)
    _remove(session, RoundProgrammes, code, programme=programme)


def put_students(session: Session, code: str, students: Iterable[str], *, late: bool) -> None:
    """Take students into a round; who is there already stays as they are."""
    rows = [{"round": code, "student": one, "late": late} for one in students]
    upsert(session, RoundStudents, rows, update=False)


def remove_student(session: Session, code: str, student: str) -> None:
    """Take a student out of a round, with all that hangs on them there."""
    for entity in (RoundWishes, RoundRulings, RoundHostViews, RoundPlacements, RoundWaiting):
        _remove(session, entity, code, student=student)
    _remove(session, RoundStudents, code, student=student)


def set_wishes(session: Session, code: str, student: str, wishes: Iterable[str]) -> None:
    """Put a student's wishes in the place of those before."""
    _remove(session, RoundWishes, code, student=student)
    rows = [
        {"round": code, "student": student, "programme": one, "position": i}
        for i, one in enumerate(wishes)
    ]
    _insert(session, RoundWishes, rows)


def put_ruling(session: Session, code: str, ruling: Ruling) -> None:
    """Lock or forbid a pair."""
    row = asdict(ruling) | {"round": code, "kind": str(ruling.kind)}
    upsert(session, RoundRulings, [row])


def remove_ruling(session: Session, code: str, *, student: str, programme: str) -> None:
    """Lift what was ruled on a pair."""
    _remove(session, RoundRulings, code, student=student, programme=programme)


def put_host_view(session: Session, code: str, view: HostView) -> None:
    """Remember what a host says of a student."""
    upsert(session, RoundHostViews, [asdict(view) | {"round": code}])


def remove_host_view(session: Session, code: str, *, student: str, programme: str) -> None:
    """Forget what a host said of a student."""
    _remove(session, RoundHostViews, code, student=student, programme=programme)


def set_seats(session: Session, code: str, seats: Iterable[Seat]) -> None:
    """Put seats in the place of all before."""
    _remove(session, RoundPlacements, code)
    _insert(session, RoundPlacements, [asdict(one) | {"round": code} for one in seats])


def set_waiting(session: Session, code: str, waiting: Mapping[str, Iterable[str]]) -> None:
    """Put waiting lists in the place of all before."""
    _remove(session, RoundWaiting, code)
    rows = [
        {"round": code, "programme": programme, "student": student, "position": i}
        for programme, students in waiting.items()
        for i, student in enumerate(students)
    ]
    _insert(session, RoundWaiting, rows)


def list_rounds_of(session: Session, *, programme: str) -> tuple[str, ...]:
    """List the codes of the rounds a programme is in, the newest first."""
    table = get_table(RoundProgrammes)
    query = (
        select(ROUNDS.c.code)
        .join(table, table.c.round == ROUNDS.c.code)
        .where(table.c.programme == programme)
        .order_by(ROUNDS.c.opened_at.desc())
    )
    return tuple(session.execute(query).scalars())


def _build(row: Mapping[Any, Any], **more: Any) -> Round:
    return Round(
        **dict(row)
        | {"mechanism": MECHANISMS[row["mechanism"]], "status": STATUSES[row["status"]]},
        **more,
    )


def _list(session: Session, entity: type[Any], code: str, *order: str) -> list[dict[str, Any]]:
    table = get_table(entity)
    columns = [one for one in table.columns if one.name != "round"]
    query = select(*columns).where(table.c.round == code)
    by = [table.c[name] for name in order]
    rows = session.execute(query.order_by(*by, *table.primary_key)).mappings()
    return [dict(row) for row in rows]


def _group(rows: Iterable[Mapping[str, Any]], key: str, value: str) -> dict[str, tuple[str, ...]]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        groups[row[key]].append(row[value])
    return {name: tuple(members) for name, members in sorted(groups.items())}


def _remove(session: Session, entity: type[Any], code: str, **which: str) -> None:
    table = get_table(entity)
    named = (table.c[name] == one for name, one in which.items())
    session.execute(delete(table).where(table.c.round == code, *named))


def _insert(session: Session, entity: type[Any], rows: list[dict[str, Any]]) -> None:
    if rows:
        session.connection().execute(get_table(entity).insert(), rows)
