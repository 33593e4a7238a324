"""Plans that people of the demo began in the last year and a half, and what came of them.

Each is a few courses of the catalogue towards an occupation that companies ask for; how far it came
is drawn by the hidden process from the features the model sees, so that there is something true to
learn. Who reached the target was placed in an opening of it, found by an own search.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import numpy as np

from matcher.features.commute import travel_minutes
from matcher.features.path import PathCase, build_path_features, count_openings
from matcher.pathways import (
    Path,
    PathEvent,
    PathPlan,
    PathStatus,
    PathStep,
    PathTarget,
    Preference,
)
from matcher.store import Session, outcomes, paths
from matcher.store.courses import Course, list_courses
from matcher.vocabulary import Candidate, Knowledge, Opening, Outcome, OutcomeEvent, SkillLevel
from training.simulator.history import ACTOR
from training.simulator.staged_process import draw_stages

PLANS = 600
FIRST_DAY, LAST_DAY = 500, 30
"""Days before the demo's day between which plans were chosen."""

MOST_COURSES = 3
LONGEST_COURSE = 30
"""Days of a course that a plan may hold."""

DAYS_A_WEEK = 5
LASTS = 0.75
"""Share of those who reached the target who stayed for half a year."""

TRIES = 20


@dataclass(frozen=True)
class _Market:
    """What plans are made from: courses by the skill they teach, openings by occupation."""

    courses: Mapping[str, Sequence[Course]]
    openings: Mapping[str, Sequence[Opening]]
    knowledge: Knowledge


def add_past_paths(
    session: Session,
    candidates: Sequence[Candidate],
    openings: Sequence[Opening],
    *,
    knowledge: Knowledge,
    taken: Sequence[OutcomeEvent],
    scale: float,
    seed: int,
    today: date,
) -> int:
    """Add past plans with their events; tells how many.

    Parameters
    ----------
    session : Session
        With people, openings and courses.
    candidates, openings : sequence
        The municipality's.
    knowledge : Knowledge
        Taxonomy and places.
    taken : sequence of OutcomeEvent
        What has happened already; nobody is placed twice in one opening.
    scale : float
        Multiplies the plans.
    seed : int
        Same seed and day, same plans.
    today : date
        Nothing happens after it.
    """
    rng = np.random.default_rng([seed, 0x9A7])
    market = _build_market(list_courses(session), openings, knowledge)
    adults = [one for one in candidates if not one.is_student]
    cases = list(_draw_cases(adults, market, int(PLANS * scale), rng, today))
    features = build_path_features(cases, knowledge)
    people = [one.candidate.reference for one in cases]
    came = draw_stages("path", features, people, rng)
    met = {(one.candidate, one.opening) for one in taken}
    for number, (case, stages) in enumerate(zip(cases, came.itertuples(index=False), strict=True)):
        plan = _build_plan(case, number)
        paths.add_plan(session, plan)
        ends, events = _tell(plan, bool(stages.completed), rng)
        paths.add_events(session, [one for one in events if one.happened_on <= today])
        if stages.reached == 1:
            work = list(_place(case, ends, market, met, rng))
            outcomes.add_outcomes(session, [one for one in work if one.happened_on <= today])
    return len(cases)


def _build_market(
    courses: Sequence[Course], openings: Sequence[Opening], knowledge: Knowledge
) -> _Market:
    by_skill: dict[str, list[Course]] = {}
    for course in courses:
        for skill in course.teaches if course.days <= LONGEST_COURSE else ():
            by_skill.setdefault(skill.concept, []).append(course)
    by_occupation: dict[str, list[Opening]] = {}
    for one in openings:
        if one.occupation is not None:
            by_occupation.setdefault(one.occupation, []).append(one)
    return _Market(by_skill, by_occupation, knowledge)


def _draw_cases(
    people: Sequence[Candidate],
    market: _Market,
    count: int,
    rng: np.random.Generator,
    today: date,
) -> Iterator[PathCase]:
    """Draw people with a target whose gap some course closes; mostly a trade near their own."""
    targets = sorted(market.openings)
    made = tried = 0
    while made < count and tried < count * TRIES:
        tried += 1
        person = people[int(rng.integers(len(people)))]
        wished = sorted(person.wishes & market.openings.keys())
        near = wished and rng.random() < 0.5
        target = str(rng.choice(wished if near else targets))
        of_it = market.openings[target]
        opening = of_it[int(rng.integers(len(of_it)))]
        day = today - timedelta(days=int(rng.integers(LAST_DAY, FIRST_DAY)))
        path = _draw_path(person, opening, market, day, rng)
        if path is not None:
            made += 1
            yield PathCase(person, path, target, count_openings(of_it, target, day=day))


