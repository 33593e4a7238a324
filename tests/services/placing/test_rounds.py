"""A round from its first wish to its last waiting student, and nobody overwrites anybody."""

from dataclasses import replace

import pytest

from matcher.campus import Mechanism, RoundStatus, RulingKind, Strength
from matcher.errors import Conflict, InvalidInput, NotAllowed, NotFound, Overtaken
from matcher.models.calibration import Calibration
from matcher.models.shape_table import AdditiveModel
from matcher.models.stages import Stage
from matcher.models.talent import STAGES
from matcher.services.placing import (
    Move,
    WishFate,
    choose_programmes,
    close_round,
    explain_student,
    give_up_seat,
    make_move,
    open_round,
    place_late,
    preview_move,
    propose_seats,
    publish_round,
    read_field,
    read_round,
    rule_on_pair,
    set_up_round,
    state_wishes,
    withdraw_programme,
)
from matcher.services.placing.rounding import RoundDraft
from matcher.services.placing.solving import solve
from matcher.store import audit, champions, models, programmes, students
from matcher.store.rounds import HostView, get_round, put_host_view
from matcher.vocabulary import ChampionChange, ChampionMove, ModelVersion
from tests.services.placing.conftest import (
    ALL,
    CAMILLA,
    CARL,
    HOST,
    KIRSTEN,
    NOW,
    TODAY,
    make_programme,
    make_student,
)

BY = {"viewer": CAMILLA, "now": NOW}
WISHES = {
    "S-1": ["P-1", "P-2"],
    "S-2": ["P-1", "P-2"],
    "S-3": ["P-1", "P-3"],
    "S-4": ["P-2", "P-1"],
}


@pytest.fixture
def wished(campus, wishing):
    """Give a round in which everybody has stated their wishes."""
    for student, wishes in WISHES.items():
        wishing = state_wishes(campus, wishing.code, student, wishes, seen=wishing.version, **BY)
    return wishing


@pytest.fixture
def proposed(campus, wished, by):
    return propose_seats(campus, wished.code, seen=wished.version, **by)


@pytest.fixture
def published(campus, proposed, by):
    return publish_round(campus, proposed.code, seen=proposed.version, **by)


def lots(found):
    from matcher.planning.placement import draw_lots

    return draw_lots(found.students, found.seed)


def held(found):
    return {seat.student: seat.programme for seat in found.seats}


def test_seats_are_proposed_with_lottery_seed_and_measures_in_the_history(proposed):
    assert proposed.status is RoundStatus.PROPOSAL
    assert sorted(held(proposed).values()) == ["P-1", "P-2", "P-3"] or len(proposed.seats) == 2
    event = proposed.events[-1]
    assert event.detail["seed"] == 1
    assert event.detail["blocking"] == 0


def test_the_lower_lot_gets_the_first_wish(proposed):
    rivals = {one: lots(proposed)[one] for one in ("S-1", "S-2", "S-3")}
    assert held(proposed)[min(rivals, key=rivals.get)] == "P-1"


def test_each_student_is_told_what_became_of_each_wish(campus, proposed, by):
    field = read_field(campus, proposed, memory=by["memory"])
    for student in WISHES:
        reasons = explain_student(field, student)
        assert [one.programme for one in reasons] == WISHES[student]
        given = [one.programme for one in reasons if one.fate is WishFate.GIVEN]
        assert given == [one.programme for one in proposed.seats_of(student)]
        for one in reasons:
            if one.fate is WishFate.TAKEN:
                assert "Lodtrækningen afgjorde det" in one.why[0].da


def test_what_the_host_looks_for_comes_before_the_lottery(campus, wished, by):
    programmes.add_programmes(campus, [make_programme(1, strengths=(Strength.HANDS,))])
    from matcher.campus import Observed, SeenStrength

    last = max(("S-1", "S-2", "S-3"), key=lots(wished).get)
    strong = replace(
        make_student(int(last[2:])), strengths=(SeenStrength(Strength.HANDS, Observed.PROJECT),)
    )
    students.add_students(campus, [strong])
    found = propose_seats(campus, wished.code, seen=wished.version, **by)
    assert held(found)[last] == "P-1"


def test_the_hosts_own_list_comes_before_what_it_looks_for(campus, wished, by):
    last = max(("S-1", "S-2", "S-3"), key=lots(wished).get)
    put_host_view(campus, wished.code, HostView("P-1", last, 1, False, "", "a", NOW))
    found = propose_seats(campus, wished.code, seen=wished.version, **by)
    assert held(found)[last] == "P-1"
    others = [one for one in ("S-1", "S-2", "S-3") if one != last]
    reasons = explain_student(read_field(campus, found, memory=by["memory"]), others[0])
    assert reasons[0].why[0].code == "rank"


