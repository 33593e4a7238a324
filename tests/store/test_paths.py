"""Plans are kept as they were chosen, and what became of them is only ever added."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy.exc import DBAPIError

from matcher.errors import Conflict, NotFound
from matcher.pathways import Path, PathEvent, PathPlan, PathStatus, PathStep, PathTarget, Preference
from matcher.store import paths
from matcher.vocabulary import SkillLevel

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
TRUCK = SkillLevel("urn:albertslund:skill:truck", 3, "Truckkørsel", "Forklift driving")
STEP = PathStep(
    "amu-truck",
    "amu",
    "Gaffeltruck",
    "Forklift",
    "TEC",
    "2650",
    date(2026, 4, 6),
    date(2026, 4, 14),
    7,
    Decimal("1456"),
    21.5,
    teaches=(TRUCK,),
    closes=(TRUCK,),
    full_days=9.0,
)
PATH = Path(
    PathTarget("opening", "O1"), Preference.FASTEST, (STEP,), date(2026, 3, 2), (), ("O1", "O2")
)
PLAN = PathPlan("plan-1", "K1", PATH, "ida", NOW, {"budget_dkk": 4000})
EVENT = PathEvent("plan-1", "K1", "amu-truck", PathStatus.CHOSEN, date(2026, 3, 2), "ida", NOW)


def test_a_plan_is_given_back_as_it_was_chosen(session):
    paths.add_plan(session, PLAN)
    assert paths.get_plan(session, "plan-1") == PLAN
    assert paths.list_plans(session, candidate="K1") == (PLAN,)
    assert paths.list_plans(session, candidate="K2") == ()


def test_a_reference_names_one_plan_or_none(session):
    with pytest.raises(NotFound):
        paths.get_plan(session, "plan-1")
    paths.add_plan(session, PLAN)
    with pytest.raises(Conflict), session.begin_nested():
        paths.add_plan(session, replace(PLAN, candidate="K2"))


def test_what_happened_is_listed_in_the_order_it_was_recorded(session):
    paths.add_plan(session, PLAN)
    later = replace(EVENT, status=PathStatus.DROPPED, recorded_at=NOW.replace(hour=11), reason="x")
    assert paths.add_events(session, [later, EVENT]) == 2
    assert paths.list_events(session, plan="plan-1") == (EVENT, later)
    assert paths.list_events(session, candidate="K2") == ()
    assert paths.frame_events(session)["status"].tolist() == ["chosen", "dropped"]


def test_a_course_has_each_status_once(session):
    paths.add_plan(session, PLAN)
    paths.add_events(session, [EVENT])
    with pytest.raises(Conflict), session.begin_nested():
        paths.add_events(session, [EVENT])


def test_the_database_refuses_to_change_what_happened(session, refuses):
    paths.add_plan(session, PLAN)
    paths.add_events(session, [EVENT])
    for statement in ("UPDATE path_events SET reason = 'x'", "DELETE FROM path_events"):
        assert "append-only" in refuses(statement, DBAPIError)


def test_a_path_adds_up_its_steps():
    assert (PATH.days, PATH.price_dkk, PATH.ends_on) == (7, Decimal(1456), date(2026, 4, 14))
    assert PATH.travel_minutes == 2 * 21.5 * 7
    assert round(PATH.weeks, 2) == 6.14
    assert STEP.is_shortened
    assert not replace(STEP, full_days=None).is_shortened
    empty = replace(PATH, steps=())
    assert (empty.starts_on, empty.ends_on, empty.weeks) == (PATH.found_on, PATH.found_on, 0)
