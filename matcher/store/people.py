"""Candidates, with what they can, have done, want and consent to."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from matcher.errors import NotFound
from matcher.store.bulk import (
    KEYS_A_STATEMENT,
    count_rows,
    get_table,
    list_children,
    replace_children,
    split,
    upsert,
)
from matcher.store.caseloads import SHOWN_TO_COMPANIES, mark_checked
from matcher.store.changes import bump_data_version
from matcher.store.labels import SkillMaker, list_labels, list_labels_of
from matcher.store.paging import Page
from matcher.store.tables import (
    ConceptLabels,
    Consents,
    People,
    PeopleExperience,
    PeopleLanguages,
    PeopleLicences,
    PeopleSkills,
    PeopleWishes,
)
from matcher.store.text import ESCAPE, escape_like, normalise_label
from matcher.vocabulary import BenefitGroup, Candidate, EducationLevel, WorkTime

CHILDREN: dict[type[Any], Callable[[Candidate], Iterator[tuple[Any, ...]]]] = {
    PeopleSkills: lambda one: (
        (skill.concept, skill.level, i, str(skill.evidence), skill.last_used)
        for i, skill in enumerate(one.skills)
    ),
    PeopleExperience: lambda one: iter(one.experience.items()),
    PeopleLanguages: lambda one: iter(one.languages.items()),
    PeopleLicences: lambda one: ((licence,) for licence in one.licences),
    PeopleWishes: lambda one: ((wish,) for wish in one.wishes),
}
"""The rows each child table holds of a candidate, its columns after the reference."""


BENEFIT_GROUPS = {str(one): one for one in BenefitGroup}
EDUCATION_LEVELS = {str(one): one for one in EducationLevel}
WORK_TIMES = {str(one): one for one in WorkTime}


@dataclass(frozen=True)
class Consent:
    """What a candidate agreed to, from a day until another."""

    kind: str
    given_on: date
    withdrawn_on: date | None


def add_candidates(
    session: Session, rows: Iterable[Candidate], *, today: date | None = None
) -> int:
    """Add candidates or replace what is known of them.

    Parameters
    ----------
    session : Session
        An open session.
    rows : iterable of Candidate
        Their skills, occupations and wishes must be concepts that are there; labels are not kept.
    today : date, optional
        The day from which a consent that is new, or missing now, is given or withdrawn, and on
        which the profiles were gone through.

    Returns
    -------
    int
        How many were new.
    """
    candidates = list({row.reference: row for row in rows}.values())
    new = upsert(session, People, map(_flatten, candidates))
    for entity, list_values in CHILDREN.items():
        families = {one.reference: list_values(one) for one in candidates}
        replace_children(session, entity, families)
    day = today or datetime.now(UTC).date()
    _record_consents(session, candidates, day)
    mark_checked(session, (one.reference for one in candidates), on=day)
    bump_data_version(session, "people")
    return new


def get_candidate(session: Session, reference: str) -> Candidate:
    """Get one candidate.

    Raises
    ------
    NotFound
        If there is none.
    """
    found = _read(session, [reference])
    if not found:
        raise NotFound("candidate", reference)
    return found[0]


def list_candidates(session: Session) -> tuple[Candidate, ...]:
    """List every candidate by reference."""
    return _read(session, None)


def list_references(session: Session) -> frozenset[str]:
    """List every candidate's reference, and nothing else of them."""
    return frozenset(session.execute(select(People.reference)).scalars())


def count_candidates(session: Session) -> int:
    """Count the candidates."""
    return count_rows(session, People)


def find_candidates(
    session: Session, text: str = "", *, limit: int = 25, offset: int = 0
) -> Page[Candidate]:
    """Find candidates by part of the reference, begin of the postcode, or occupation.

    An occupation counts if the candidate has worked in it or wants it, under any of its names.
    """
    where = _match(normalise_label(text))
    total = session.execute(select(func.count()).select_from(People).where(where)).scalar_one()
    query = select(People.reference).where(where).order_by(People.reference)
    references = session.execute(query.limit(limit).offset(offset)).scalars().all()
    return Page(_read(session, references), total)


def erase_candidate(session: Session, reference: str) -> None:
    """Erase a candidate and all that hangs on them.

    What was shown and what happened stays, under a reference that leads to nobody.

    Raises
    ------
    NotFound
        If there is none.
    """
    query = delete(People).where(People.reference == reference).returning(People.reference)
    if session.execute(query).one_or_none() is None:
        raise NotFound("candidate", reference)
    bump_data_version(session, "people")


def add_wish(session: Session, reference: str, occupation: str) -> bool:
    """Add an occupation to what a candidate wants; tells whether it is new."""
    table = get_table(PeopleWishes)
    wished = (table.c.person == reference) & (table.c.occupation == occupation)
    if session.execute(select(table.c.person).where(wished)).first() is not None:
        return False
    session.execute(insert(table).values(person=reference, occupation=occupation))
    bump_data_version(session, "people")
    return True


def erase_wish(session: Session, reference: str, occupation: str) -> bool:
    """Take an occupation out of what a candidate wants; tells whether it was there."""
    query = delete(PeopleWishes).where(
        PeopleWishes.person == reference, PeopleWishes.occupation == occupation
    )
    found = session.execute(query.returning(PeopleWishes.person)).one_or_none() is not None
    if found:
        bump_data_version(session, "people")
    return found


