"""What would be otherwise in a round is told, and nothing is changed."""

from dataclasses import replace

import pytest

from matcher.campus import Mechanism, RulingKind, Track
from matcher.errors import InvalidInput, NotAllowed, NotFound
from matcher.services.placing import (
    GroupMeasures,
    Supposition,
    compare_groups,
    compare_rounds,
    explain_student,
    find_seats_to_find,
    price_wishes,
    propose_seats,
    read_field,
    rule_on_pair,
    set_up_round,
    state_wishes,
    suppose,
    suppose_locked,
)
from matcher.store import rounds
from tests.services.placing.conftest import CAMILLA, KIRSTEN, NOW

BY = {"viewer": CAMILLA, "now": NOW}
WISHES = {"S-1": ["P-1"], "S-2": ["P-1"], "S-3": ["P-1", "P-3"], "S-4": ["P-2"]}


@pytest.fixture
def wished(campus, wishing):
    for student, wishes in WISHES.items():
        wishing = state_wishes(campus, wishing.code, student, wishes, seen=wishing.version, **BY)
    return wishing


@pytest.fixture(params=list(Mechanism))
def mechanism(request, campus, wished):
    """Give the round, to be solved by one mechanism or the other."""
    return set_up_round(
        campus,
        wished.code,
        mechanism=request.param,
        wishes_until=None,
        quotas={Track.BOGLIG: 0.5},
        seen=wished.version,
        **BY,
    )


def test_a_seat_more_serves_one_more_and_changes_nothing(campus, mechanism, by):
    before = rounds.get_round(campus, mechanism.code)
    _, found = suppose(campus, mechanism.code, Supposition({"P-1": 1}), **by)
    assert found.after.seats == found.before.seats + 1
    assert any("P-1" in mover.after for mover in found.movers)
    assert rounds.get_round(campus, mechanism.code) == before


def test_a_programme_dropped_leaves_its_student_without(campus, mechanism, by):
    _, found = suppose(campus, mechanism.code, Supposition(dropped=frozenset({"P-2"})), **by)
    assert [(one.student, one.after, one.gains) for one in found.movers] == [("S-4", (), False)]
    assert found.closes == ("P-2",)


def test_a_travel_limit_of_a_minute_leaves_nobody_with_a_seat(campus, mechanism, by):
    _, found = suppose(campus, mechanism.code, Supposition(travel_minutes=1), **by)
    assert found.after.any < found.before.any


def test_the_seats_to_find_are_those_that_others_wait_for(campus, mechanism, by):
    _, found = find_seats_to_find(campus, mechanism.code, count=1, **by)
    assert [one.programme for one in found.seats] == ["P-1"]
    assert found.exact


@pytest.mark.parametrize(
    ("supposed", "error"),
    [
        (Supposition(), InvalidInput),
        (Supposition({"P-1": 101}), InvalidInput),
        (Supposition(travel_minutes=0), InvalidInput),
        (Supposition({"P-9": 1}), NotFound),
    ],
)
def test_what_cannot_be_supposed_is_refused(campus, wished, supposed, error, by):
    with pytest.raises(error):
        suppose(campus, wished.code, supposed, **by)


def test_only_coordinators_ask(campus, wished, by):
    with pytest.raises(NotAllowed):
        find_seats_to_find(campus, wished.code, **by | {"viewer": KIRSTEN})


def test_a_quota_and_a_lock_that_cannot_be_kept_are_told_with_why(campus, mechanism, by):
    found = mechanism
    for student in ("S-1", "S-2"):
        found = rule_on_pair(
            campus,
            found.code,
            RulingKind.LOCK,
            student=student,
            programme="P-1",
            reason="",
            seen=found.version,
            **by,
        )
    proposed = propose_seats(campus, found.code, seen=found.version, **by)
    told = [one["en"] for one in proposed.events[-1].detail["unkept"]]
    assert len(told) == 2
    assert "in P-1 cannot be kept: all 1 seats are locked to others" in told[0]
    assert told[1].startswith("The academic track has 0 seats; its share asks")


def test_in_the_best_total_a_seat_that_went_to_another_is_not_put_down_to_the_lottery(
    campus, wished, by
):
    found = set_up_round(
        campus,
        wished.code,
        mechanism=Mechanism.BEST_TOTAL,
        wishes_until=None,
        quotas={},
        seen=wished.version,
        **BY,
    )
    found = propose_seats(campus, found.code, seen=found.version, **by)
    without = next(one for one in ("S-1", "S-2") if not found.seats_of(one))
    (reason,) = explain_student(read_field(campus, found, memory=by["memory"]), without)
    assert [one.code for one in reason.why] == ["total"]


def test_the_price_of_a_wish_is_what_the_total_loses_when_it_is_locked(campus, wished, by):
    # given a round for the best total
    chosen = set_up_round(
        campus,
        wished.code,
        mechanism=Mechanism.BEST_TOTAL,
        wishes_until=None,
        quotas={},
        seen=wished.version,
        **BY,
    )
    field = read_field(campus, chosen, memory=by["memory"])
    prices = {student: price_wishes(field, student) for student in field.students}
    # then each wish costs what giving it and all else anew would lose
    for student, priced in prices.items():
        for programme, price in priced.items():
            found = suppose_locked(field, student, programme)
            assert price == pytest.approx(found.before.benefit - found.after.benefit, abs=2e-3)
    assert any(price > 0 for priced in prices.values() for price in priced.values())


def test_a_stable_round_weighs_no_wish_by_benefit(campus, wished, by):
    field = read_field(campus, wished, memory=by["memory"])
    assert price_wishes(field, "S-1") == {}


def test_two_rounds_differ_for_a_group_only_where_chance_cannot_explain_it(campus, wished, by):
    # given a school of which fewer had their first wish met, and one too small to tell
    (one,) = compare_rounds(campus, [wished.code], **by)

    def give(first, small):
        groups = (
            GroupMeasures("school", "A", 40, first, 0.5, 0.5, 0.0),
            GroupMeasures("school", "B", 4, small, 0.5, 0.5, 0.0),
        )
        return replace(one, groups={"school": groups})

    (found,) = compare_groups(give(0.75, 1.0), give(0.5, 0.0))["school"]
    assert found.group.label == "A"
    assert found.first.low > 0
    assert found.any.low < 0 < found.any.high
