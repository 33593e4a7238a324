"""Paths and places from the store to a ruling: what is learned from, unattended, and put back."""

import ast
import os
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path as File

import numpy as np
import pytest

from matcher.campus import Programme, Student, StudentOutcome, StudentOutcomeEvent, Track
from matcher.errors import InvalidInput
from matcher.pathways import Path, PathEvent, PathPlan, PathStatus, PathStep, PathTarget, Preference
from matcher.services import open_services
from matcher.services.modelling import (
    compare_versions,
    list_runs,
    list_versions,
    promote,
    read_standing,
    roll_back,
)
from matcher.services.valuing import foretell_paths
from matcher.settings import Settings
from matcher.store import openings, outcomes, paths, people, programmes, students
from matcher.store.student_outcomes import add_student_outcomes
from matcher.vocabulary import Candidate, Opening, OpeningKind, Outcome, OutcomeEvent
from training.paths import read_paths
from training.retraining import TRIALS, retrain
from training.simulator.demo import build_demo
from training.talents import read_talents
from training.worker import read_schedules

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
TODAY = NOW.date()
NEVER = "0 3 1 1 *"
STAGED = ("path", "talent")
WELDER = "urn:welder"


def open_in(home):
    crons = {f"TRAIN_{model.upper()}_CRON": NEVER for model in TRIALS}
    return open_services(Settings.from_environment({"ALBERTSLUND_HOME": str(home)} | crons))


@pytest.fixture(scope="module")
def demo_home(tmp_path_factory):
    """Make the demo once; every test takes a copy."""
    home = tmp_path_factory.mktemp("demo")
    opened = open_in(home)
    build_demo(opened, scale=0.18, seed=165, today=TODAY)
    opened.engine.dispose()
    return home


@pytest.fixture
def services(demo_home, tmp_path):
    opened = open_in(shutil.copytree(demo_home, tmp_path / "home"))
    yield opened
    opened.engine.dispose()


@pytest.fixture
def empty(tmp_path):
    opened = open_in(tmp_path / "empty")
    yield opened
    opened.engine.dispose()


def at(day):
    return datetime.combine(day, datetime.min.time(), UTC)


# paths -------------------------------------------------------------------------------------------


def make_plan(number, ends_on=date(2025, 6, 1), codes=("a", "b")):
    steps = tuple(
        PathStep(
            *(code, "amu", code, code, "TEC", "2650"),
            starts_on=ends_on - timedelta(days=10),
            ends_on=ends_on,
            days=5,
            price_dkk=Decimal(0),
            travel_minutes=20.0,
        )
        for code in codes
    )
    begun = ends_on - timedelta(days=30)
    path = Path(PathTarget("occupation", WELDER), Preference.BALANCED, steps, begun)
    return PathPlan(f"plan-{number}", "C-1", path, "a", at(begun))


def read_one(services, plan, happened, worked=()):
    """Read what is learned from one plan with events, and placements at days after its end."""
    begun = plan.chosen_at.date()
    with services.transaction() as session:
        people.add_candidates(session, [Candidate("C-1", 1990, "2620")])
        openings.add_openings(
            session, [Opening("O-1", OpeningKind.ORDINARY, "Svejser", "2620", begun)]
        )
        paths.add_plan(session, plan)
        paths.add_events(
            session,
            [
                PathEvent(
                    plan.reference, "C-1", code, status, begun + timedelta(days=days), "a", NOW
                )
                for code, status, days in happened
            ],
        )
        outcomes.add_outcomes(
            session,
            [
                OutcomeEvent("O-1", "C-1", Outcome.PLACED, begun + timedelta(days=days), "a", NOW)
                for days in worked
            ],
        )
    with services.session() as session:
        return read_paths(session, services, TODAY).frame


BOTH = [("a", PathStatus.COMPLETED, 25), ("b", PathStatus.COMPLETED, 30)]


@pytest.mark.parametrize(
    ("happened", "completed", "reached"),
    [
        (BOTH, 1.0, 0.0),
        ([("a", PathStatus.ENROLLED, 2), *BOTH], 1.0, 0.0),
        ([BOTH[0], ("b", PathStatus.DROPPED, 28)], 0.0, np.nan),
        ([("a", PathStatus.DROPPED, 5)], 0.0, np.nan),
    ],
)
def test_a_plan_is_completed_when_all_its_courses_are(empty, happened, completed, reached):
    frame = read_one(empty, make_plan(1), happened)
    assert frame["completed"].tolist() == [completed]
    assert frame["reached"].equals(frame["reached"].iloc[:0].reindex([0]).fillna(reached))


