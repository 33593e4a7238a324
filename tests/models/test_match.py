"""Version 0 is a file that people read: checked line by line, and every fault named."""

import tomllib
from copy import deepcopy
from datetime import date, datetime
from importlib.resources import files

import numpy as np
import pandas as pd
import pytest

from matcher.features import BY_NAME, NAMES
from matcher.models.expert_shapes import read_expert_file
from matcher.models.match import DIRECTIONS, build_version_0, read_version_0
from matcher.models.shape_table import AdditiveModel, is_monotone

BODY = tomllib.loads(files("matcher.models").joinpath("expert_shapes.toml").read_text("utf-8"))
NAME = "commute__minutes"


def change(**changes):
    body = deepcopy(BODY)
    body["shapes"][NAME] |= changes
    return body


def test_every_feature_has_a_shape_with_a_reason_in_both_languages_or_a_reason_for_none():
    read = read_version_0()
    assert {one.feature for one in read.shapes} | set(read.without) == set(NAMES)
    for one in read.shapes:
        assert one.direction == BY_NAME[one.feature].direction
        assert min(len(one.why_da), len(one.why_en)) > 40


def test_it_becomes_the_same_object_as_a_learned_version():
    model = build_version_0()
    assert AdditiveModel.from_json(model.to_json()) == model
    assert all(is_monotone(one, DIRECTIONS[one.feature]) for one in model.shapes)


def test_its_score_is_its_lines_read_at_the_points():
    written = read_version_0()
    for place in (0, -1):
        row = {one.feature: one.points[place][0] for one in written.shapes}
        expected = written.intercept + sum(one.points[place][1] for one in written.shapes)
        score = build_version_0().score(pd.DataFrame([row]))[0]
        assert score == pytest.approx(expected, abs=1e-4)


def test_what_is_unknown_neither_adds_nor_takes_away():
    row = pd.DataFrame([dict.fromkeys(NAMES, np.nan)])
    assert build_version_0().score(row)[0] == pytest.approx(read_version_0().intercept)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"direction": "rising"}, "not the direction"),
        ({"direction": "up"}, "one of rising, falling, free"),
        ({"points": [[0.0, 0.2]]}, "at least two pairs"),
        ({"points": [[0.0, 0.2], [30.0]]}, "at least two pairs"),
        ({"points": [[30.0, 0.2], [0.0, -0.2]]}, "range|do not rise"),
        ({"points": [[0.0, 0.2], [9.0, 0.1], [9.0, 0.0]]}, "do not rise"),
        ({"points": [[0.0, 0.2], [50.0, -0.6], [90.0, -0.5]]}, "between 50.0 and 90.0"),
        ({"points": [[0.0, 0.2], [999.0, -0.6]]}, "range"),
        ({"points": [[0.0, 0.2], [90.0, float("nan")]]}, "finite"),
        ({"points": [[0.0, 0.2], [90.0, "-0.6"]]}, "finite"),
        ({"why_da": " "}, "why_da is empty"),
        ({"unit_en": 3}, "unit_en is empty"),
        ({"colour": "red"}, "colour"),
        ({"reviewed_by": "A. Konsulent"}, "both reviewed_by and reviewed_on"),
        ({"reviewed_by": "", "reviewed_on": date(2026, 11, 24)}, "both"),
        ({"reviewed_by": "A", "reviewed_on": "2026-11-24"}, "is a day"),
        ({"reviewed_by": "A", "reviewed_on": datetime(2026, 11, 24)}, "is a day"),  # noqa: DTZ001
    ],
)
def test_a_fault_is_told_with_the_feature_it_is_in(changes, words):
    with pytest.raises(ValueError, match=rf"{NAME}: .*({words})"):
        read_expert_file(change(**changes))


def test_a_missing_line_is_told():
    body = change()
    del body["shapes"][NAME]["why_en"]
    with pytest.raises(ValueError, match=rf"{NAME}: missing or unknown: why_en"):
        read_expert_file(body)


@pytest.mark.parametrize(
    ("name", "words"),
    [("sex__female", "may not be a feature"), ("commute__colour", "no such feature")],
)
def test_a_feature_that_may_not_or_does_not_exist_is_told(name, words):
    body = change()
    body["shapes"][name] = body["shapes"][NAME]
    with pytest.raises(ValueError, match=f"{name}: .*{words}"):
        read_expert_file(body)
    body = change()
    body["without"][name] = "because"
    with pytest.raises(ValueError, match=f"{name}: .*{words}"):
        read_expert_file(body)


def test_a_feature_without_a_shape_needs_a_reason():
    body = change()
    shape = body["shapes"].pop(NAME)
    with pytest.raises(ValueError, match=f"{NAME}: it must have either"):
        read_expert_file(body)
    body["without"][NAME] = ""
    with pytest.raises(ValueError, match=f"{NAME}: the reason"):
        read_expert_file(body)
    body["without"][NAME] = "too little is known of it"
    assert NAME not in {one.feature for one in read_expert_file(body).shapes}
    body["shapes"][NAME] = shape
    with pytest.raises(ValueError, match=f"{NAME}: it must have either"):
        read_expert_file(body)


def test_who_reviewed_a_shape_and_when_is_kept():
    read = read_expert_file(change(reviewed_by="A. Konsulent", reviewed_on=date(2026, 11, 24)))
    shape = next(one for one in read.shapes if one.feature == NAME)
    assert (shape.reviewed_by, shape.reviewed_on) == ("A. Konsulent", date(2026, 11, 24))