def record_consent(session: Session, reference: str, *, given: bool, on: date) -> None:
    """Record that a candidate says anew whether companies may see them."""
    is_open = (
        Consents.person == reference,
        Consents.kind == SHOWN_TO_COMPANIES,
        Consents.withdrawn_on.is_(None),
    )
    session.execute(update(Consents).where(*is_open).values(withdrawn_on=on))
    if given:
        row = {"person": reference, "kind": SHOWN_TO_COMPANIES, "given_on": on}
        session.execute(insert(get_table(Consents)).values(row))
    bump_data_version(session, "people")


def list_consents(session: Session, reference: str) -> tuple[Consent, ...]:
    """List what a candidate has agreed to, also what was withdrawn, oldest first."""
    query = (
        select(Consents.kind, Consents.given_on, Consents.withdrawn_on)
        .where(Consents.person == reference)
        .order_by(Consents.given_on, Consents.id)
    )
    return tuple(Consent(*row) for row in session.execute(query))


def _flatten(one: Candidate) -> dict[str, Any]:
    return {
        "reference": one.reference,
        "birth_year": one.birth_year,
        "postcode": one.postcode,
        "benefit_group": _name(one.benefit_group),
        "unemployed_since": one.unemployed_since,
        "education_level": _name(one.education_level),
        "education_last_used": one.education_last_used,
        "education_field": one.education_field,
        "weekly_hours": one.weekly_hours,
        "available_from": one.available_from,
        "work_times": sorted(str(time) for time in one.work_times),
        "travel_limit_minutes": one.travel_limit_minutes,
        "has_car": one.has_car,
        "is_student": one.is_student,
    }


def _name(member: BenefitGroup | EducationLevel | None) -> str | None:
    return None if member is None else str(member)


def _record_consents(session: Session, candidates: Sequence[Candidate], today: date) -> None:
    """Begin and end consents so that those open now are those the candidates have."""
    is_open = (Consents.kind == SHOWN_TO_COMPANIES, Consents.withdrawn_on.is_(None))
    having = set(session.execute(select(Consents.person).where(*is_open)).scalars())
    given = [one.reference for one in candidates if one.shown_to_companies]
    ended = [one.reference for one in candidates if not one.shown_to_companies]
    rows = [
        {"person": one, "kind": SHOWN_TO_COMPANIES, "given_on": today, "withdrawn_on": None}
        for one in given
        if one not in having
    ]
    for part in split(rows, KEYS_A_STATEMENT):
        session.execute(insert(get_table(Consents)), part)
    for keys in split((one for one in ended if one in having), KEYS_A_STATEMENT):
        session.execute(
            update(Consents).where(*is_open, Consents.person.in_(keys)).values(withdrawn_on=today)
        )


def _match(text: str) -> ColumnElement[bool]:
    escaped = escape_like(text)
    named = [
        select(entity.person)
        .join(ConceptLabels, ConceptLabels.concept == entity.occupation)
        .where(ConceptLabels.normalised.like(f"%{escaped}%", escape=ESCAPE))
        for entity in (PeopleExperience, PeopleWishes)
    ]
    return or_(
        func.lower(People.reference).like(f"%{escaped}%", escape=ESCAPE),
        People.postcode.like(f"{escaped}%", escape=ESCAPE),
        *(People.reference.in_(persons) for persons in named),
    )


def _read(session: Session, references: Sequence[str] | None) -> tuple[Candidate, ...]:
    """Read candidates with one query a table; all of them where no references are given."""
    table = get_table(People)
    query = select(*table.columns).order_by(People.reference)
    if references is not None:
        query = query.where(People.reference.in_(references))
    parents = session.execute(query).all()
    children = {entity: list_children(session, entity, references) for entity in CHILDREN}
    consenting = _list_consenting(session, references)
    if references is None:
        labels = list_labels(session, among=select(PeopleSkills.concept).distinct())
    else:
        named = (row[1] for rows in children[PeopleSkills].values() for row in rows)
        labels = list_labels_of(session, named)
    maker = SkillMaker(labels)
    names = [column.name for column in table.columns]
    return tuple(
        _build(
            dict(zip(names, row, strict=True)),
            {entity: found.get(row[0], []) for entity, found in children.items()},
            shown=row[0] in consenting,
            maker=maker,
        )
        for row in parents
    )


def _list_consenting(session: Session, references: Sequence[str] | None) -> frozenset[str]:
    query = select(Consents.person).where(
        Consents.kind == SHOWN_TO_COMPANIES, Consents.withdrawn_on.is_(None)
    )
    if references is not None:
        query = query.where(Consents.person.in_(references))
    return frozenset(session.execute(query).scalars())


def _build(
    fields: dict[str, Any],
    children: dict[type[Any], list[Row[Any]]],
    *,
    shown: bool,
    maker: SkillMaker,
) -> Candidate:
    fields["work_times"] = frozenset(WORK_TIMES[time] for time in fields["work_times"])
    group, level = fields.pop("benefit_group"), fields.pop("education_level")
    return Candidate(
        **fields,
        benefit_group=None if group is None else BENEFIT_GROUPS[group],
        education_level=None if level is None else EDUCATION_LEVELS[level],
        skills=tuple(
            maker.build(row[1], row[2], evidence=row[4], last_used=row[5])
            for row in children[PeopleSkills]
        ),
        experience={row[1]: row[2] for row in children[PeopleExperience]},
        languages={row[1]: row[2] for row in children[PeopleLanguages]},
        licences=frozenset(row[1] for row in children[PeopleLicences]),
        wishes=frozenset(row[1] for row in children[PeopleWishes]),
        shown_to_companies=shown,
    )
