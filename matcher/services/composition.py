"""The composition root: settings in, everything a process needs out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from matcher.errors import N_, InvalidInput
from matcher.models.artifact import Shelf
from matcher.models.exploration import Swaps
from matcher.services.guide import Guide
from matcher.services.keys import read_model_keys
from matcher.services.memory import Memory
from matcher.settings import Settings
from matcher.store import Engine, Session, open_engine, session_factory, upgrade


@dataclass(frozen=True)
class Patience:
    """How long a training that is not heard from keeps others out, and how often one is retried."""

    lease_seconds: float
    retries: int


@dataclass(frozen=True)
class Services:
    """What a process holds while it lives: engine, memory, guide, and the shelf of models."""

    settings: Settings
    engine: Engine
    memory: Memory
    swaps: Swaps | None
    shelf: Shelf
    patience: Patience
    guide: Guide

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

    Raises
    ------
    InvalidInput
        If a setting makes no sense.
    """
    swaps, patience = read_swaps(settings), read_patience(settings)
    settings.home.mkdir(parents=True, exist_ok=True)
    engine = open_engine(settings.database_url)
    upgrade(engine)
    shelf = Shelf(settings.models, read_model_keys(settings))
    return Services(
        settings,
        engine,
        Memory(shelf, settings.home / "taxonomy"),
        swaps,
        shelf,
        patience,
        Guide(session_factory(engine)),
    )


def read_swaps(settings: Settings) -> Swaps | None:
    """Read how neighbours in a list may change places; None where they never do.

    Raises
    ------
    InvalidInput
        Naming the setting that makes no sense.
    """
    if settings.exploration == "off":
        return None
    if settings.exploration != "swaps":
        raise InvalidInput(
            "EXPLORATION",
            N_("%(value)s is not known"),
            N_("Give off or swaps"),
            value=settings.exploration,
        )
    share = _read_number("EXPLORATION_SHARE", settings.exploration_share, below=0.51)
    shortest = _read_number("EXPLORATION_SHORTEST", settings.exploration_shortest, below=1e6)
    return Swaps(share, int(shortest))


def read_patience(settings: Settings) -> Patience:
    """Read how patient trainings are.

    Raises
    ------
    InvalidInput
        Naming the setting that makes no sense.
    """
    remedy = N_("Give seconds from 1 to 3600, or tries from 0 to 20")
    values = []
    for name, text, low, high in (
        ("TRAIN_LEASE_SECONDS", settings.lease_seconds, 1.0, 3600.0),
        ("TRAIN_RETRIES", settings.retries, 0.0, 20.0),
    ):
        try:
            values.append(float(text))
        except ValueError:
            values.append(-1.0)
        if not low <= values[-1] <= high:
            raise InvalidInput(
                name, N_("%(value)s is no number that fits here"), remedy, value=text
            )
    return Patience(values[0], int(values[1]))


def _read_number(name: str, text: str, *, below: float) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if 0 <= number < below:
        return number
    raise InvalidInput(
        name,
        N_("%(value)s is no number that fits here"),
        N_("Give a share from 0 to 0.5, or a length, with a point for decimals"),
        value=text,
    )
