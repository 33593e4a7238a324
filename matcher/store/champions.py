"""Which version ranks: every change of it, one row each, and who may rank after whom."""

from collections.abc import Iterable
from dataclasses import asdict
from zlib import crc32

from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matcher.errors import N_, Conflict
from matcher.store.bulk import get_table
from matcher.store.changes import bump_data_version
from matcher.store.models import VERSIONS, find_champion_name, get_version
from matcher.store.tables import ChampionChanges
from matcher.vocabulary import VERSION_0, ChampionChange, ChampionMove

CHANGES = get_table(ChampionChanges)
CHANGE_COLUMNS = [CHANGES.c[name] for name in ChampionChange.__dataclass_fields__]
OVERTAKEN = N_("Meanwhile version %(version)s has come to rank; look again before you decide")
PINNED = N_("Version %(version)s is pinned; unpin it first")


def lock_model(session: Session, model: str) -> None:
    """Let nobody else change a model's champion until this transaction ends.

    SQLite's writers are alone already; see `matcher.store.engine.session_factory`.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(crc32(f"champion {model}".encode()))))


def change_champion(session: Session, change: ChampionChange, *, expected: str) -> None:
    """Let a version rank instead of the one that is expected to rank now.

    Parameters
    ----------
    session : Session
        An open session.
    change : ChampionChange
        Promoted or put back; ``0`` is the experts' version.
    expected : str
        The version that ranked when this was decided.

    Raises
    ------
    NotFound
        If there is no such version.
    Conflict
        If another version ranks by now, this one ranks already, or the champion is pinned.
    """
    lock_model(session, change.model)
    _check_expected(session, change.model, expected)
    if change.version != VERSION_0:
        get_version(session, change.model, change.version)
    if change.version == expected:
        raise Conflict(N_("Version %(version)s ranks already"), version=expected)
    if is_pinned(session, change.model):
        raise Conflict(PINNED, version=expected)
    of_model = update(VERSIONS).where(VERSIONS.c.model == change.model)
    session.execute(of_model.where(VERSIONS.c.is_champion).values(is_champion=False))
    try:
        session.execute(
            of_model.where(VERSIONS.c.version == change.version).values(
                is_champion=True, promoted_at=change.at
            )
        )
    except IntegrityError as error:
        raise Conflict(OVERTAKEN, version="?") from error
    _add_change(session, change)
    bump_data_version(session, "models")


def change_pin(session: Session, change: ChampionChange) -> None:
    """Pin the version that ranks, or let it go.

    Raises
    ------
    Conflict
        If another version ranks by now, or it is as asked already.
    """
    lock_model(session, change.model)
    _check_expected(session, change.model, change.version)
    pinned = is_pinned(session, change.model)
    if change.change == ChampionMove.PINNED and pinned:
        raise Conflict(N_("Version %(version)s is pinned already"), version=change.version)
    if change.change == ChampionMove.UNPINNED and not pinned:
        raise Conflict(N_("Version %(version)s is not pinned"), version=change.version)
    _add_change(session, change)


def is_pinned(session: Session, model: str) -> bool:
    """Tell whether the version that ranks may not be replaced."""
    query = (
        select(CHANGES.c.change)
        .where(CHANGES.c.model == model)
        .where(CHANGES.c.change.in_([ChampionMove.PINNED, ChampionMove.UNPINNED]))
        .order_by(CHANGES.c.id.desc())
        .limit(1)
    )
    return session.execute(query).scalar_one_or_none() == ChampionMove.PINNED


def list_changes(session: Session, model: str) -> tuple[ChampionChange, ...]:
    """List what was done about a model's champion, the newest first."""
    query = select(*CHANGE_COLUMNS).where(CHANGES.c.model == model).order_by(CHANGES.c.id.desc())
    return tuple(
        ChampionChange(row[0], row[1], ChampionMove[row[2].upper()], *row[3:])
        for row in session.execute(query)
    )


def list_succession(changes: Iterable[ChampionChange]) -> tuple[str, ...]:
    """List what ranks and what it may be rolled back to, step by step, down to version 0.

    A version that is put back drops those that came after it: rolling back twice goes back two
    steps, not back and forth.

    Parameters
    ----------
    changes : iterable of ChampionChange
        The newest first, as `list_changes` gives them.
    """
    order = [VERSION_0]
    for one in reversed(tuple(changes)):
        if one.change not in {ChampionMove.PROMOTED, ChampionMove.PUT_BACK}:
            continue
        if one.change == ChampionMove.PUT_BACK and one.version in order:
            del order[order.index(one.version) + 1 :]
        else:
            order = [version for version in order if version != one.version] + [one.version]
    return tuple(reversed(order))


def _check_expected(session: Session, model: str, expected: str) -> None:
    standing = find_champion_name(session, model)
    if standing != expected:
        raise Conflict(OVERTAKEN, version=standing)


def _add_change(session: Session, change: ChampionChange) -> None:
    session.execute(insert(CHANGES).values(asdict(change) | {"change": str(change.change)}))
