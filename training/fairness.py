"""Whether a challenger treats groups as well as the champion; measured on them, never trained.

Three measures by group, each as a ratio to the group that fares best (fairlearn's `MetricFrame`):

* **selection rate**: the share of the group's shown pairs that stand in the top ten;
* **true positive rate** (equal opportunity, Hardt, Price and Srebro 2016,
  https://arxiv.org/abs/1610.02413): the same share among the pairs that turned out well;
* **exposure** (Singh and Joachims 2018, https://doi.org/10.1145/3219819.3220088): the mean of
  ``1 / log2(1 + rank)``, what a place on a list is worth.

The limit is the four-fifths rule, 29 CFR 1607.4(D): the ratio is not below 0.80. A group breaks it
when its ratio under the challenger is below the limit *and* the 95 % interval of its change from
the champion or from version 0, over openings drawn anew, lies below zero: noise decides nothing,
and a shortfall that both have as much of is reported but not held against the challenger, since
keeping them would not mend it. Version 0 stands still, so that many small steps, each too small to
be sure of, do not lead where one would not have been let. Accuracy by group and measured bias are
what articles 10(2)(f) and 15 of the AI Act (EU 2024/1689) ask of a system that ranks people for
work.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from fairlearn.metrics import MetricFrame, mean_prediction, selection_rate, true_positive_rate
from numpy.typing import NDArray

from matcher.campus import Student
from matcher.store import Session
from matcher.store.student_traits import StudentTraits, list_student_traits
from matcher.store.traits import Traits, list_traits
from matcher.vocabulary import Candidate
from training.evaluation import Interval, draw_clusters

TOP = 10
LOWEST = 0.8
"""The four-fifths rule, 29 CFR 1607.4(D)."""

SMALLEST = 30
"""Groups with fewer shown pairs, or fewer that turned out well, are reported but decide nothing."""

FEWEST_TO_COMPARE = 2
"""One row alone has nobody to be compared with."""

SMALLEST_SHARE = 0.02
"""So are groups of less than two in a hundred, which 29 CFR 1607.4(A) does not ask for either."""

SMALLEST_TOGETHER = 100
"""Groups by two attributes at once are reported from this many shown pairs; they decide nothing."""

ATTRIBUTES = ("sex", "age", "origin", "benefit_group")
"""Of people of the employment effort."""

STUDENT_ATTRIBUTES = ("sex", "language_background", "track")
TOGETHER = (("sex", "origin"), ("sex", "age"))
Known = Mapping[str, Traits]
"""Sex and origin by candidate."""

METRICS = {
    "selection_rate": selection_rate,
    "true_positive_rate": true_positive_rate,
    "exposure": mean_prediction,
    "better_half": selection_rate,
    "better_half_of_good": true_positive_rate,
}
RANKED = ("selection_rate", "true_positive_rate", "exposure")
"""The measures of a model that makes lists; the others are of one that makes none."""

OF_GOOD = frozenset({"true_positive_rate", "better_half_of_good"})
"""The measures of those that turned out well."""


@dataclass(frozen=True)
class GroupMeasure:
    """One measure of one group under three models, and whether it decides.

    ``champion``, ``version_0`` and ``challenger`` are ratios to the group that fares best under
    that model (the best among groups large enough), ``rate`` is the challenger's own, ``change``
    the challenger's ratio less the champion's, ``change_from_0`` less version 0's.
    """

    attribute: str
    group: str
    measure: str
    pairs: int
    rate: float
    champion: float
    version_0: float
    challenger: Interval
    change: Interval
    change_from_0: Interval
    decides: bool

    @property
    def holds(self) -> bool:
        """The group is above the limit, or not surely worse off than under either other model."""
        no_worse = self.change.high >= 0 and self.change_from_0.high >= 0
        return not self.decides or self.challenger.mean >= LOWEST or no_worse


def read_traits(session: Session) -> dict[str, Traits]:
    """Read sex and origin by candidate; nothing else in the house does."""
    return list_traits(session)


def read_student_groups(session: Session, students: Sequence[Student]) -> pd.DataFrame:
    """Give each row's student their groups; missing where it is not known."""
    traits = list_student_traits(session)
    known = [traits.get(one.reference, StudentTraits(one.reference)) for one in students]
    columns: dict[str, list[object]] = {
        "sex": [one.sex for one in known],
        "language_background": [one.language_background for one in known],
        "track": [one.track for one in students],
    }
    return pd.DataFrame(
        {
            name: pd.Series([one and str(one) for one in columns[name]], dtype=object)
            for name in STUDENT_ATTRIBUTES
        }
    )


