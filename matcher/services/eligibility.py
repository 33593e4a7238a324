"""What the law says: of a pair, of a person on a day, and of everybody before an opening."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from matcher.errors import N_, InvalidInput
from matcher.rules import SCHEMES, Rule, Scheme, list_schemes_of
from matcher.rules.frames import ANSWERS, Answers, Crowd, judge_many
from matcher.rules.terms import TERMS
from matcher.rules.turning import Turn, find_turns
from matcher.rules.whatif import Change, find_ways
from matcher.services.memory import Memory, Pool
from matcher.store import Session, audit, openings, people
from matcher.vocabulary import (
    Answer,
    Candidate,
    Finding,
    Opening,
    OpeningKind,
    Term,
    TermKind,
    Verdict,
)

SCHEME_NAMES: Mapping[str, tuple[str, str]] = {
    scheme.name: (scheme.da, scheme.en) for scheme in SCHEMES.values()
}
"""What people call each scheme, in Danish and English."""


Stated = Mapping[str, bool | float | str | date]
"""Particulars of an opening by key, as somebody supposes them."""

NOTHING: Stated = MappingProxyType({})

PERSON_FACTS = frozenset(one.name for one in fields(Candidate))


@dataclass(frozen=True)
class Asked:
    """A scheme, and the answer that somebody must have under it."""

    scheme: str
    answer: Answer = Answer.ELIGIBLE

    def __str__(self) -> str:
        """Write it as the log keeps it: ``voksenlaerling=eligible``."""
        return f"{self.scheme}={self.answer}"


@dataclass(frozen=True)
class Reading:
    """Who reads about people, when, and which page of them."""

    actor: str
    now: datetime
    limit: int = 50
    offset: int = 0


@dataclass(frozen=True)
class Prospect:
    """A scheme's verdict, when it turns, and the smallest changes that would make it a yes.

    ``missing`` are the particulars that its open rules read and nobody has stated.
    """

    verdict: Verdict
    turns: tuple[Turn, ...]
    ways: tuple[tuple[Change, ...], ...]
    missing: tuple[Term, ...] = ()


@dataclass(frozen=True)
class Option:
    """Another scheme that is or may be open to a person, and the finding that weighs most."""

    verdict: Verdict
    strongest: Finding


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


def judge_pair(
    session: Session, opening: str, candidate: str, *, stated: Stated = NOTHING
) -> tuple[Prospect, ...]:
    """Give the verdict of every scheme that asks something of the pair, with what lies ahead.

    What is stated is taken for true of the opening, for this answer only.

    Raises
    ------
    NotFound
        If either is not there.
    """
    place = _suppose(openings.get_opening(session, opening), stated)
    person = people.get_candidate(session, candidate)
    found = (look_ahead(scheme, person, place) for scheme in list_schemes_of(place))
    return tuple(one for one in found if one.verdict.findings)


def list_terms(session: Session, opening: str, candidate: str) -> tuple[Term, ...]:
    """Give the particulars that may be stated of a pair, those that are missing first.

    They are what the rules asked of the pair read and the opening does not state, or states in a
    way that leaves a rule open.

    Raises
    ------
    NotFound
        If either is not there.
    """
    place = openings.get_opening(session, opening)
    person = people.get_candidate(session, candidate)
    missing: list[str] = []
    more: list[str] = []
    for scheme in list_schemes_of(place):
        for rule, is_open in _try_rules(scheme, person, place):
            (missing if is_open else more).extend(
                name for name in rule.terms if is_open or not _is_stated(place, name)
            )
    return _list_askable([*missing, *more])


def list_terms_of(scheme: str) -> tuple[Term, ...]:
    """Give the particulars that may be stated of an opening under a scheme, but its first day."""
    rules = SCHEMES[scheme]
    names = (*(name for rule in rules.rules for name in rule.terms), *rules.terms)
    return tuple(one for one in _list_askable(names) if one.name != "starts_on")


def list_prospects(
    session: Session, candidate: str, *, on: date, actor: str, now: datetime
) -> tuple[Prospect, ...]:
    """Give the verdicts on what the schemes ask of a person, for a day; the reading is audited.

    What a scheme asks of company and opening is left out: it is judged with the opening. So is a
    scheme that asks nothing of the person.

    Raises
    ------
    NotFound
        If there is no such candidate.
    """
    person = people.get_candidate(session, candidate)
    audit.add_read(session, actor=actor, noun="candidate", key=candidate, why="schemes", at=now)
    found = (
        look_ahead(scheme.about_person(), person, _imagine(scheme, person, on))
        for scheme in SCHEMES.values()
    )
    return tuple(one for one in found if one.verdict.findings)


def list_options(
    person: Candidate, *, on: date, but: str, place: Opening | None = None
) -> tuple[Option, ...]:
    """Give the other schemes that are open to a person on a day, or may be; the sure ones first.

    Before a place, the schemes of openings are judged whole; else, and for what is a person's
    alone, as `list_prospects` does.
    """
    verdicts = (_judge_other(scheme, person, on, place) for scheme in SCHEMES.values())
    found = [
        Option(one, _find_strongest(one))
        for one in verdicts
        if one.findings and one.scheme != but and one.answer is not Answer.NOT_ELIGIBLE
    ]
    return tuple(sorted(found, key=lambda one: one.verdict.answer is not Answer.ELIGIBLE))


def _judge_other(scheme: Scheme, person: Candidate, on: date, place: Opening | None) -> Verdict:
    if place is not None and scheme.kinds:
        return scheme.judge(person, replace(place, starts_on=on))
    return scheme.about_person().judge(person, _imagine(scheme, person, on))


def _find_strongest(verdict: Verdict) -> Finding:
    """Give the finding that decides: an open one, else the first on the person, else the first."""
    for is_strong in (lambda one: one.answer is not Answer.ELIGIBLE, _is_about_person):
        found = next((one for one in verdict.findings if is_strong(one)), None)
        if found is not None:
            return found
    return verdict.findings[0]


def _is_about_person(finding: Finding) -> bool:
    return bool(finding.facts.keys() & PERSON_FACTS)


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
    found = {one.name: judge_many(_fit(one, place), crowd, place) for one in schemes}
    counts = {
        name: {answer: int(np.count_nonzero(of.are(answer))) for answer in ANSWERS}
        for name, of in found.items()
    }
    rows = [
        Standing(pool.items[i].reference, name, ANSWERS[of.codes[i]])
        for name, of in found.items()
        for i in np.flatnonzero(of.are_asked if asked is None else of.are(asked.answer))
    ]
    page = tuple(rows[reading.offset : reading.offset + reading.limit])
    return Standings(opening, place.starts_on, counts, len(rows), page)


def find_who(asked: Asked, pool: Pool[Candidate], opening: Opening) -> NDArray[np.bool_]:
    """Whether each of the pool has the answer asked for, on the day the opening starts."""
    return find_answers(asked.scheme, pool, opening).are(asked.answer)


def find_answers(scheme: str, pool: Pool[Candidate], opening: Opening) -> Answers:
    """Give the pool's answers under a scheme, on the day the opening starts."""
    return judge_many(_fit(SCHEMES[scheme], opening), Crowd.of(pool.items), opening)


