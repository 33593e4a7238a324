"""What a rule is given and gives back: a case of two sides and a law, and a reasoned answer.

A rule is a function of a case and of the parameter that held on the day it is tested; `rule` turns
it into a function of the case alone, which answers that the value is unknown where none held.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps

from data_schemas.parameters import Parameter, Parameters
from matcher.rules.education import read_level
from matcher.rules.wording import tell_day
from matcher.vocabulary import Answer, Candidate, EducationLevel, Finding, Opening

_TRUTHS = {"true": True, "ja": True, "yes": True, "1": True}
_TRUTHS |= {"false": False, "nej": False, "no": False, "0": False}


@dataclass(frozen=True)
class Reason:
    """A rule's answer and why, in both languages."""

    answer: Answer
    da: str
    en: str


@dataclass(frozen=True)
class Case:
    """A candidate and an opening before the law of one scheme, as it was on a day.

    The readers of `Opening.parameters` give None for what is missing or cannot be read, so that a
    fault in the data opens a question and never refuses anybody.
    """

    candidate: Candidate
    opening: Opening
    law: Parameters
    tested_on: date

    def word(self, key: str) -> str | None:
        """Read a word, in lower case."""
        value = self.opening.parameters.get(key)
        text = value.strip().lower() if isinstance(value, str) else ""
        return text or None

    def number(self, key: str) -> float | None:
        """Read a number."""
        value = self.opening.parameters.get(key)
        if value is None or isinstance(value, bool):
            return None
        try:
            number = float(value)
        except ValueError:
            return None
        return number if abs(number) < 1e6 else None

    def flag(self, key: str) -> bool | None:
        """Read a yes or no."""
        value = self.opening.parameters.get(key)
        return value if isinstance(value, bool) else _TRUTHS.get(str(value).strip().lower())

    def level(self, key: str) -> EducationLevel | None:
        """Read an education level."""
        return read_level(self.word(key))

    def day(self, key: str) -> date | None:
        """Read a day given as ``2026-01-31``."""
        try:
            day = date.fromisoformat(str(self.opening.parameters.get(key)))
        except ValueError:
            return None
        return day if 1900 <= day.year <= 2200 else None


Judge = Callable[[Case, Parameter], Reason]
Rule = Callable[[Case], Finding]


def yes(da: str, en: str) -> Reason:
    """Answer that a condition is met."""
    return Reason(Answer.ELIGIBLE, da, en)


def no(da: str, en: str) -> Reason:
    """Answer that a condition is not met."""
    return Reason(Answer.NOT_ELIGIBLE, da, en)


def needs(da: str, en: str) -> Reason:
    """Answer that a fact is missing, and name it."""
    return Reason(Answer.NEEDS, f"Mangler: {da}", f"Needs: {en}")


def decide(met: bool | None, *, met_as: Reason, unmet_as: Reason, open_as: Reason) -> Reason:
    """Choose the reason for a condition that is met, is not, or is not known."""
    if met is None:
        return open_as
    return met_as if met else unmet_as


def rule(
    identifier: str, parameter: str, *, on: Callable[[Case], date] | None = None
) -> Callable[[Judge], Rule]:
    """Make a rule of a function of a case and the parameter that held on the day of the test.

    Parameters
    ----------
    identifier : str
        The rule's number, as the domain brief gives it.
    parameter : str
        Name of the dated parameter the function is given.
    on : callable, optional
        Gives the day the rule is tested on; else the case's own.
    """

    def wrap(judge: Judge) -> Rule:
        @wraps(judge)
        def find(case: Case) -> Finding:
            day = on(case) if on else case.tested_on
            held = case.law.value(parameter, on=day)
            reason = judge(case, held) if held else _unknown(day)
            return Finding(
                rule=identifier,
                answer=reason.answer,
                reason_da=reason.da,
                reason_en=reason.en,
                parameter=parameter,
                tested_on=day,
                source=held.source if held else case.law.law,
                confidence=held.confidence if held else "C",
            )

        return find

    return wrap


def _unknown(day: date) -> Reason:
    return needs(
        f"reglens værdi den {tell_day(day, 'da')}, som ikke er kendt her",
        f"the rule's value on {tell_day(day, 'en')}, which is not known here",
    )
