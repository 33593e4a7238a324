"""Usual Danish job titles by ESCO occupation, as jobcentres and companies write them.

Written by hand for this service; a title may stand under several occupations.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import StringIO


@dataclass(frozen=True)
class UsualTitles:
    """The usual titles by concept, and the same by the concept's English label, in lower case."""

    by_concept: Mapping[str, tuple[str, ...]]
    by_label_en: Mapping[str, tuple[str, ...]]


@cache
def read_usual_titles() -> UsualTitles:
    """Read the usual titles that ship with the house."""
    text = files("data_schemas.catalogue").joinpath("titles.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(StringIO(text)))
    return UsualTitles(
        {row["concept"]: tuple(row["titles_da"].split("|")) for row in rows},
        {row["label_en"].casefold(): tuple(row["titles_da"].split("|")) for row in rows},
    )
