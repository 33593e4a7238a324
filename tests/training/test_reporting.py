"""A version's files: the whole report as data, and a card in both languages that tells the same."""

import json
from dataclasses import asdict, replace

import pandas as pd
import pytest

from matcher.features import BY_NAME
from matcher.models.match import build_version_0
from training.drift import Drift
from training.evaluation import Interval
from training.fairness import GroupMeasure
from training.gate import check_amounts, check_fairness, rule_on
from training.model_cards import read_words, write_documents
from training.reporting import build_detail

HALF = asdict(Interval(0.5, 0.4, 0.6))
FIGURES = {
    "ndcg_at_10": {"champion": HALF, "challenger": HALF},
    "difference": asdict(Interval(0.01, -0.01, 0.03)),
    "lists": 40,
    "earlier_from": "2025-01-01",
    "later_from": "2026-01-01",
    "later_until": "2026-06-01",
    "calibration": {
        "expected_error": HALF,
        "brier": 0.1234,
        "log_loss": 0.5,
        "fitted_on": "earlier",
    },
}
DRIFT = Drift("commute__minutes", 0.3, 0.1, (10.0,), (0.5, 0.5), (0.2, 0.8))


def change(feature, by):
    model = build_version_0()
    return replace(
        model,
        shapes=tuple(
            replace(one, values=tuple(v + by for v in one.values))
            if one.feature == feature
            else one
            for one in model.shapes
        ),
    )


@pytest.fixture
def detail():
    measures = [
        GroupMeasure(
            *("age", name, "exposure", 400, 0.4, 1.0, 1.0),
            challenger=Interval(1, 0.9, 1.1),
            change=Interval(0, 0, 0),
            change_from_0=Interval(0, 0, 0),
            decides=True,
        )
        for name in ("-24", "25-39")
    ]
    conditions = [
        *check_amounts(outcomes=500, later=3, lists=40, openings=40),
        *check_fairness(measures, {"age"}),
    ]
    figures = FIGURES | {
        "ruling": asdict(rule_on(conditions)),
        "groups": [asdict(one) | {"holds": one.holds} for one in measures],
    }
    return figures | build_detail(
        difference=pd.Series([0.2, 0.0, -0.1, 0.3]),
        champion=build_version_0(),
        challenger=change("wishes__match", 0.7),
        drifts=([DRIFT], []),
    )


def test_lists_are_counted_by_what_became_of_them(detail):
    gained = detail["gain_by_list"]
    assert (gained["better"], gained["same"], gained["worse"]) == (2, 1, 1)
    assert gained["quantiles"][0] == -0.1
    assert gained["quantiles"][-1] == 0.3


def test_every_shape_is_told_old_and_new_and_the_most_changed_comes_first(detail):
    assert detail["shapes"][0]["feature"] == "wishes__match"
    assert {one["feature"] for one in detail["shapes"]} <= set(BY_NAME)
    assert all(one["old"] and one["new"] for one in detail["shapes"])


def test_the_report_is_plain_json_without_numbers_that_are_none(detail):
    text = write_documents(detail)["report.json"].decode()
    read = json.loads(text, parse_constant=lambda name: pytest.fail(name))
    assert read["drift"]["features"][0]["name_da"] == "Pendling"
    assert read["drift"]["features"][0]["holds"] is False


def test_the_card_says_the_same_in_danish_and_english(detail):
    card = write_documents(detail)["model_card.md"].decode()
    danish, english = card.split("\n\n---\n\n")
    assert danish.startswith("# Modelkort")
    assert english.startswith("# Model card")
    assert "0,500 [0,400; 0,600]" in danish
    assert "0.500 [0.400; 0.600]" in english
    assert "kun 3 udfald" in danish
    assert "only 3 later outcomes" in english
    assert "Ikke målt: køn, herkomst, ydelsesgruppe." in danish
    assert "Not measured: sex, origin, benefit group." in english
    assert danish.count("\n|") == english.count("\n|")


def test_the_card_has_the_same_words_in_both_languages():
    danish, english = (read_words()[language] for language in ("da", "en"))
    assert set(danish) == set(english)
    for kind in ("match", "path", "talent"):
        assert set(danish[kind]) == set(english[kind])
