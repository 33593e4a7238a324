"""The occupations a person's skills, experience and education reach: what widens a search."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from matcher.errors import N_, InvalidInput
from matcher.features.commute import travel_minutes
from matcher.features.skills import compute_coverage, find_best
from matcher.services.finding import read_candidate
from matcher.services.memory import Memory
from matcher.services.suggesting import may_meet
from matcher.store import Session, audit, concepts, outcomes, people
from matcher.store.outlines import Demands
from matcher.taxonomy.relatedness import Related
from matcher.vocabulary import (
    Candidate,
    ConceptKind,
    EducationLevel,
    Knowledge,
    Opening,
    SkillLevel,
)

WEIGHTS = {"skills": 0.5, "practice": 0.35, "education": 0.15}
"""What the share of essential skills, the nearness of what was practised, and the education count.

Skills go first since they are what is asked for; what was practised tells of skills nobody wrote
down; education is what can be made up for, so it weighs least."""

STEPS = {
    EducationLevel.GRUNDSKOLE: 0,
    EducationLevel.GYMNASIAL: 1,
    EducationLevel.EUD: 1,
    EducationLevel.KVU: 2,
    EducationLevel.MVU: 3,
    EducationLevel.LVU: 3,
}
USUAL_STEP = {"1": 2, "2": 3, "3": 2, "8": 0, "9": 0}
"""The education usual in an ISCO major group: its skill level, less one for work learned on the
job; the others ask for a vocational or upper secondary education."""

UNKNOWN_EDUCATION = 0.5
STEP_LOST = 0.5
"""What each step short of the usual education takes from its part."""

WHOLE_YEAR = 12
"""Months of practice from which on it counts in full."""


class Only(StrEnum):
    """What a list of occupations is narrowed to."""

    EVERYTHING = "everything"
    OPENINGS = "openings"
    TRAVEL = "travel"


@dataclass(frozen=True)
class Met:
    """An asked skill with the held one that serves best for it, if any, and how far it counts."""

    skill: SkillLevel
    by: str | None
    counts: float

    @property
    def is_near(self) -> bool:
        """Tell whether another skill serves for it."""
        return self.by is not None and self.by != self.skill.concept


@dataclass(frozen=True)
class Place:
    """An opening to be filled, and the minutes to it; None where one is not known."""

    opening: Opening
    minutes: float | None


@dataclass(frozen=True)
class Reach:
    """An occupation within reach: the score, and its three parts from 0 to 1.

    ``practised`` is the occupation practised that lies nearest.
    """

    occupation: str
    score: float
    skills: float
    practice: float
    education: float
    practised: str | None
    asked: tuple[Met, ...]
    places: tuple[Place, ...]
    placements: int
    is_wished: bool

    @property
    def held(self) -> tuple[Met, ...]:
        """The asked skills that the person has."""
        return tuple(one for one in self.asked if one.by == one.skill.concept)

    @property
    def near(self) -> tuple[Met, ...]:
        """The asked skills for which a near one serves."""
        return tuple(one for one in self.asked if one.is_near)

    @property
    def missing(self) -> tuple[Met, ...]:
        """The asked skills for which nothing held serves."""
        return tuple(one for one in self.asked if one.by is None)


@dataclass(frozen=True)
class Reaches:
    """The occupations within a candidate's reach, best first, and how many there are in all."""

    candidate: Candidate
    items: tuple[Reach, ...]
    total: int


def reach_occupations(
    session: Session,
    reference: str,
    *,
    memory: Memory,
    only: Only = Only.EVERYTHING,
    limit: int = 20,
    actor: str,
    now: datetime,
) -> Reaches:
    """Rank the occupations within a candidate's reach; the reading is audited.

    What they have practised themselves is left out. Ties go by URI.

    Raises
    ------
    NotFound
        If there is no such candidate.
    """
    candidate = read_candidate(session, reference, actor=actor, now=now)
    knowledge, demands = memory.get_knowledge(session), memory.get_demands(session)
    places = _find_places(candidate, memory.get_openings(session).items, knowledge, demands, now)
    if only is Only.TRAVEL:
        places = {uri: _keep_near(those, candidate) for uri, those in places.items()}
    left_out = {_name(uri, demands) for uri in candidate.experience} | demands.same.keys()
    measured = _measure_all(session, candidate, memory=memory)
    wanted = [
        one
        for one in measured
        if one[1] not in left_out and (only is Only.EVERYTHING or places.get(one[1]))
    ]
    wanted.sort(key=lambda one: (-one[0], one[1]))
    placements: Counter[str] = Counter()
    for uri, count in outcomes.count_placements(session).items():
        placements[_name(uri, demands)] += count
    wishes = {_name(uri, demands) for uri in candidate.wishes}
    have = {skill.concept: skill.level for skill in candidate.skills}
    items = tuple(
        Reach(
            uri,
            score,
            *parts,
            practised,
            tuple(
                Met(skill, *find_best(skill, have, knowledge.skill_nearness))
                for skill in demands.essential.get(uri, ())
            ),
            tuple(places.get(uri, ())),
            placements[uri],
            uri in wishes,
        )
        for score, uri, parts, practised in wanted[:limit]
    )
    return Reaches(candidate, items, len(wanted))