def test_whom_the_host_declines_has_no_seat_there(campus, wished, by):
    first = min(("S-1", "S-2", "S-3"), key=lots(wished).get)
    put_host_view(campus, wished.code, HostView("P-1", first, None, True, "", "a", NOW))
    found = propose_seats(campus, wished.code, seen=wished.version, **by)
    assert held(found).get(first) != "P-1"


def test_the_best_total_is_chosen_before_anything_is_proposed(campus, wished, by):
    chosen = set_up_round(
        campus,
        wished.code,
        mechanism=Mechanism.BEST_TOTAL,
        wishes_until=None,
        quotas={},
        seen=wished.version,
        **BY,
    )
    found = propose_seats(campus, wished.code, seen=chosen.version, **by)
    assert len(found.seats) == 3
    with pytest.raises(Conflict):
        set_up_round(
            campus,
            wished.code,
            mechanism=Mechanism.STABLE,
            wishes_until=None,
            quotas={},
            seen=found.version,
            **BY,
        )


def test_a_forbidden_pair_is_never_proposed_and_its_reason_is_kept(campus, wished, by):
    first = min(("S-1", "S-2", "S-3"), key=lots(wished).get)
    ruled = rule_on_pair(
        campus,
        wished.code,
        RulingKind.FORBID,
        student=first,
        programme="P-1",
        reason="søskende på stedet",
        seen=wished.version,
        **by,
    )
    found = propose_seats(campus, wished.code, seen=ruled.version, **by)
    assert held(found).get(first) != "P-1"
    reasons = explain_student(read_field(campus, found, memory=by["memory"]), first)
    assert reasons[0].fate is WishFate.REFUSED
    assert "søskende" not in reasons[0].why[0].da


def test_forbidding_needs_a_reason(campus, wished, by):
    with pytest.raises(InvalidInput, match="reason"):
        rule_on_pair(
            campus,
            wished.code,
            RulingKind.FORBID,
            student="S-1",
            programme="P-1",
            reason=" ",
            seen=wished.version,
            **by,
        )


def test_a_lock_holds_against_the_lottery(campus, wished, by):
    last = max(("S-1", "S-2", "S-3"), key=lots(wished).get)
    ruled = rule_on_pair(
        campus,
        wished.code,
        RulingKind.LOCK,
        student=last,
        programme="P-1",
        reason="",
        seen=wished.version,
        **by,
    )
    found = propose_seats(campus, wished.code, seen=ruled.version, **by)
    assert held(found)[last] == "P-1"


def find_unplaced(found):
    return next(one for one in found.students if not found.seats_of(one))


def test_a_move_shows_its_effect_and_changes_nothing_until_it_is_made(campus, proposed, by):
    student = find_unplaced(proposed)
    effect = preview_move(campus, proposed.code, Move(student, "P-3"), **by)
    assert effect.may_be_made
    assert effect.after.unplaced == effect.before.unplaced - 1
    assert get_round(campus, proposed.code) == proposed
    made = make_move(campus, proposed.code, Move(student, "P-3"), seen=proposed.version, **by)
    assert made.status is RoundStatus.ADJUSTING
    assert held(made)[student] == "P-3"


def test_a_move_shows_who_would_then_rather_have_each_other(campus, proposed, by):
    winner = next(student for student, one in held(proposed).items() if one == "P-1")
    effect = preview_move(campus, proposed.code, Move(winner, None), **by)
    assert (winner, "P-1") in effect.new_blocking
    assert effect.after.first < effect.before.first


def test_nobody_is_added_where_all_seats_are_taken(campus, proposed, by):
    student = find_unplaced(proposed)
    effect = preview_move(campus, proposed.code, Move(student, "P-1"), **by)
    assert effect.full
    with pytest.raises(Conflict, match="taken"):
        make_move(campus, proposed.code, Move(student, "P-1"), seen=proposed.version, **by)


def test_no_coordinator_overrules_a_limit(campus, proposed, by):
    programmes.add_programmes(campus, [make_programme(3, year_min=10)])
    student = find_unplaced(proposed)
    with pytest.raises(Conflict, match="cannot be given"):
        make_move(campus, proposed.code, Move(student, "P-3"), seen=proposed.version, **by)


def test_two_coordinators_who_edit_at_once_overwrite_nothing(campus, proposed, by):
    student = find_unplaced(proposed)
    first = make_move(campus, proposed.code, Move(student, "P-3"), seen=proposed.version, **by)
    with pytest.raises(Overtaken) as raised:
        make_move(
            campus,
            proposed.code,
            Move(student, None),
            seen=proposed.version,
            **by | {"viewer": CARL},
        )
    assert (raised.value.seen, raised.value.newest) == (proposed.version, first.version)
    assert held(get_round(campus, proposed.code))[student] == "P-3"


def test_a_published_round_lines_up_who_waits(campus, published):
    waiting = published.waiting["P-1"]
    assert sorted(waiting, key=lots(published).get) == list(waiting)
    assert set(waiting) <= {"S-1", "S-2", "S-3", "S-4"} - {
        student for student, one in held(published).items() if one == "P-1"
    }