def _draw_path(
    person: Candidate, opening: Opening, market: _Market, day: date, rng: np.random.Generator
) -> Path | None:
    held = {one.concept: one.level for one in person.skills}
    gap = {
        one.concept: one for one in opening.required_skills if held.get(one.concept, 0) < one.level
    }
    steps: list[PathStep] = []
    begins = day + timedelta(days=int(rng.gamma(2.0, 18.0)))
    for concept in sorted(gap):
        if concept not in gap or concept not in market.courses or len(steps) == MOST_COURSES:
            continue
        several = market.courses[concept]
        drawn = (several[i] for i in rng.integers(len(several), size=2))
        course = min(drawn, key=lambda one: _count_missing(one, held))
        if course.code in {one.course for one in steps}:
            continue
        closes = tuple(gap.pop(one.concept) for one in course.teaches if one.concept in gap)
        steps.append(_build_step(person, course, closes, begins, market.knowledge))
        begins = steps[-1].ends_on + timedelta(days=int(rng.integers(3, 40)))
    if not steps:
        return None
    target = PathTarget("occupation", str(opening.occupation))
    return Path(target, Preference.BALANCED, tuple(steps), day, tuple(gap.values()))


def _count_missing(course: Course, held: Mapping[str, int]) -> int:
    return sum(max(0, one.level - held.get(one.concept, 0)) for one in course.requires)


def _build_step(
    person: Candidate,
    course: Course,
    closes: tuple[SkillLevel, ...],
    begins: date,
    knowledge: Knowledge,
) -> PathStep:
    length = timedelta(days=int(course.days * 7 / DAYS_A_WEEK))
    return PathStep(
        course.code,
        course.kind,
        course.title_da,
        course.title_en,
        course.provider,
        course.postcode,
        begins,
        begins + length,
        course.days,
        Decimal(str(course.price_dkk)),
        travel_minutes(person.postcode, course.postcode, knowledge, has_car=person.has_car),
        teaches=course.teaches,
        requires=course.requires,
        closes=closes,
        languages=course.languages,
    )


def _build_plan(case: PathCase, number: int) -> PathPlan:
    day = case.path.found_on
    return PathPlan(
        f"demo-plan-{number:04d}", case.candidate.reference, case.path, ACTOR, _at(day), {}
    )


def _tell(
    plan: PathPlan, completed: bool, rng: np.random.Generator
) -> tuple[date, list[PathEvent]]:
    """Tell of each course until the last, or the one that was dropped; gives the last day."""
    last = len(plan.path.steps) if completed else int(rng.integers(len(plan.path.steps)))
    events = []
    day = plan.path.found_on
    for number, step in enumerate(plan.path.steps[: last + 1]):
        enrolled = min(step.starts_on, plan.path.found_on + timedelta(days=3))
        events.append((step, PathStatus.ENROLLED, enrolled))
        ended = PathStatus.COMPLETED if number < last else PathStatus.DROPPED
        whole = (step.ends_on - step.starts_on).days
        share = 1.0 if ended is PathStatus.COMPLETED else rng.random()
        day = step.starts_on + timedelta(days=round(whole * share))
        events.append((step, ended, day))
    return day, [
        PathEvent(plan.reference, plan.candidate, step.course, status, on, ACTOR, _at(on))
        for step, status, on in events
    ]


def _place(
    case: PathCase,
    ended: date,
    market: _Market,
    met: set[tuple[str, str]],
    rng: np.random.Generator,
) -> Iterator[OutcomeEvent]:
    """Place somebody who reached the target in an opening of it that they have not met before."""
    person = case.candidate.reference
    free = [
        one.reference
        for one in market.openings[str(case.occupation)]
        if (person, one.reference) not in met
    ]
    if not free:
        return
    opening = str(rng.choice(free))
    met.add((person, opening))
    day = ended + timedelta(days=int(rng.integers(5, 150)))
    steps = [(Outcome.PLACED, 0)]
    if rng.random() < LASTS:
        steps += [(Outcome.STAYED_13, 91), (Outcome.STAYED_26, 182)]
    for outcome, later in steps:
        on = day + timedelta(days=later)
        yield OutcomeEvent(opening, person, outcome, on, ACTOR, _at(on))


def _at(day: date) -> datetime:
    return datetime.combine(day, time(10), UTC)
