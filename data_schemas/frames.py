"""Columns of the training frames, checked where a frame is built."""

from collections.abc import Sequence

import pandas as pd
import pandera.pandas as pa

BEST_GAIN = 7.0
LIST, SEARCH = "list", "search"


def _lasted_was_placed(frame: pd.DataFrame) -> "pd.Series[bool]":
    return frame["placed"] | (frame["lasted"] != 1.0)


def _is_settled_where_lasting_is_known(frame: pd.DataFrame) -> "pd.Series[bool]":
    return frame["settled"] == frame["lasted"].notna()


def _has_a_score_where_a_list_showed_it(frame: pd.DataFrame) -> "pd.Series[bool]":
    return frame["score"].notna() | (frame["source"] == SEARCH)


def _has_its_rank_alone(frame: pd.DataFrame) -> "pd.Series[bool]":
    return ~frame.duplicated(["list_id", "rank", "source"], keep=False) | (
        frame["source"] == SEARCH
    )


def _lies_in_a_list_of_one_opening(frame: pd.DataFrame) -> "pd.Series[bool]":
    first = frame.drop_duplicates("list_id").set_index("list_id")["opening"]
    return frame["opening"] == frame["list_id"].map(first)


SHOWN_PAIRS = pa.DataFrameSchema(
    {
        "list_id": pa.Column(str),
        "opening": pa.Column(str),
        "candidate": pa.Column(str),
        "rank": pa.Column(int, pa.Check.ge(1), description="as shown; 1 for a search"),
        "model_rank": pa.Column(int, pa.Check.ge(1), description="before neighbours swapped"),
        "score": pa.Column(float, nullable=True, description="NaN for a search: none was given"),
        "propensity": pa.Column(
            float,
            [pa.Check.gt(0), pa.Check.le(1)],
            description="chance, by the design of the list, to stand at this rank",
        ),
        "shown_at": pa.Column("datetime64[us, UTC]", coerce=True),
        "source": pa.Column(str, pa.Check.isin([LIST, SEARCH])),
        "gain": pa.Column(
            float, pa.Check.in_range(0, BEST_GAIN), description="graded outcome, docs/labels.md"
        ),
        "placed": pa.Column(bool),
        "shortlisted": pa.Column(bool, description="anything at all came of it"),
        "lasted": pa.Column(
            float,
            pa.Check.isin([0.0, 1.0]),
            nullable=True,
            description="1 lasted 26 weeks, 0 did not, NaN too young to say",
        ),
        "settled": pa.Column(bool, description="False where the gain is the one to be expected"),
    },
    checks=[
        pa.Check(_lasted_was_placed, name="what lasted was placed", error="what lasted was placed"),
        pa.Check(
            _is_settled_where_lasting_is_known,
            name="settled",
            error="a pair is settled where it is known whether it lasted",
        ),
        pa.Check(
            _has_a_score_where_a_list_showed_it,
            name="score",
            error="what a list showed has a score",
        ),
        pa.Check(_has_its_rank_alone, name="rank", error="a list has one pair a rank"),
        pa.Check(_lies_in_a_list_of_one_opening, name="opening", error="a list is of one opening"),
    ],
    strict=True,
    coerce=True,
    unique=["list_id", "candidate"],
)
"""One row a pair shown in a list, or found by an own search, with what came of it."""


def build_begun_schema(stages: Sequence[str]) -> pa.DataFrameSchema:
    """Build the schema of what was begun: one row a path or a place, with how far it came.

    Parameters
    ----------
    stages : sequence of str
        In the order that people come through them; 1 came through, 0 did not, NaN was not come to
        or cannot be told yet. The first is told of every row.
    """
    first, *later = stages

    def comes_through_in_order(frame: pd.DataFrame) -> "pd.Series[bool]":
        holds = pd.Series(True, frame.index)
        for before, after in zip(stages, later, strict=False):
            holds &= frame[after].isna() | frame[before].eq(1.0)
        return holds

    came = pa.Check.isin([0.0, 1.0])
    return pa.DataFrameSchema(
        {
            "person": pa.Column(str),
            "key": pa.Column(str, description="the plan or the programme"),
            "begun_at": pa.Column("datetime64[us, UTC]", coerce=True),
            first: pa.Column(float, came, coerce=True),
            **{one: pa.Column(float, came, nullable=True, coerce=True) for one in later},
        },
        checks=[
            pa.Check(
                comes_through_in_order,
                name="stages",
                error="who came to a stage came through the one before it",
            )
        ],
        strict=True,
        unique=["person", "key"],
    )
