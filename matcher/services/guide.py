"""What finds concepts by words, made in the background so that nobody waits for it.

The service starts with both made. When concepts have changed, whoever asks next starts the making
and waits a moment for it; until it is done, all others are answered by what was there before.
"""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager
from threading import Lock
from typing import Any, TypeVar

from data_schemas.catalogue import read_usual_titles
from matcher.store import Session, concepts
from matcher.taxonomy.completing import Completer
from matcher.taxonomy.evidence import Knowledge
from matcher.taxonomy.finder import Finder
from matcher.taxonomy.naming import Named
from matcher.vocabulary import ConceptKind

log = logging.getLogger(__name__)
PATIENCE = 4.0
"""Seconds that a request waits for what is being made."""
MAIN_LANGUAGE = "da"

Value = TypeVar("Value")


class Guide:
    """Finders and completers of the house's own taxonomy, shared by the threads of a process.

    Parameters
    ----------
    open_session : callable
        Opens a session for the thread that makes them.
    patience : float
        Seconds that a request waits at most.
    """

    def __init__(
        self,
        open_session: Callable[[], AbstractContextManager[Session]],
        *,
        patience: float = PATIENCE,
    ) -> None:
        self._open_session = open_session
        self._patience = patience
        self._lock = Lock()
        self._made: dict[str, tuple[int, Any]] = {}
        self._under_way: dict[str, tuple[int, Future[None]]] = {}
        self._threads: ThreadPoolExecutor | None = None

    def get_finder(self, session: Session) -> Finder | None:
        """Give what finds occupations by a title; None while there is none yet."""
        return self._get("finder", concepts.get_version(session), build_finder)

    def get_completer(self, session: Session, kind: ConceptKind) -> Completer | None:
        """Give what completes names of this kind; None while there is none yet."""
        version = concepts.get_version(session)
        return self._get(str(kind), version, lambda own: Completer(concepts.list_named(own, kind)))

    def prepare(self, session: Session) -> None:
        """Make everything, however long it takes; for the start, before there are requests."""
        version = concepts.get_version(session)
        self._made["finder"] = (version, build_finder(session))
        for kind in (ConceptKind.OCCUPATION, ConceptKind.SKILL):
            self._made[str(kind)] = (version, Completer(concepts.list_named(session, kind)))

    def _get(self, name: str, version: int, make: Callable[[Session], Value]) -> Value | None:
        made = self._made.get(name)
        if made is None or made[0] != version:
            future, is_new = self._start(name, version, make)
            if made is None or is_new:
                wait([future], timeout=self._patience)
            made = self._made.get(name)
        return made[1] if made else None

    def _start(
        self, name: str, version: int, make: Callable[[Session], Any]
    ) -> tuple[Future[None], bool]:
        """Start making unless somebody has; tells whether this call did."""
        with self._lock:
            begun = self._under_way.get(name)
            if begun is not None and begun[0] == version and not begun[1].done():
                return begun[1], False
            if self._threads is None:
                # made here and not before, since processes fork after the house is opened
                self._threads = ThreadPoolExecutor(1, thread_name_prefix="guide")
            future = self._threads.submit(self._make, name, version, make)
            future.add_done_callback(_tell_of_failure)
            self._under_way[name] = (version, future)
            return future, True

    def _make(self, name: str, version: int, make: Callable[[Session], Any]) -> None:
        with self._open_session() as session:
            self._made[name] = (version, make(session))


def _tell_of_failure(future: Future[None]) -> None:
    error = None if future.cancelled() else future.exception()
    if error is not None:
        log.error("what finds concepts could not be made", exc_info=error)


def build_finder(session: Session) -> Finder | None:
    """Build what finds the occupations of the house's own taxonomy; None where it has none."""
    named = concepts.list_named(session, ConceptKind.OCCUPATION)
    if not named:
        return None
    titles = read_usual_titles()
    usual: dict[str, Sequence[str]] = {}
    other: dict[str, Sequence[str]] = {}
    for one in named:
        english = [name.text for name in one.names if name.language == "en"]
        other[one.uri] = english
        fitting = (titles.by_label_en.get(label.casefold(), ()) for label in english)
        usual[one.uri] = titles.by_concept.get(one.uri) or next(filter(None, fitting), ())
    return Finder([_in_main_language(one) for one in named], Knowledge(usual, other, {}))


def _in_main_language(one: Named) -> Named:
    kept = tuple(name for name in one.names if name.language == MAIN_LANGUAGE)
    return Named(one.uri, one.code, kept or one.names)
