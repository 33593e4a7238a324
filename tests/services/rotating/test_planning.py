"""A plan of a case is proposed, and becomes its assignments when somebody says so."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from matcher.errors import Conflict
from matcher.services.rotating.hours import balance_case
from matcher.services.rotating.people import remove_substitute
from matcher.services.rotating.planning import adopt_plan, propose_plan
from matcher.store import rotations
from matcher.vocabulary import Funding
from tests.services.rotating.conftest import COMING, CONSULTANT, PAST


def test_one_substitute_covers_three_when_courses_are_staggered(session):
    case = rotations.get_case(session, COMING)
    proposal = propose_plan(case)
    assert len(proposal.plan.workers) == 1
    fixed = replace(
        case,
        employees=tuple(
            replace(one, trainings=tuple(replace(t, other_starts=()) for t in one.trainings))
            for one in case.employees
        ),
    )
    assert len(propose_plan(fixed).plan.workers) == 3


def test_an_adopted_plan_balances_every_week_and_moves_the_courses(session):
    before = rotations.get_case(session, COMING)
    case = adopt_plan(session, COMING, viewer=CONSULTANT)
    balance = balance_case(case)
    assert balance.open_weeks == ()
    assert balance.absent == balance.covered == balance_case(before).absent
    moved = {one.key: one for one in case.trainings}["M2.1"]
    assert (moved.starts_on, moved.ends_on) == (date(2027, 1, 18), date(2027, 1, 29))
    assert moved.other_starts == (date(2027, 1, 4),)
    again = adopt_plan(session, COMING, viewer=CONSULTANT)
    assert len({one.candidate for one in again.assignments}) == 1


def test_without_substitutes_the_plan_tells_how_many_are_needed(session):
    for one in rotations.get_case(session, COMING).substitutes:
        remove_substitute(session, COMING, one.candidate, viewer=CONSULTANT)
    proposal = propose_plan(rotations.get_case(session, COMING))
    assert (len(proposal.plan.workers), proposal.is_named) == (1, False)
    with pytest.raises(Conflict, match="no plan"):
        adopt_plan(session, COMING, viewer=CONSULTANT)


def test_the_benefit_binds_a_substitute_and_a_plain_job_does_not(session):
    past = propose_plan(rotations.get_case(session, PAST)).terms
    assert (past.months_max, past.weekly_hours_min) == (6, Decimal(10))
    case = rotations.get_case(session, COMING)
    free = propose_plan(replace(case, funding=Funding.VEU)).terms
    assert (free.months_max, free.weekly_hours_min) == (None, Decimal(0))
    subsidised = propose_plan(replace(case, funding=Funding.LOENTILSKUD)).terms
    assert subsidised.months_max == 6
