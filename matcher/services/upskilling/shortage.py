"""Turned around: what companies ask for and cannot fill, who could be ready, and by which course.

One course is looked for, since one can be ordered with seats: an opening counts where what the
person lacks of its required skills is taught by that course alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from matcher.features.commute import travel_minutes
from matcher.planning.paths import Offer
from matcher.services.memory import Memory
from matcher.services.suggesting import STUDENT_KINDS
from matcher.services.upskilling.asking import is_met, list_asked, list_held, name_skills
from matcher.services.upskilling.courses import CourseStock, read_stock
from matcher.store import Session, audit
from matcher.store.courses import Course
from matcher.vocabulary import Candidate, Knowledge, Opening, SkillLevel

MOST_NAMED = 100
"""People named under one course; all of them are counted."""


@dataclass(frozen=True)
class Shortage:
    """An occupation: positions asked for, and how many people have every required skill."""

    occupation: str
    openings: int
    positions: int
    ready: int

    @property
    def lacking(self) -> int:
        """How many positions are left when everybody who is ready has one."""
        return max(0, self.positions - self.ready)


@dataclass(frozen=True)
class SeatOrder:
    """A course on its first start that people could share.

    ``people`` are one course from ``positions`` positions; ``seats`` is the smaller of the two,
    less those free already on that start where they are known.
    """

    course: Course
    starts_on: date
    ends_on: date
    people: tuple[str, ...]
    reachable: int
    positions: int
    free: int | None
    closes: tuple[SkillLevel, ...]

    @property
    def needed(self) -> int:
        """How many seats would be of use."""
        return min(self.reachable, self.positions)

    @property
    def seats(self) -> int:
        """How many seats to order beside those that are free."""
        return max(0, self.needed - (self.free or 0))


def list_shortages(
    session: Session, *, memory: Memory, actor: str, now: datetime
) -> tuple[Shortage, ...]:
    """List the occupations that openings ask for, the scarcest first; the reading is audited."""
    audit.add_read(session, actor=actor, noun="candidates", key="", why="shortages", at=now)
    held = [list_held(one) for one in _list_people(session, memory)]
    found = []
    for occupation, places in _group(session, memory, now.date()).items():
        ready = sum(any(is_met(list_asked(one), have) for one in places) for have in held)
        positions = sum(one.positions for one in places)
        found.append(Shortage(occupation, len(places), positions, ready))
    return tuple(
        sorted(found, key=lambda one: (one.ready / one.positions, -one.positions, one.occupation))
    )


def count_ready(session: Session, asked: Mapping[str, int], *, memory: Memory) -> int:
    """Count the people who hold every level asked."""
    return sum(is_met(asked, list_held(one)) for one in _list_people(session, memory))


def read_shortage(
    session: Session, occupation: str, *, memory: Memory, actor: str, now: datetime
) -> tuple[SeatOrder, ...]:
    """List the courses that people could share for an occupation, the soonest and widest first.

    The reading of the people named is audited.
    """
    today = now.date()
    places = _group(session, memory, today).get(occupation, [])
    stock, knowledge = read_stock(session, memory), memory.get_knowledge(session)
    gaps = _list_gaps(_list_people(session, memory), places)
    orders = [
        order
        for offer in _list_useful(stock, gaps)
        if (order := _order(offer, stock, gaps, knowledge, today)) is not None
    ]
    orders.sort(key=lambda one: (-one.needed, one.ends_on, one.course.price_dkk, one.course.code))
    for person in sorted({name for order in orders for name in order.people}):
        audit.add_read(session, actor=actor, noun="candidate", key=person, why="shortage", at=now)
    return tuple(orders)


@dataclass(frozen=True)
class _Gap:
    """What one person lacks for some of the openings, each gap with the openings it closes."""

    candidate: Candidate
    held: Mapping[str, int]
    missing: tuple[tuple[Mapping[str, int], Opening], ...]


def _list_people(session: Session, memory: Memory) -> list[Candidate]:
    return [one for one in memory.get_people(session).items if not one.is_student]


def _group(session: Session, memory: Memory, today: date) -> dict[str, list[Opening]]:
    groups: dict[str, list[Opening]] = defaultdict(list)
    for one in memory.get_openings(session).items:
        if one.occupation and one.starts_on >= today and one.kind not in STUDENT_KINDS:
            groups[one.occupation].append(one)
    return groups


def _list_gaps(candidates: Iterable[Candidate], places: Sequence[Opening]) -> list[_Gap]:
    asked = [(list_asked(one), one) for one in places]
    gaps = []
    for candidate in candidates:
        held = list_held(candidate)
        if any(is_met(levels, held) for levels, _ in asked):
            continue
        missing = tuple(
            ({s: n for s, n in levels.items() if held.get(s, 0) < n}, place)
            for levels, place in asked
        )
        gaps.append(_Gap(candidate, held, missing))
    return gaps


def _list_useful(stock: CourseStock, gaps: Iterable[_Gap]) -> list[Offer]:
    lacking = {skill for gap in gaps for missing, _ in gap.missing for skill in missing}
    return [one for one in stock.catalogue.offers if lacking & one.teaches.keys()]


def _order(
    offer: Offer, stock: CourseStock, gaps: Iterable[_Gap], knowledge: Knowledge, today: date
) -> SeatOrder | None:
    slot = next((one for one in offer.slots if one.first >= today.toordinal()), None)
    if slot is None:
        return None
    names: list[str] = []
    opened: dict[str, Opening] = {}
    closed: dict[str, int] = {}
    for gap in gaps:
        if not _may_follow(offer, gap, knowledge):
            continue
        reached = [
            (missing, place) for missing, place in gap.missing if is_met(missing, offer.teaches)
        ]
        if reached:
            names.append(gap.candidate.reference)
            for missing, place in reached:
                opened[place.reference] = place
                closed |= missing
    if not names:
        return None
    course = stock.courses[offer.course]
    start = next(one for one in course.starts if one.starts_on.toordinal() == slot.first)
    return SeatOrder(
        course,
        date.fromordinal(slot.first),
        date.fromordinal(slot.last),
        tuple(names[:MOST_NAMED]),
        len(names),
        sum(one.positions for one in opened.values()),
        start.seats,
        name_skills(closed, knowledge.labels),
    )


def _may_follow(offer: Offer, gap: _Gap, knowledge: Knowledge) -> bool:
    """Whether a person meets what the course requires and lives near enough."""
    candidate = gap.candidate
    if not is_met(offer.requires, gap.held) or not is_met(offer.languages, candidate.languages):
        return False
    minutes = travel_minutes(
        candidate.postcode, offer.postcode, knowledge, has_car=candidate.has_car
    )
    return minutes is None or minutes <= candidate.travel_limit_minutes
