"""How a retraining's report reads: conditions, groups, measures and estimates by name."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from flask import Flask
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from matcher.campus import LanguageBackground, Track
from matcher.vocabulary import BenefitGroup, Origin, Sex
from web.i18n import get_language
from web.presenters import day, decimal, label, moment, number, signed

CONDITIONS = {
    "ranking": _l("Ranks better on later lists"),
    "foretelling": _l("Foretells better what was begun later"),
    "calibration": _l("Chances come true"),
    "fairness_sex": _l("Equal treatment by sex"),
    "fairness_age": _l("Equal treatment by age"),
    "fairness_origin": _l("Equal treatment by origin"),
    "fairness_benefit_group": _l("Equal treatment by benefit group"),
    "fairness_language_background": _l("Equal treatment by language of the home"),
    "fairness_track": _l("Equal treatment by track"),
    "directions": _l("No direction is broken"),
    "range": _l("Scores are within range"),
    "data": _l("The data hold"),
    "outcomes": _l("Outcomes enough"),
    "later_outcomes": _l("Later outcomes enough"),
    "lists": _l("Later lists enough"),
    "openings": _l("Later openings enough"),
    "people": _l("Later people enough"),
    "outcome_drift": _l("Outcomes have not moved"),
    "feature_drift": _l("Features have not moved"),
}
ATTRIBUTES = {
    "sex": _l("Sex"),
    "age": _l("Age"),
    "origin": _l("Origin"),
    "benefit_group": _l("Benefit group"),
    "language_background": _l("Language of the home"),
    "track": _l("Track"),
}
STAGES = {
    "completed": _l("completes"),
    "reached": _l("works in the target occupation"),
    "continued": _l("goes on to education or apprenticeship"),
}
MEASURES = {
    "selection_rate": _l("Share in the top ten"),
    "true_positive_rate": _l("Share in the top ten, of those that turned out well"),
    "exposure": _l("Exposure on the lists"),
    "better_half": _l("Share in the better half of the chances"),
    "better_half_of_good": _l("Share in the better half, of those that turned out well"),
}
ESTIMATORS = {
    "naive": _l("Naive, as if all were looked at"),
    "ips": _l("Inverse propensity, clipped (IPS)"),
    "snips": _l("Self-normalised (SNIPS)"),
    "dr": _l("Doubly robust"),
}
GROUPS = {
    str(one): one
    for words in (BenefitGroup, Sex, Origin, LanguageBackground, Track)
    for one in words
}
DASH = "–"


def register_ruling(app: Flask) -> None:
    """Give the templates their filters."""
    for names, filter_name in (
        (CONDITIONS, "condition_name"),
        (ATTRIBUTES, "attribute_name"),
        (MEASURES, "measure_name"),
        (STAGES, "stage_name"),
        (ESTIMATORS, "estimator_name"),
    ):
        app.add_template_filter(_read_names(names), filter_name)
    for present in (
        reasons,
        reason_of,
        group_name,
        own_name,
        shape_ends,
        figure,
        iso_day,
        sentence,
        version_name,
    ):
        app.add_template_filter(present)


def reasons(ruling: Mapping[str, Any]) -> list[str]:
    """Give a ruling's reasons in the reader's language."""
    return list(ruling[f"reasons_{get_language()}"])


def reason_of(condition: Mapping[str, Any]) -> str:
    """Give a condition's reason in the reader's language."""
    return str(condition[f"reason_{get_language()}"])


def sentence(text: str) -> str:
    """Begin a text with a capital; a name such as nDCG@10 keeps its letters."""
    return text if text.startswith("nDCG") else text[:1].upper() + text[1:]


def own_name(named: Mapping[str, Any]) -> str:
    """Give the name a thing carries in the reader's language."""
    return str(named[f"name_{get_language()}"])


def figure(value: float | None) -> str:
    """Write a figure of a condition: a count whole, a measure with three decimals."""
    if value is None:
        return DASH
    return number(value) if float(value).is_integer() else decimal(value)


def iso_day(value: str) -> str:
    """Write a day kept as text."""
    return day(date.fromisoformat(value))


def version_name(version: str) -> str:
    """Name a learned version by when its training began, and the training's number."""
    made, dash, run = version.partition("-")
    try:
        began = datetime.strptime(made, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return version
    return f"{moment(began)} ({run})" if dash else version


def shape_ends(pair: Mapping[str, Any]) -> dict[str, str]:
    """Write the lowest and the highest step of both shapes of a feature."""
    ends = {}
    for which in ("old", "new"):
        values = pair[which]["values"] if pair[which] else [0.0]
        ends[f"{which}_low"], ends[f"{which}_high"] = signed(min(values)), signed(max(values))
    return ends


def group_name(measured: Mapping[str, Any]) -> str:
    """Name a group whose treatment is measured, or two groups that are measured together."""
    attributes, names = measured["attribute"].split("+"), str(measured["group"]).split("+")
    return ", ".join(map(_name_group, attributes, names))


def _name_group(attribute: str, name: str) -> str:
    if attribute == "age":
        return str(_("Age %(years)s", years=_word_band(name)))
    if name == "student":
        return str(_("Student"))
    return label(GROUPS[name]) if name in GROUPS else name


def _word_band(band: str) -> str:
    youngest, _dash, oldest = band.partition("-")
    if not youngest:
        return str(_("up to %(years)s", years=oldest))
    return f"{youngest}–{oldest}" if oldest else f"{youngest}+"


def _read_names(names: Mapping[str, LazyString]) -> Any:
    return lambda code: str(names.get(code, code))
