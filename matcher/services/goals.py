"""The municipality's goals against what has happened.

Goals are data: set, dated and set anew by people, every setting kept. What counts is read from what
the service remembers anyway, except what it cannot know, which somebody reads elsewhere and records
with its source. Nothing here names a person.

How each measure counts:

* **rotations**: cases approved for the first time, on that day.
* **apprentices**: placements in adult apprenticeships.
* **lasting**: placements that were still there after 26 weeks.
* **new_jobs**: positions of openings for pay on ordinary terms, on the day they start.
* **shortlist_days**, **placement_days**: the median of days from an opening's first list of
  candidates to the first on its shortlist, or placed. Lower is better.
* **subscribers**: whose subscription runs on the day.
* **young_without**: the newest figure read.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from statistics import median
from types import MappingProxyType

from data_schemas.catalogue import read_catalogue
from matcher.errors import N_, InvalidInput, NotFound
from matcher.store import Session, goals
from matcher.store.goals import Goal, Happening, Reading
from matcher.store.subscribers import list_spans
from matcher.vocabulary import Measure, OpeningKind, Outcome, Tag

__all__ = [
    "LEVELS",
    "LOWER_IS_BETTER",
    "MEDIANS",
    "READ",
    "Goal",
    "Happening",
    "Part",
    "Progress",
    "list_areas",
    "list_progress",
    "list_readings",
    "list_years",
    "measure_progress",
    "name_area",
    "read_progress",
    "record_reading",
    "set_goal",
]

JOBS = (
    OpeningKind.ORDINARY,
    OpeningKind.FLEKSJOB,
    OpeningKind.SMAAJOB,
    OpeningKind.VOKSENLAERLING,
    OpeningKind.LAEREPLADS,
)
"""Kinds that are a job at the pay agreed for it; not placements, subsidies or substitutes."""

READ = frozenset({Measure.YOUNG_WITHOUT})
"""What somebody reads elsewhere; the newest counts."""

LEVELS = READ | {Measure.SUBSCRIBERS}
"""What is so many at a time, and does not grow through the period."""

MEDIANS = frozenset({Measure.SHORTLIST_DAYS, Measure.PLACEMENT_DAYS})
LOWER_IS_BETTER = MEDIANS | {Measure.YOUNG_WITHOUT}
LONGEST_TEXT = 300
HIGHEST = 1_000_000

COUNTED: Mapping[Measure, Callable[[Session], tuple[Happening, ...]]] = MappingProxyType(
    {
        Measure.ROTATIONS: goals.list_approved_rotations,
        Measure.APPRENTICES: lambda session: goals.list_outcomes_of(
            session, Outcome.PLACED, kind=OpeningKind.VOKSENLAERLING
        ),
        Measure.LASTING: partial(goals.list_outcomes_of, outcome=Outcome.STAYED_26),
        Measure.NEW_JOBS: partial(goals.list_jobs, kinds=JOBS),
        Measure.SHORTLIST_DAYS: partial(goals.list_days_until, outcome=Outcome.SHORTLISTED),
        Measure.PLACEMENT_DAYS: partial(goals.list_days_until, outcome=Outcome.PLACED),
        Measure.SUBSCRIBERS: lambda session: _count_subscriptions(list_spans(session)),
    }
)


@dataclass(frozen=True)
class Part:
    """What a part of the whole has reached: a quarter, a year, a business area or a track."""

    key: str
    reached: float | None
    count: int


@dataclass(frozen=True)
class Progress:
    """A goal and how far it has come.

    Attributes
    ----------
    goal : Goal
        As it is set now.
    reached : float or None
        The sum, the median or the newest reading; None where nothing has happened.
    expected : float
        What would be reached by now at an even pace; the target itself for what is no sum.
    share : float
        Of the target that is reached, at most 1 where lower is better.
    on_course : bool or None
        Whether it is as far as expected; None where nothing has happened yet.
    quarters, years, areas, tracks : tuple of Part
        The same by quarter (``2026-1``), year, business area and track. An opening with two tags
        is in both.
    happenings : tuple of Happening
        What it is made of, the newest first.
    """

    goal: Goal
    reached: float | None
    expected: float
    share: float
    on_course: bool | None
    quarters: tuple[Part, ...]
    years: tuple[Part, ...]
    areas: tuple[Part, ...]
    tracks: tuple[Part, ...]
    happenings: tuple[Happening, ...]


def list_progress(
    session: Session, *, on: date, area: str = "", tag: Tag | None = None
) -> tuple[Progress, ...]:
    """List the goals in force on a day with what has been reached by then.

    Parameters
    ----------
    session : Session
        An open session.
    on : date
        The day.
    area : str
        Only what happened in this business area; the targets are the whole municipality's.
    tag : Tag, optional
        Only what happened on this track.
    """
    known: dict[Measure, tuple[Happening, ...]] = {}
    found = []
    for goal in _list_standing(session):
        if not goal.starts_on <= on <= goal.ends_on:
            continue
        if goal.measure not in known:
            known[goal.measure] = _read_happenings(session, goal.measure)
        kept = [one for one in known[goal.measure] if _is_within(one, area, tag)]
        found.append(measure_progress(goal, kept, on=on))
    return tuple(found)


def read_progress(session: Session, code: str, *, on: date) -> tuple[Progress, tuple[Goal, ...]]:
    """Read one goal's progress, and every setting of it, the newest first.

    What is measured is the period that the day lies in, else the last before it, else the first.

    Raises
    ------
    NotFound
        If there is none.
    """
    periods = [one for one in _list_standing(session) if one.code == code]
    if not periods:
        raise NotFound("goal", code)
    begun = [one for one in periods if one.starts_on <= on]
    goal = max(begun, key=lambda one: one.starts_on) if begun else periods[0]
    settings = [one for one in goals.list_goals(session) if one.code == code]
    found = measure_progress(goal, _read_happenings(session, goal.measure), on=on)
    return found, tuple(reversed(settings))


def measure_progress(goal: Goal, happenings: Iterable[Happening], *, on: date) -> Progress:
    """Measure how far a goal has come by a day.

    Parameters
    ----------
    goal : Goal
        What is to be reached.
    happenings : iterable of Happening
        All that counts toward its measure, of any day and track.
    on : date
        The day; what happens later does not count yet.
    """
    until = min(on, goal.ends_on)
    since = date.min if goal.measure in LEVELS else goal.starts_on
    own = [
        one
        for one in happenings
        if since <= one.happened_on <= until and (goal.tag is None or goal.tag in one.tags)
    ]
    reached = _reach(goal.measure, own)
    expected = goal.target if _is_level(goal.measure) else goal.target * _elapse(goal, until)
    break_down = partial(_break_down, goal.measure, own)
    return Progress(
        goal=goal,
        reached=reached,
        expected=expected,
        share=_share(goal, reached),
        on_course=None if reached is None else _is_on_course(goal.measure, reached, expected),
        quarters=break_down(lambda one: [one.quarter]),
        years=break_down(lambda one: [str(one.happened_on.year)]),
        areas=break_down(lambda one: [one.business_area]),
        tracks=break_down(lambda one: sorted(one.tags)),
        happenings=tuple(sorted(own, key=lambda one: one.happened_on, reverse=True)),
    )


def set_goal(
    session: Session,
    measure: Measure,
    *,
    tag: Tag | None,
    target: float,
    starts_on: date,
    ends_on: date,
    note: str,
    actor: str,
    now: datetime,
) -> Goal:
    """Set a goal for a period; set anew from the same day, it takes the place of what was set.

    Raises
    ------
    InvalidInput
        If the target is none, the period ends before it begins or overlaps another of the same
        goal, a track is named that the measure is not counted by, or no reason is given.
    """
    if not 0 < target <= HIGHEST:
        raise InvalidInput(
            "target", N_("The target must lie above 0"), N_("Write a number such as 60")
        )
    if ends_on < starts_on:
        raise InvalidInput(
            "ends_on", N_("The last day is before the first"), N_("Choose a later day")
        )
    if tag is not None and measure in LEVELS | {Measure.ROTATIONS}:
        raise InvalidInput(
            "tag", N_("This is not counted by track"), N_("Set it for all tracks together")
        )
    goal = Goal(measure, tag, target, starts_on, ends_on, _check_text("note", note), actor, now)
    for other in _list_standing(session):
        overlaps = other.starts_on <= ends_on and starts_on <= other.ends_on
        if other.code == goal.code and other.starts_on != starts_on and overlaps:
            raise InvalidInput(
                "starts_on",
                N_("The period overlaps one that begins on %(day)s"),
                N_("End that one first, or begin on the same day to take its place"),
                day=other.starts_on,
            )
    goals.add_goals(session, [goal])
    return goal


def record_reading(
    session: Session,
    measure: Measure,
    *,
    value: float,
    happened_on: date,
    source: str,
    actor: str,
    now: datetime,
) -> Reading:
    """Record a figure read elsewhere.

    Raises
    ------
    InvalidInput
        If the measure is one the service counts itself, the figure cannot be, the day has not
        come, or no source is given.
    """
    if measure not in READ:
        raise InvalidInput(
            "measure",
            N_("The service counts this itself"),
            N_("Record what it counts where it happens"),
        )
    highest = 100 if measure is Measure.YOUNG_WITHOUT else HIGHEST
    if not 0 <= value <= highest:
        raise InvalidInput(
            "value",
            N_("The figure must lie from 0 to %(highest)s"),
            N_("Write a number such as 18"),
            highest=highest,
        )
    if happened_on > now.date():
        raise InvalidInput(
            "happened_on", N_("The day has not come yet"), N_("Choose today or an earlier day")
        )
    reading = Reading(measure, happened_on, value, _check_text("source", source), actor, now)
    goals.add_readings(session, [reading])
    return reading


def list_readings(session: Session, measure: Measure) -> tuple[Reading, ...]:
    """List the figures read of a measure, the newest first."""
    return tuple(reversed(goals.list_readings(session, measure)))


def list_areas(session: Session) -> dict[str, tuple[str, str]]:
    """List the business areas that companies lie in, with their names in Danish and English."""
    return {area: name_area(area) for area in goals.list_business_areas(session)}


def name_area(slug: str) -> tuple[str, str]:
    """Name a business area in Danish and English; one the catalogue does not know, by itself."""
    areas = read_catalogue().business_areas
    named = ((one.label_da, one.label_en) for one in areas if one.slug == slug)
    return next(named, (slug, slug))


def list_years(session: Session) -> tuple[int, ...]:
    """List the years that goals are set for."""
    standing = _list_standing(session)
    return tuple(
        sorted(
            {year for one in standing for year in range(one.starts_on.year, one.ends_on.year + 1)}
        )
    )


def _list_standing(session: Session) -> list[Goal]:
    """List each goal's periods as they were last set, in the order they first were."""
    settings = goals.list_goals(session)
    return list({(one.code, one.starts_on): one for one in settings}.values())


