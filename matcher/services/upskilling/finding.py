"""The best ways from what a person can to what a target asks, or what is in the way."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from matcher.errors import N_, InvalidInput
from matcher.pathways import Path, PathStep, Preference
from matcher.planning.paths import (
    BALANCED,
    Goal,
    Hindrance,
    Limits,
    Offer,
    Search,
    find_hindrances,
    list_reachable,
    search,
)
from matcher.planning.paths.searching import Taken
from matcher.services.memory import Memory
from matcher.services.suggesting import STUDENT_KINDS
from matcher.services.upskilling.asking import (
    Question,
    list_asked,
    measure_held,
    name_skills,
    read_asked,
)
from matcher.services.upskilling.courses import Setting, prepare, read_stock
from matcher.services.upskilling.funding import (
    Payer,
    judge_combinations,
    list_combinations,
    list_payers,
)
from matcher.services.valuing import ForetoldPath, foretell_paths
from matcher.store import Session, audit, people
from matcher.store.courses import Course
from matcher.vocabulary import Candidate, Knowledge, Opening, SkillLevel

MOST_GOALS = 150
"""Different gaps looked at where any opening will do, those worth most for least first."""

NEAR = 0.75
"""The share of an opening's levels to be held for it to count as within reach; ours.

Attendance, stamina and the highest levels are learned at work, and no course teaches them.
"""

Labels = Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class Offered:
    """One path as it is shown: what it is best at, who may pay for each step, what it may lead to.

    ``combined`` are the schemes by which it could be combined with work; ``told`` is what is
    foretold of it, None where there is nothing to take.
    """

    path: Path
    preferences: tuple[Preference, ...]
    payers: tuple[tuple[Payer, ...], ...]
    combined: tuple[Payer, ...] = ()
    told: ForetoldPath | None = None

    @property
    def key(self) -> str:
        """Name the path's courses and days, so that it can be shown again."""
        return name_path(self.path)


@dataclass(frozen=True)
class Answered:
    """What a search came to.

    ``gap`` is what the target asks and the person lacks, ``untaught`` what of it no course leads
    to; ``openings`` are those that come within reach, by reference; ``left_out`` is how many
    different gaps were not looked at, where any opening would do.
    """

    candidate: Candidate
    question: Question
    gap: tuple[SkillLevel, ...]
    untaught: tuple[SkillLevel, ...]
    offered: tuple[Offered, ...]
    hindrances: tuple[Hindrance, ...]
    labels: Labels
    openings: Mapping[str, Opening]
    left_out: int


@dataclass(frozen=True)
class _Scene:
    """What one search stands on."""

    candidate: Candidate
    setting: Setting
    knowledge: Knowledge
    openings: tuple[Opening, ...]
    today: date


def find_paths(
    session: Session,
    reference: str,
    question: Question,
    *,
    memory: Memory,
    actor: str,
    now: datetime,
) -> Answered:
    """Find the best paths for a candidate; the reading is audited.

    Parameters
    ----------
    session : Session
        An open session.
    reference : str
        The candidate's.
    question : Question
        Target and limits.
    memory : Memory
        Courses, taxonomy and openings.
    actor : str
        Who asks.
    now : datetime
        When; the search begins that day, or when the person is available.

    Raises
    ------
    NotFound
        If candidate or target is not there.
    """
    scene = _set_scene(session, reference, question, memory=memory, actor=actor, now=now)
    held = scene.setting.person.held
    limits = Limits(question.latest, question.budget, question.travel, question.hours)
    left_out = 0
    if question.target.kind == "anything":
        asked: dict[str, int] = {}
        goals, left_out = _list_goals(scene, held)
    else:
        asked = read_asked(session, question.target)
        goals = _set_goal(scene, asked, question)
    catalogue, person = scene.setting.catalogue, scene.setting.person
    wanted = Search(question.count, question.preference)
    found = search(catalogue, goals, person, limits, asked=wanted) if goals else ()
    hindrances: tuple[Hindrance, ...] = ()
    if goals and not found:
        hindrances = find_hindrances(catalogue, goals, person, limits)
    offered = tuple(
        _offer(scene, question, asked, one.steps, one.preferences or ()) for one in found
    )
    missing = {skill: level for skill, level in asked.items() if held.get(skill, 0) < level}
    reachable = list_reachable(catalogue, missing, person)
    untaught = {s: n for s, n in missing.items() if reachable.get(s, 0) < n}
    offered = _foretell(session, scene, offered, memory)
    opened = {name for one in offered for name in one.path.openings}
    return Answered(
        scene.candidate,
        question,
        name_skills(missing, scene.knowledge.labels),
        name_skills(untaught, scene.knowledge.labels),
        offered,
        hindrances,
        scene.knowledge.labels,
        {one.reference: one for one in scene.openings if one.reference in opened},
        left_out,
    )