@pytest.mark.parametrize(
    "happened",
    [
        [],
        [("a", PathStatus.CHOSEN, 0)],
        [("a", PathStatus.ENROLLED, 2)],
        [BOTH[0]],
    ],
)
def test_a_plan_that_nobody_began_or_whose_end_nobody_recorded_is_not_learned_from(empty, happened):
    assert read_one(empty, make_plan(1), happened).empty


def test_a_plan_is_not_told_of_before_it_should_have_ended(empty):
    plan = make_plan(1, ends_on=TODAY - timedelta(days=20))
    assert read_one(empty, plan, [("a", PathStatus.DROPPED, 3)]).empty


def test_whether_the_target_was_reached_is_not_known_before_half_a_year(empty):
    # given somebody who has reached it already, of whom alone it would be known
    plan = make_plan(1, ends_on=TODAY - timedelta(days=60))
    plan = replace(plan, path=replace(plan.path, target=PathTarget("anything")))
    frame = read_one(empty, plan, BOTH, worked=[40])
    assert frame["completed"].tolist() == [1.0]
    assert frame["reached"].isna().all()


def test_work_in_another_occupation_is_not_the_target(empty):
    # the opening is of no occupation
    frame = read_one(empty, make_plan(1), BOTH, worked=[40])
    assert frame["reached"].tolist() == [0.0]


@pytest.mark.parametrize(("days", "reached"), [(40, 1.0), (10, 0.0), (300, 0.0)])
def test_work_for_any_opening_counts_within_half_a_year_after_a_plan_to_anything(
    empty, days, reached
):
    plan = make_plan(1)
    plan = replace(plan, path=replace(plan.path, target=PathTarget("anything")))
    assert read_one(empty, plan, BOTH, worked=[days])["reached"].tolist() == [reached]


# places ------------------------------------------------------------------------------------------


def read_place(services, *told, **programme):
    start = date(2025, 2, 3)
    with services.transaction() as session:
        students.add_students(
            session, [Student("S-1", date(2010, 1, 1), "Skolen", 10, "2620", track=Track.BOGLIG)]
        )
        run = Programme("P-1", "Kodning", "Coding", Track.BOGLIG, 5, "Campus")
        dated = {"starts_on": start, "ends_on": date(2025, 4, 14)} | programme
        programmes.add_programmes(session, [replace(run, **dated)])
        add_student_outcomes(
            session,
            [
                StudentOutcomeEvent("S-1", "P-1", outcome, start + timedelta(days=days), "a", NOW)
                for outcome, days in told
            ],
        )
    with services.session() as session:
        return read_talents(session, services, TODAY)


PLACED = (StudentOutcome.PLACED, 0)
DONE = (StudentOutcome.COMPLETED, 70)


@pytest.mark.parametrize(
    ("told", "stages"),
    [
        ([PLACED, DONE, (StudentOutcome.CONTINUED, 200)], (1.0, 1.0)),
        ([PLACED, (StudentOutcome.CONTINUED, 200)], (1.0, 1.0)),
        ([PLACED, DONE], (1.0, 0.0)),
        ([PLACED, DONE, (StudentOutcome.CONTINUED, 400)], (1.0, 0.0)),
        ([PLACED, (StudentOutcome.DROPPED, 9)], (0.0, np.nan)),
    ],
)
def test_a_place_comes_as_far_as_was_recorded(empty, told, stages):
    found = read_place(empty, *told).frame[["completed", "continued"]].to_numpy()
    assert np.array_equal(found, [stages], equal_nan=True)


@pytest.mark.parametrize(
    ("told", "programme"),
    [
        ([PLACED], {}),
        ([DONE], {}),
        ([PLACED, (StudentOutcome.DROPPED, 9)], {"ends_on": TODAY - timedelta(days=20)}),
    ],
)
def test_a_place_whose_end_cannot_be_known_is_not_learned_from(empty, told, programme):
    assert read_place(empty, *told, **programme).frame.empty


def test_who_went_on_is_not_known_before_half_a_year_also_of_who_has(empty):
    told = [PLACED, (StudentOutcome.COMPLETED, 560), (StudentOutcome.CONTINUED, 570)]
    found = read_place(empty, *told).frame
    assert found["completed"].tolist() == [1.0]
    assert found["continued"].isna().all()


def test_a_students_school_year_is_that_of_the_day_the_place_began(empty):
    # given a student of the tenth form, who began in the spring of the ninth's year before last
    found = read_place(empty, PLACED, DONE, year_min=8, year_max=8)
    assert found.features["school__years_apart"].tolist() == [0.0]