def test_a_host_that_withdraws_moves_only_its_own_students(campus, published, by):
    before = held(published)
    (displaced,) = published.students_in("P-1")
    after = withdraw_programme(
        campus, published.code, "P-1", reason="Fyringer", seen=published.version, **by
    )
    assert after.status is RoundStatus.WAITING
    for student, programme in before.items():
        if student != displaced:
            assert held(after)[student] == programme
    assert "P-1" not in held(after).values()
    assert after.events[-1].detail["displaced"] == [displaced]
    assert "P-1" not in after.waiting


def test_a_seat_given_up_goes_to_the_first_who_waits(campus, published, by):
    (winner,) = published.students_in("P-1")
    first = published.waiting["P-1"][0]
    after = give_up_seat(campus, published.code, winner, "P-1", seen=published.version, **by)
    assert held(after)[first] == "P-1"
    assert first in after.events[-1].detail["moves"]
    assert winner not in after.waiting.get("P-1", ())


def test_a_late_student_gets_what_is_free_and_moves_nobody(campus, published, by):
    students.add_students(campus, [make_student(5)])
    students.set_consents(campus, {"S-5": ALL}, today=TODAY, actor="a")
    free = {"P-1", "P-2", "P-3"} - set(held(published).values())
    after = place_late(
        campus, published.code, "S-5", ("P-1", "P-2", "P-3"), seen=published.version, **by
    )
    assert {s: p for s, p in held(after).items() if s != "S-5"} == held(published)
    assert held(after).get("S-5") == (min(free) if free else None)
    assert "S-5" in after.waiting["P-1"]
    assert "S-5" in after.late


def test_a_closed_round_can_no_longer_be_changed(campus, published, by):
    closed = close_round(campus, published.code, seen=published.version, **BY)
    with pytest.raises(Conflict, match="closed"):
        withdraw_programme(campus, closed.code, "P-1", reason="x", seen=closed.version, **by)


@pytest.mark.parametrize("viewer", [KIRSTEN, HOST])
def test_nobody_but_coordinators_sees_or_opens_rounds(campus, wished, viewer):
    with pytest.raises(NotAllowed):
        read_round(campus, wished.code, viewer=viewer, now=NOW)
    with pytest.raises(NotAllowed):
        open_round(campus, RoundDraft("x"), viewer=viewer, now=NOW)
    with pytest.raises(NotAllowed):
        choose_programmes(campus, wished.code, [], seen=1, viewer=viewer, now=NOW)


def test_every_reading_of_a_round_is_remembered(campus, wished):
    read_round(campus, wished.code, viewer=CAMILLA, now=NOW)
    (read,) = audit.list_reads(campus, noun="round", key=wished.code)
    assert (read.actor, read.why) == (CAMILLA.email, "page")


def test_a_programme_that_is_not_in_the_round_cannot_be_wished(campus, wishing):
    with pytest.raises(InvalidInput, match="P-9"):
        state_wishes(campus, wishing.code, "S-1", ["P-9"], seen=wishing.version, **BY)
    with pytest.raises(NotFound):
        state_wishes(campus, wishing.code, "S-99", ["P-1"], seen=wishing.version, **BY)


# the talent model ---------------------------------------------------------------------------------


def promote_talent(services, session, worth):
    """Register and promote a version that foretells the same of every pair."""
    stages = {
        name: Stage(AdditiveModel("1", worth, ()), (), Calibration.trust([0.0, 1.0], [False, True]))
        for name in STAGES
    }
    manifest = services.shelf.save("talent", stages, metrics={})
    version = ModelVersion("talent", "1", manifest.checksum, NOW, None, False, {})
    models.add_version(session, replace(version, signature=manifest.signature))
    change = ChampionChange("talent", "1", ChampionMove.PROMOTED, CAMILLA.email, "", NOW)
    champions.change_champion(session, change, expected="0")


def test_a_round_is_foretold_by_the_version_in_use_and_keeps_it(campus, services, proposed, by):
    # given a round proposed before a version was promoted
    assert proposed.talent_version == "0"
    before = read_field(campus, proposed, memory=services.memory)
    promote_talent(services, campus, 0.0)
    # then it is foretold as it was, and can be repeated
    again = read_field(campus, proposed, memory=services.memory)
    assert again.problem.benefits == before.problem.benefits
    assert solve(again.problem, proposed.mechanism).seats == again.seats
    # until it is proposed anew
    anew = propose_seats(campus, proposed.code, seen=proposed.version, **by)
    assert (anew.talent_version, anew.events[-1].detail["talent"]) == ("1", "1")
    benefits = read_field(campus, anew, memory=services.memory).problem.benefits
    assert len(set(benefits.values())) == 1
