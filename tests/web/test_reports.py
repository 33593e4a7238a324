"""A retraining's report says everything it ruled on, in both languages, beside its plots."""

from dataclasses import asdict
from datetime import UTC, datetime

import numpy as np
import pandas as pd
import pytest

from matcher.models.match import DIRECTIONS, build_version_0
from matcher.store import models
from training.drift import Drift
from training.evaluation import Interval
from training.fairness import list_measured, measure_groups
from training.gate import (
    check_amounts,
    check_drift,
    check_fairness,
    check_model,
    check_ranking,
    rule_on,
)
from training.offpolicy import estimate_worth

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
LISTS, LENGTH = 60, 20
HALF = asdict(Interval(0.5, 0.4, 0.6))
NOUGHT = Interval(0.0, -0.1, 0.1)


def draw_lists():
    rng = np.random.default_rng(1)
    number = np.repeat(np.arange(LISTS), LENGTH)
    size = len(number)
    frame = pd.DataFrame(
        {
            "opening": number.astype(str),
            "list_id": number.astype(str),
            "rank": np.tile(np.arange(1, LENGTH + 1), LISTS),
            "gain": rng.integers(0, 4, size).astype(float),
        }
    )
    groups = pd.DataFrame(
        {
            "sex": rng.choice(["female", "male"], size),
            "age": rng.choice(["-24", "25-39"], size),
            "origin": pd.Series([None] * size, dtype=object),
            "benefit_group": rng.choice(["dagpenge", "student"], size),
        }
    )
    return frame, groups, rng.normal(size=size), rng.normal(size=size)


@pytest.fixture(scope="module")
def figures():
    frame, groups, champion, challenger = draw_lists()
    measures = measure_groups(
        frame,
        groups,
        happened=frame["gain"].to_numpy() > 2,
        version_0=champion,
        champion=champion,
        challenger=challenger,
    )
    orders = {"champion": champion, "challenger": challenger}
    worth = estimate_worth(frame, orders=orders, examination=1 / np.arange(1, LENGTH + 1))
    moved = Drift("commute__minutes", 0.9, 0.1, (), (), ())
    ruling = rule_on(
        [
            check_ranking(Interval(0.004, -0.03, 0.04), brier=NOUGHT, log_loss=NOUGHT),
            *check_fairness(measures, list_measured(measures)),
            *check_model(build_version_0(), challenger, DIRECTIONS),
            *check_amounts(outcomes=400, later=90, lists=LISTS, openings=40),
            *check_drift([moved], []),
        ]
    )
    return {
        "ndcg_at_10": dict.fromkeys(("version_0", "champion", "challenger", "random"), HALF),
        "difference": asdict(Interval(0.004, -0.03, 0.04)),
        "lists": LISTS,
        "later_from": "2026-05-01",
        "later_until": "2026-10-01",
        "ruling": asdict(ruling),
        "calibration": {
            "expected_error": HALF,
            "brier": 0.1,
            "log_loss": 0.3,
            "outcome": "lasted",
            "pairs": 200,
            "table": [[0.1, 0.12, 100], [0.4, 0.35, 100]],
            "brier_gain": asdict(NOUGHT),
            "log_loss_gain": asdict(NOUGHT),
        },
        "groups": [
            asdict(one) | {"holds": one.holds} for one in measures if "+" not in one.attribute
        ],
        "groups_together": [asdict(one) for one in measures if "+" in one.attribute],
        "off_policy": asdict(worth),
    }


@pytest.fixture
def page(services, enter, figures):
    def show(language, report=None):
        with services.transaction() as session:
            run = models.add_run(session, "match", started_at=NOW)
            models.finish_run(
                session, run.id, state="kept", version=None, report=report or figures, at=NOW
            )
        answer = enter("admin").get(f"/models/runs/{run.id}?lang={language}")
        assert answer.status_code == 200
        return answer.text

    return show


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "da",
            ("Ordner bedre på senere lister", "Ikke målt", "Kvinder", "Dobbelt robust", "+0,004"),
        ),
        ("en", ("Ranks better on later lists", "Not measured", "Women", "Doubly robust", "+0.004")),
    ],
)
def test_the_report_names_every_condition_group_and_estimate(page, language, words):
    shown = page(language)
    assert not [one for one in words if one not in shown]


def test_every_condition_is_a_row_with_its_reason(page, figures):
    shown = page("en")
    for one in figures["ruling"]["conditions"]:
        assert one["reason_en"][1:] in shown


def test_a_warning_is_shown_as_such_and_not_as_a_refusal(page):
    shown = page("da")
    assert "Advarsel" in shown
    assert "Pendling" in shown


def test_each_plot_has_words_for_who_cannot_see_it_and_no_style_of_its_own(page):
    shown = page("en")
    assert 'role="img" aria-label="Foretold against observed' in shown
    assert "style=" not in shown.split("<main")[1].split("</main")[0]


def test_a_failed_run_and_a_report_of_before_the_gates_can_be_shown(page):
    assert "out of memory" in page("en", {"error": "out of memory"})
    old = {"ruling": {"promoted": False, "reasons_da": ["nej"], "reasons_en": ["no"]}}
    assert "Retraining" in page("en", old)
