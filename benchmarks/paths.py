"""How fast and how surely paths are found among 10,000 courses, beside two plain peers.

Told is processor time of one process, which other programmes on the machine do not move. The peers
get the closure, all that could be in a path at all: of every course there is, neither could so much
as be stated in the time that is given.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from time import process_time

import numpy as np
from ortools.sat.python import cp_model

from data_schemas.catalogue import read_catalogue
from matcher.errors import Conflict
from matcher.planning.paths import (
    BALANCED,
    Catalogue,
    Found,
    Goal,
    Limits,
    Offer,
    Person,
    Search,
    Slot,
    count_last_day,
    list_reachable,
    search,
)
from matcher.planning.paths.pruning import Option, Pruned, list_bits, prune
from matcher.planning.paths.solving import Aim, Programme

COURSES, PEOPLE, PEERS = 10_000, 25, 8
PATIENCE = 20.0
"""Seconds a peer may take."""
TODAY = date(2026, 3, 2)
POSTCODES = {f"{2600 + i}": float(minutes) for i, minutes in enumerate(range(5, 95, 3))}
ONE = Search(count=1, others=False)
LIMITS = Limits(
    latest=TODAY + timedelta(days=1095), budget=120_000, travel=75.0, hours=Decimal("7.4")
)


@dataclass(frozen=True)
class Case:
    """One person before one target."""

    person: Person
    goal: Goal


def measure_paths() -> None:
    """Print the time of whole searches, and of the one best path by each way of solving."""
    catalogue = make_catalogue(COURSES, seed=165)
    cases = make_cases(catalogue, PEOPLE, seed=165)
    starts = sum(len(one.slots) for one in catalogue.offers)
    print(f"paths among {COURSES:,} courses with {starts:,} starts, one process")
    _measure_whole(catalogue, cases)
    feasible = [c for c in cases if _time(lambda case=c: _search(catalogue, case, ONE))[1]]
    _measure_peers(catalogue, feasible[:PEERS])


def _measure_whole(catalogue: Catalogue, cases: Sequence[Case]) -> None:
    for words, asked in (
        ("the one best", ONE),
        ("the 3 best", Search(count=3, others=False)),
        ("the one best, fastest, cheapest and nearest", Search(count=1)),
    ):
        timed = [
            _time(lambda case=case, asked=asked: _search(catalogue, case, asked)) for case in cases
        ]
        times = [took for took, _ in timed]
        late = sum(paths is None for _, paths in timed)
        print(
            f"  {words}, {len(cases)} people: median {np.median(times):.2f} s, "
            f"90% {np.quantile(times, 0.9):.2f} s, most {max(times):.2f} s; "
            f"{sum(bool(paths) for _, paths in timed)} have a path, {late} took too long",
            flush=True,
        )


def _search(catalogue: Catalogue, case: Case, asked: Search) -> tuple[Found, ...]:
    return search(catalogue, [case.goal], case.person, LIMITS, asked=asked)


def _measure_peers(catalogue: Catalogue, cases: Sequence[Case]) -> None:
    ways: dict[str, Callable[[Case], int | None]] = {
        "pruned MILP (ours)": lambda case: _cost(_search(catalogue, case, ONE)),
        "MILP, not pruned": lambda case: _solve(case, _close(catalogue, case)),
        "CP-SAT, not pruned": lambda case: solve_cp(case, _close(catalogue, case)),
    }
    print(f"  the one best path, {len(cases)} people")
    costs: dict[str, list[int | None]] = {}
    base = 0.0
    for name, way in ways.items():
        timed = [_time(lambda case=case, way=way: way(case)) for case in cases]
        median = float(np.median([took for took, _ in timed]))
        base = base or median
        costs[name] = [cost for _, cost in timed]
        pairs = zip(costs[name], costs["pruned MILP (ours)"], strict=True)
        told = [(cost, ours) for cost, ours in pairs if cost is not None]
        print(
            f"    {name:20} median {median:6.2f} s ({median / base:5.1f} times), most "
            f"{max(took for took, _ in timed):6.2f} s; {len(told)} of {len(cases)} proven, "
            f"{sum(cost == ours for cost, ours in told)} of these cost the same as ours",
            flush=True,
        )
    sizes = [prune(catalogue, [c.goal], c.person, LIMITS, keep=1) for c in cases]
    closed = [_close(catalogue, c) for c in cases]
    print(
        f"    options left, mean: {np.mean([len(p.options) for p in closed]):,.0f} by closure, "
        f"{np.mean([len(p.options) for p in sizes]):,.0f} after dominance"
    )


def _cost(paths: Sequence[Found]) -> int | None:
    return paths[0].cost[0] if paths else None


def _solve(case: Case, pruned: Pruned) -> int | None:
    found = Programme(pruned, case.person, LIMITS, BALANCED).solve(Aim.WHOLE)
    return found.costs[Aim.WHOLE] if found else None


def _close(catalogue: Catalogue, case: Case) -> Pruned:
    return prune(catalogue, [case.goal], case.person, LIMITS, keep=0)


def solve_cp(case: Case, pruned: Pruned) -> int | None:
    """Solve the same by CP-SAT, stated its own way: intervals and implications."""
    model = cp_model.CpModel()
    ready, options = case.person.ready.toordinal(), pruned.options
    taken = [model.new_bool_var("") for _ in options]
    _state_calendar(model, options, taken, ready)
    _state_teaching(model, pruned, taken)
    last = model.new_int_var(0, 4000, "")
    for one, variable in zip(options, taken, strict=True):
        model.add(last >= one.last - ready).only_enforce_if(variable)
    if LIMITS.budget is not None:
        prices = [one.price for one in options]
        model.add(cp_model.LinearExpr.weighted_sum(taken, prices) <= LIMITS.budget)
    costs = [
        3600 * (one.price + BALANCED.dkk_a_course) + BALANCED.dkk_a_travel_hour * one.travel
        for one in options
    ]
    waiting = 3600 * BALANCED.dkk_a_day_waited
    model.minimize(cp_model.LinearExpr.weighted_sum(taken, costs) + waiting * last)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = PATIENCE
    status = solver.solve(model)
    return round(solver.objective_value) if status == cp_model.OPTIMAL else None


def _state_calendar(
    model: cp_model.CpModel,
    options: Sequence[Option],
    taken: Sequence[cp_model.IntVar],
    ready: int,
) -> None:
    """State that no two courses overlap, and that each is taken once."""
    courses: dict[str, list[cp_model.IntVar]] = defaultdict(list)
    intervals = []
    for one, variable in zip(options, taken, strict=True):
        courses[one.offer.course].append(variable)
        length = one.last - one.first + 1
        intervals.append(
            model.new_optional_fixed_size_interval_var(one.first - ready, length, variable, "")
        )
    model.add_no_overlap(intervals)
    for variables in courses.values():
        model.add_at_most_one(variables)


def _state_teaching(
    model: cp_model.CpModel, pruned: Pruned, taken: Sequence[cp_model.IntVar]
) -> None:
    """State that what is missing is taught, and what a course requires before it."""
    options = pruned.options
    giving: dict[int, list[int]] = defaultdict(list)
    for i, one in enumerate(options):
        for bit in list_bits(one.gives):
            giving[bit].append(i)
    for _, bits in pruned.goals:
        for bit in list_bits(bits):
            model.add_bool_or(taken[i] for i in giving[bit])
    for i, one in enumerate(options):
        for bit in list_bits(one.needs):
            before = [taken[j] for j in giving[bit] if options[j].last < one.first]
            model.add_bool_or([taken[i].negated(), *before])


def make_catalogue(count: int, *, seed: int) -> Catalogue:
    """Make every course of the starter catalogue at some fifty schools, each with its own terms."""
    rng = np.random.default_rng(seed)
    rows = read_catalogue().courses
    places = list(POSTCODES)
    offers = []
    for number in range(count):
        row = rows[number % len(rows)]
        days = max(0.5, row.days * float(rng.choice([0.8, 1.0, 1.0, 1.0, 1.25])))
        starts = rng.choice(52, size=max(1, min(12, row.starts_per_year)), replace=False)
        firsts = [TODAY + timedelta(weeks=int(week)) for week in sorted(starts)]
        offers.append(
            Offer(
                f"{row.code}-{number}",
                f"{row.code}-{number}",
                dict(row.teaches),
                dict(row.requires),
                tuple(Slot(day.toordinal(), count_last_day(day, days, "01234")) for day in firsts),
                days,
                int(row.price_dkk * rng.choice([0.7, 0.9, 1.0, 1.0, 1.3])),
                places[int(rng.integers(len(places)))],
            )
        )
    return Catalogue(offers)


def make_cases(catalogue: Catalogue, count: int, *, seed: int) -> list[Case]:
    """Make people who know Danish and English and half of what a random occupation asks for."""
    rng = np.random.default_rng(seed + 1)
    asked: dict[str, dict[str, int]] = defaultdict(dict)
    for row in read_catalogue().occupation_skills:
        if row.relation == "essential":
            asked[row.occupation][row.skill] = row.level
    names = sorted(asked)
    cases: list[Case] = []
    while len(cases) < count:
        name = names[int(rng.integers(len(names)))]
        held = {skill: level for skill, level in asked[name].items() if rng.random() < 0.5}
        held |= {"dansk": int(rng.integers(1, 6)), "engelsk": int(rng.integers(1, 5))}
        person = Person(held, {}, dict(POSTCODES), TODAY)
        needs = list_reachable(catalogue, asked[name], person)
        if len(needs) >= 2:
            cases.append(Case(person, Goal(name, needs)))
    return cases


def _time(call: Callable[[], object]) -> tuple[float, object]:
    begun = process_time()
    try:
        value = call()
    except Conflict:
        value = None
    return process_time() - begun, value
