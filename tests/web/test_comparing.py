"""Side by side, the families of reasons add up to each score, exactly and as they are shown."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.features import NAMES
from matcher.vocabulary import (
    UNKNOWN_CHANCE,
    Candidate,
    Contribution,
    Opening,
    OpeningKind,
    Suggestion,
)
from web.comparing import FAMILIES, find_family, lay_out_comparison

OPENING = Opening("O", OpeningKind.ORDINARY, "Job", "2620", date(2026, 11, 24))
FEATURES = [*NAMES, f"{NAMES[0]} * {NAMES[1]}"]
PARTS = st.lists(
    st.builds(
        Contribution,
        feature=st.sampled_from(FEATURES),
        value=st.none(),
        amount=st.floats(-5, 5),
        text_da=st.just("grund"),
        text_en=st.just("reason"),
    ),
    max_size=12,
)


def suggest(intercept, parts):
    score = intercept + sum(one.amount for one in parts)
    person = Candidate("K", 1980, "2620")
    return Suggestion(1, person, OPENING, score, intercept, UNKNOWN_CHANCE, tuple(parts), ())


@pytest.mark.parametrize("feature", FEATURES)
def test_every_feature_has_a_family_with_a_name(feature):
    assert find_family(feature) in FAMILIES


@given(st.lists(st.tuples(st.floats(-5, 5), PARTS), min_size=2, max_size=4))
def test_every_column_adds_up_to_its_score(app_language, drawn):
    pairs = [suggest(*one) for one in drawn]
    lines = lay_out_comparison(pairs)
    for column, one in enumerate(pairs):
        cells = [line.cells[column] for line in lines]
        assert sum(cell.amount for cell in cells) == pytest.approx(one.score, abs=1e-9)
        assert sum(cell.shown for cell in cells) == pytest.approx(round(one.score, 2), abs=0.011)
        assert all(0 <= cell.start <= cell.start + cell.width <= 100.01 for cell in cells)


@pytest.fixture(scope="module")
def app_language(tmp_path_factory):
    """Stand inside a request, for words are in its reader's language."""
    from tests.web.conftest import open_in
    from web.factory import create_app

    services = open_in(tmp_path_factory.mktemp("comparing"))
    with create_app(services.settings, services=services).test_request_context("/"):
        yield
    services.engine.dispose()
