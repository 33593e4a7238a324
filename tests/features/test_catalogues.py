"""Every model's features are named once, worded twice, and none is a protected attribute."""

import pytest

from matcher.features import BY_NAME, CATALOGUES, check_features, list_directions, list_names


@pytest.mark.parametrize("model", CATALOGUES)
def test_no_feature_of_a_model_is_a_protected_attribute(model):
    check_features(list_names(model))


@pytest.mark.parametrize("model", CATALOGUES)
def test_every_feature_has_a_range_a_direction_and_words_with_a_value_in_both_languages(model):
    assert set(list_directions(model).values()) <= {-1, 0, 1}
    for feature in CATALOGUES[model]:
        assert feature.low < feature.high
        assert "{value}" in feature.text_da
        assert "{value}" in feature.text_en
        assert feature.text_da != feature.text_en
        assert feature.description.endswith(".")


def test_a_name_stands_for_one_feature_whichever_model_sees_it():
    assert len(BY_NAME) == sum(len(several) for several in CATALOGUES.values())


def test_students_and_the_employment_effort_share_no_feature():
    assert not set(list_names("talent")) & {*list_names("match"), *list_names("path")}
