"""Searches that are saved: made again every morning, and their owners told of what is new, once.

What is found and the mail that tells of it are kept in one transaction, and the mail has a key of
its own a day, so that neither a killed worker nor two of them lose a find or tell of it twice.
The mail holds references and titles and links, no more of anybody.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from matcher.errors import N_, Conflict, InvalidInput, MatcherError, NotFound
from matcher.services.composition import Services
from matcher.services.eligibility import SCHEME_NAMES, Asked
from matcher.services.mailing import Mail, queue
from matcher.services.memory import Memory
from matcher.services.narrowing import Narrowing
from matcher.services.suggesting import Reader, suggest_candidates, suggest_openings
from matcher.store import Session, accounts, audit, openings, people, searches
from matcher.store.searches import Find, SavedSearch
from matcher.vocabulary import Answer, Language, Role

__all__ = [
    "Find",
    "SavedSearch",
    "Watched",
    "count_new",
    "end_search",
    "list_watched",
    "look_again",
    "save_search",
]

ZONE: Final = ZoneInfo("Europe/Copenhagen")
MORNING: Final = 6
MONDAY: Final = 0
FINDS: Final = 20
"""How far down a list somebody must be to be worth a message."""

MOST: Final = 50
RHYTHMS: Final = ("daily", "weekly")

WORDS: Final[Mapping[Language, Mapping[str, str]]] = {
    "da": {
        "subject": "{count} nye i dine gemte søgninger",
        "candidates": "Kandidater til {title} ({reference}):",
        "openings": "Stillinger til {reference}:",
        "foot": "Du får denne mail, fordi du har gemt en søgning. Se og afslut dine søgninger:",
    },
    "en": {
        "subject": "{count} new in your saved searches",
        "candidates": "Candidates for {title} ({reference}):",
        "openings": "Openings for {reference}:",
        "foot": "You get this mail because you saved a search. See and end your searches:",
    },
}

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Watched:
    """A saved search as its owner sees it: its title, and what it found since they looked last."""

    search: SavedSearch
    title: str
    new: tuple[Find, ...]


def save_search(
    session: Session,
    *,
    memory: Memory,
    owner: str,
    opening: str | None = None,
    candidate: str | None = None,
    filters: Mapping[str, str],
    often: str,
    language: Language,
    now: datetime,
) -> SavedSearch:
    """Save a search; what it finds now is known, and only what comes later is told.

    Raises
    ------
    InvalidInput
        If it is to be told neither daily nor weekly.
    Conflict
        If the owner has the same search already, or too many.
    NotFound
        If there is no such opening or candidate.
    """
    if often not in RHYTHMS:
        raise InvalidInput("often", N_("this is no rhythm"), N_("Choose daily or weekly"))
    if opening is not None:
        openings.get_opening(session, opening)
    else:
        people.get_candidate(session, candidate or "")
    own = searches.list_searches(session, owner)
    if any(
        (one.opening, one.candidate, one.filters) == (opening, candidate, filters) for one in own
    ):
        raise Conflict(N_("You have saved this search already"))
    if len(own) >= MOST:
        raise Conflict(N_("You have %(most)s saved searches; end one first"), most=MOST)
    saved = searches.add_search(
        session,
        owner,
        opening=opening,
        candidate=candidate,
        filters=filters,
        often=often,
        language=language,
        now=now,
    )
    found = _search(session, saved, memory, now)
    searches.add_finds(session, saved.id, found, now=now, told=True)
    return saved


def end_search(session: Session, number: int, *, owner: str) -> None:
    """End a saved search; it is forgotten.

    Raises
    ------
    NotFound
        If the owner has no such search.
    """
    if searches.get_search(session, number).owner != owner:
        raise NotFound("search", number)
    searches.erase_search(session, number)


def list_watched(session: Session, owner: str, *, now: datetime) -> tuple[Watched, ...]:
    """List an owner's saved searches with what is new; it is new once."""
    found = tuple(_watch(session, one) for one in searches.list_searches(session, owner))
    searches.note_seen(session, owner, now=now)
    return found


def count_new(session: Session, owner: str) -> int:
    """Count what an owner's saved searches found since they looked last."""
    own = searches.list_searches(session, owner)
    return sum(len(_watch(session, one).new) for one in own)