def restore_path(
    session: Session,
    reference: str,
    question: Question,
    key: str,
    *,
    memory: Memory,
    actor: str,
    now: datetime,
) -> Offered:
    """Give a path again by its key, with today's prices and days; the reading is audited.

    Raises
    ------
    InvalidInput
        If a course is no longer offered on that day.
    """
    scene = _set_scene(session, reference, question, memory=memory, actor=actor, now=now)
    asked = {} if question.target.kind == "anything" else read_asked(session, question.target)
    offers = {offer.code: offer for offer in scene.setting.catalogue.offers}
    steps = tuple(_find_step(offers, part) for part in key.split("|") if part)
    offered = (_offer(scene, question, asked, steps, ()),)
    return _foretell(session, scene, offered, memory)[0]


def name_path(path: Path) -> str:
    """Name a path by the codes of its courses and their first days."""
    return "|".join(
        f"{step.course}{'/rkv' if step.is_shortened else ''}@{step.starts_on.isoformat()}"
        for step in path.steps
    )


def _find_step(offers: Mapping[str, Offer], part: str) -> Taken:
    code, _, day = part.rpartition("@")
    offer = offers.get(code)
    try:
        first = date.fromisoformat(day).toordinal()
    except ValueError:
        first = 0
    slot = next((one for one in offer.slots if one.first == first), None) if offer else None
    if offer is None or slot is None:
        raise InvalidInput(
            "path",
            N_("%(part)s is not offered any more"),
            N_("Search again"),
            part=part[:80],
        )
    return Taken(offer, date.fromordinal(slot.first), date.fromordinal(slot.last))


def _set_scene(
    session: Session,
    reference: str,
    question: Question,
    *,
    memory: Memory,
    actor: str,
    now: datetime,
) -> _Scene:
    candidate = people.get_candidate(session, reference)
    audit.add_read(session, actor=actor, noun="candidate", key=reference, why="paths", at=now)
    knowledge, today = memory.get_knowledge(session), now.date()
    setting = prepare(
        candidate,
        read_stock(session, memory),
        knowledge,
        ready=max(today, candidate.available_from or today),
        papers=question.papers,
    )
    open_ones = tuple(
        one
        for one in memory.get_openings(session).items
        if one.starts_on >= today and (one.kind in STUDENT_KINDS) is candidate.is_student
    )
    return _Scene(candidate, setting, knowledge, open_ones, today)


