"""Paths are the best there are, and where there is none, what is said to be in the way is."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations, product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matcher.pathways import Preference
from matcher.planning.paths import (
    Catalogue,
    Goal,
    Limit,
    Limits,
    Offer,
    Person,
    Search,
    Slot,
    Weights,
    count_last_day,
    find_hindrances,
    list_reachable,
    search,
)
from matcher.planning.paths.pruning import prune
from matcher.planning.paths.seeking import AIMS
from matcher.planning.paths.solving import Programme

READY = date(2026, 3, 2)
MONDAY = READY.toordinal()
SOMEONE = Person({}, {"da": 3}, {"2620": 10.0, "2650": 20.0, "4000": 45.0}, READY)
WEIGHTS = Weights(dkk_a_position=300)


def offer(code, teaches, requires=None, *, at=(0,), days=5, price=0, postcode="2620", **more):
    slots = tuple(Slot(MONDAY + week * 7, MONDAY + week * 7 + days - 1) for week in at)
    course = more.pop("course", code)
    return Offer(code, course, teaches, requires or {}, slots, days, price, postcode, **more)


def find(offers, needs, limits=None, **asked):
    goals = needs if isinstance(needs, list) else [Goal("", needs)]
    asked = Search(**{"count": 1, "others": False, "weights": WEIGHTS, **asked})
    return search(Catalogue(offers), goals, SOMEONE, limits or Limits(), asked=asked)


def hinder(offers, needs, limits=None):
    return find_hindrances(Catalogue(offers), [Goal("", needs)], SOMEONE, limits or Limits())


def codes(found):
    return [[step.offer.code for step in one.steps] for one in found]


TRUCK = offer("truck", {"truck": 3}, {"dansk": 2}, at=(0, 6), price=1000)
DANSK = offer("dansk", {"dansk": 2}, at=(0, 1), days=7)


def test_a_course_is_taken_after_the_course_that_teaches_what_it_requires():
    (path,) = find([TRUCK, DANSK], {"truck": 3})
    assert [step.offer.code for step in path.steps] == ["dansk", "truck"]
    assert path.steps[1].starts_on == READY + timedelta(weeks=6)


def test_what_is_held_already_needs_no_course():
    someone = replace(SOMEONE, held={"dansk": 2})
    asked = Search(count=1, others=False)
    (path,) = search(
        Catalogue([TRUCK, DANSK]), [Goal("", {"truck": 3})], someone, Limits(), asked=asked
    )
    assert [step.starts_on for step in path.steps] == [READY]


def test_two_courses_never_share_a_day():
    offers = [offer("a", {"x": 1}, at=(0, 2)), offer("b", {"y": 1}, at=(0,))]
    (path,) = find(offers, {"x": 1, "y": 1})
    assert [(step.offer.code, step.starts_on) for step in path.steps] == [
        ("b", READY),
        ("a", READY + timedelta(weeks=2)),
    ]


def test_the_next_best_path_does_not_contain_the_best():
    offers = [offer("a", {"x": 1}, price=1), offer("b", {"x": 1}, price=5)]
    assert codes(find(offers, {"x": 1}, count=3)) == [["a"], ["b"]]


def test_each_preference_has_its_own_best():
    offers = [
        offer("soon", {"x": 1}, price=9000, postcode="4000"),
        offer("free", {"x": 1}, at=(20,), postcode="4000"),
        offer("near", {"x": 1}, at=(10,), price=9000),
    ]
    found = find(offers, {"x": 1}, others=True, preference=Preference.FASTEST)
    best = {preference: one for one in found for preference in one.preferences}
    assert {str(name): codes([one]) for name, one in best.items()} == {
        "fastest": [["soon"]],
        "balanced": [["soon"]],
        "cheapest": [["free"]],
        "nearest": [["near"]],
    }


def test_of_a_course_one_variant_is_taken():
    whole = offer("euv", {"x": 3}, days=60)
    short = offer("euv/rkv", {"x": 3}, {"rkv": 1}, at=(1,), days=20, course="euv")
    rkv = offer("rkv", {"rkv": 1}, days=2)
    assert codes(find([whole, short, rkv], {"x": 3}, count=5)) == [["rkv", "euv/rkv"], ["euv"]]


def test_a_share_of_the_levels_is_enough_where_a_share_is_asked():
    offers = [offer("a", {"x": 2}, price=5000), offer("b", {"y": 2}, at=(1,))]
    assert codes(find(offers, [Goal("", {"x": 2, "y": 2}, units=2)])) == [["b"]]
    assert codes(find(offers, [Goal("", {"x": 2, "y": 2}, units=3)])) == [["a", "b"]]


def test_of_many_openings_those_worth_the_way_are_reached():
    offers = [offer("a", {"x": 1}, price=900), offer("b", {"y": 1}, at=(1,), price=90_000)]
    goals = [Goal("o1", {"x": 1}, 1000), Goal("o2", {"x": 1, "y": 1}, 1000)]
    (path,) = find(offers, goals)
    assert (codes([path]), [goal.key for goal in path.goals]) == ([["a"]], ["o1"])


def test_what_no_course_teaches_is_named_with_how_far_courses_go():
    found = hinder([offer("a", {"x": 2}), offer("b", {"y": 1}, {"z": 1})], {"x": 3, "y": 1})
    assert [(one.kind, one.skill, one.level, one.best) for one in found] == [
        ("untaught", "x", 3, 2),
        ("untaught", "y", 1, 0),
    ]


def test_courses_are_counted_as_far_as_they_go():
    offers = [offer("a", {"x": 2}), offer("b", {"y": 1}, {"z": 1})]
    assert list_reachable(Catalogue(offers), {"x": 3, "y": 1}, SOMEONE) == {"x": 2}


@pytest.mark.parametrize(
    ("limits", "limit", "least"),
    [
        (Limits(latest=READY + timedelta(days=30)), Limit.LATEST, READY + timedelta(days=46)),
        (Limits(budget=999), Limit.BUDGET, 1000),
        (Limits(travel=5), Limit.TRAVEL, 10.0),
        (Limits(hours=Decimal(5)), Limit.HOURS, Decimal("7.4")),
    ],
)
def test_a_limit_that_binds_is_named_with_what_would_do(limits, limit, least):
    assert find([TRUCK, DANSK], {"truck": 3}, limits) == ()
    (told,) = hinder([TRUCK, DANSK], {"truck": 3}, limits)
    assert (told.kind, told.least) == (limit, least)


def test_limits_that_cannot_be_kept_together_are_both_named():
    offers = [offer("soon", {"x": 1}, price=9000), offer("free", {"x": 1}, at=(20,))]
    limits = Limits(latest=READY + timedelta(days=20), budget=100, travel=60)
    told = hinder(offers, {"x": 1}, limits)
    assert {one.kind: one.least for one in told} == {
        Limit.LATEST: READY + timedelta(weeks=20, days=4),
        Limit.BUDGET: 9000,
    }


def test_a_full_course_and_a_language_are_in_the_way_by_name():
    full = replace(TRUCK, requires={}, slots=(Slot(MONDAY, MONDAY + 4, None, True),))
    assert [one.kind for one in hinder([full], {"truck": 3})] == [Limit.SEATS]
    late = replace(full, slots=(Slot(MONDAY, MONDAY + 4, MONDAY - 1),))
    assert [one.kind for one in hinder([late], {"truck": 3})] == [Limit.SEATS]
    spoken = offer("a", {"x": 1}, languages={"da": 4})
    assert [one.kind for one in hinder([spoken], {"x": 1})] == [Limit.LANGUAGE]


def test_starts_that_cannot_follow_each_other_are_told_as_the_calendar():
    assert [one.kind for one in hinder([TRUCK, replace(DANSK, slots=())], {"truck": 3})] == [
        "calendar"
    ]


def test_a_part_time_course_ends_by_its_own_weekdays():
    assert count_last_day(READY, 6, "024") - MONDAY == 11
    assert count_last_day(READY + timedelta(days=1), 2, "02") - MONDAY == 7


LEVELS = st.dictionaries(st.sampled_from("xyz"), st.integers(1, 2), max_size=2)
SOME_LEVELS = st.dictionaries(st.sampled_from("xyz"), st.integers(1, 2), min_size=1, max_size=2)


@st.composite
def instances(draw):
    """Draw up to five courses with a few starts, a goal or two, and limits that may bind."""
    offers = []
    for number in range(draw(st.integers(1, 5))):
        days = draw(st.sampled_from((3, 5, 12)))
        at = draw(st.lists(st.integers(0, 4), min_size=1, max_size=2, unique=True))
        teaches = draw(SOME_LEVELS)
        requires = {s: level for s, level in draw(LEVELS).items() if level > teaches.get(s, 0)}
        # prices that add up to different sums, so that few paths weigh the same
        price = draw(st.integers(0, 40)) * 101 + 7**number
        postcode = draw(st.sampled_from(tuple(SOMEONE.minutes)))
        offers.append(
            offer(f"c{number}", teaches, requires, at=at, days=days, price=price, postcode=postcode)
        )
    needs = [draw(SOME_LEVELS) for _ in range(draw(st.integers(1, 2)))]
    goals = [Goal(f"g{i}", one, 300 * i) for i, one in enumerate(needs)]
    if len(goals) == 1 and draw(st.booleans()):
        goals = [replace(goals[0], units=draw(st.integers(1, sum(needs[0].values()))))]
    latest = draw(st.none() | st.integers(5, 45))
    limits = Limits(
        latest=None if latest is None else READY + timedelta(days=latest),
        budget=draw(st.none() | st.integers(0, 9000)),
        travel=draw(st.none() | st.sampled_from((15.0, 30.0))),
    )
    return offers, goals, limits


def is_reached(goal, levels):
    if goal.units is None:
        return all(levels.get(skill, 0) >= level for skill, level in goal.needs.items())
    reached = sum(min(levels.get(skill, 0), level) for skill, level in goal.needs.items())
    return reached >= goal.units


def follow(taken):
    """Give the levels after courses taken by date, or None where the calendar forbids it."""
    taken = sorted(taken, key=lambda one: one[1].first)
    levels, until = {}, 0
    for one, slot in taken:
        if slot.first <= until:
            return None
        if any(levels.get(skill, 0) < level for skill, level in one.requires.items()):
            return None
        until = slot.last
        for skill, level in one.teaches.items():
            levels[skill] = max(levels.get(skill, 0), level)
    return levels


def weigh(taken, goals, levels, limits, preference):
    """Weigh a path by the words of the specification, in 3600ths of a krone."""
    price = sum(one.price for one, _ in taken)
    if limits.budget is not None and price > limits.budget:
        return None
    reached = [goal for goal in goals if is_reached(goal, levels)]
    if not reached:
        return None
    waited = max((slot.last - MONDAY for _, slot in taken), default=0)
    travel = sum(round(120 * SOMEONE.minutes[one.postcode] * one.days) for one, _ in taken)
    worth = sum(goal.worth for goal in reached) if len(goals) > 1 else 0
    whole = 3600 * (500 * waited + price + 100 * len(taken) - worth) + 100 * travel
    first = {"fastest": (waited,), "cheapest": (price,), "nearest": (travel,), "balanced": ()}
    return (*first[preference], whole)


def list_by_force(offers, goals, limits, preference):
    """List each set of courses with its best schedule's weight, the best first."""
    best = {}
    for size in range(1, len(offers) + 1):
        for chosen in combinations(offers, size):
            choices = [limits.list_slots(one, SOMEONE) for one in chosen]
            if not all(limits.admit(one, SOMEONE) for one in chosen):
                continue
            for slots in product(*choices):
                taken = list(zip(chosen, slots, strict=True))
                levels = follow(taken)
                cost = levels and weigh(taken, goals, levels, limits, preference)
                key = frozenset(one.code for one in chosen)
                if cost and (key not in best or cost < best[key]):
                    best[key] = cost
    return sorted(best.items(), key=lambda one: one[1])


