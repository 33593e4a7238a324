"""Jobrotation cases, each read whole: its people, courses, assignments, documents and events."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matcher.errors import N_, Conflict, NotFound
from matcher.store.bulk import Keys, get_table, list_children, upsert
from matcher.store.paging import Page
from matcher.store.tables import (
    Organisations,
    RotationAssignments,
    RotationCases,
    RotationDocuments,
    RotationEmployees,
    RotationEvents,
    RotationSubstitutes,
    RotationTrainings,
)
from matcher.vocabulary import EducationLevel, Funding, RotationDocument, RotationStatus


@dataclass(frozen=True)
class Training:
    """One course of one employee; ``other_starts`` are first days it is offered on as well."""

    employee: str
    number: int
    title: str
    kind: str
    provider: str
    starts_on: date
    ends_on: date
    hours_a_day: Decimal
    weekdays: frozenset[int] = frozenset(range(5))
    other_starts: tuple[date, ...] = ()

    @property
    def key(self) -> str:
        """The course within its case."""
        return f"{self.employee}.{self.number}"

    @property
    def weekly_hours(self) -> Decimal:
        """The hours of a whole week."""
        return self.hours_a_day * len(self.weekdays)


@dataclass(frozen=True)
class Employee:
    """One employee who trains."""

    reference: str
    weekly_hours: Decimal
    name: str = ""
    birth_year: int | None = None
    education_level: EducationLevel | None = None
    education_last_used: int | None = None
    hired_on: date | None = None
    trainings: tuple[Training, ...] = ()


@dataclass(frozen=True)
class Substitute:
    """A candidate who may cover, with the hours and days offered."""

    candidate: str
    weekly_hours: Decimal
    available_from: date | None = None
    available_until: date | None = None


@dataclass(frozen=True)
class Assignment:
    """A substitute in an employee's place during a course."""

    employee: str
    number: int
    candidate: str
    starts_on: date
    ends_on: date
    weekly_hours: Decimal


@dataclass(frozen=True)
class ReceivedDocument:
    """A document that has come in."""

    kind: RotationDocument
    received_on: date
    actor: str
    note: str = ""


@dataclass(frozen=True)
class RotationEvent:
    """One change of status: who, when and why."""

    status: RotationStatus
    happened_on: date
    actor: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True)
