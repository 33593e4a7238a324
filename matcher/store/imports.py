"""Files that people brought in, from preview to commit."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from matcher.errors import N_, Conflict, NotFound
from matcher.store.bulk import get_table
from matcher.store.tables import ImportBatches

BatchState = Literal["previewed", "committed", "rejected"]


@dataclass(frozen=True)
class ImportBatch:
    """One file: what it holds, who brought it, and what came of it."""

    id: int
    kind: str
    filename: str
    rows: int
    state: BatchState
    actor: str
    created_at: datetime
    payload: bytes
    report: Mapping[str, Any] = field(default_factory=dict)


TABLE = get_table(ImportBatches)
COLUMNS = [TABLE.c[name] for name in ImportBatch.__dataclass_fields__]


def add_batch(session: Session, batch: ImportBatch) -> ImportBatch:
    """Keep a file; its number is given by the database."""
    values = asdict(batch) | {"report": dict(batch.report)}
    del values["id"]
    row = session.execute(insert(TABLE).values(values).returning(*COLUMNS)).one()
    return ImportBatch(*row)


def get_batch(session: Session, number: int) -> ImportBatch:
    """Get one file.

    Raises
    ------
    NotFound
        If there is none.
    """
    row = session.execute(select(*COLUMNS).where(TABLE.c.id == number)).one_or_none()
    if row is None:
        raise NotFound("import", number)
    return ImportBatch(*row)


def set_batch_state(session: Session, number: int, state: BatchState) -> ImportBatch:
    """Commit or reject a previewed file, which happens once.

    Raises
    ------
    NotFound
        If there is none.
    Conflict
        If it was committed or rejected before.
    """
    row = session.execute(
        update(TABLE)
        .where(TABLE.c.id == number, TABLE.c.state == "previewed")
        .values(state=state)
        .returning(*COLUMNS)
    ).one_or_none()
    if row is None:
        before = get_batch(session, number)
        raise Conflict(N_("This import is %(state)s already"), state=before.state)
    return ImportBatch(*row)


def list_batches(session: Session, *, limit: int = 100) -> tuple[ImportBatch, ...]:
    """List files, the latest first."""
    query = select(*COLUMNS).order_by(TABLE.c.id.desc()).limit(limit)
    return tuple(ImportBatch(*row) for row in session.execute(query))


def forget_content(session: Session, number: int) -> None:
    """Drop a batch's file and the rows shown of it; what it was and who brought it stays."""
    batch = get_batch(session, number)
    report = dict(batch.report) | {"columns": [], "sample": []}
    session.execute(update(TABLE).where(TABLE.c.id == number).values(payload=b"", report=report))
