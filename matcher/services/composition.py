"""The composition root: settings in, everything a process needs out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from matcher.services.memory import Memory
from matcher.settings import Settings
from matcher.store import Engine, Session, open_engine, session_factory, upgrade


@dataclass(frozen=True)
class Services:
    """What a process holds while it lives: the database's engine, and what it keeps in memory."""

    settings: Settings
    engine: Engine
    memory: Memory

    @contextmanager
    def session(self, *, writing: bool = False) -> Iterator[Session]:
        """Open a session that is rolled back unless its user commits.

        ``writing`` takes SQLite's write lock at once, for who reads first and writes later.
        """
        with session_factory(self.engine, writing=writing)() as session:
            yield session

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Open a session that is committed at the end of the block, or rolled back if it raises.

        For commands and jobs, whose block is their whole answer; the web commits where it returns.
        """
        with session_factory(self.engine, writing=True).begin() as session:
            yield session


def open_services(settings: Settings) -> Services:
    """Open the database, bring it to the newest form, and prepare an empty memory.

    Parameters
    ----------
    settings : Settings
        Where the database and the models lie.

    Returns
    -------
    Services
        Ready to use by any number of threads.
    """
    settings.home.mkdir(parents=True, exist_ok=True)
    engine = open_engine(settings.database_url)
    upgrade(engine)
    return Services(settings, engine, Memory(settings.models))
