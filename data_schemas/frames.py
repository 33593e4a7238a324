"""Columns of the training frames, checked where a frame is built."""

import pandera.pandas as pa

SHOWN_PAIRS = pa.DataFrameSchema(
    {
        "list_id": pa.Column(str),
        "opening": pa.Column(str),
        "candidate": pa.Column(str),
        "rank": pa.Column(int, pa.Check.ge(1)),
        "score": pa.Column(float),
        "shown_at": pa.Column("datetime64[us, UTC]", coerce=True),
        "gain": pa.Column(float, pa.Check.ge(0), description="graded outcome"),
        "placed": pa.Column(bool),
        "shortlisted": pa.Column(bool),
    },
    strict=True,
    coerce=True,
    unique=["list_id", "candidate"],
)
"""One row a pair shown in a list, with what came of it."""
