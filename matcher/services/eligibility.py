"""What the law says: of a pair, of a person on a day, and of everybody before an opening."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from numpy.typing import NDArray

from matcher.errors import N_, InvalidInput
from matcher.rules import SCHEMES, Scheme, list_schemes_of
from matcher.rules.frames import ANSWERS, Crowd, judge_many
from matcher.rules.turning import Turn, find_turns
from matcher.rules.whatif import Change, find_ways
from matcher.services.memory import Memory, Pool
from matcher.store import Session, audit, openings, people
from matcher.vocabulary import Answer, Candidate, Opening, OpeningKind, Verdict

SCHEME_NAMES: Mapping[str, tuple[str, str]] = {
    scheme.name: (scheme.da, scheme.en) for scheme in SCHEMES.values()
}
"""What people call each scheme, in Danish and English."""


@dataclass(frozen=True)
class Asked:
    """A scheme, and the answer that somebody must have under it."""

    scheme: str
    answer: Answer = Answer.ELIGIBLE


@dataclass(frozen=True)
class Reading:
    """Who reads about people, when, and which page of them."""

    actor: str
    now: datetime
    limit: int = 50
    offset: int = 0


@dataclass(frozen=True)
class Prospect:
    """A scheme's verdict, when it turns, and the smallest changes that would make it a yes."""

    verdict: Verdict
    turns: tuple[Turn, ...]
    ways: tuple[tuple[Change, ...], ...]


@dataclass(frozen=True)
class Standing:
    """One candidate's answer under one scheme before an opening."""

    candidate: str
    scheme: str
    answer: Answer


@dataclass(frozen=True)
class Standings:
    """Everybody's answers before an opening: how many of each, and a page of them."""

    opening: str
    tested_on: date
    counts: Mapping[str, Mapping[Answer, int]]
    total: int
    items: tuple[Standing, ...]


def read_asked(scheme: str, answer: str = "") -> Asked:
    """Read what a list is asked to be narrowed to.

    Raises
    ------
    InvalidInput
        If there is no such scheme or answer.
    """
    if scheme not in SCHEMES:
        raise InvalidInput(
            "scheme",
            N_("there is no scheme of that name"),
            N_("Use one of %(names)s"),
            names=", ".join(SCHEMES),
        )
    named = {str(one): one for one in Answer}
    if answer and answer not in named:
        raise InvalidInput(
            "answer", N_("is no answer"), N_("Use one of %(names)s"), names=", ".join(named)
        )
    return Asked(scheme, named.get(answer, Answer.ELIGIBLE))


def judge_pair(session: Session, opening: str, candidate: str) -> tuple[Prospect, ...]:
    """Give the verdict of every scheme the opening is judged by, with turns and ways to a yes.

    Raises
    ------
    NotFound
        If either is not there.
    """
    place = openings.get_opening(session, opening)
    person = people.get_candidate(session, candidate)
    return tuple(_look_ahead(scheme, person, place) for scheme in list_schemes_of(place))


def list_prospects(
    session: Session, candidate: str, *, on: date, actor: str, now: datetime
) -> tuple[Prospect, ...]:
    """Give every scheme's verdict on what it asks of a person, for a day; the reading is audited.

    What a scheme asks of company and opening is left out: it is judged with the opening.

    Raises
    ------
    NotFound
        If there is no such candidate.
    """
    person = people.get_candidate(session, candidate)
    audit.add_read(session, actor=actor, noun="candidate", key=candidate, why="schemes", at=now)
    return tuple(
        _look_ahead(scheme.about_person(), person, _imagine(scheme, person, on))
        for scheme in SCHEMES.values()
    )


def judge_everybody(
    session: Session,
    opening: str,
    *,
    memory: Memory,
    asked: Asked | None = None,
    reading: Reading,
) -> Standings:
    """Give everybody's answers under the opening's schemes, or those with the answer asked for.

    Raises
    ------
    NotFound
        If there is no such opening.
    """
    place = openings.get_opening(session, opening)
    pool = memory.get_people(session)
    who, at = reading.actor, reading.now
    audit.add_read(session, actor=who, noun="verdicts", key=opening, why="list", at=at)
    schemes = list_schemes_of(place) if asked is None else (SCHEMES[asked.scheme],)
    crowd = Crowd.of(pool.items)
    codes = {one.name: judge_many(_fit(one, place), crowd, place).codes for one in schemes}
    counts = {
        name: {answer: int(np.count_nonzero(of == code)) for code, answer in enumerate(ANSWERS)}
        for name, of in codes.items()
    }
    rows = [
        Standing(pool.items[i].reference, name, ANSWERS[of[i]])
        for name, of in codes.items()
        for i in range(len(pool.items))
        if asked is None or ANSWERS[of[i]] is asked.answer
    ]
    page = tuple(rows[reading.offset : reading.offset + reading.limit])
    return Standings(opening, place.starts_on, counts, len(rows), page)


def find_who(asked: Asked, pool: Pool[Candidate], opening: Opening) -> NDArray[np.bool_]:
    """Whether each of the pool has the answer asked for, on the day the opening starts."""
    scheme = _fit(SCHEMES[asked.scheme], opening)
    return judge_many(scheme, Crowd.of(pool.items), opening).are(asked.answer)


def _fit(scheme: Scheme, opening: Opening) -> Scheme:
    """Give the scheme as an opening can be judged by it: whole, or only what it asks of people."""
    return scheme if scheme in list_schemes_of(opening) else scheme.about_person()


def _look_ahead(scheme: Scheme, person: Candidate, place: Opening) -> Prospect:
    return Prospect(
        scheme.judge(person, place),
        find_turns(scheme, person, place),
        find_ways(scheme, person, place).ways,
    )


def _imagine(scheme: Scheme, person: Candidate, on: date) -> Opening:
    kind = min(scheme.kinds, default=OpeningKind.ORDINARY)
    return Opening("", kind, "", person.postcode, on, weekly_hours=person.weekly_hours)