def look_again(services: Services, *, now: datetime) -> int:
    """Make every search that is due again, and queue a mail to each owner with news.

    A search is due on the first look after six in the morning. Daily ones are told of at once,
    weekly ones on Mondays. Tells how many mails were queued.
    """
    with services.session() as session:
        due = [one for one in searches.list_searches(session) if _is_due(one, now)]
    queued = 0
    for owner in sorted({one.owner for one in due}):
        with services.transaction() as session:
            queued += _look_for(session, services, owner, now)
    return queued


def _look_for(session: Session, services: Services, owner: str, now: datetime) -> int:
    told: list[tuple[SavedSearch, list[str]]] = []
    for one in searches.list_searches(session, owner):
        if not _is_due(one, now):
            continue
        try:
            found = _search(session, one, services.memory, now)
        except MatcherError as error:
            # one search that cannot be made keeps nobody from the others
            log.warning("saved search %s: %s", one.id, error)
            found = ()
        searches.add_finds(session, one.id, found, now=now)
        searches.note_looked(session, one.id, now=now)
        if one.often == "weekly" and now.astimezone(ZONE).weekday() != MONDAY:
            continue
        news = [find.key for find in searches.list_finds(session, one.id) if not find.told_at]
        if news:
            told.append((one, sorted(news)))
            searches.mark_told(session, one.id, now=now)
    if not told or not _may_be_told(session, owner):
        return 0
    return queue(session, services.settings, [_write(session, services, owner, told, now)], now=now)


def _may_be_told(session: Session, owner: str) -> bool:
    found = accounts.find_account(session, owner)
    return found is not None and found[0].active and found[0].role in {Role.CONSULTANT, Role.ADMIN}


def _is_due(one: SavedSearch, now: datetime) -> bool:
    here = now.astimezone(ZONE)
    return here.hour >= MORNING and one.looked_at.astimezone(ZONE).date() < here.date()


def _search(session: Session, one: SavedSearch, memory: Memory, now: datetime) -> tuple[str, ...]:
    """Make the search; gives the references it finds."""
    audit.add_read(
        session,
        actor=one.owner,
        noun="suggestions",
        key=one.opening or one.candidate or "",
        why="saved search",
        at=now,
    )
    if one.opening is not None:
        reader = Reader(one.owner, None, _read_asked(one.filters), Narrowing.read(one.filters))
        found = suggest_candidates(
            session, one.opening, memory=memory, limit=FINDS, today=now.date(), reader=reader
        )
        return tuple(it.candidate.reference for it in found.items)
    found = suggest_openings(
        session, one.candidate or "", memory=memory, limit=FINDS, today=now.date()
    )
    return tuple(it.opening.reference for it in found.items)


def _read_asked(filters: Mapping[str, str]) -> Asked | None:
    scheme, answer = filters.get("scheme", ""), filters.get("answer", "")
    if scheme not in SCHEME_NAMES:
        return None
    return Asked(scheme, next((one for one in Answer if one == answer), Answer.ELIGIBLE))


def _watch(session: Session, one: SavedSearch) -> Watched:
    new = tuple(
        find for find in searches.list_finds(session, one.id) if find.found_at > one.seen_at
    )
    title = one.candidate or openings.get_opening(session, one.opening or "").title
    return Watched(one, title, new)


def _write(
    session: Session,
    services: Services,
    owner: str,
    told: Sequence[tuple[SavedSearch, list[str]]],
    now: datetime,
) -> Mail:
    language = told[0][0].language
    words, public = WORDS[language], services.settings.public_url
    lines = []
    for one, keys in told:
        if one.opening is not None:
            place = openings.get_opening(session, one.opening)
            lines += [words["candidates"].format(title=place.title, reference=one.opening), ""]
            lines += [
                f"- {key}: {public}/consultant/openings/{one.opening}/candidates/{key}"
                for key in keys
            ]
        else:
            titles = openings.list_titles(session, keys)
            lines += [words["openings"].format(reference=one.candidate), ""]
            lines += [
                f"- {titles[key]}: {public}/consultant/openings/{key}/candidates/{one.candidate}"
                for key in keys
            ]
        lines.append("")
    lines += ["-- ", words["foot"], f"{public}/consultant/searches", ""]
    count = sum(len(keys) for _, keys in told)
    day = now.astimezone(ZONE).date()
    subject = words["subject"].format(count=count)
    return Mail(f"searches-{owner}-{day:%Y%m%d}", owner, subject, "\n".join(lines))
