"""What is never a feature: protected attributes, and what is law's business.

Article 9 of the GDPR and Article 10 of Regulation (EU) 2024/1689 (the AI Act) ask for care with
them; the house asks that they are measured on, never trained on.
"""

from collections.abc import Iterable

from matcher.errors import N_, InvalidInput

FORBIDDEN = frozenset(
    {
        "age",
        "benefit",
        "benefit_group",
        "birth",
        "birth_year",
        "cpr",
        "disability",
        "ethnicity",
        "gender",
        "health",
        "nationality",
        "origin",
        "postcode",
        "religion",
        "sex",
        "unemployed",
        "unemployed_since",
    }
)
"""Words that may be neither a feature's family nor its measure."""

UNREAD = frozenset({"birth_year", "benefit_group", "unemployed_since"})
"""Attributes of a candidate that no feature module may read."""


def check_features(columns: Iterable[str]) -> None:
    """Refuse columns that are, or are named for, a forbidden attribute.

    Raises
    ------
    InvalidInput
        If a column's family or measure is forbidden, or its name is not ``family__measure``.
    """
    for column in columns:
        family, _, measure = column.partition("__")
        if not measure or {family, measure} & FORBIDDEN:
            raise InvalidInput(
                column,
                N_("this may not be a feature"),
                N_("Name it family__measure, and leave protected attributes out"),
            )