def choose_by_force(ranked, count):
    chosen = []
    for key, cost in ranked:
        if len(chosen) < count and not any(key >= before for before, _ in chosen):
            chosen.append((key, cost))
    return chosen


@given(instances(), st.sampled_from(list(Preference)), st.integers(1, 3))
@settings(max_examples=150)
def test_the_paths_are_those_that_trying_everything_finds(instance, preference, count):
    offers, goals, limits = instance
    ranked = list_by_force(offers, goals, limits, preference)
    costs = [cost for _, cost in ranked]
    assume(len(set(costs)) == len(costs))
    found = find(offers, goals, limits, preference=preference, count=count)
    expected = choose_by_force(ranked, count)
    assert [(one.codes, one.cost) for one in found] == expected


@given(instances(), st.sampled_from(list(Preference)), st.integers(1, 3))
@settings(max_examples=100)
def test_pruning_loses_no_path_that_would_be_shown(instance, preference, count):
    offers, goals, limits = instance
    whole = prune(Catalogue(offers), goals, SOMEONE, limits, keep=0)
    programme = Programme(whole, SOMEONE, limits, WEIGHTS)
    expected, before = [], []
    while len(expected) < count:
        first, *rest = AIMS[preference]
        best = programme.solve(first, beside=before)
        if best and rest:
            caps = {first: best.costs[first]}
            best = programme.solve(*rest, beside=before, caps=caps)
        if best is None:
            break
        expected.append(tuple(best.costs[aim] for aim in AIMS[preference]))
        before.append(best.codes)
    found = find(offers, goals, limits, preference=preference, count=count)
    ranked = list_by_force(offers, goals, limits, preference)
    assume(len({cost for _, cost in ranked}) == len(ranked))
    assert [one.cost for one in found] == expected


@given(instances())
@settings(max_examples=100)
def test_there_is_a_path_or_an_irreducible_reason(instance):
    offers, goals, limits = instance
    catalogue = Catalogue(offers)
    by_force = list_by_force(offers, goals, limits, "balanced")
    if by_force:
        return
    told = find_hindrances(catalogue, goals, SOMEONE, limits)
    assert told
    bound = {Limit(one.kind) for one in told if one.kind in set(Limit)}
    if not bound:
        assert not list_by_force(offers, goals, Limits(lifted=frozenset(Limit)), "balanced")
        return
    alone = replace(limits, lifted=frozenset(Limit) - bound)
    assert not list_by_force(offers, goals, unset(alone), "balanced")
    for limit in bound:
        rest = replace(limits, lifted=frozenset(Limit) - (bound - {limit}))
        assert list_by_force(offers, goals, unset(rest), "balanced")


def unset(limits):
    """Take a lifted budget away, which trying everything reads directly."""
    return replace(limits, budget=None) if Limit.BUDGET in limits.lifted else limits
