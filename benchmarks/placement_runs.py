"""One run of one way to place students, in a process of its own.

Called with NAME STUDENTS PROGRAMMES LEAST. Prints its seconds, those of the processor, its peak
memory and what it found: for stable seats a number that only the same seats give, for the best
total the sum of the benefits.
"""

import json
import resource
import sys
import threading
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from hashlib import sha256
from time import perf_counter, process_time

import numpy as np

from matcher.planning.placement import (
    BestTotal,
    Problem,
    Room,
    find_additions,
    give_best_total,
    give_stably,
)

WISHES = 10
SEED = 165
DEEPEST = 10_000_000
STACK = 2**30


def make_round(students: int, programmes: int, least: int) -> Problem:
    """Make a round: some programmes are wished more, hosts rank some, seats are just enough."""
    random = np.random.default_rng(SEED)
    odds = 1 / np.arange(1, programmes + 1) ** 0.6
    cumulated = (odds / odds.sum()).cumsum()
    names = [f"S{i:06}" for i in range(students)]
    codes = [f"P{i:05}" for i in range(programmes)]
    wishes = {}
    for name in names:
        drawn = np.searchsorted(cumulated, random.random(4 * WISHES)).clip(0, programmes - 1)
        wishes[name] = tuple(codes[i] for i in dict.fromkeys(drawn.tolist()))[:WISHES]
    mean = 1.1 * students / programmes
    rooms = {}
    for code in codes:
        most = max(1, int(random.integers(round(mean / 2), round(1.5 * mean) + 1)))
        rooms[code] = Room(min(most, int(random.integers(1, least + 1))), most)
    pairs = [(name, code) for name, wished in wishes.items() for code in wished]
    benefits = dict(zip(pairs, (random.integers(0, 1001, len(pairs)) / 1000).tolist(), strict=True))
    merits = dict(zip(pairs, random.integers(0, 4, len(pairs)).tolist(), strict=True))
    return Problem(wishes, rooms, seed=SEED, benefits=benefits, merits=merits)


def sum_up(problem: Problem, pairs: list[tuple[str, str]]) -> float:
    """Sum the benefits of pairs."""
    return sum(problem.benefits[pair] for pair in pairs)


def digest(pairs: list[tuple[str, str]]) -> float:
    """Give a number that only the same pairs give."""
    text = json.dumps(sorted(pairs)).encode()
    return int.from_bytes(sha256(text).digest()[:4], "big")


