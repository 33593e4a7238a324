"""The files kept with a version: the whole report as data, and its model card in two languages."""

import json
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from matcher.vocabulary import Language
from training.wording import (
    ATTRIBUTES,
    COLUMNS,
    GROUPS,
    LANGUAGES,
    MEASURES,
    STAGES,
    name,
)

Words = Mapping[str, str]
Write = Callable[[float], str]


def write_documents(detail: Mapping[str, Any]) -> dict[str, bytes]:
    """Write the files of a version from its report, whose ``kind`` is the model, match if none."""
    card = "\n\n---\n\n".join(_write_card(detail, language) for language in LANGUAGES)
    return {
        "report.json": json.dumps(detail, sort_keys=True, ensure_ascii=False).encode(),
        "model_card.md": card.encode(),
    }


@cache
def read_words() -> Mapping[str, Any]:
    """Read the words of the cards, by language; each model's own are under its name."""
    text = files("training").joinpath("model_card.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _write_card(detail: Mapping[str, Any], language: Language) -> str:
    kind = detail.get("kind", "match")
    common = read_words()[language]
    words = common | common[kind]
    write = _write_da if language == "da" else _write_en
    ruling = detail["ruling"]
    verdict = words["promoted" if ruling["promoted"] else "kept"]
    seen = [name(COLUMNS, one["feature"], language) for one in detail["shapes"] if one["new"]]
    count = detail["lists"] if kind == "match" else detail["begun"]
    measured = _write_order if kind == "match" else _write_stages
    parts = [
        "# " + words["title"].format(verdict=verdict),
        words["purpose"],
        words["data"].format(
            start=detail["earlier_from"],
            end=detail["later_until"],
            later=detail["later_from"],
            count=count,
        ),
        words["features"].format(features="; ".join(dict.fromkeys(seen))),
        *measured(detail, words, language, write),
        words["fairness"],
        _write_groups(detail, words, language, write),
        _write_unmeasured(detail, words, language),
        words["ruling"],
        _write_conditions(ruling["conditions"], words, language),
        words["limits"],
    ]
    return "\n\n".join(parts) + "\n"


def _write_order(
    detail: Mapping[str, Any], words: Words, language: Language, write: Write
) -> Iterator[str]:
    told = detail["calibration"]
    ndcg = {order: _write_interval(one, write) for order, one in detail["ndcg_at_10"].items()}
    yield words["ranking"].format(
        champion=ndcg["champion"],
        challenger=ndcg["challenger"],
        difference=_write_interval(detail["difference"], write),
    )
    yield words["calibration"].format(
        error=_write_interval(told["expected_error"], write),
        brier=write(told["brier"]),
        log_loss=write(told["log_loss"]),
        fitted_on=words[told["fitted_on"]],
    )


def _write_stages(
    detail: Mapping[str, Any], words: Words, language: Language, write: Write
) -> Iterator[str]:
    told = {order: _write_interval(one, write) for order, one in detail["log_loss"].items()}
    yield words["foretelling"].format(
        **told,
        difference=_write_interval(detail["difference"], write),
        auc=_write_interval(detail["auc"]["challenger"], write),
    )
    for stage, one in detail["stages"].items():
        yield words["stage"].format(
            stage=name(STAGES, stage, language),
            rows=one["rows"],
            came=one["came"],
            error=_write_interval(one["expected_error"], write),
        )


def _write_groups(detail: Mapping[str, Any], words: Words, language: Language, write: Write) -> str:
    lines = [words["header"], "|---|---|---|---:|---:|---:|---:|---|"]
    for one in detail["groups"]:
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


def _write_unmeasured(detail: Mapping[str, Any], words: Words, language: Language) -> str:
    decided = {one["attribute"] for one in detail["groups"] if one["decides"]}
    wanted = [
        condition["name"].removeprefix("fairness_")
        for condition in detail["ruling"]["conditions"]
        if condition["name"].startswith("fairness_")
    ]
    missing = [name(ATTRIBUTES, one, language) for one in wanted if one not in decided]
    return words["unmeasured"].format(names=", ".join(missing) or words["nothing"])


def _write_conditions(
    conditions: Sequence[Mapping[str, Any]], words: Words, language: Language
) -> str:
    lines = [words["conditions"], "|---|---|---|"]
    for one in conditions:
        held = words["yes" if one["holds"] else "no" if one["decides"] else "warning"]
        lines.append(f"| {one['name']} | {held} | {one[f'reason_{language}']} |")
    return "\n".join(lines)


def _write_interval(interval: Mapping[str, float], write: Write) -> str:
    low, high = write(interval["low"]), write(interval["high"])
    return f"{write(interval['mean'])} [{low}; {high}]"


def _write_en(value: float) -> str:
    return f"{value:.3f}"


def _write_da(value: float) -> str:
    return _write_en(value).replace(".", ",")
