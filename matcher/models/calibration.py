"""From scores to chances, by Platt's sigmoid (Platt 1999), kept as two numbers."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression


@dataclass(frozen=True)
class Calibration:
    """A rising sigmoid: chance = 1 / (1 + exp(-(slope * score + offset)))."""

    slope: float
    offset: float

    @classmethod
    def fit(cls, scores: NDArray[np.float64], happened: NDArray[np.bool_]) -> Self:
        """Fit to scores and what happened; where only one thing ever happened, its base rate."""
        rate = float(np.clip(happened.mean() if len(happened) else 0.0, 1e-6, 1 - 1e-6))
        flat = cls(0.0, float(np.log(rate / (1 - rate))))
        if len(set(happened.tolist())) < 2:
            return flat
        fitted = LogisticRegression(C=1e6, max_iter=1000).fit(scores.reshape(-1, 1), happened)
        slope = float(fitted.coef_[0, 0])
        return cls(slope, float(fitted.intercept_[0])) if slope > 0 else flat

    def predict(self, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """Foretell the chance of a placement for each score."""
        told: NDArray[np.float64] = 1 / (1 + np.exp(-(self.slope * scores + self.offset)))
        return told

    def predict_one(self, score: float) -> float:
        """Foretell the chance for one score."""
        return float(self.predict(np.array([score]))[0])
