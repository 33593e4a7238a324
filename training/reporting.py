"""The files kept with a version: the whole report as data, and its model card in two languages.

The report's page draws its plots from ``report.json``; each plot stands beside its table, so that
nothing is told by a picture alone.
"""

import json
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from typing import Any, cast

import numpy as np
import pandas as pd

from matcher.features import BY_NAME
from matcher.models.shape_table import AdditiveModel, ShapeTable
from matcher.vocabulary import Language
from training.drift import Drift
from training.wording import ATTRIBUTES, COLUMNS, GROUPS, LANGUAGES, MEASURES, name

PLACES = 4
QUANTILES = 41
SAME = 1e-9


def build_detail(
    *,
    difference: pd.Series,
    champion: AdditiveModel,
    challenger: AdditiveModel,
    drifts: tuple[Sequence[Drift], Sequence[Drift]],
) -> dict[str, Any]:
    """Build what is too much for the database: gain by list, shapes old and new, drift by bin.

    Parameters
    ----------
    difference : Series
        Each later list's nDCG@10 under the challenger less that under the champion.
    champion, challenger : AdditiveModel
        Whose shapes are drawn.
    drifts : tuple of sequences of Drift
        Of the features and of the outcomes.
    """
    values = difference.to_numpy(float)
    points = np.quantile(values, np.linspace(0, 1, QUANTILES)) if len(values) else np.empty(0)
    features, outcomes = drifts
    return {
        "gain_by_list": {
            "better": int((values > SAME).sum()),
            "same": int((np.abs(values) <= SAME).sum()),
            "worse": int((values < -SAME).sum()),
            "quantiles": points.round(PLACES).tolist(),
        },
        "shapes": _pair_shapes(champion, challenger),
        "pairs": [f"{one.first} × {one.second}" for one in challenger.pairs],
        "drift": {
            "features": [_write_drift(one) for one in features],
            "outcomes": [_write_drift(one) for one in outcomes],
        },
    }


def write_documents(detail: Mapping[str, Any]) -> dict[str, bytes]:
    """Write the files of a version from its report."""
    card = "\n\n---\n\n".join(_write_card(detail, language) for language in LANGUAGES)
    return {
        "report.json": json.dumps(detail, sort_keys=True, ensure_ascii=False).encode(),
        "model_card.md": card.encode(),
    }


def _pair_shapes(champion: AdditiveModel, challenger: AdditiveModel) -> list[dict[str, Any]]:
    old = {one.feature: one for one in champion.shapes}
    new = {one.feature: one for one in challenger.shapes}
    paired = [
        {
            "feature": feature,
            "name_da": name(COLUMNS, feature, "da"),
            "name_en": name(COLUMNS, feature, "en"),
            "low": BY_NAME[feature].low,
            "high": BY_NAME[feature].high,
            "old": _write_shape(old[feature]) if feature in old else None,
            "new": _write_shape(new[feature]) if feature in new else None,
        }
        for feature in BY_NAME
        if feature in old or feature in new
    ]
    return sorted(paired, key=lambda one: -_measure_change(one))


def _write_drift(one: Drift) -> dict[str, Any]:
    names = {f"name_{language}": name(COLUMNS, one.name, language) for language in LANGUAGES}
    return asdict(one) | names | {"holds": one.holds}


def _write_shape(table: ShapeTable) -> dict[str, Any]:
    return {
        "edges": [round(one, PLACES) for one in table.edges],
        "values": [round(one, PLACES) for one in table.values],
        "missing": round(table.missing, PLACES),
    }


def _measure_change(pair: Mapping[str, Any]) -> float:
    """Measure how far the two shapes of a feature lie apart at most, where the feature lives."""
    points = np.linspace(pair["low"], pair["high"], 101)
    heights = [
        np.asarray(one["values"])[np.searchsorted(one["edges"], points, side="right")]
        if one
        else np.zeros(len(points))
        for one in (pair["old"], pair["new"])
    ]
    return float(np.abs(heights[1] - heights[0]).max())


@cache
def read_words() -> Mapping[Language, Mapping[str, str]]:
    """Read the words of the card, by language."""
    text = files("training").joinpath("model_card.toml").read_text(encoding="utf-8")
    return cast(Mapping[Language, Mapping[str, str]], tomllib.loads(text))


def _write_card(detail: Mapping[str, Any], language: Language) -> str:
    words = read_words()[language]
    write = _write_da if language == "da" else _write_en
    ruling, told = detail["ruling"], detail["calibration"]
    verdict = words["promoted" if ruling["promoted"] else "kept"]
    ndcg = {order: _write_interval(one, write) for order, one in detail["ndcg_at_10"].items()}
    seen = [name(COLUMNS, one["feature"], language) for one in detail["shapes"] if one["new"]]
    parts = [
        "# " + words["title"].format(verdict=verdict),
        words["purpose"],
        words["data"].format(
            start=detail["earlier_from"],
            end=detail["later_until"],
            later=detail["later_from"],
            lists=detail["lists"],
        ),
        words["features"].format(features="; ".join(seen)),
        words["ranking"].format(
            champion=ndcg["champion"],
            challenger=ndcg["challenger"],
            difference=_write_interval(detail["difference"], write),
        ),
        words["calibration"].format(
            error=_write_interval(told["expected_error"], write),
            brier=write(told["brier"]),
            log_loss=write(told["log_loss"]),
            fitted_on=words[told["fitted_on"]],
        ),
        words["fairness"],
        _write_groups(detail["groups"], words, language, write),
        _write_unmeasured(detail["groups"], words, language),
        words["ruling"],
        _write_conditions(ruling["conditions"], words, language),
        words["limits"],
    ]
    return "\n\n".join(parts) + "\n"


def _write_groups(
    groups: Sequence[Mapping[str, Any]],
    words: Mapping[str, str],
    language: Language,
    write: Callable[[float], str],
) -> str:
    lines = [words["header"], "|---|---|---|---:|---:|---:|---:|---|"]
    for one in groups:
        cells = (
            name(ATTRIBUTES, one["attribute"], language),
            name(GROUPS, one["group"], language),
            name(MEASURES, one["measure"], language),
            str(one["pairs"]),
            write(one["version_0"]),
            write(one["champion"]),
            _write_interval(one["challenger"], write),
            words["yes" if one["holds"] else "no"],
        )
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _write_unmeasured(
    groups: Sequence[Mapping[str, Any]], words: Mapping[str, str], language: Language
) -> str:
    decided = {one["attribute"] for one in groups if one["decides"]}
    missing = [name(ATTRIBUTES, one, language) for one in ATTRIBUTES if one not in decided]
    return words["unmeasured"].format(names=", ".join(missing) or words["nothing"])


def _write_conditions(
    conditions: Sequence[Mapping[str, Any]], words: Mapping[str, str], language: Language
) -> str:
    lines = [words["conditions"], "|---|---|---|"]
    for one in conditions:
        held = words["yes" if one["holds"] else "no" if one["decides"] else "warning"]
        lines.append(f"| {one['name']} | {held} | {one[f'reason_{language}']} |")
    return "\n".join(lines)


def _write_interval(interval: Mapping[str, float], write: Callable[[float], str]) -> str:
    low, high = write(interval["low"]), write(interval["high"])
    return f"{write(interval['mean'])} [{low}; {high}]"


def _write_en(value: float) -> str:
    return f"{value:.3f}"


def _write_da(value: float) -> str:
    return _write_en(value).replace(".", ",")