class RotationCase:
    """One company's case, whole; a fact that nobody has stated is None."""

    reference: str
    organisation: str
    opening: str
    title: str
    opened_by: str
    opened_at: datetime
    organisation_name: str = ""
    status: RotationStatus = RotationStatus.IDEA
    funding: Funding | None = None
    usual_pay: bool | None = None
    agreement_pay: bool | None = None
    same_function: bool | None = None
    other_support: bool | None = None
    employees: tuple[Employee, ...] = ()
    substitutes: tuple[Substitute, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    documents: tuple[ReceivedDocument, ...] = ()
    events: tuple[RotationEvent, ...] = ()

    @property
    def trainings(self) -> tuple[Training, ...]:
        """Every course of every employee, the first day first."""
        every = (one for employee in self.employees for one in employee.trainings)
        return tuple(sorted(every, key=lambda one: (one.starts_on, one.key)))

    @property
    def starts_on(self) -> date | None:
        """The first day of training."""
        return min((one.starts_on for one in self.trainings), default=None)

    @property
    def ends_on(self) -> date | None:
        """The last day of training."""
        return max((one.ends_on for one in self.trainings), default=None)

    def day_of(self, status: RotationStatus) -> date | None:
        """Give the day the case last came to a status."""
        days = [event.happened_on for event in self.events if event.status is status]
        return days[-1] if days else None


CASES = get_table(RotationCases)
FIELDS = list(CASES.columns)
CHILDREN = (
    RotationEmployees,
    RotationTrainings,
    RotationSubstitutes,
    RotationAssignments,
    RotationDocuments,
)
EVENTS = get_table(RotationEvents)
LEVELS = {str(one): one for one in EducationLevel}
STATUSES = {str(one): one for one in RotationStatus}
FUNDINGS = {str(one): one for one in Funding}
DOCUMENTS = {str(one): one for one in RotationDocument}


def add_case(session: Session, case: RotationCase) -> None:
    """Add a case without its people.

    Raises
    ------
    Conflict
        If the reference was taken a moment ago.
    """
    values = {column.name: getattr(case, column.name) for column in FIELDS}
    values |= {"status": str(case.status), "funding": _word(case.funding)}
    try:
        session.execute(insert(CASES).values(values))
    except IntegrityError as error:
        raise Conflict(N_("Somebody else opened a case just now; try again")) from error


def update_case(session: Session, reference: str, **values: Any) -> None:
    """Change what is stated of a case."""
    words = {name: _word(value) for name, value in values.items()}
    session.execute(update(CASES).where(CASES.c.reference == reference).values(words))


def get_case(session: Session, reference: str, *, changing: bool = False) -> RotationCase:
    """Get one case; ``changing`` keeps others from changing it until this transaction ends.

    Raises
    ------
    NotFound
        If there is none.
    """
    if changing:
        session.execute(
            select(CASES.c.reference).where(CASES.c.reference == reference).with_for_update()
        )
    found = _read(session, [reference])
    if not found:
        raise NotFound("rotation", reference)
    return found[0]


def find_cases(
    session: Session,
    *,
    organisation: str | None = None,
    status: RotationStatus | None = None,
    limit: int = 25,
    offset: int = 0,
) -> Page[RotationCase]:
    """Find cases, of an organisation or a status if one is given, the newest first."""
    where = []
    if organisation is not None:
        where.append(CASES.c.organisation == organisation)
    if status is not None:
        where.append(CASES.c.status == str(status))
    total = session.execute(select(func.count()).select_from(CASES).where(*where)).scalar_one()
    query = (
        select(CASES.c.reference)
        .where(*where)
        .order_by(CASES.c.opened_at.desc(), CASES.c.reference.desc())
    )
    references = session.execute(query.limit(limit).offset(offset)).scalars().all()
    found = {one.reference: one for one in _read(session, references)}
    return Page(tuple(found[reference] for reference in references), total)


def list_references(session: Session, prefix: str) -> tuple[str, ...]:
    """List the references that begin so."""
    query = select(CASES.c.reference).where(CASES.c.reference.startswith(prefix, autoescape=True))
    return tuple(session.execute(query).scalars())


def put_employee(session: Session, case: str, employee: Employee) -> None:
    """Add an employee or change what is known of them; the courses are left as they are."""
    row = asdict(employee) | {"case": case, "education_level": _word(employee.education_level)}
    del row["trainings"]
    upsert(session, RotationEmployees, [row])


def remove_employee(session: Session, case: str, reference: str) -> None:
    """Remove an employee with their courses and assignments."""
    _remove(session, RotationEmployees, case=case, reference=reference)


def put_training(session: Session, case: str, training: Training) -> None:
    """Add a course or change it."""
    row = asdict(training) | {
        "case": case,
        "weekdays": "".join(str(day) for day in sorted(training.weekdays)),
        "other_starts": [day.isoformat() for day in sorted(set(training.other_starts))],
    }
    upsert(session, RotationTrainings, [row])


def remove_training(session: Session, case: str, employee: str, *, number: int) -> None:
    """Remove a course with its assignments."""
    _remove(session, RotationTrainings, case=case, employee=employee, number=number)


def put_substitute(session: Session, case: str, substitute: Substitute, *, position: int) -> None:
    """Add a substitute or change the hours and days offered."""
    row = asdict(substitute) | {"case": case, "position": position}
    upsert(
        session,
        RotationSubstitutes,
        [row],
        merge=lambda _: {"position": RotationSubstitutes.position},
    )


def remove_substitute(session: Session, case: str, candidate: str) -> None:
    """Remove a substitute with their assignments."""
    _remove(session, RotationSubstitutes, case=case, candidate=candidate)


def put_assignment(session: Session, case: str, assignment: Assignment) -> None:
    """Add an assignment, or change its last day and its hours."""
    upsert(session, RotationAssignments, [asdict(assignment) | {"case": case}])


def remove_assignments(session: Session, case: str, **which: Any) -> None:
    """Remove a case's assignments, or those of it that are as named."""
    _remove(session, RotationAssignments, case=case, **which)


def put_document(session: Session, case: str, document: ReceivedDocument) -> None:
    """Note that a document has come in."""
    row = asdict(document) | {"case": case, "kind": str(document.kind)}
    upsert(session, RotationDocuments, [row])


def remove_document(session: Session, case: str, kind: RotationDocument) -> None:
    """Note that a document has not come in after all."""
    _remove(session, RotationDocuments, case=case, kind=str(kind))


def add_event(session: Session, case: str, event: RotationEvent) -> None:
    """Add an event, and bring the case to its status."""
    row = asdict(event) | {"case": case, "status": str(event.status)}
    session.execute(insert(EVENTS).values(row))
    update_case(session, case, status=event.status)


def _word(value: Any) -> Any:
    return str(value) if isinstance(value, str) else value


def _remove(session: Session, entity: type[Any], **which: Any) -> None:
    table = get_table(entity)
    session.execute(delete(table).where(*(table.c[name] == one for name, one in which.items())))


def _read(session: Session, references: Keys) -> tuple[RotationCase, ...]:
    """Read cases with one query a table."""
    query = select(*FIELDS, Organisations.name).join(
        Organisations, Organisations.reference == CASES.c.organisation
    )
    parents = session.execute(query.where(CASES.c.reference.in_(references or []))).all()
    rows = {entity: list_children(session, entity, references) for entity in CHILDREN}
    events = _list_events(session, references)
    names = [*(column.name for column in FIELDS), "organisation_name"]
    return tuple(
        _build(
            dict(zip(names, parent, strict=True)),
            {
                entity: [r._asdict() for r in found.get(parent[0], [])]
                for entity, found in rows.items()
            },
            events.get(parent[0], ()),
        )
        for parent in parents
    )


def _list_events(session: Session, references: Keys) -> dict[str, tuple[RotationEvent, ...]]:
    query = select(EVENTS).where(EVENTS.c.case.in_(references or [])).order_by(EVENTS.c.id)
    found: dict[str, tuple[RotationEvent, ...]] = {}
    for row in session.execute(query).mappings():
        event = RotationEvent(
            STATUSES[row["status"]], row["happened_on"], row["actor"], row["at"], row["reason"]
        )
        found[row["case"]] = (*found.get(row["case"], ()), event)
    return found


def _build(
    fields: dict[str, Any],
    rows: Mapping[type[Any], list[dict[str, Any]]],
    events: tuple[RotationEvent, ...],
) -> RotationCase:
    for family in rows.values():
        for row in family:
            del row["case"]
    courses = [_build_training(row) for row in rows[RotationTrainings]]
    employees = [_build_employee(row) for row in rows[RotationEmployees]]
    funding = fields["funding"]
    return RotationCase(
        **fields
        | {
            "status": STATUSES[fields["status"]],
            "funding": None if funding is None else FUNDINGS[funding],
        },
        employees=tuple(
            replace(one, trainings=_sort(c for c in courses if c.employee == one.reference))
            for one in sorted(employees, key=lambda one: (len(one.reference), one.reference))
        ),
        substitutes=tuple(
            Substitute(**{name: value for name, value in row.items() if name != "position"})
            for row in rows[RotationSubstitutes]
        ),
        assignments=tuple(
            sorted(
                (Assignment(**row) for row in rows[RotationAssignments]),
                key=lambda one: (one.starts_on, one.employee, one.candidate),
            )
        ),
        documents=tuple(
            ReceivedDocument(**row | {"kind": DOCUMENTS[row["kind"]]})
            for row in rows[RotationDocuments]
            if row["kind"] in DOCUMENTS
        ),
        events=events,
    )


def _sort(courses: Any) -> tuple[Training, ...]:
    return tuple(sorted(courses, key=lambda one: one.number))


def _build_employee(row: dict[str, Any]) -> Employee:
    level = row["education_level"]
    return Employee(**row | {"education_level": None if level is None else LEVELS[level]})


def _build_training(row: dict[str, Any]) -> Training:
    return Training(
        **row
        | {
            "weekdays": frozenset(int(day) for day in row["weekdays"]),
            "other_starts": tuple(date.fromisoformat(day) for day in row["other_starts"]),
        }
    )
