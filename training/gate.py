"""Whether a challenger takes the champion's place, and why.

Every condition gives its own result; the ruling is their conjunction. What is a warning is said and
decides nothing.

* **ranking**: the 95 % interval of the gain in nDCG@10 lies above zero; or above minus `MARGIN`,
  while the intervals of what Brier score and log loss fall by both lie above zero.
* **foretelling**, in place of ranking for a model in stages: the 95 % interval of what the log loss
  of all that came falls by lies above zero, it falls from version 0's too, and the chances do not
  surely order worse.
* **calibration**, of a model in stages: foretold chances do not surely miss by more than
  `FARTHEST_OFF` on average.
* **fairness**, by attribute: the limits of `training.fairness`.
* **directions**: no feature's whole effect goes against its direction anywhere.
* **range**: every table and score is finite, steps within `TABLE_RANGE` and scores within
  `SCORE_RANGE`; version 0's greatest step is 1.5 and its scores lie within 12.
* **data**: every feature is unknown or within what its catalogue declares. The log itself is held
  against `data_schemas.frames.SHOWN_PAIRS` before anything is fitted, and a fault in it ends the
  training.
* **outcomes**, **later outcomes**, **lists**, **openings**: at least `FEWEST_OUTCOMES`,
  `FEWEST_LATER`, `FEWEST_LISTS` and `FEWEST_OPENINGS`; fewer say too little, whatever their
  interval says, since intervals are drawn over openings.
* **outcome drift**: the share of lists' pairs that came to anything, or to a job, has not moved
  beyond `training.drift`'s limit. Where it has, the recording is likelier to have changed than the
  world, and somebody must look before it is learned from unattended.
* **feature drift**: a warning. The world may move, and the challenger had to be better on the later
  period.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from matcher.features import BY_NAME
from matcher.models.shape_table import AdditiveModel, list_broken_directions
from matcher.vocabulary import Language
from training.drift import BOUND, Drift
from training.evaluation import Interval
from training.fairness import ATTRIBUTES as PEOPLES
from training.fairness import LOWEST, GroupMeasure
from training.wording import ATTRIBUTES, COLUMNS, GROUPS, LANGUAGES, MEASURES, STAGES, Names, name

MARGIN = 0.01
"""How much worse in nDCG@10 still counts as no worse.

