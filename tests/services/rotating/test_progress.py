"""A case's way from idea to closed: what may follow, and what stands against it."""

from datetime import date, timedelta
from itertools import product

import pytest

from matcher.errors import Conflict, InvalidInput
from matcher.services.rotating.cases import state_case
from matcher.services.rotating.people import receive_document
from matcher.services.rotating.planning import adopt_plan
from matcher.services.rotating.progress import NEXT, take_step
from matcher.store import rotations
from matcher.store.rotations import RotationEvent
from matcher.vocabulary import Funding
from matcher.vocabulary import RotationStatus as Status
from tests.services.rotating.conftest import COMING, CONSULTANT, NOW, PAST

TODAY = NOW.date()


def fund(session, funding):
    state_case(
        session,
        COMING,
        viewer=CONSULTANT,
        funding=funding,
        usual_pay=True,
        agreement_pay=True,
        same_function=True,
        other_support=False,
    )


def step(session, status, on=TODAY, reason=""):
    at = NOW + timedelta(days=max(0, (on - TODAY).days))
    return take_step(
        session, COMING, status, happened_on=on, reason=reason, viewer=CONSULTANT, now=at
    )


def hand_in(session, read):
    for paper in read(COMING).missing:
        receive_document(
            session, COMING, paper.kind, received_on=TODAY, viewer=CONSULTANT, today=TODAY
        )


def test_a_case_goes_from_idea_to_closed_and_remembers_every_step(session, read):
    fund(session, Funding.OPKVALIFICERING)
    adopt_plan(session, COMING, viewer=CONSULTANT)
    step(session, Status.APPLIED)
    hand_in(session, read)
    step(session, Status.APPROVED)
    case = read(COMING).case
    step(session, Status.RUNNING, case.starts_on)
    case = step(session, Status.CLOSED, case.ends_on + timedelta(days=1))
    assert [event.status for event in case.events] == [
        Status.IDEA,
        Status.APPLIED,
        Status.APPROVED,
        Status.RUNNING,
        Status.CLOSED,
    ]
    assert {event.actor for event in case.events} == {CONSULTANT.email}


@pytest.mark.parametrize(
    ("now", "wanted"),
    [(now, wanted) for now, wanted in product(Status, Status) if wanted not in NEXT[now]],
)
def test_a_step_that_may_not_follow_is_refused(session, now, wanted):
    if now is not Status.IDEA:
        rotations.add_event(session, COMING, RotationEvent(now, TODAY, "x", NOW))
    with pytest.raises(Conflict):
        step(session, wanted, reason="fordi")


def test_without_a_funding_nothing_is_applied_for(session):
    with pytest.raises(Conflict, match="No funding is chosen"):
        step(session, Status.APPLIED)


def test_the_ended_benefit_is_not_applied_for(session):
    fund(session, Funding.BENEFIT)
    with pytest.raises(Conflict, match="not lawful"):
        step(session, Status.APPLIED)


def test_after_the_deadline_nothing_is_applied_for(session, read):
    fund(session, Funding.OPKVALIFICERING)
    first = read(COMING).case.starts_on
    with pytest.raises(Conflict, match="deadline"):
        step(session, Status.APPLIED, first)
    assert step(session, Status.APPLIED, first - timedelta(days=1)).status is Status.APPLIED


def test_approval_waits_for_papers_cover_and_balance(session, read):
    fund(session, Funding.OPKVALIFICERING)
    step(session, Status.APPLIED)
    with pytest.raises(Conflict, match="3 documents are missing"):
        step(session, Status.APPROVED)
    hand_in(session, read)
    with pytest.raises(Conflict, match="Nobody covers"):
        step(session, Status.APPROVED)
    adopt_plan(session, COMING, viewer=CONSULTANT)
    one = read(COMING).case.assignments[0]
    rotations.put_assignment(
        session, COMING, rotations.Assignment(**{**vars(one), "weekly_hours": one.weekly_hours - 1})
    )
    with pytest.raises(Conflict, match="do not balance"):
        step(session, Status.APPROVED)
    adopt_plan(session, COMING, viewer=CONSULTANT)
    assert step(session, Status.APPROVED).status is Status.APPROVED


def test_nothing_runs_before_the_first_day(session, read):
    rotations.add_event(session, COMING, RotationEvent(Status.APPROVED, TODAY, "x", NOW))
    first = read(COMING).case.starts_on
    with pytest.raises(Conflict, match="has not begun"):
        step(session, Status.RUNNING, first - timedelta(days=1))
    assert step(session, Status.RUNNING, first).status is Status.RUNNING


def test_ending_early_or_withdrawing_wants_a_reason(session):
    with pytest.raises(InvalidInput) as refused:
        step(session, Status.CLOSED)
    assert refused.value.field == "reason"
    assert step(session, Status.CLOSED, reason="Virksomheden trak sig").status is Status.CLOSED


def test_a_step_is_neither_taken_tomorrow_nor_before_the_last(session):
    for day in (TODAY + timedelta(days=1), date(2025, 1, 1)):
        with pytest.raises(InvalidInput) as refused:
            take_step(
                session,
                COMING,
                Status.CLOSED,
                happened_on=day,
                reason="x",
                viewer=CONSULTANT,
                now=NOW,
            )
        assert refused.value.field == "happened_on"


def test_a_closed_case_goes_nowhere(session):
    with pytest.raises(Conflict, match="closed"):
        take_step(
            session,
            PAST,
            Status.RUNNING,
            happened_on=TODAY,
            reason="",
            viewer=CONSULTANT,
            now=NOW,
        )
