"""Models in stages: experts' versions 0, foretelling, explaining, and the benefit of a place."""

import numpy as np
import pandas as pd
import pytest

from matcher.features import BY_NAME, CATALOGUES, list_names
from matcher.models import path, talent
from matcher.models.shape_table import AdditiveModel, is_monotone
from matcher.models.staged_experts import read_expert_stages
from matcher.models.stages import Stage, StagedModel
from matcher.vocabulary import Knowledge, Sureness
from tests.features.test_talent import PROGRAMME, STUDENT, WISHES

KINDS = {"path": path, "talent": talent}


def draw_rows(model, count=40):
    rng = np.random.default_rng(0)
    frame = pd.DataFrame(
        {one.name: rng.uniform(one.low, one.high, count) for one in CATALOGUES[model]}
    )
    return frame.mask(rng.random(frame.shape) < 0.1)


@pytest.mark.parametrize("model", KINDS)
def test_every_stage_has_a_shape_or_a_reason_for_every_feature_in_both_languages(model):
    written = read_expert_stages(model)
    assert tuple(written) == KINDS[model].STAGES
    for stage in written.values():
        assert {one.feature for one in stage.shapes} | set(stage.without) == set(list_names(model))
        assert all(min(len(one.why_da), len(one.why_en)) > 30 for one in stage.shapes)


@pytest.mark.parametrize("model", KINDS)
def test_version_0_is_the_same_kind_of_object_as_a_learned_one(model):
    for stage in KINDS[model].build_version_0().stages.values():
        assert AdditiveModel.from_json(stage.model.to_json()) == stage.model
        assert all(is_monotone(one, BY_NAME[one.feature].direction) for one in stage.model.shapes)


@pytest.mark.parametrize("model", KINDS)
def test_what_an_explanation_adds_is_each_stages_log_odds(model):
    version = KINDS[model].build_version_0()
    frame = draw_rows(model)
    odds = version.predict_odds(version.read(frame))
    for i in range(len(frame)):
        for stage, parts in version.explain(frame.iloc[i]).items():
            start = version.stages[stage].model.intercept
            assert start + sum(one.amount for one in parts) == odds[stage][i]
            assert all(one.text_da and one.text_en for one in parts)


@pytest.mark.parametrize("model", KINDS)
def test_the_chance_of_the_whole_is_the_product_of_the_stages(model):
    version = KINDS[model].build_version_0()
    told = version.foretell(version.read(draw_rows(model)))
    product = np.prod([[one.share for one in each] for each in told.stages.values()], axis=0)
    assert [one.share for one in told.whole] == pytest.approx(product)


@pytest.mark.parametrize("model", KINDS)
def test_experts_foretell_with_a_wide_interval_and_no_word_of_how_sure(model):
    version = KINDS[model].build_version_0()
    for one in version.foretell(version.read(draw_rows(model))).whole:
        assert 0 < one.low < one.share < one.high < 1
        assert one.sureness is Sureness.TOO_FEW
        assert one.followed == 0


def test_without_an_ensemble_nothing_is_said_of_doubt():
    first = next(iter(talent.build_version_0().stages.values()))
    alone = StagedModel.compile("1", list_names("talent"), {"completed": Stage(first.model)})
    (told,) = alone.foretell(alone.read(draw_rows("talent", 1))).whole
    assert (told.low, told.high) == pytest.approx((0, 1), abs=1e-4)


def test_the_benefit_of_every_place_is_the_chance_of_the_pair():
    students = pd.DataFrame([STUDENT | {"reference": f"S-{i}", "left": i} for i in range(3)])
    programmes = pd.DataFrame([PROGRAMME, PROGRAMME | {"code": "P-2", "track": "boglig"}])
    version = talent.build_version_0()
    found = talent.compute_benefits(
        version, students, programmes, knowledge=Knowledge(), wishes=WISHES
    )
    assert found.shape == (3, 2)
    assert found.dtype == np.float32
    # the other track is worse; so is having left programmes; a wish makes it better
    assert (found[:, 0] > found[:, 1]).all()
    assert found[1, 0] > found[2, 0]