def _read_happenings(session: Session, measure: Measure) -> tuple[Happening, ...]:
    if measure in READ:
        return tuple(
            Happening(one.happened_on, one.value, "", frozenset(), "", one.source)
            for one in goals.list_readings(session, measure)
        )
    return COUNTED[measure](session)


def _count_subscriptions(
    spans: Iterable[tuple[date, date | None]],
) -> tuple[Happening, ...]:
    """Count one more on the day a subscription began, and one less on the day it ended."""
    steps = [(first, 1.0) for first, _last in spans]
    steps += [(last, -1.0) for _first, last in spans if last is not None]
    return tuple(Happening(day, step, "", frozenset(), "", "") for day, step in sorted(steps))


def _is_within(one: Happening, area: str, tag: Tag | None) -> bool:
    return (not area or one.business_area == area) and (tag is None or tag in one.tags)


def _is_level(measure: Measure) -> bool:
    """Tell whether a measure is a level, which does not grow through the period."""
    return measure in LEVELS | MEDIANS


def _reach(measure: Measure, happenings: Sequence[Happening]) -> float | None:
    if measure in READ:
        return happenings[-1].amount if happenings else None
    if measure in MEDIANS:
        return float(median(one.amount for one in happenings)) if happenings else None
    return sum(one.amount for one in happenings)