def list_pairs(seats: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    """List who has what."""
    return [(student, one) for student, held in seats.items() for one in held]


def run_ours_stable(problem: Problem) -> float:
    """Give seats stably."""
    return digest(list_pairs(dict(give_stably(problem).seats)))


def run_matching_stable(problem: Problem) -> float:
    """Give seats by the hospitals and residents of ``matching``."""
    from matching.games import HospitalResident

    asked = defaultdict(list)
    for student, wished in problem.wishes.items():
        for one in wished:
            asked[one].append(student)
    game = HospitalResident.create_from_dictionaries(
        {student: list(wished) for student, wished in problem.wishes.items()},
        {
            one: sorted(who, key=lambda each, one=one: problem.priority(each, one))
            for one, who in asked.items()
        },
        {one: problem.rooms[one].most for one in asked},
    )
    found = game.solve(optimal="resident")
    return digest([(s.name, one.name) for one, inside in found.items() for s in inside])


def run_ours_best(problem: Problem) -> float:
    """Give seats for the best total."""
    found = give_best_total(problem)
    if found.short_of:
        print(f"not proven: short of the best by {found.short_of} at most", file=sys.stderr)
        sys.exit(1)
    return sum_up(problem, list_pairs(dict(found.seats)))


def run_ours_additions(problem: Problem) -> float:
    """Find the three seats to go out and find, and sum what they gain."""
    return sum(one.gain for one in find_additions(problem, 3).seats)


def run_ortools_flow(problem: Problem) -> float:
    """Give seats by OR-tools' flow of least cost."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    flow = SimpleMinCostFlow()
    size, codes = len(problem.wishes), {one: i for i, one in enumerate(problem.rooms)}
    sink = size + len(codes)
    pairs = list(problem.benefits)
    number = {student: i for i, student in enumerate(problem.wishes)}
    arcs = flow.add_arcs_with_capacity_and_unit_cost(
        np.array([number[student] for student, _ in pairs]),
        np.array([size + codes[one] for _, one in pairs]),
        np.ones(len(pairs), np.int64),
        np.array([-round(1000 * problem.benefits[pair]) for pair in pairs]),
    )
    ones = np.arange(size)
    flow.add_arcs_with_capacity_and_unit_cost(ones, np.full(size, sink), ones * 0 + 1, ones * 0)
    most = np.array([room.most for room in problem.rooms.values()])
    places = size + np.arange(len(codes))
    flow.add_arcs_with_capacity_and_unit_cost(places, np.full(len(codes), sink), most, most * 0)
    flow.set_nodes_supplies(ones, ones * 0 + 1)
    flow.set_node_supply(sink, -size)
    if flow.solve() != flow.OPTIMAL:
        raise RuntimeError("no optimum")
    taken = flow.flows(arcs)
    return sum_up(problem, [pair for pair, given in zip(pairs, taken, strict=True) if given])


def run_highs_linear(problem: Problem) -> float:
    """Give seats by SciPy's linear programme (HiGHS)."""
    from scipy.optimize import linprog
    from scipy.sparse import coo_array

    pairs = list(problem.benefits)
    number = {student: i for i, student in enumerate(problem.wishes)}
    codes = {one: len(number) + i for i, one in enumerate(problem.rooms)}
    rows = [number[student] for student, _ in pairs] + [codes[one] for _, one in pairs]
    columns = [*range(len(pairs)), *range(len(pairs))]
    matrix = coo_array((np.ones(len(rows)), (rows, columns))).tocsr()
    limits = [1] * len(number) + [room.most for room in problem.rooms.values()]
    limits = limits[: matrix.shape[0]]
    cost = [-problem.benefits[pair] for pair in pairs]
    return -float(linprog(cost, A_ub=matrix, b_ub=limits, bounds=(0, 1)).fun)


def run_ortools_cp_sat(problem: Problem) -> float:
    """Give seats, with the seats needed to open, by OR-tools' CP-SAT."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    given = {pair: model.new_bool_var("") for pair in problem.benefits}
    inside = defaultdict(list)
    for (student, one), variable in given.items():
        inside[one].append(variable)
        inside[student].append(variable)
    for student in problem.wishes:
        model.add_at_most_one(inside[student])
    for one, room in problem.rooms.items():
        opens = model.new_bool_var("")
        model.add(sum(inside[one]) <= room.most * opens)
        model.add(sum(inside[one]) >= room.least * opens)
    worth = {pair: round(1000 * problem.benefits[pair]) for pair in given}
    model.maximize(sum(worth[pair] * variable for pair, variable in given.items()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    if solver.solve(model) != cp_model.OPTIMAL:
        raise RuntimeError("no proof")
    return solver.objective_value / 1000


RUNS: dict[str, tuple[str, Callable[[Problem], float]]] = {
    "ours_stable": ("ours", run_ours_stable),
    "matching_stable": ("matching (PyPI)", run_matching_stable),
    "ours_best": ("ours", run_ours_best),
    "ours_additions": ("ours", run_ours_additions),
    "ortools_flow": ("OR-tools, flow of least cost", run_ortools_flow),
    "highs_linear": ("SciPy HiGHS, linear programme", run_highs_linear),
    "ortools_cp_sat": ("OR-tools CP-SAT", run_ortools_cp_sat),
}


def run_deep(call: Callable[[], float]) -> float:
    """Run with all the stack a way may want: ``matching`` copies its players one inside another."""
    sys.setrecursionlimit(DEEPEST)
    threading.stack_size(STACK)
    with ThreadPoolExecutor(1) as alone:
        return alone.submit(call).result()


def main(name: str, students: int, programmes: int, least: int) -> None:
    """Run one way on one round, and print what it took."""
    # loading compiled code is no part of a round
    BestTotal(make_round(20, 5, 2)).network.price_seats()
    problem = make_round(students, programmes, least)
    start, worked = perf_counter(), process_time()
    value = run_deep(partial(RUNS[name][1], problem))
    seconds, cpu = perf_counter() - start, process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "cpu": cpu, "megabytes": peak, "value": value}))


if __name__ == "__main__":
    main(sys.argv[1], *(int(one) for one in sys.argv[2:5]))
