"""From pairs to the frame of their features."""

import pandas as pd

from matcher.features import commute, conditions, occupation, skills
from matcher.features.catalogue import NAMES
from matcher.vocabulary import Knowledge

FAMILIES = (skills.measure, occupation.measure, commute.measure, conditions.measure)


def build_pair_features(pairs: pd.DataFrame, knowledge: Knowledge) -> pd.DataFrame:
    """Build the features of pairs.

    Parameters
    ----------
    pairs : DataFrame of shape (n_pairs, 2)
        Object columns ``candidate`` and ``opening``.
    knowledge : Knowledge
        Taxonomy and places.

    Returns
    -------
    DataFrame of shape (n_pairs, n_features), dtype float
        The index of ``pairs``, the columns of `catalogue.FEATURES` in order; unknown is NaN.
    """
    rows = [
        {
            name: value
            for measure in FAMILIES
            for name, value in measure(candidate, opening, knowledge).items()
        }
        for candidate, opening in zip(pairs["candidate"], pairs["opening"], strict=True)
    ]
    return pd.DataFrame(rows, index=pairs.index, columns=list(NAMES), dtype=float)