def _break_down(
    measure: Measure,
    happenings: Sequence[Happening],
    name: Callable[[Happening], Sequence[str]],
) -> tuple[Part, ...]:
    parts: dict[str, list[Happening]] = {}
    for one in happenings:
        for key in name(one):
            parts.setdefault(str(key), []).append(one)
    return tuple(Part(key, _reach(measure, parts[key]), len(parts[key])) for key in sorted(parts))


def _elapse(goal: Goal, until: date) -> float:
    return max((until - goal.starts_on).days + 1, 0) / ((goal.ends_on - goal.starts_on).days + 1)


def _share(goal: Goal, reached: float | None) -> float:
    if reached is None:
        return 0.0
    if goal.measure in LOWER_IS_BETTER:
        return min(goal.target / reached, 1.0) if reached else 1.0
    return reached / goal.target


def _is_on_course(measure: Measure, reached: float, expected: float) -> bool:
    return reached <= expected if measure in LOWER_IS_BETTER else reached >= expected


def _check_text(field: str, text: str) -> str:
    stripped = text.strip()
    if not stripped:
        raise InvalidInput(field, N_("This must be filled in"), N_("Write it in a few words"))
    if len(stripped) > LONGEST_TEXT:
        raise InvalidInput(
            field,
            N_("This is longer than %(longest)s characters"),
            N_("Write it in fewer words"),
            longest=LONGEST_TEXT,
        )
    return stripped