def _set_goal(scene: _Scene, asked: Mapping[str, int], question: Question) -> list[Goal]:
    """Set what is to be reached: all that courses lead to, or the share that is asked."""
    held, person = scene.setting.person.held, scene.setting.person
    missing = {skill: level for skill, level in asked.items() if held.get(skill, 0) < level}
    if question.coverage is None:
        reachable = list_reachable(scene.setting.catalogue, missing, person)
        return [Goal(question.target.key, reachable)] if reachable else []
    total = sum(asked.values())
    have = sum(min(held.get(skill, 0), level) for skill, level in asked.items())
    units = -int(-(question.coverage * total) // 1) - have
    if units <= 0:
        return []
    lacking = sum(level - held.get(skill, 0) for skill, level in missing.items())
    return [Goal(question.target.key, missing, units=None if units >= lacking else units)]


def _list_goals(scene: _Scene, held: Mapping[str, int]) -> tuple[list[Goal], int]:
    """List what courses teach of each gap they bring near, and count those not looked at.

    Openings with the same gap are one.
    """
    groups: dict[frozenset[tuple[str, int]], int] = defaultdict(int)
    catalogue, person = scene.setting.catalogue, scene.setting.person
    for opening in scene.openings:
        asked = list_asked(opening)
        missing = {s: n for s, n in asked.items() if held.get(s, 0) < n}
        taught = list_reachable(catalogue, missing, person) if missing else {}
        if taught and measure_held(asked, {**held, **taught}) >= NEAR:
            groups[frozenset(taught.items())] += opening.positions
    ranked = sorted(groups.items(), key=lambda one: (len(one[0]) / one[1], sorted(one[0])))
    goals = [
        Goal(str(number), dict(needs), positions * BALANCED.dkk_a_position)
        for number, (needs, positions) in enumerate(ranked[:MOST_GOALS])
    ]
    return goals, max(0, len(ranked) - MOST_GOALS)


def _offer(
    scene: _Scene,
    question: Question,
    asked: Mapping[str, int],
    taken: Sequence[Taken],
    preferences: tuple[Preference, ...],
) -> Offered:
    held = dict(scene.setting.person.held)
    steps = []
    for one in sorted(taken, key=lambda step: step.starts_on):
        steps.append(_build_step(scene, one, held, asked))
        for skill, level in one.offer.teaches.items():
            held[skill] = max(held.get(skill, 0), level)
    left = {skill: level for skill, level in asked.items() if held.get(skill, 0) < level}
    before = scene.setting.person.held
    opened = tuple(
        one.reference
        for one in scene.openings
        if measure_held(list_asked(one), held) >= NEAR
        and measure_held(list_asked(one), held) > measure_held(list_asked(one), before)
    )
    combined = judge_combinations(scene.candidate, _find_occupation(scene, question), steps)
    path = Path(
        question.target,
        preferences[0] if preferences else question.preference,
        tuple(steps),
        scene.today,
        name_skills(left, scene.knowledge.labels),
        opened,
        list_combinations(scene.candidate, combined),
    )
    payers = tuple(list_payers(scene.candidate, step) for step in steps)
    return Offered(path, preferences, payers, combined)


def _find_occupation(scene: _Scene, question: Question) -> str | None:
    """Find the occupation a target is, or is in."""
    if question.target.kind == "occupation":
        return question.target.key
    named = (one.occupation for one in scene.openings if one.reference == question.target.key)
    return next(named, None)


def _foretell(
    session: Session, scene: _Scene, offered: Sequence[Offered], memory: Memory
) -> tuple[Offered, ...]:
    """Add what is foretold of each path that has a course."""
    paths = [one.path for one in offered if one.path.steps]
    told = foretell_paths(session, scene.candidate, paths, memory=memory, today=scene.today)
    by_path = {id(one.path): one for one in told}
    return tuple(replace(one, told=by_path.get(id(one.path))) for one in offered)


def _build_step(
    scene: _Scene, taken: Taken, held: Mapping[str, int], asked: Mapping[str, int]
) -> PathStep:
    offer, labels = taken.offer, scene.knowledge.labels
    course = scene.setting.stock.courses.get(offer.course)
    closes = {
        skill: min(level, asked.get(skill, level))
        for skill, level in offer.teaches.items()
        if (not asked or skill in asked) and min(level, asked.get(skill, 5)) > held.get(skill, 0)
    }
    known = scene.setting.person.minutes.get(offer.postcode)
    return PathStep(
        offer.course,
        course.kind if course else "rkv",
        course.title_da if course else "Realkompetencevurdering (RKV)",
        course.title_en if course else "Assessment of prior learning (RKV)",
        course.provider if course else _find_provider(scene, offer),
        offer.postcode,
        taken.starts_on,
        taken.ends_on,
        offer.days,
        Decimal(offer.price),
        known,
        offer.hours_a_day,
        name_skills(_without_tokens(offer.teaches.items()), labels),
        name_skills(_without_tokens(offer.requires.items()), labels),
        name_skills(_without_tokens(closes.items()), labels),
        course.days if course else None,
        dict(offer.languages),
    )


def _find_provider(scene: _Scene, offer: Offer) -> str:
    from_school: Iterable[Course] = scene.setting.stock.courses.values()
    names = (one.provider for one in from_school if offer.code.endswith(one.postcode))
    matching = (name for name in names if _fold(name) in offer.code)
    return next(matching, "")


def _fold(name: str) -> str:
    return "".join(sign if sign.isalnum() else "-" for sign in name.casefold())


def _without_tokens(levels: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Leave out what only ties a shortened course to its assessment."""
    return [(skill, level) for skill, level in levels if not skill.startswith("rkv-")]
