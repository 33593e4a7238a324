"""Models in stages: learned only from what is enough, promoted only for what is surely better."""

from functools import partial

import numpy as np
import pandas as pd
import pytest

from matcher.errors import InvalidInput
from matcher.features import list_directions, list_names
from matcher.models.staged_experts import build_staged_version_0
from matcher.models.stages import StagedModel
from training.begun import FEWEST_TO_FIT, Begun, fit_stages, split_begun
from training.fairness import LOWEST
from training.simulator.staged import draw_begun
from training.simulator.staged_process import BASES
from training.staged_judging import judge_stages

MODELS = ("path", "talent")


def judge(model, begun, *, champion=None, seed=0):
    earlier, later = split_begun(begun)
    version_0 = build_staged_version_0(model)
    stages = fit_stages(earlier, version_0, list_directions(model), seed=seed)
    challenger = StagedModel.compile("1", list_names(model), stages)
    judgement = judge_stages(
        model,
        (earlier, later),
        version_0=version_0,
        champion=champion or version_0,
        challenger=challenger,
    )
    conditions = {one["name"]: one for one in judgement.figures["ruling"]["conditions"]}
    return judgement, conditions, challenger


@pytest.mark.parametrize("model", MODELS)
def test_what_is_learned_beats_version_0_on_what_was_begun_later(model):
    judgement, conditions, _ = judge(model, draw_begun(model, 900).begun)
    assert judgement.promoted, judgement.figures["ruling"]["reasons_en"]
    assert judgement.figures["difference"]["low"] > 0
    assert conditions["calibration"]["holds"]
    losses = judgement.figures["log_loss"]
    assert losses["challenger"]["mean"] < losses["version_0"]["mean"]


@pytest.mark.parametrize("model", MODELS)
def test_what_is_learned_again_from_the_same_does_not_take_its_own_place(model):
    begun = draw_begun(model, 900).begun
    champion = judge(model, begun)[2]
    judgement, conditions, _ = judge(model, begun, champion=champion, seed=1)
    assert not judgement.promoted
    assert not conditions["foretelling"]["holds"]


@pytest.mark.parametrize("model", MODELS)
def test_where_the_champion_is_right_already_noise_promotes_nothing(model):
    version_0 = build_staged_version_0(model)
    for seed in range(6):
        # given endings that are as version 0 foretells, and chance beside it
        begun = draw_begun(model, 500, seed=seed).begun
        rng, alive = np.random.default_rng(seed), np.ones(500, bool)
        for stage, odds in version_0.predict_odds(version_0.read(begun.features)).items():
            through = rng.random(500) < 1 / (1 + np.exp(-odds))
            begun.frame[stage] = np.where(alive, through.astype(float), np.nan)
            alive &= through
        # when a challenger is learned from them, then it has nothing on version 0
        assert not judge(model, begun, seed=seed)[0].promoted


@pytest.mark.parametrize("model", MODELS)
def test_a_challenger_that_learned_to_treat_a_group_worse_is_stopped(model):
    # given that a group's endings were made worse, and a feature that gives the group away
    drawn = draw_begun(model, 4000, pushed=0.75)
    judgement, conditions, _ = judge(model, drawn.begun)
    # then the challenger foretells better, and is kept from promotion all the same
    assert conditions["foretelling"]["holds"]
    assert conditions["fairness_sex"]["figure"] < LOWEST
    assert not conditions["fairness_sex"]["holds"]
    assert not judgement.promoted


def test_few_are_too_few_to_rule_on_and_fewer_to_learn_from():
    judgement, conditions, _ = judge("path", draw_begun("path", 60).begun)
    failed = {name for name, one in conditions.items() if not one["holds"] and one["decides"]}
    assert {"outcomes", "later_outcomes"} <= failed
    assert not judgement.promoted
    with pytest.raises(InvalidInput, match="too little"):
        split_begun(draw_begun("path", FEWEST_TO_FIT - 1).begun)


def test_a_stage_that_too_few_came_to_stays_as_experts_have_it():
    begun = draw_begun("path", 300).begun
    came = np.flatnonzero(begun.frame["reached"].notna())
    begun.frame.loc[came[5:], "reached"] = np.nan
    version_0 = build_staged_version_0("path")
    stages = fit_stages(begun, version_0, list_directions("path"))
    assert stages["reached"].model == version_0.stages["reached"].model
    assert stages["completed"].model != version_0.stages["completed"].model
    judged, _, _ = judge("path", begun)
    assert judged.figures["stages"]["reached"]["rows"] == 0


def test_the_later_part_was_begun_later_and_nothing_is_lost():
    begun = draw_begun("talent", 500).begun
    earlier, later = split_begun(begun)
    assert earlier.frame["begun_at"].max() < later.frame["begun_at"].min()
    assert len(earlier.frame) + len(later.frame) == 500
    assert len(later.frame) == pytest.approx(150, abs=10)


def test_outcomes_whose_recording_has_changed_are_not_learned_from_unattended():
    begun = draw_begun("path", 900).begun
    # given that from some day on only what was completed is recorded
    cut = split_begun(begun)[1].frame["begun_at"].min()
    kept = ((begun.frame["begun_at"] < cut) | begun.frame["completed"].eq(1)).to_numpy()
    judgement, conditions, _ = judge("path", begun.select(kept))
    assert not conditions["outcome_drift"]["holds"]
    assert not judgement.promoted


def test_who_came_to_a_stage_came_through_the_one_before():
    drawn = draw_begun("talent", 40).begun
    broken = drawn.frame.assign(completed=0.0, continued=1.0)
    with pytest.raises(InvalidInput, match="came through the one before"):
        Begun.check(broken, drawn.features, drawn.groups, list(BASES["talent"]))


@pytest.mark.parametrize("model", MODELS)
def test_the_card_says_the_same_in_danish_and_english(model):
    documents = judge(model, draw_begun(model, 300).begun)[0].documents
    danish, english = documents["model_card.md"].decode().split("\n\n---\n\n")
    assert danish.startswith("# Modelkort")
    assert english.startswith("# Model card")
    assert danish.count("\n|") == english.count("\n|")
    assert "{" not in danish + english


def test_the_same_outcomes_and_seed_give_the_same_tables():
    begun = draw_begun("talent", 300).begun
    fit = partial(fit_stages, begun, build_staged_version_0("talent"), list_directions("talent"))
    first, second = fit(seed=3), fit(seed=3)
    assert {name: one.model for name, one in first.items()} == {
        name: one.model for name, one in second.items()
    }


@pytest.mark.parametrize("model", MODELS)
def test_what_is_drawn_follows_its_truth(model):
    drawn = draw_begun(model, 20_000)
    for stage in BASES[model]:
        known = drawn.begun.frame[stage].notna()
        by_chance = pd.qcut(drawn.truth[stage][known], 5, labels=False)
        seen = drawn.begun.frame.loc[known, stage].groupby(by_chance).mean()
        told = drawn.truth[stage][known].groupby(by_chance).mean()
        assert np.allclose(seen, told, atol=0.03)