def add_wish(
    session: Session, reference: str, *, occupation: str, actor: str, now: datetime
) -> bool:
    """Add an occupation to what a candidate wants; tells whether it is new. Audited.

    Raises
    ------
    NotFound
        If the candidate or the occupation is not there.
    InvalidInput
        If the concept is no occupation.
    """
    _check(session, reference, occupation)
    changed = people.add_wish(session, reference, occupation)
    why = f"added {occupation}"
    audit.add_read(session, actor=actor, noun="wish", key=reference, why=why, at=now)
    return changed


def erase_wish(
    session: Session, reference: str, *, occupation: str, actor: str, now: datetime
) -> bool:
    """Take an occupation out of what a candidate wants; tells whether it was there. Audited.

    Raises
    ------
    NotFound
        If the candidate or the occupation is not there.
    """
    _check(session, reference, occupation)
    changed = people.erase_wish(session, reference, occupation)
    why = f"taken out {occupation}"
    audit.add_read(session, actor=actor, noun="wish", key=reference, why=why, at=now)
    return changed


def list_related(
    session: Session, uri: str, *, memory: Memory, top: int = 10
) -> tuple[Related, ...]:
    """List the occupations nearest one, whoever asks; the starter catalogue's stand for the same.

    Raises
    ------
    NotFound
        If there is no such occupation.
    """
    demands = memory.get_demands(session)
    relatedness = memory.get_relatedness(session)
    ranked = relatedness.rank(uri, top + len(demands.same) + 1)
    own = _name(uri, demands)
    kept = (one for one in ranked if one.uri not in demands.same and one.uri != own)
    return tuple(kept)[:top]


Measured = tuple[float, str, tuple[float, float, float], str | None]


def _measure_all(session: Session, candidate: Candidate, *, memory: Memory) -> list[Measured]:
    """Measure every occupation that asks for something: score, URI, parts, practised."""
    knowledge, demands = memory.get_knowledge(session), memory.get_demands(session)
    have = {skill.concept: skill.level for skill in candidate.skills}
    practice = _measure_practice(session, candidate, memory)
    found = []
    for uri, asked in demands.essential.items():
        nearness, practised = practice.get(uri, (0.0, None))
        parts = (
            compute_coverage(asked, have, knowledge.skill_nearness, empty=0),
            nearness,
            measure_education(candidate.education_level, knowledge.isco.get(uri, "")),
        )
        score = sum(weight * part for weight, part in zip(WEIGHTS.values(), parts, strict=True))
        found.append((score, uri, parts, practised))
    return found


def measure_education(own: EducationLevel | None, isco: str) -> float:
    """Measure how far an education goes towards what is usual in an ISCO group, from 0 to 1.

    Examples
    --------
    >>> measure_education(EducationLevel.EUD, "7411"), measure_education(EducationLevel.EUD, "2221")
    (1.0, 0.0)
    """
    if own is None:
        return UNKNOWN_EDUCATION
    short = USUAL_STEP.get(isco[:1], 1) - STEPS[own]
    return 1.0 - STEP_LOST * min(max(short, 0), 2)


def _measure_practice(
    session: Session, candidate: Candidate, memory: Memory
) -> Mapping[str, tuple[float, str]]:
    """Measure for each occupation the best of nearness to one practised, times the time spent."""
    relatedness = memory.get_relatedness(session)
    best: dict[str, tuple[float, str]] = {}
    for own, months in sorted(candidate.experience.items()):
        time = min(1.0, months / WHOLE_YEAR)
        for uri, nearness in relatedness.compare(own).items():
            if time * nearness > best.get(uri, (0.0, ""))[0]:
                best[uri] = (time * nearness, own)
    return best


def _find_places(
    candidate: Candidate,
    openings: Iterable[Opening],
    knowledge: Knowledge,
    demands: Demands,
    now: datetime,
) -> dict[str, list[Place]]:
    """Find what can still be filled by such a person, by occupation, the nearest first."""
    places: defaultdict[str, list[Place]] = defaultdict(list)
    today: date = now.date()
    for one in openings:
        if one.occupation and one.starts_on >= today and may_meet(candidate, one):
            minutes = travel_minutes(
                candidate.postcode, one.postcode, knowledge, has_car=candidate.has_car
            )
            places[_name(one.occupation, demands)].append(Place(one, minutes))
    for those in places.values():
        those.sort(key=_tell_order)
    return dict(places)


def _tell_order(place: Place) -> tuple[float, str]:
    unknown = float("inf")
    return (unknown if place.minutes is None else place.minutes, place.opening.reference)


def _keep_near(places: Sequence[Place], candidate: Candidate) -> list[Place]:
    limit = candidate.travel_limit_minutes
    return [one for one in places if one.minutes is not None and one.minutes <= limit]


def _name(uri: str, demands: Demands) -> str:
    """Name an occupation by the starter catalogue's that is the same, if there is one."""
    return demands.same.get(uri, uri)


def _check(session: Session, reference: str, occupation: str) -> None:
    people.get_candidate(session, reference)
    if concepts.get_concept(session, occupation).kind is not ConceptKind.OCCUPATION:
        raise InvalidInput(
            "occupation",
            N_("this concept is no occupation"),
            N_("Choose an occupation of the taxonomy"),
        )
