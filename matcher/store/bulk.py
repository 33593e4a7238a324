"""Many rows at once, on either database."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar, cast

from sqlalchemy import Row as SqlRow
from sqlalchemy import Select, Table, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from matcher.store.tables import Base

CHUNK = 5_000
KEYS_A_STATEMENT = 500

Row = dict[str, Any]
Item = TypeVar("Item")
Insert = postgresql.Insert | sqlite.Insert
Keys = Sequence[str] | Select[tuple[str]] | None


def get_table(entity: type[Base]) -> Table:
    """Give the table of an entity, for statements that go round the unit of work."""
    return cast(Table, entity.__table__)


def split(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Split into lists of a size, the last one shorter.

    Examples
    --------
    >>> list(split(range(5), 2))
    [[0, 1], [2, 3], [4]]
    """
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part


def upsert(
    session: Session,
    entity: type[Base],
    rows: Iterable[Row],
    *,
    update: bool = True,
    merge: Callable[[Any], Row] | None = None,
) -> int:
    """Insert rows; those whose key is there already are brought up to date.

    Parameters
    ----------
    session : Session
        An open session.
    entity : type
        The entity whose primary key decides what is there.
    rows : iterable of dict
        Each with every column.
    update : bool
        Whether a row that is there is overwritten, or left as it is; what is left may also clash
        with another unique key.
    merge : callable, optional
        Given the new row's columns, gives expressions for columns that are not simply overwritten.

    Returns
    -------
    int
        How many rows were new.
    """
    table = get_table(entity)
    statement = _insert(session, table)
    if update:
        keys = [column.name for column in table.primary_key]
        changes = {one.name: statement.excluded[one.name] for one in table.c if not one.primary_key}
        changes |= merge(statement.excluded) if merge else {}
        final = statement.on_conflict_do_update(index_elements=keys, set_=changes)
    else:
        final = statement.on_conflict_do_nothing()
    before = count_rows(session, entity)
    for part in split(rows, CHUNK):
        session.connection().execute(final, part)
    return count_rows(session, entity) - before


def replace_children(
    session: Session, entity: type[Base], families: Mapping[str, Iterable[tuple[Any, ...]]]
) -> None:
    """Put rows in the place of all that the parents had.

    Parameters
    ----------
    session : Session
        An open session.
    entity : type
        A table whose first column is the parent's key.
    families : mapping
        A parent's key to the other columns of its rows.
    """
    table = get_table(entity)
    names = [column.name for column in table.columns]
    parent = table.columns[names[0]]
    for keys in split(families, KEYS_A_STATEMENT):
        session.execute(delete(table).where(parent.in_(keys)))
    rows = (
        dict(zip(names, (key, *values), strict=True))
        for key, family in families.items()
        for values in family
    )
    for part in split(rows, CHUNK):
        session.connection().execute(table.insert(), part)


def list_children(
    session: Session, entity: type[Base], parents: Keys
) -> dict[str, list[SqlRow[Any]]]:
    """List the rows of a child table by parent, in their order where they have one.

    Parameters
    ----------
    session : Session
        An open session.
    entity : type
        A table whose first column is the parent's key.
    parents : sequence of str, query or None
        Whose rows; None for everybody's.
    """
    table = get_table(entity)
    parent = next(iter(table.columns))
    query = select(*table.columns).order_by(parent, table.c.get("position", parent))
    if parents is not None:
        query = query.where(parent.in_(parents))
    groups: defaultdict[str, list[SqlRow[Any]]] = defaultdict(list)
    for row in session.execute(query):
        groups[row[0]].append(row)
    return groups


def count_rows(session: Session, entity: type[Base]) -> int:
    """Count all rows of an entity."""
    return session.execute(select(func.count()).select_from(get_table(entity))).scalar_one()


def _insert(session: Session, table: Table) -> Insert:
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)
