"""What a rule is given and gives back: a case of two sides and a law, and a reasoned answer.

A rule is a function of a case and of the parameter that held on the day it is tested; `rule` turns
it into a `Rule`, a function of the case alone, which answers that the value is unknown where none
held. What it reads it declares, so that it can be asked once for all who are alike in that, asked
again on the days on which it can turn, and show what it stood on.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from data_schemas.parameters import Parameter, Parameters
from matcher.rules.education import read_level
from matcher.rules.wording import tell, tell_day
from matcher.vocabulary import Answer, Candidate, EducationLevel, Finding, Language, Opening

_TRUTHS = {"true": True, "ja": True, "yes": True, "1": True}
_TRUTHS |= {"false": False, "nej": False, "no": False, "0": False}


@dataclass(frozen=True)
class Reason:
    """A rule's answer and why, in both languages.

    With ``values`` the texts are patterns such as ``"Since {day}"``, and are filled in only when
    somebody reads them.

    Examples
    --------
    >>> Reason(Answer.ELIGIBLE, "Siden {day}", "Since {day}", {"day": date(2026, 3, 1)}).tell("da")
    'Siden 1. marts 2026'
    """

    answer: Answer
    da: str
    en: str
    values: Mapping[str, object] = field(default_factory=dict)

    def tell(self, language: Language) -> str:
        """Write the reason in the reader's language."""
        text = self.da if language == "da" else self.en
        if not self.values:
            return text
        return text.format_map({key: tell(value, language) for key, value in self.values.items()})


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
Day = Callable[[Case], date]
Remedies = Mapping[str, object]


@dataclass(frozen=True, eq=False)
class Rule:
    """One condition of a scheme, and what it may look at.

    Attributes
    ----------
    identifier : str
        The rule's number, as the domain brief gives it.
    parameter : str
        Name of the dated parameter the rule turns on.
    judge : callable
        Gives the reason, from the case and the parameter as it was on the day of the test.
    facts : tuple of str
        The fields of `Candidate` it reads.
    terms : tuple of str
        The fields of `Opening` and the keys of `Opening.parameters` it reads.
    also : tuple of str
        Further parameters it reads.
    on : callable, optional
        Gives the day the rule is tested on; else the case's own.
    remedies : mapping
        For a term or an unknown fact, what to try where the rule is not met: a value, a tuple of
        values, or a function of the case and the parameter that gives one.
    """

    identifier: str
    parameter: str
    judge: Judge
    facts: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    on: Day | None = None
    remedies: Remedies = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The function's name."""
        return self.judge.__name__

    @property
    def title(self) -> str:
        """What the rule asks, in a sentence of English."""
        first = (self.judge.__doc__ or "").strip().splitlines()[0]
        return first.removeprefix(f"{self.identifier}: ")

    def find_day(self, case: Case) -> date:
        """Give the day the rule is tested on."""
        return self.on(case) if self.on else case.tested_on

    def find_reason(self, case: Case) -> Reason:
        """Answer, and say why."""
        day = self.find_day(case)
        held = case.law.value(self.parameter, on=day)
        return self.judge(case, held) if held else _unknown(day)

    def __call__(self, case: Case) -> Finding:
        """Answer, say why, and show what the answer stands on."""
        day = self.find_day(case)
        held = case.law.value(self.parameter, on=day)
        reason = self.judge(case, held) if held else _unknown(day)
        return Finding(
            rule=self.identifier,
            answer=reason.answer,
            reason_da=reason.tell("da"),
            reason_en=reason.tell("en"),
            parameter=self.parameter,
            tested_on=day,
            source=held.source if held else case.law.law,
            confidence=held.confidence if held else "C",
            value=held.value if held else None,
            unit=case.law.units[self.parameter],
            address=held.address if held else case.law.address,
            facts=self.list_facts(case),
        )

    def list_facts(self, case: Case) -> dict[str, object]:
        """Give what the rule may look at and is known, by name."""
        person = {name: getattr(case.candidate, name) for name in self.facts}
        stated = {name: _read_term(case.opening, name) for name in self.terms}
        return {name: value for name, value in (person | stated).items() if value is not None}


def _read_term(opening: Opening, name: str) -> object:
    stated = opening.parameters.get(name)
    return getattr(opening, name, None) if stated is None else stated


def yes(da: str, en: str, **values: object) -> Reason:
    """Answer that a condition is met."""
    return Reason(Answer.ELIGIBLE, da, en, values)


def no(da: str, en: str, **values: object) -> Reason:
    """Answer that a condition is not met."""
    return Reason(Answer.NOT_ELIGIBLE, da, en, values)


def needs(da: str, en: str, **values: object) -> Reason:
    """Answer that a fact is missing, and name it."""
    return Reason(Answer.NEEDS, f"Mangler: {da}", f"Needs: {en}", values)


def rule(
    identifier: str,
    parameter: str,
    *,
    facts: tuple[str, ...] = (),
    terms: tuple[str, ...] = (),
    also: tuple[str, ...] = (),
    on: Day | None = None,
    remedies: Remedies | None = None,
) -> Callable[[Judge], Rule]:
    """Make a `Rule` of a function of a case and the parameter that held on the day of the test."""

    def wrap(judge: Judge) -> Rule:
        return Rule(identifier, parameter, judge, facts, terms, also, on, remedies or {})

    return wrap


def _unknown(day: date) -> Reason:
    return needs(
        f"reglens værdi den {tell_day(day, 'da')}, som ikke er kendt her",
        f"the rule's value on {tell_day(day, 'en')}, which is not known here",
    )