def test_talents_are_learned_from_the_tables_of_students_alone():
    tree = ast.parse(File("training/talents.py").read_text(encoding="utf-8"))
    used = {
        f"{node.module}.{one.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module.startswith("matcher.store")
        for one in node.names
    }
    assert used == {
        "matcher.store.Session",
        "matcher.store.rounds",
        "matcher.store.programmes.list_programmes",
        "matcher.store.student_outcomes.list_student_outcomes",
        "matcher.store.students.list_students",
    }


# trials ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", STAGED)
def test_a_run_leaves_a_version_that_foretells_with_its_stages_and_its_card(services, model):
    run = retrain(services, model, now=NOW)
    assert run.state in {"promoted", "kept"}
    assert set(run.report["log_loss"]) == {"version_0", "champion", "challenger"}
    with services.session() as session:
        version = list_versions(session, model)[0]
        assert read_standing(session, "match").champion == "0"
    assert list(services.shelf.load(version).stages) == list(run.report["stages"])
    assert "model_card.md" in services.shelf.list_files(version)


@pytest.mark.parametrize("model", STAGED)
def test_a_promoted_version_foretells_until_it_is_put_back(services, model):
    retrain(services, model, now=NOW)
    with services.transaction() as session:
        (version,) = list_versions(session, model)
        if not version.is_champion:
            promote(session, model, version=version.version, note="n", actor="a", now=NOW)
    with services.session() as session:
        assert services.memory.get_staged(session, model).version == version.version
        compared = compare_versions(
            session, services.shelf, model, first="0", second=version.version
        )
        assert [one.stage for one in compared.stages] == list(
            services.memory.get_staged(session, model).model.stages
        )
    with services.transaction() as session:
        assert roll_back(session, model, note="n", actor="a", now=NOW) == "0"
    with services.session() as session:
        assert services.memory.get_staged(session, model).version == "0"


def test_too_little_to_learn_from_is_said(empty):
    for model in STAGED:
        with pytest.raises(InvalidInput, match="too little"):
            retrain(empty, model, now=NOW)


@pytest.mark.slow
def test_a_real_worker_makes_what_is_due_of_both_models_unattended(services):
    # given schedules that fell due while no worker lived, all but the match model's
    read_schedules(services, now=NOW - timedelta(days=800))
    with services.transaction() as session:
        session.connection().exec_driver_sql(
            "UPDATE schedules SET next_run_at = '2100-01-01 00:00:00' WHERE model = 'match'"
        )
    crons = {f"TRAIN_{model.upper()}_CRON": NEVER for model in TRIALS}
    environment = os.environ | crons | {"ALBERTSLUND_HOME": str(services.settings.home)}
    # when a worker starts
    with subprocess.Popen(
        [sys.executable, "-m", "training", "worker"], env=environment, stdout=subprocess.PIPE
    ) as worker:
        try:
            ended = await_runs(services)
        finally:
            worker.terminate()
    # then each was trained once, by nobody's hand, and the match model was left alone
    assert {model: [one.state for one in runs] for model, runs in ended.items()}.keys() == {*STAGED}
    for runs in ended.values():
        assert [one.asked_by for one in runs] == [""]
        assert runs[0].state in {"promoted", "kept"}
    with services.session() as session:
        assert list_runs(session, "match") == ()


def await_runs(services, seconds=240):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with services.session() as session:
            runs = {model: list_runs(session, model) for model in STAGED}
        if all(one and one[0].state != "running" for one in runs.values()):
            return runs
        time.sleep(0.5)
    raise AssertionError(f"not ended: {runs}")


def test_somebodys_paths_are_foretold_explained_and_valued(services):
    with services.session() as session:
        plan = paths.list_plans(session)[0]
        pool = services.memory.get_people(session)
        person = pool.items[pool.positions[plan.candidate]]
        opened = services.memory.get_openings(session).items[0].reference
        several = [plan.path, replace(plan.path, openings=(opened,))]
        plain, opening = foretell_paths(
            session, person, several, memory=services.memory, today=TODAY
        )
    assert plain.version == "0"
    assert 0 < plain.whole.low < plain.whole.share < plain.whole.high < 1
    assert plain.whole.share == pytest.approx(
        plain.stages["completed"].share * plain.stages["reached"].share
    )
    for stage, parts in plain.contributions.items():
        odds = plain.intercepts[stage] + sum(one.amount for one in parts)
        assert 1 / (1 + np.exp(-odds)) == pytest.approx(plain.stages[stage].share)
    # nothing is opened, or nothing has been calibrated yet
    assert plain.value is None
    assert opening.value is None
