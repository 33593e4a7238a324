"""The talent model: that a student completes a programme, and that who has completed goes on.

Going on is to an education or an apprenticeship. It is learned from students' placements alone, and
sees nothing of the employment effort, whose purpose is another.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from matcher.features.talent import BLOCK, TalentPairs
from matcher.models.staged_experts import build_staged_version_0
from matcher.models.stages import StagedModel
from matcher.vocabulary import Knowledge

MODEL = "talent"
STAGES = ("completed", "continued")


def build_version_0() -> StagedModel:
    """Build the version that foretells before anything is learned."""
    return build_staged_version_0(MODEL)


def compute_benefits(
    model: StagedModel,
    students: pd.DataFrame,
    programmes: pd.DataFrame,
    *,
    knowledge: Knowledge,
    wishes: pd.DataFrame | None = None,
) -> NDArray[np.float32]:
    """Compute the expected benefit of every student in every programme.

    The benefit is the chance that the student completes the programme and goes on to an education
    or an apprenticeship; so the sum over a round's placements is how many are expected to.

    Parameters
    ----------
    model : StagedModel
        The version that foretells, such as `build_version_0`'s.
    students, programmes : DataFrame
        With the columns that `matcher.features.talent` names.
    knowledge : Knowledge
        For the way.
    wishes : DataFrame, optional
        ``student``, ``programme`` and ``place``, 1 for the first wish.

    Returns
    -------
    ndarray of float32, shape (n_students, n_programmes)
        From 0 to 1; what the law or a coordinator forbids is not taken into account.
    """
    pairs = TalentPairs.prepare(students, programmes, knowledge=knowledge, wishes=wishes)
    found = np.empty((len(students), len(programmes)), np.float32)
    for start in range(0, len(students), BLOCK):
        rows = np.arange(start, min(start + BLOCK, len(students)))
        measured = pairs.measure(rows).reshape(-1, len(model.names))
        found[rows] = model.predict(measured).reshape(len(rows), -1)
    return found