def build_groups(people: Sequence[Candidate], traits: Known, *, today: date) -> pd.DataFrame:
    """Give each row's person their groups; missing where it is not known.

    Parameters
    ----------
    people : sequence of Candidate, one a row
        The people of the rows.
    traits : mapping
        Sex and origin by reference, of those who have them.
    today : date
        For age bands.
    """
    known = [traits.get(one.reference, Traits(one.reference)) for one in people]
    return pd.DataFrame(
        {
            "sex": pd.Series([one.sex and str(one.sex) for one in known], dtype=object),
            "age": [_band_age(one, today) for one in people],
            "origin": pd.Series([one.origin and str(one.origin) for one in known], dtype=object),
            "benefit_group": [str(one.benefit_group or "student") for one in people],
        }
    )


def measure_groups(
    frame: pd.DataFrame,
    groups: pd.DataFrame,
    *,
    happened: NDArray[np.bool_],
    version_0: NDArray[np.float64],
    champion: NDArray[np.float64],
    challenger: NDArray[np.float64],
    seed: int = 0,
) -> tuple[GroupMeasure, ...]:
    """Measure every group of every attribute, and of a few attributes together, in lists.

    Parameters
    ----------
    frame : DataFrame
        Shown pairs of the later period, with ``list_id`` and ``opening``.
    groups : DataFrame of shape (n_pairs, n_attributes)
        As `build_groups` gives them.
    happened : ndarray of shape (n_pairs,)
        Which pairs turned out well.
    version_0, champion, challenger : ndarray of shape (n_pairs,)
        The three models' scores.
    seed : int
        Of the drawing.
    """
    ranks = [_rank(frame, one) for one in (version_0, champion, challenger)]
    worths = {measure: [_read_worth(measure, one) for one in ranks] for measure in RANKED}
    return _measure(groups, frame["opening"], happened, worths, seed)


def measure_halves(
    groups: pd.DataFrame,
    people: pd.Series,
    *,
    happened: NDArray[np.bool_],
    version_0: NDArray[np.float64],
    champion: NDArray[np.float64],
    challenger: NDArray[np.float64],
    seed: int = 0,
) -> tuple[GroupMeasure, ...]:
    """Measure every group of every attribute by who is in the better half of the chances.

    For a model that makes no lists: the share of the group's rows whose chance is among the better
    half of all, and the same share among those that turned out well.

    Parameters
    ----------
    groups : DataFrame of shape (n_rows, n_attributes)
        Each row's groups; missing where it is not known.
    people : Series of shape (n_rows,)
        Whose row each is; they are drawn anew as a whole.
    happened : ndarray of shape (n_rows,)
        Which rows turned out well.
    version_0, champion, challenger : ndarray of shape (n_rows,)
        The three models' chances.
    seed : int
        Of the drawing.
    """
    halves: list[NDArray[np.float64]] = [
        np.asarray(pd.Series(-one).rank(method="first") <= len(one) / 2, np.float64)
        for one in (version_0, champion, challenger)
    ]
    worths = {measure: halves for measure in METRICS if measure not in RANKED}
    return _measure(groups, people, happened, worths, seed)


Worths = Mapping[str, Sequence[NDArray[np.float64]]]
"""What each row is worth to its person by each measure, under each of the three models."""


def _measure(
    groups: pd.DataFrame,
    drawn_as: pd.Series,
    happened: NDArray[np.bool_],
    worths: Worths,
    seed: int,
) -> tuple[GroupMeasure, ...]:
    clusters = pd.factorize(drawn_as)[0]
    drawn = draw_clusters(int(clusters.max()) + 1, seed=seed) if len(clusters) else np.empty((0, 0))
    found: list[GroupMeasure] = []
    for name in groups.columns:
        decide = SMALLEST
        found += _measure_attribute(
            str(name), groups[name], happened, worths, clusters, drawn, decide
        )
    for first, second in TOGETHER:
        if not {first, second} <= set(groups.columns):
            continue
        both = groups[first].str.cat(groups[second], sep="+")
        sizes = both.map(both.value_counts())
        large = both.where(sizes >= SMALLEST_TOGETHER)
        name = f"{first}+{second}"
        found += _measure_attribute(name, large, happened, worths, clusters, drawn, None)
    return tuple(found)


def list_measured(measures: Sequence[GroupMeasure]) -> frozenset[str]:
    """List the attributes with at least two groups large enough to be compared."""
    large = {(one.attribute, one.group) for one in measures if one.decides}
    names = [attribute for attribute, _ in large]
    return frozenset(name for name in names if names.count(name) >= 2)


