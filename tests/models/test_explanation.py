"""The reasons are the score: whatever the tables, they and the intercept add up to it."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.features import BY_NAME, NAMES
from matcher.models.explanation import explain
from matcher.models.shape_table import AdditiveModel, PairTable, ShapeTable, snap_model
from matcher.vocabulary import Candidate, Knowledge, Opening, OpeningKind, SkillLevel

KNOWLEDGE = Knowledge(labels={"weld": ("svejse", "weld"), "drive": ("køre", "drive")})
CANDIDATE = Candidate("K-1", 1990, "2620", skills=(SkillLevel("weld", 3),))
OPENING = Opening(
    "O-1",
    OpeningKind.ORDINARY,
    "Svejser",
    organisation="1",
    organisation_name="Firma",
    postcode="2620",
    starts_on=date(2026, 12, 1),
    required_skills=(SkillLevel("weld", 4), SkillLevel("drive", 2)),
    nice_skills=(SkillLevel("drive", 1),),
    licences=frozenset({"B", "truck_b"}),
)
AMOUNT = st.floats(-5, 5)


@st.composite
def values(draw, name):
    feature = BY_NAME[name]
    known = st.floats(feature.low, feature.high)
    # what is made of the people themselves is never unknown
    return draw(known if name.startswith(("skills", "licences")) else known | st.just(np.nan))


@st.composite
def tables(draw, name):
    feature = BY_NAME[name]
    edges = sorted(draw(st.sets(st.floats(feature.low, feature.high, width=32), max_size=4)))
    amounts = draw(st.lists(AMOUNT, min_size=len(edges) + 1, max_size=len(edges) + 1))
    return ShapeTable(name, tuple(edges), tuple(amounts), draw(AMOUNT))


@st.composite
def pairs(draw):
    first, second = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=2, unique=True))
    rows, columns = draw(tables(first)).edges, draw(tables(second)).edges
    cells = st.lists(AMOUNT, min_size=len(columns) + 2, max_size=len(columns) + 2).map(tuple)
    grid = draw(st.lists(cells, min_size=len(rows) + 2, max_size=len(rows) + 2))
    return PairTable(first, second, rows, columns, tuple(grid))


@st.composite
def models(draw):
    shapes = tuple(draw(tables(name)) for name in NAMES)
    both = tuple(draw(st.lists(pairs(), min_size=1, max_size=3)))
    return snap_model(AdditiveModel("1", draw(AMOUNT), shapes, both))


@settings(max_examples=60, deadline=None)
@given(model=models(), data=st.data())
def test_the_reasons_and_the_intercept_add_up_to_the_score_with_pairs_too(model, data):
    row = pd.Series({name: data.draw(values(name)) for name in NAMES})
    parts = explain(CANDIDATE, OPENING, row=row, model=model, knowledge=KNOWLEDGE)
    total = model.intercept + sum(part.amount for part in parts)
    assert total == pytest.approx(float(model.score(row.to_frame().T)[0]), abs=1e-9)


def test_a_value_beside_an_edge_is_explained_on_the_side_it_is_scored_on():
    edge = float(np.float32(0.1))
    model = AdditiveModel("1", 0.0, (ShapeTable("wishes__match", (edge,), (0.0, 1.0)),))
    row = pd.Series({"wishes__match": 0.1})
    parts = explain(CANDIDATE, OPENING, row=row, model=model, knowledge=KNOWLEDGE)
    assert [part.amount for part in parts] == model.score(row.to_frame().T).tolist() == [1.0]


def test_what_two_features_add_together_is_named_after_both():
    table = PairTable(
        "commute__minutes", "hours__gap", (30.0,), (), ((0.0, 0.0), (-0.75, -0.5), (0.0, 0.0))
    )
    row = pd.Series({"commute__minutes": 45.0, "hours__gap": np.nan})
    model = AdditiveModel("1", 0.0, (), (table,))
    (part,) = explain(CANDIDATE, OPENING, row=row, model=model, knowledge=KNOWLEDGE)
    assert (part.amount, part.value) == (-0.5, None)
    assert part.text_da == "Pendling: 45 minutter sammen med timer fra det ønskede: ukendt"
    assert part.text_en == "Commute: 45 minutes together with hours from what is wished: unknown"


def test_a_skill_that_another_serves_for_is_told_with_the_one_that_does():
    knowledge = Knowledge(skill_nearness={"drive": {"weld": 0.6}}, labels=KNOWLEDGE.labels)
    table = ShapeTable("skills__required_coverage", (0.5,), (0.0, 1.0))
    row = pd.Series({"skills__required_coverage": 0.7})
    parts = explain(
        CANDIDATE, OPENING, row=row, model=AdditiveModel("1", 0.0, (table,)), knowledge=knowledge
    )
    told = {part.text_en: part.text_da for part in parts}
    assert told["Drive: near weld, counts 60%"] == "Køre: nær svejse, tæller 60\u00a0%"
