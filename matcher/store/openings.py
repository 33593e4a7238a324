"""Openings of every kind, with what they ask for."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Row, func, or_, select
from sqlalchemy.orm import Session

from matcher.errors import NotFound
from matcher.store.bulk import (
    KEYS_A_STATEMENT,
    Keys,
    count_rows,
    get_table,
    list_children,
    replace_children,
    split,
    upsert,
)
from matcher.store.changes import bump_data_version
from matcher.store.labels import SkillMaker, list_labels, list_labels_of
from matcher.store.paging import Page
from matcher.store.tables import (
    OpeningLanguages,
    OpeningLicences,
    Openings,
    OpeningSkills,
    Organisations,
    Postings,
)
from matcher.store.text import ESCAPE, escape_like, normalise_label
from matcher.vocabulary import Opening, OpeningKind, SkillLevel, Tag, WorkTime

CHILDREN: dict[type[Any], Callable[[Opening], Iterator[tuple[Any, ...]]]] = {
    OpeningSkills: lambda one: chain(
        _number("required", one.required_skills), _number("nice", one.nice_skills)
    ),
    OpeningLanguages: lambda one: iter(one.languages.items()),
    OpeningLicences: lambda one: ((licence,) for licence in one.licences),
}
"""The rows each child table holds of an opening, its columns after the reference."""

KINDS = {str(one): one for one in OpeningKind}
TAGS = {str(one): one for one in Tag}
WORK_TIMES = {str(one): one for one in WorkTime}

COLUMNS = [
    column
    for column in get_table(Openings).columns
    if column.name != Openings.title_normalised.name
]
JOINED = get_table(Openings).outerjoin(get_table(Organisations))


def add_openings(session: Session, rows: Iterable[Opening]) -> int:
    """Add openings or replace them; tells how many were new.

    Their skills and occupations must be concepts, and their organisation must be there; the
    organisation's name and the labels are not kept.
    """
    openings = list({row.reference: row for row in rows}.values())
    new = upsert(session, Openings, map(_flatten, openings))
    for entity, list_values in CHILDREN.items():
        families = {one.reference: list_values(one) for one in openings}
        replace_children(session, entity, families)
    bump_data_version(session, "openings")
    return new


def get_opening(session: Session, reference: str) -> Opening:
    """Get one opening.

    Raises
    ------
    NotFound
        If there is none.
    """
    found = _read(session, [reference])
    if not found:
        raise NotFound("opening", reference)
    return found[0]


def list_openings(
    session: Session, *, open_on: date | None = None, but_closed: bool = False
) -> tuple[Opening, ...]:
    """List all openings by reference, or only those that can still be filled on a day.

    ``but_closed`` leaves out those that their companies have closed.
    """
    if open_on is None and not but_closed:
        return _read(session, None)
    query = select(Openings.reference)
    if open_on is not None:
        query = query.where(Openings.starts_on >= open_on)
    if but_closed:
        closed = select(Postings.opening).where(Postings.closed_at.is_not(None))
        query = query.where(Openings.reference.not_in(closed))
    return _read(session, query)


def list_titles(session: Session, references: Iterable[str]) -> dict[str, str]:
    """List the titles of openings by reference, without those that are not there."""
    found: dict[str, str] = {}
    for part in split(sorted(set(references)), KEYS_A_STATEMENT):
        query = select(Openings.reference, Openings.title).where(Openings.reference.in_(part))
        found |= {str(row.reference): str(row.title) for row in session.execute(query)}
    return found


def count_openings(session: Session) -> int:
    """Count the openings."""
    return count_rows(session, Openings)


def find_openings(
    session: Session,
    text: str = "",
    *,
    kind: OpeningKind | None = None,
    organisation: str | None = None,
    open_on: date | None = None,
    limit: int = 25,
    offset: int = 0,
) -> Page[Opening]:
    """Find openings whose title, company or reference has every word, the newest start first.

    Parameters
    ----------
    session : Session
        An open session.
    text : str
        Words or parts of words; none finds all.
    kind : OpeningKind, optional
        Only of this kind.
    organisation : str, optional
        Only of this organisation.
    open_on : date, optional
        Only those that start on this day or later, and so can still be filled.
    limit, offset : int
        Which part of the list to give.
    """
    where = [_match(word) for word in normalise_label(text).split()]
    if kind is not None:
        where.append(Openings.kind == str(kind))
    if organisation is not None:
        where.append(Openings.organisation == organisation)
    if open_on is not None:
        where.append(Openings.starts_on >= open_on)
    total = session.execute(select(func.count()).select_from(JOINED).where(*where)).scalar_one()
    query = (
        select(Openings.reference)
        .select_from(JOINED)
        .where(*where)
        .order_by(Openings.starts_on.desc(), Openings.reference)
        .limit(limit)
        .offset(offset)
    )
    references = session.execute(query).scalars().all()
    found = {one.reference: one for one in _read(session, references)}
    return Page(tuple(found[reference] for reference in references), total)


def _number(need: str, skills: Sequence[SkillLevel]) -> Iterator[tuple[str, str, int, int]]:
    for position, skill in enumerate(skills):
        yield need, skill.concept, skill.level, position


def _flatten(one: Opening) -> dict[str, Any]:
    return {
        "reference": one.reference,
        "kind": str(one.kind),
        "title": one.title,
        "title_normalised": normalise_label(one.title),
        "postcode": one.postcode,
        "starts_on": one.starts_on,
        "ends_on": one.ends_on,
        "occupation": one.occupation,
        "organisation": one.organisation or None,
        "positions": one.positions,
        "weekly_hours": one.weekly_hours,
        "work_times": sorted(str(time) for time in one.work_times),
        "tags": sorted(str(tag) for tag in one.tags),
        "parameters": dict(one.parameters),
    }


def _match(word: str) -> ColumnElement[bool]:
    pattern = f"%{escape_like(word)}%"
    return or_(
        Openings.title_normalised.like(pattern, escape=ESCAPE),
        Organisations.name_normalised.like(pattern, escape=ESCAPE),
        func.lower(Openings.reference).like(pattern, escape=ESCAPE),
    )


def _read(session: Session, references: Keys) -> tuple[Opening, ...]:
    """Read openings with one query a table; all of them where no references are given."""
    query = select(*COLUMNS, func.coalesce(Organisations.name, "")).select_from(JOINED)
    if references is not None:
        query = query.where(Openings.reference.in_(references))
    parents = session.execute(query.order_by(Openings.reference)).all()
    children = {entity: list_children(session, entity, references) for entity in CHILDREN}
    if isinstance(references, Sequence):
        named = (row[2] for rows in children[OpeningSkills].values() for row in rows)
        labels = list_labels_of(session, named)
    else:
        labels = list_labels(session, among=select(OpeningSkills.concept).distinct())
    maker = SkillMaker(labels)
    names = [*(column.name for column in COLUMNS), "organisation_name"]
    return tuple(
        _build(
            dict(zip(names, row, strict=True)),
            {entity: found.get(row[0], []) for entity, found in children.items()},
            maker=maker,
        )
        for row in parents
    )


def _build(
    fields: dict[str, Any], children: dict[type[Any], list[Row[Any]]], *, maker: SkillMaker
) -> Opening:
    skills: dict[str, list[SkillLevel]] = {"required": [], "nice": []}
    for _, need, concept, level, _ in children[OpeningSkills]:
        skills[need].append(maker.build(concept, level))
    return Opening(
        **fields
        | {
            "kind": KINDS[fields["kind"]],
            "organisation": fields["organisation"] or "",
            "work_times": frozenset(WORK_TIMES[time] for time in fields["work_times"]),
            "tags": frozenset(TAGS[tag] for tag in fields["tags"]),
        },
        required_skills=tuple(skills["required"]),
        nice_skills=tuple(skills["nice"]),
        languages={row[1]: row[2] for row in children[OpeningLanguages]},
        licences=frozenset(row[1] for row in children[OpeningLicences]),
    )