def _measure_attribute(
    attribute: str,
    labels: pd.Series,
    happened: NDArray[np.bool_],
    worths: Worths,
    clusters: NDArray[np.int64],
    drawn: NDArray[np.float64],
    smallest: int | None,
) -> Iterator[GroupMeasure]:
    known = labels.notna().to_numpy()
    if not known.any():
        return
    named, seen = labels[known].to_numpy(), happened[known]
    for measure, models in worths.items():
        rows = seen if measure in OF_GOOD else np.ones(len(seen), bool)
        if rows.sum() < FEWEST_TO_COMPARE:
            continue
        own = [one[known] for one in models]
        frames = [
            MetricFrame(
                metrics=METRICS[measure],
                y_true=seen[rows].astype(int),
                y_pred=one[rows],
                sensitive_features=named[rows],
            )
            for one in own
        ]
        sizes = pd.Series(named[rows]).value_counts()
        fewest = max(smallest or SMALLEST, SMALLEST_SHARE * rows.sum())
        large = [str(name) for name, size in sizes.items() if size >= fewest]
        drawings = [_Drawing(named, one, rows, clusters[known], drawn) for one in own]
        for group in sorted(sizes.index):
            yield _compare(
                (attribute, str(group), measure),
                int(sizes[group]),
                frames,
                drawings,
                large or [str(name) for name in sizes.index],
                decides=smallest is not None and group in large and len(large) > 1,
            )


class _Drawing:
    """Group rates over drawn openings, for one model and one measure."""

    def __init__(
        self,
        named: NDArray[np.object_],
        worth: NDArray[np.float64],
        rows: NDArray[np.bool_],
        openings: NDArray[np.int64],
        drawn: NDArray[np.float64],
    ) -> None:
        self._parts = (named, worth, rows, openings, drawn)

    def rate(self, group: str) -> NDArray[np.float64]:
        """Give the group's rate in every round; NaN where none of it was drawn."""
        named, worth, rows, openings, drawn = self._parts
        own = rows & (named == group)
        size = drawn.shape[1]
        over = drawn @ np.bincount(openings[own], weights=worth[own], minlength=size)
        under = drawn @ np.bincount(openings[own], minlength=size)
        rates: NDArray[np.float64] = np.divide(
            over, under, out=np.full(len(over), np.nan), where=under > 0
        )
        return rates


def _compare(
    names: tuple[str, str, str],
    pairs: int,
    frames: Sequence[MetricFrame],
    drawings: Sequence[_Drawing],
    large: Sequence[str],
    *,
    decides: bool,
) -> GroupMeasure:
    group = names[1]
    ratios, rounds = [], []
    for frame, drawing in zip(frames, drawings, strict=True):
        best = frame.by_group[large].astype(float).idxmax()
        ratios.append(_divide(float(frame.by_group[group]), float(frame.by_group[best])))
        with np.errstate(divide="ignore", invalid="ignore"):
            rounds.append(drawing.rate(group) / drawing.rate(best))
    # a round in which a small group's best rate is nought has no ratio
    with np.errstate(invalid="ignore"):
        changes = [rounds[2] - rounds[other] for other in (1, 0)]
    return GroupMeasure(
        *names,
        pairs=pairs,
        rate=float(frames[2].by_group[group]),
        champion=ratios[1],
        version_0=ratios[0],
        challenger=_cut(ratios[2], rounds[2]),
        change=_cut(ratios[2] - ratios[1], changes[0]),
        change_from_0=_cut(ratios[2] - ratios[0], changes[1]),
        decides=decides,
    )


def _cut(mean: float, rounds: NDArray[np.float64]) -> Interval:
    finite = rounds[np.isfinite(rounds)]
    if not len(finite):
        return Interval(mean, mean, mean)
    low, high = np.quantile(finite, [0.025, 0.975])
    return Interval(mean, float(low), float(high))


def _divide(rate: float, best: float) -> float:
    return rate / best if best else 1.0


def _rank(frame: pd.DataFrame, scores: NDArray[np.float64]) -> NDArray[np.int64]:
    ranks = pd.Series(-scores).groupby(frame["list_id"].to_numpy()).rank(method="first")
    whole: NDArray[np.int64] = ranks.to_numpy().astype(np.int64)
    return whole


def _read_worth(measure: str, ranks: NDArray[np.int64]) -> NDArray[np.float64]:
    return 1 / np.log2(1 + ranks) if measure == "exposure" else (ranks <= TOP).astype(float)


def _band_age(candidate: Candidate, today: date) -> str:
    age = today.year - candidate.birth_year
    for limit, name in ((25, "-24"), (40, "25-39"), (55, "40-54")):
        if age < limit:
            return name
    return "55-"