As much as if one list in four had the right person fifth instead of fourth.
"""

FEWEST_OUTCOMES = 100
FEWEST_LATER = 30
FEWEST_LISTS = 30
FEWEST_OPENINGS = 20
FARTHEST_OFF = 0.1
"""How far foretold chances may surely miss by on average, in a model in stages."""

TABLE_RANGE = 20.0
SCORE_RANGE = 50.0


@dataclass(frozen=True)
class Condition:
    """One condition: its figure against its limit, whether it holds and decides, and the reason."""

    name: str
    figure: float | None
    limit: float | None
    holds: bool
    reason_da: str
    reason_en: str
    decides: bool = True
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Ruling:
    """Promoted or kept, with the reasons in both languages and every condition."""

    promoted: bool
    reasons_da: tuple[str, ...]
    reasons_en: tuple[str, ...]
    conditions: tuple[Condition, ...]


def rule_on(conditions: Sequence[Condition]) -> Ruling:
    """Rule on a challenger: promoted if every condition that decides holds.

    Parameters
    ----------
    conditions : sequence of Condition
        At least one that decides.

    Returns
    -------
    Ruling
        Its reasons are those of the conditions that failed, or of the first where none did.
    """
    failed = [one for one in conditions if one.decides and not one.holds]
    told = failed or conditions[:1]
    return Ruling(
        not failed and any(one.decides for one in conditions),
        tuple(one.reason_da for one in told),
        tuple(one.reason_en for one in told),
        tuple(conditions),
    )


def check_ranking(gain: Interval, *, brier: Interval, log_loss: Interval) -> Condition:
    """Check that the challenger orders better, or as well and foretells better.

    Parameters
    ----------
    gain : Interval
        Challenger's nDCG@10 less the champion's, on the same later lists.
    brier, log_loss : Interval
        By how much the challenger's loss is below the champion's, on the same later pairs.
    """
    better = gain.low > 0
    no_worse = gain.low > -MARGIN
    truer = brier.low > 0 and log_loss.low > 0
    if better:
        da, en = "nDCG@10 er {} bedre på senere data", "nDCG@10 is {} better on later data"
    elif no_worse and truer:
        da = "rækkefølgen er ikke ringere ({}), og chancerne er forudsagt bedre"
        en = "the order is no worse ({}), and chances are foretold better"
    elif no_worse:
        da = "forskellen i nDCG@10 er {}; intervallet går ikke fri af nul"
        en = "the difference in nDCG@10 is {}; the interval reaches zero"
        da += ", og chancerne er ikke sikkert forudsagt bedre"
        en += ", and chances are not surely foretold better"
    else:
        da = "forskellen i nDCG@10 er {}; den kan være ringere end den tilladte margen"
        en = "the difference in nDCG@10 is {}; it may be worse than the margin allows"
    return Condition(
        "ranking",
        gain.mean,
        0.0,
        better or (no_worse and truer),
        da.format(_write(gain, "da")),
        en.format(_write(gain, "en")),
        low=gain.low,
        high=gain.high,
    )


def check_foretelling(gain: Interval, gain_from_0: Interval, order: Interval) -> Condition:
    """Check that the challenger foretells what came better, and orders no worse.

    Parameters
    ----------
    gain, gain_from_0 : Interval
        What its log loss is below the champion's, and below version 0's, on the same later rows.
    order : Interval
        Its area under the curve less the champion's; it fails where it is surely below.
    """
    better = gain.low > 0 and gain_from_0.mean > 0
    holds = better and order.high >= 0
    if holds:
        da, en = "log-tabet er {} lavere på senere data", "log loss is {} lower on later data"
    elif better:
        da, en = "chancerne ordner ringere end før", "the chances order worse than before"
    elif gain.low > 0:
        da, en = "log-tabet er ikke lavere end version 0's", "log loss is no lower than version 0's"
    else:
        da = "log-tabet er {} lavere; intervallet går ikke fri af nul"
        en = "log loss is {} lower; the interval reaches zero"
    return Condition(
        "foretelling",
        gain.mean,
        0.0,
        holds,
        da.format(_write(gain, "da")),
        en.format(_write(gain, "en")),
        low=gain.low,
        high=gain.high,
    )


def check_calibration(errors: Mapping[str, Interval]) -> Condition:
    """Check that foretold chances lie near what happened in each stage, as far as can be told."""
    stage = max(errors, key=lambda one: errors[one].low)
    worst = errors[stage]
    da, en = (name(STAGES, stage, to) for to in LANGUAGES)
    missed = {to: _write(worst, to).replace("+", "") for to in LANGUAGES}
    return Condition(
        "calibration",
        worst.mean,
        FARTHEST_OFF,
        worst.low <= FARTHEST_OFF,
        f"chancen for, at nogen {da}, rammer {missed['da']} ved siden af",
        f"the chance that somebody {en} misses by {missed['en']}",
        low=worst.low,
        high=worst.high,
    )


def check_fairness(
    measures: Sequence[GroupMeasure],
    measured: Collection[str],
    attributes: Sequence[str] = PEOPLES,
) -> Iterator[Condition]:
    """Check every attribute's groups; an attribute nobody knows decides nothing, and says so.

    Parameters
    ----------
    measures : sequence of GroupMeasure
        Of every attribute.
    measured : collection of str
        The attributes with groups enough to be compared.
    attributes : sequence of str
        Those that are to be.
    """
    for attribute in attributes:
        da, en = ATTRIBUTES[attribute]
        if attribute not in measured:
            yield Condition(
                f"fairness_{attribute}",
                None,
                LOWEST,
                True,
                f"{da}: ikke målt, for få kendte grupper",
                f"{en}: not measured, too few known groups",
                decides=False,
            )
            continue
        own = [one for one in measures if one.attribute == attribute and one.decides]
        worst = min(own, key=lambda one: (one.holds, one.challenger.mean))
        yield Condition(
            f"fairness_{attribute}",
            worst.challenger.mean,
            LOWEST,
            worst.holds,
            _word_group(worst, "da"),
            _word_group(worst, "en"),
            low=worst.challenger.low,
            high=worst.challenger.high,
        )


def check_model(
    model: AdditiveModel, scores: NDArray[np.float64], directions: Mapping[str, int]
) -> Iterator[Condition]:
    """Check that the model's directions hold, and that all it says is finite and within range."""
    yield from check_models([model], scores, directions)


def check_models(
    models: Sequence[AdditiveModel], scores: NDArray[np.float64], directions: Mapping[str, int]
) -> Iterator[Condition]:
    """Check a model's stages as `check_model` does its only one."""
    broken = {one for model in models for one in list_broken_directions(model, directions)}
    da, en = (", ".join(name(COLUMNS, one, to) for one in sorted(broken)) for to in LANGUAGES)
    yield Condition(
        "directions",
        float(len(broken)),
        0.0,
        not broken,
        f"retningen brydes for {da}" if broken else "alle retninger holder",
        f"the direction is broken for {en}" if broken else "every direction holds",
    )
    step, score = (
        _find_greatest(np.concatenate(list(map(_list_steps, models)))),
        _find_greatest(scores),
    )
    within = step <= TABLE_RANGE and score <= SCORE_RANGE
    yield Condition(
        "range",
        score if np.isfinite(score) else None,
        SCORE_RANGE,
        within,
        f"største score {score:.1f}; største trin {step:.1f}".replace(".", ","),
        f"greatest score {score:.1f}, greatest step {step:.1f}",
    )