def _fit(scheme: Scheme, opening: Opening) -> Scheme:
    """Give the scheme as an opening can be judged by it: whole, or only what it asks of people."""
    return scheme if scheme in list_schemes_of(opening) else scheme.about_person()


def look_ahead(scheme: Scheme, person: Candidate, place: Opening) -> Prospect:
    """Judge a pair, with when it turns, the ways to a yes, and what is missing."""
    missing = [
        name
        for rule, is_open in _try_rules(scheme, person, place)
        for name in rule.terms
        if is_open and not _is_stated(place, name)
    ]
    return Prospect(
        scheme.judge(person, place),
        find_turns(scheme, person, place),
        find_ways(scheme, person, place).ways,
        _list_askable(missing),
    )


def _try_rules(scheme: Scheme, person: Candidate, place: Opening) -> Iterator[tuple[Rule, bool]]:
    """Give the rules asked of a pair, and whether each is open."""
    case = scheme.open_case(person, place)
    for rule in scheme.choose_rules(case):
        yield rule, rule.find_reason(case).answer is Answer.NEEDS


def _is_stated(place: Opening, name: str) -> bool:
    return name in place.parameters or (name == "ends_on" and place.ends_on is not None)


def _list_askable(names: Iterable[str]) -> tuple[Term, ...]:
    terms = (TERMS[name] for name in dict.fromkeys(names))
    return tuple(term for term in terms if term.kind is not TermKind.FIXED)


def _suppose(place: Opening, stated: Stated) -> Opening:
    told = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in stated.items()
        if name in TERMS and name != "ends_on"
    }
    end = stated.get("ends_on")
    return replace(
        place,
        ends_on=end if isinstance(end, date) else place.ends_on,
        parameters={**place.parameters, **told},
    )


def _imagine(scheme: Scheme, person: Candidate, on: date) -> Opening:
    kind = min(scheme.kinds, default=OpeningKind.ORDINARY)
    return Opening("", kind, "", person.postcode, on, weekly_hours=person.weekly_hours)
