"""Where bars begin and end, and amounts rounded so that they still add up."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask

from matcher.vocabulary import Contribution
from web.i18n import get_language

FULL = 100.0
PLACES = 2
SHOWN = 3


@dataclass(frozen=True)
class Bar:
    """One line of an explanation: its words, its exact amount, and where its bar lies.

    ``shown`` is the amount rounded so that the rounded amounts of a list add up to the rounded
    score; ``start`` and ``width`` are percentages of the chart, whose zero lies at 50.
    """

    text: str
    feature: str
    amount: float
    shown: float
    start: float
    width: float


def register_bars(app: Flask) -> None:
    """Give the templates what lays out bars."""
    app.add_template_filter(find_strongest, "strongest")
    app.add_template_filter(word_contribution, "worded")
    app.jinja_env.globals.update(lay_out_bars=lay_out_bars, measure_score=measure_score)


def lay_out_bars(
    contributions: Sequence[Contribution], *, intercept: float, start_text: str
) -> tuple[list[Bar], list[Bar]]:
    """Lay out an explanation: the starting point and what weighed, strongest first; what did not.

    Parameters
    ----------
    contributions : sequence of Contribution
        Everything that adds up, beside the intercept.
    intercept : float
        What every pair begins with.
    start_text : str
        The intercept in words.

    Returns
    -------
    weighing, weightless : list of Bar
        Together they hold every amount.
    """
    ordered = sorted(contributions, key=lambda one: -abs(one.amount))
    amounts = [intercept, *(one.amount for one in ordered)]
    rounded = round_to_total(amounts, places=PLACES)
    longest = max(map(abs, amounts)) or 1.0
    texts = [(start_text, "intercept"), *((word_contribution(o), o.feature) for o in ordered)]
    bars = [
        _lay_out(text, feature, amount, shown, longest)
        for (text, feature), amount, shown in zip(texts, amounts, rounded, strict=True)
    ]
    weighing = [bar for i, bar in enumerate(bars) if i == 0 or bar.amount]
    return weighing, [bar for bar in bars[1:] if not bar.amount]


def round_to_total(amounts: Sequence[float], *, places: int) -> list[float]:
    """Round amounts so that they add up to their rounded total; none moves by a whole last digit.

    Examples
    --------
    >>> round_to_total([0.333, 0.333, 0.334], places=1)
    [0.3, 0.3, 0.4]
    """
    unit = 10**places
    scaled = [amount * unit for amount in amounts]
    floors = [int(one // 1) for one in scaled]
    missing = round(sum(scaled)) - sum(floors)
    by_rest = sorted(range(len(scaled)), key=lambda i: floors[i] - scaled[i])
    for i in by_rest[:missing]:
        floors[i] += 1
    return [one / unit for one in floors]


def find_strongest(contributions: Sequence[Contribution]) -> list[Contribution]:
    """Find the few contributions that weigh most, either way."""
    weighing = [one for one in contributions if one.amount]
    return sorted(weighing, key=lambda one: -abs(one.amount))[:SHOWN]


def word_contribution(contribution: Contribution) -> str:
    """Give a contribution's words in the reader's language."""
    return contribution.text_da if get_language() == "da" else contribution.text_en


def measure_score(score: float, lowest: float, highest: float) -> float:
    """Measure where a score lies between the lowest and the highest of its list, in percent.

    Examples
    --------
    >>> measure_score(2.0, 1.0, 3.0), measure_score(1.0, 1.0, 1.0)
    (52.0, 100.0)
    """
    if highest <= lowest:
        return FULL
    least = 4.0
    return least + (FULL - least) * (score - lowest) / (highest - lowest)


def _lay_out(text: str, feature: str, amount: float, shown: float, longest: float) -> Bar:
    width = FULL / 2 * abs(amount) / longest
    start = FULL / 2 if amount >= 0 else FULL / 2 - width
    return Bar(text, feature, amount, shown, round(start, 2), round(width, 2))
