"""What a way may lead to, in plain words: never a number without its doubt and its base."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from matcher.services.valuing import ForetoldPath
from matcher.vocabulary import Chance, Contribution
from web.chances import chance_share, count_of_100
from web.i18n import get_language
from web.presenters import number, write_number

WIDEST = 0.5
"""The widest interval from which one number is still said."""

VERSION_0 = "0"
STAGES = {
    "completed": _l("Completes the way"),
    "reached": _l("Of those who complete it: works in the target occupation within half a year"),
}
WHOLE = _l("Both: completes it and works in the target occupation")
BEGINNINGS = {
    "completed": _l("Every way begins with"),
    "reached": _l("Everybody who completes begins with"),
}


@dataclass(frozen=True)
class Line:
    """One thing that is foretold: what it is, how much, how surely, and what it rests on."""

    name: str
    amount: str
    doubt: str
    base: str = ""


@dataclass(frozen=True)
class Reasons:
    """Why one chance is what it is: contributions that add up to its log odds."""

    name: str
    beginning: str
    contributions: tuple[Contribution, ...]
    intercept: float
    score: float
    chance: str


def list_chances(told: ForetoldPath) -> list[Line]:
    """List the chances of a way; those of the target only where there is one."""
    stages = {name: one for name, one in told.stages.items() if _is_shown(told, name)}
    lines = [
        Line(str(STAGES[name]), _say(one), _doubt(one), _base(one, told.version))
        for name, one in stages.items()
    ]
    if len(stages) > 1:
        lines.append(Line(str(WHOLE), _say(told.whole), _doubt(told.whole)))
    return lines


def list_gains(told: ForetoldPath) -> list[Line]:
    """List what a way gains in lasting placements: in all, a week, and a thousand kroner."""
    value = told.value
    if value is None:
        return []
    rates = (
        (_("Lasting jobs gained by 100 people who take it"), value),
        (_("For each week until it is done"), value.per_week),
        (_("For each 1,000 kr. it costs"), value.per_thousand_kroner),
    )
    return [
        Line(name, _per_hundred(rate.gain), _between(rate.low, rate.high))
        for name, rate in rates
        if rate is not None
    ]


def tell_gain(told: ForetoldPath) -> str:
    """Say how the gain comes about, or why none can be told."""
    if told.value is not None:
        return str(
            ngettext(
                "Of 100 people like this one, %(before)s get a lasting job in the %(num)s opening "
                "it opens without it, and %(after)s when they have completed it.",
                "Of 100 people like this one, %(before)s get a lasting job in one of the %(num)s "
                "openings it opens without it, and %(after)s when they have completed it.",
                len(told.path.openings),
                before=_per_hundred(told.value.before),
                after=_per_hundred(told.value.after),
            )
        )
    if not told.path.openings:
        return str(_("It brings no opening here within reach today, so no gain can be told."))
    return str(_("How often matches last has not been counted yet, so no gain can be told."))


def list_reasons(told: ForetoldPath) -> Iterator[Reasons]:
    """Give the arithmetic behind each chance."""
    for name, parts in told.contributions.items():
        if _is_shown(told, name):
            intercept = told.intercepts[name]
            score = intercept + sum(one.amount for one in parts)
            chance = chance_number(told.stages[name])
            beginning = str(BEGINNINGS[name])
            yield Reasons(str(STAGES[name]), beginning, parts, intercept, score, chance)


def chance_number(chance: Chance) -> str:
    """Say a chance with one decimal, as the log odds give it."""
    share = chance.share
    return "" if share is None else str(_("%(count)s in 100", count=_per_hundred(share)))


def _is_shown(told: ForetoldPath, stage: str) -> bool:
    return stage != "reached" or told.occupation is not None


def _say(chance: Chance) -> str:
    if chance.low is None or chance.high is None:
        return str(_("Not known yet"))
    if chance.high - chance.low > WIDEST:
        return str(_("Too unsure for one number"))
    return chance_share(chance, silent=False)


def _doubt(chance: Chance) -> str:
    counted = count_of_100(chance)
    if counted is None:
        return ""
    return str(_("between %(low)s and %(high)s in 100", low=counted[1], high=counted[2]))


def _base(chance: Chance, version: str) -> str:
    if version == VERSION_0:
        return str(_("The experts' reckoning; nothing has been counted yet."))
    return str(
        ngettext(
            "Rests on %(pairs)s way that was begun with about the same chance; %(came)s came "
            "through.",
            "Rests on %(pairs)s ways that were begun with about the same chance; %(came)s came "
            "through.",
            chance.pairs,
            pairs=number(chance.pairs),
            came=number(chance.lasted),
        )
    )


def _between(low: float, high: float) -> str:
    return str(_("between %(low)s and %(high)s", low=_per_hundred(low), high=_per_hundred(high)))


def _per_hundred(share: float) -> str:
    """Write a share as so many of a hundred people, small ones with more places."""
    count = 100 * share
    places = 1 if count >= 1 or not count else 2
    return write_number(count, get_language(), places=places)


GLOBALS = (list_chances, list_gains, tell_gain, list_reasons)
