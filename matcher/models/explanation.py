"""The arithmetic of a score, worded: every part with its amount, adding up to the score.

A feature's amount is its table's step. Where a feature counts many things (skills, licences), its
amount is divided among them, and the division adds up to it. What two features add only together
is a part of its own, named after both.
"""

from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd

from matcher.features import BY_NAME
from matcher.features.skills import find_best
from matcher.models.shape_table import AdditiveModel, PairTable, ShapeTable
from matcher.vocabulary import Candidate, Contribution, Knowledge, Opening, SkillLevel

LICENCES = {
    "truck_a": ("Truckcertifikat A", "Truck certificate A"),
    "truck_b": ("Truckcertifikat B", "Truck certificate B"),
}
NEARLY = 0.995


def explain(
    candidate: Candidate,
    opening: Opening,
    *,
    row: pd.Series,
    model: AdditiveModel,
    knowledge: Knowledge,
) -> tuple[Contribution, ...]:
    """Word a score's parts, the weightiest first.

    Parameters
    ----------
    candidate, opening : Candidate, Opening
        The pair.
    row : Series
        The pair's features.
    model : AdditiveModel
        The model that scored it.
    knowledge : Knowledge
        For labels and nearness.

    Returns
    -------
    tuple of Contribution
        Their amounts and the model's intercept add up to the score.
    """
    parts: list[Contribution] = []
    for table in model.shapes:
        value = _read(row, table.feature)
        amount = float(table.look_up(np.array([value]))[0])
        if table.feature == "skills__required_coverage" and opening.required_skills:
            have = {skill.concept: skill.level for skill in candidate.skills}
            parts += _divide_skills(table, amount, opening.required_skills, have, knowledge)
        elif table.feature == "skills__nice_coverage" and opening.nice_skills:
            have = {skill.concept: skill.level for skill in candidate.skills}
            parts += _divide_skills(table, amount, opening.nice_skills, have, knowledge)
        elif table.feature == "licences__missing" and value > 0:
            parts += _divide_licences(table, amount, sorted(opening.licences - candidate.licences))
        else:
            parts.append(_word_feature(table.feature, value, amount))
    parts += [_word_pair(table, row) for table in model.pairs]
    return _order(parts)


def explain_plainly(row: pd.Series, model: AdditiveModel) -> tuple[Contribution, ...]:
    """Word a score's parts, one a feature and one a pair of features, the weightiest first.

    Their amounts and the model's intercept add up to the score.
    """
    parts = []
    for table in model.shapes:
        value = _read(row, table.feature)
        amount = float(table.look_up(np.array([value]))[0])
        parts.append(_word_feature(table.feature, value, amount))
    parts += [_word_pair(table, row) for table in model.pairs]
    return _order(parts)


def _order(parts: Iterable[Contribution]) -> tuple[Contribution, ...]:
    """Leave out what adds nothing, and put the weightiest first."""
    return tuple(sorted((one for one in parts if one.amount), key=lambda one: -abs(one.amount)))


def _read(row: pd.Series, name: str) -> float:
    """Read a value at the precision that tables are compared in."""
    return float(np.float32(row[name]))


def _divide_skills(
    table: ShapeTable,
    amount: float,
    asked: tuple[SkillLevel, ...],
    have: dict[str, int],
    knowledge: Knowledge,
) -> Iterator[Contribution]:
    """Give each skill its share of the heights at full and at no coverage, by how far it is met.

    What the table's bend adds to that straight line goes to those that are met, by their share.
    """
    best = [find_best(skill, have, knowledge.skill_nearness) for skill in asked]
    met = [share for _, share in best]
    weights = np.array([skill.level for skill in asked]) / sum(skill.level for skill in asked)
    shares = np.array(met)
    none, full = (float(one) for one in table.look_up(np.array([0.0, 1.0])))
    parts = weights * (shares * full + (1 - shares) * none)
    bearers = weights * shares if shares.any() else weights
    parts += (amount - parts.sum()) * bearers / bearers.sum()
    for skill, (by, share), part in zip(asked, best, parts.tolist(), strict=True):
        names = _name_skill(skill.concept, knowledge, skill)
        near = None if by in (None, skill.concept) else _name_skill(str(by), knowledge)
        yield Contribution(table.feature, share, part, *_word_skill(names, share, near))


def _name_skill(uri: str, knowledge: Knowledge, skill: SkillLevel | None = None) -> tuple[str, str]:
    spare = (uri, uri) if skill is None else (skill.label("da"), skill.label("en"))
    da, en = knowledge.labels.get(uri, spare)
    return da or en, en or da


def _word_skill(
    names: tuple[str, str], share: float, near: tuple[str, str] | None
) -> tuple[str, str]:
    """Word how far a skill is met; where another serves for it, that one is named."""
    da, en = (name[:1].upper() + name[1:] for name in names)
    if near is not None:
        percent = round(share * 100)
        return (
            f"{da}: nær {near[0]}, tæller {percent}\u00a0%",
            f"{en}: near {near[1]}, counts {percent}%",
        )
    if share >= NEARLY:
        return f"{da}: opfyldt", f"{en}: met"
    if share <= 1 - NEARLY:
        return f"{da} mangler", f"{en} is missing"
    percent = round(share * 100)
    return f"{da}: delvist opfyldt ({percent}\u00a0%)", f"{en}: partly met ({percent}%)"


def _divide_licences(
    table: ShapeTable, amount: float, missing: list[str]
) -> Iterator[Contribution]:
    for i, code in enumerate(missing):
        even = amount / len(missing)
        part = amount - even * i if i == len(missing) - 1 else even
        da, en = LICENCES.get(code, (f"Kørekort {code}", f"Driving licence {code}"))
        yield Contribution(table.feature, 1.0, part, f"{da} mangler", f"{en} is missing")


def _word_feature(name: str, value: float, amount: float) -> Contribution:
    known = None if np.isnan(value) else value
    return Contribution(name, known, amount, *_word_value(name, value))


def _word_pair(table: PairTable, row: pd.Series) -> Contribution:
    first, second = _read(row, table.first), _read(row, table.second)
    amount = float(table.look_up(np.array([first]), np.array([second]))[0])
    first_da, first_en = _word_value(table.first, first)
    second_da, second_en = _word_value(table.second, second)
    return Contribution(
        f"{table.first} * {table.second}",
        None,
        amount,
        f"{first_da} sammen med {second_da[:1].lower()}{second_da[1:]}",
        f"{first_en} together with {second_en[:1].lower()}{second_en[1:]}",
    )


def _word_value(name: str, value: float) -> tuple[str, str]:
    feature = BY_NAME[name]
    if np.isnan(value):
        return feature.text_da.format(value="ukendt"), feature.text_en.format(value="unknown")
    shown = f"{value * 100:.0f}\u00a0%" if feature.is_share else f"{value:.0f}"
    return feature.text_da.format(value=shown), feature.text_en.format(value=shown)