def _list_steps(model: AdditiveModel) -> NDArray[np.float64]:
    steps = [model.intercept, *(v for one in model.shapes for v in (*one.values, one.missing))]
    steps += [value for one in model.pairs for row in one.values for value in row]
    return np.array(steps)


def check_data(features: pd.DataFrame) -> Condition:
    """Check that every feature is unknown or within its declared range.

    Parameters
    ----------
    features : DataFrame of shape (n_pairs, n_features)
        Columns of `matcher.features.catalogue`.
    """
    columns = [str(one) for one in features.columns]
    kept = [features[one].between(BY_NAME[one].low, BY_NAME[one].high) for one in columns]
    counts = [
        int((~within & features[one].notna()).sum())
        for one, within in zip(columns, kept, strict=True)
    ]
    faults = sum(counts)
    outside = [one for one, count in zip(columns, counts, strict=True) if count]
    da, en = (", ".join(name(COLUMNS, one, to) for one in outside) for to in LANGUAGES)
    return Condition(
        "data",
        float(faults),
        0.0,
        not faults,
        f"{faults} værdier uden for det tilladte: {da}" if faults else "grundlaget er uden fejl",
        f"{faults} values out of range: {en}" if faults else "the data are without faults",
    )


def check_amounts(*, outcomes: int, later: int, lists: int, openings: int) -> Iterator[Condition]:
    """Check that there is enough to rule on: outcomes in all and later, later lists, openings."""
    return check_counts(
        outcomes=(outcomes, FEWEST_OUTCOMES),
        later_outcomes=(later, FEWEST_LATER),
        lists=(lists, FEWEST_LISTS),
        openings=(openings, FEWEST_OPENINGS),
    )


COUNTED: Names = {
    "outcomes": ("udfald i alt", "outcomes in all"),
    "later_outcomes": ("udfald i den senere periode", "later outcomes"),
    "lists": ("lister i den senere periode", "lists in the later period"),
    "openings": ("opslag i den senere periode", "openings in the later period"),
    "people": ("personer i den senere periode", "people in the later period"),
}


def check_counts(**counts: tuple[int, int]) -> Iterator[Condition]:
    """Check counts, each named and given with the fewest that are enough."""
    for condition, (count, fewest) in counts.items():
        da, en = COUNTED[condition]
        enough = count >= fewest
        yield Condition(
            condition,
            float(count),
            float(fewest),
            enough,
            f"{count} {da}" if enough else f"kun {count} {da}; mindst {fewest} kræves",
            f"{count} {en}" if enough else f"only {count} {en}; at least {fewest} are required",
        )


def check_drift(features: Sequence[Drift], outcomes: Sequence[Drift]) -> Iterator[Condition]:
    """Check that outcomes have not moved; features that have are a warning."""
    for condition, drifts, decides in (
        ("outcome_drift", outcomes, True),
        ("feature_drift", features, False),
    ):
        worst = max(drifts, key=lambda one: (not one.holds, one.psi), default=None)
        if worst is None:
            continue
        moved = [one.name for one in drifts if not one.holds]
        da, en = (", ".join(name(COLUMNS, one, to) for one in moved) for to in LANGUAGES)
        yield Condition(
            condition,
            worst.psi,
            max(BOUND, worst.by_chance),
            not moved,
            f"har flyttet sig: {da}" if moved else "intet har flyttet sig ud over grænsen",
            f"moved: {en}" if moved else "nothing has moved beyond the limit",
            decides=decides,
        )


def _find_greatest(values: NDArray[np.float64]) -> float:
    if not len(values):
        return 0.0
    greatest = float(np.abs(values).max())
    return greatest if np.isfinite(greatest) else float("inf")


def _word_group(one: GroupMeasure, language: Language) -> str:
    attribute = name(ATTRIBUTES, one.attribute, language)
    measure = name(MEASURES, one.measure, language)
    group = name(GROUPS, one.group, language)
    before, now = f"{one.champion:.2f}", f"{one.challenger.mean:.2f}"
    if language == "da":
        before, now = before.replace(".", ","), now.replace(".", ",")
        verb, then = "lavest er" if one.holds else "for lav er", f"(mesteren {before})"
    else:
        verb, then = "lowest is" if one.holds else "too low is", f"(champion {before})"
    return f"{attribute}: {verb} {measure} for {group}, {now} {then}"


def _write(interval: Interval, language: Language) -> str:
    text = f"{interval.mean:+.3f} [{interval.low:+.3f}, {interval.high:+.3f}]"
    return text.replace(", ", "; ").replace(".", ",") if language == "da" else text
