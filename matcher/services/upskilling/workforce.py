"""A company's employees: from what they do to what they could do, and into a rotation case."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from matcher.errors import N_, InvalidInput
from matcher.pathways import PathTarget
from matcher.planning.paths import (
    Found,
    Goal,
    Limits,
    Person,
    Search,
    list_reachable,
    search,
)
from matcher.services.finding import search_concepts
from matcher.services.memory import Memory
from matcher.services.rotating import Training, put_training, read_case
from matcher.services.upskilling.asking import name_skills, read_asked
from matcher.services.upskilling.courses import read_stock
from matcher.services.upskilling.shortage import count_ready, list_shortages
from matcher.store import Session, concepts
from matcher.store.concepts import Concept
from matcher.store.courses import Course
from matcher.vocabulary import Account, ConceptKind, SkillLevel

CASE_KINDS = {"euv": "eud", "sosu": "eud", "gvu": "eud", "certificate": "privat"}
"""The kinds a rotation case knows, where the catalogue is finer."""

MOST_OTHER_STARTS = 3

MOST_TURNS = 12
"""Occupations looked at, the scarcest first."""


@dataclass(frozen=True)
class CourseChoice:
    """A course on a start that brings an employee nearer the occupation."""

    course: Course
    starts_on: date
    ends_on: date
    closes: tuple[SkillLevel, ...]

    @property
    def price_dkk(self) -> Decimal:
        """What the course costs, in whole kroner as for the search."""
        return Decimal(round(self.course.price_dkk))


@dataclass(frozen=True)
class Proposed:
    """What an employee of one occupation lacks for another, and the courses that close it."""

    origin: Concept
    target: Concept
    gap: tuple[SkillLevel, ...]
    left: tuple[SkillLevel, ...]
    choices: tuple[CourseChoice, ...]

    @property
    def days(self) -> float:
        """Days of teaching in all, for which the employee is to be covered."""
        return sum(one.course.days for one in self.choices)

    @property
    def price_dkk(self) -> Decimal:
        """What the courses cost before anybody's support."""
        return sum((one.price_dkk for one in self.choices), Decimal(0))

    @property
    def ends_on(self) -> date | None:
        """The last day; None where nothing is to be taken."""
        return max((one.ends_on for one in self.choices), default=None)

    @property
    def share_left(self) -> float:
        """The share of what is missing that no course closes."""
        return len(self.left) / len(self.gap) if self.gap else 0.0


@dataclass(frozen=True)
class Turn:
    """What employees could turn to, with what lacks of it here and who could cover meanwhile.

    ``lacking`` positions are left when everybody who is ready has one; ``substitutes`` is how many
    people hold every skill that the employees' own occupation asks for.
    """

    proposed: Proposed
    lacking: int
    substitutes: int


def propose_courses(
    session: Session, origin: str, target: str, *, memory: Memory, today: date
) -> Proposed:
    """Propose the best courses from one occupation to another, by their names.

    What an employee can is taken to be what the occupation asks for, since a case tells no more.

    Raises
    ------
    InvalidInput
        If an occupation is not known.
    """
    here, there = (
        _find_occupation(session, field, name)
        for field, name in (("origin", origin), ("target", target))
    )
    return _propose(session, here, there, memory=memory, today=today)


def list_turns(
    session: Session, origin: str, *, memory: Memory, actor: str, now: datetime
) -> tuple[Turn, ...]:
    """List what employees of one occupation could turn to among what companies here lack.

    Those that courses close most of come first, then the soonest done. The reading of who could
    cover for them is audited.

    Raises
    ------
    InvalidInput
        If the occupation is not known.
    """
    here = _find_occupation(session, "origin", origin)
    held = read_asked(session, PathTarget("occupation", here.uri))
    cover = count_ready(session, held, memory=memory)
    scarce = list_shortages(session, memory=memory, actor=actor, now=now)
    lacking = {one.occupation: one.lacking for one in scarce if one.lacking}
    lacking.pop(here.uri, None)
    uris = list(lacking)[:MOST_TURNS]
    concepts_by_uri = {one.uri: one for one in concepts.list_concepts(session, uris)}
    turns = []
    for uri in uris:
        there = concepts_by_uri[uri]
        proposed = _propose(session, here, there, memory=memory, today=now.date())
        if proposed.choices or not proposed.gap:
            turns.append(Turn(proposed, lacking[uri], cover))
    turns.sort(
        key=lambda one: (one.proposed.share_left, one.proposed.days, one.proposed.target.uri)
    )
    return tuple(turns)


def _propose(
    session: Session, here: Concept, there: Concept, *, memory: Memory, today: date
) -> Proposed:
    held = read_asked(session, PathTarget("occupation", here.uri))
    asked = read_asked(session, PathTarget("occupation", there.uri))
    stock, labels = read_stock(session, memory), memory.get_knowledge(session).labels
    person = Person(held, {"da": 6, "en": 6}, {}, today)
    missing = {skill: level for skill, level in asked.items() if held.get(skill, 0) < level}
    needs = list_reachable(stock.catalogue, missing, person)
    found: tuple[Found, ...] = ()
    if needs:
        wanted = Search(count=1, others=False)
        found = search(stock.catalogue, [Goal(there.uri, needs)], person, Limits(), asked=wanted)
    reached = dict(held)
    choices = []
    for step in sorted(found[0].steps if found else (), key=lambda one: one.starts_on):
        closes = {
            s: min(n, asked[s])
            for s, n in step.offer.teaches.items()
            if s in asked and min(n, asked[s]) > reached.get(s, 0)
        }
        reached |= {s: max(n, reached.get(s, 0)) for s, n in step.offer.teaches.items()}
        course = stock.courses[step.offer.course]
        choices.append(
            CourseChoice(course, step.starts_on, step.ends_on, name_skills(closes, labels))
        )
    left = {s: n for s, n in asked.items() if reached.get(s, 0) < n}
    return Proposed(
        here, there, name_skills(missing, labels), name_skills(left, labels), tuple(choices)
    )


def add_course_to_case(
    session: Session,
    case: str,
    employee: str,
    *,
    code: str,
    starts_on: date,
    memory: Memory,
    viewer: Account,
    now: datetime,
) -> Training:
    """Add a course on one of its starts to an employee of a rotation case.

    Raises
    ------
    InvalidInput
        If it is not offered on that day, or clashes with a course the employee has.
    """
    read_case(session, case, viewer=viewer, now=now, why="course")
    stock = read_stock(session, memory)
    course = stock.courses.get(code)
    offers = (one for one in stock.catalogue.offers if one.code == code)
    slots = (one for offer in offers for one in offer.slots)
    slot = next((one for one in slots if one.first == starts_on.toordinal()), None)
    if course is None or slot is None:
        raise InvalidInput("starts_on", N_("is not offered any more"), N_("Search again"))
    others = tuple(one.starts_on for one in course.starts if one.starts_on != starts_on)
    training = Training(
        employee,
        0,
        course.title_da,
        CASE_KINDS.get(course.kind, course.kind),
        course.provider,
        starts_on,
        date.fromordinal(slot.last),
        course.hours_a_day,
        frozenset(int(one) for one in course.weekdays),
        others[:MOST_OTHER_STARTS],
    )
    put_training(session, case, training, viewer=viewer)
    return training


def _find_occupation(session: Session, field: str, name: str) -> Concept:
    found = search_concepts(session, name, kind=ConceptKind.OCCUPATION, limit=1)
    if not found:
        raise InvalidInput(field, N_("is not a known occupation"), N_("Write another name of it"))
    return found[0]
