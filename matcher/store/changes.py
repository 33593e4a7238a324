"""How often each noun has changed, so that other processes know when to read again."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.store.bulk import upsert
from matcher.store.tables import DataVersion


def get_data_version(session: Session, noun: str | None = None) -> int:
    """Tell how often a noun, or anything at all, has changed."""
    query = select(func.coalesce(func.sum(DataVersion.version), 0))
    if noun is not None:
        query = query.where(DataVersion.noun == noun)
    return int(session.execute(query).scalar_one())


def bump_data_version(session: Session, noun: str) -> None:
    """Say that a noun has changed."""
    upsert(
        session,
        DataVersion,
        [{"noun": noun, "version": 1}],
        merge=lambda new: {"version": DataVersion.version + new.version},
    )
