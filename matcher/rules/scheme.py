"""A scheme: its rules, which of them are asked of a case, and the day they are tested on."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from data_schemas.parameters import Parameters, read_parameters
from matcher.rules.case import Case, Day, Rule
from matcher.vocabulary import Candidate, Language, Opening, OpeningKind, Verdict

Choice = Callable[[Case], tuple[Rule, ...]]


def read_start(case: Case) -> date:
    """Give the opening's first day, on which most rules are tested."""
    return case.opening.starts_on


@dataclass(frozen=True, eq=False)
class Scheme:
    """What the law asks under one name.

    Attributes
    ----------
    name : str
        The scheme's slug; its parameters lie in the file of that name.
    da, en : str
        What people call it.
    rules : tuple of Rule
        Every rule it may ask.
    kinds : frozenset of OpeningKind
        The kinds of opening that are judged by it; none for what belongs to a person alone.
    choose : callable, optional
        Gives the rules to ask of a case; else all. It reads no more than ``facts`` of the
        candidate, ``terms`` of the opening and the parameters ``also``.
    tested_on : callable
        Gives the day from the opening (and never from the candidate).
    moving : tuple of str
        The days among the opening's parameters that move along when the opening starts later.
    """

    name: str
    da: str
    en: str
    rules: tuple[Rule, ...]
    kinds: frozenset[OpeningKind] = frozenset()
    choose: Choice | None = None
    facts: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    tested_on: Day = read_start
    moving: tuple[str, ...] = ()

    def label(self, language: Language) -> str:
        """Give what people call it in the reader's language."""
        return self.da if language == "da" else self.en

    def open_case(
        self, candidate: Candidate, opening: Opening, *, law: Parameters | None = None
    ) -> Case:
        """Bring a pair before the scheme's law, or before another one given."""
        law = law or read_parameters(self.name)
        case = Case(candidate, opening, law, opening.starts_on)
        return Case(candidate, opening, law, self.tested_on(case))

    def choose_rules(self, case: Case) -> tuple[Rule, ...]:
        """Give the rules to ask of a case."""
        return self.choose(case) if self.choose else self.rules

    def judge(
        self, candidate: Candidate, opening: Opening, *, law: Parameters | None = None
    ) -> Verdict:
        """Judge a pair, with a finding for every rule asked."""
        case = self.open_case(candidate, opening, law=law)
        return Verdict(self.name, tuple(rule(case) for rule in self.choose_rules(case)))

    def about_person(self) -> Self:
        """Give the part of the scheme that asks of the person, and of the opening its first day."""
        kept = tuple(rule for rule in self.rules if rule.facts or set(rule.terms) <= _PERSONAL)
        return replace(
            self,
            rules=kept,
            choose=lambda case: tuple(rule for rule in self.choose_rules(case) if rule in kept),
        )


_PERSONAL = frozenset(
    {
        "starts_on",
        "born_on",
        "decisive_need",
        "dyslexia_found",
        "full_time_unemployed",
        "hard_to_place",
        "flex_approved",
        "obviously_education_ready",
        "placed_on_step",
    }
)
"""Terms that are about the person, though nobody but the opening can state them."""
