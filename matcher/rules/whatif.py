"""What it would take for a pair to be eligible: the smallest sets of changes, each tried.

A rule that is not met offers its remedies (a paper got, more hours, another last day), the facts of
the person that nobody knows, and the days on which it would be met if the opening started later.
What is known of a person is never proposed to be otherwise. Every set is judged again by the rules
themselves before it is given.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from typing import Any

from matcher.rules.case import Case, Rule
from matcher.rules.months import add_months
from matcher.rules.scheme import Scheme
from matcher.rules.terms import TERMS
from matcher.rules.turning import YEAR_FACTS, Span, list_anchors, list_days, list_spans, postpone
from matcher.rules.wording import tell, tell_day
from matcher.vocabulary import (
    Answer,
    BenefitGroup,
    Candidate,
    EducationLevel,
    Language,
    Opening,
    combine_answers,
)

MOST_CHANGES = 3
WAITING_MONTHS = 24
"""How long a later start is thought of."""

START = "starts_on"

_FACTS = {
    "benefit_group": ("ydelsesgruppe", "benefit group", tuple(BenefitGroup)),
    "education_level": ("højeste fuldførte uddannelse", "highest education", tuple(EducationLevel)),
    "unemployed_since": ("ledig siden (senest)", "unemployed since (at the latest)", ()),
    "education_last_used": ("uddannelsen sidst brugt (år)", "education last used (year)", ()),
}


@dataclass(frozen=True)
class Change:
    """One thing that would be otherwise: a term or a fact, and one value or several that serve.

    ``da`` and ``en`` say what is then met.
    """

    name: str
    values: tuple[Any, ...]
    da: str = ""
    en: str = ""

    def tell(self, language: Language) -> str:
        """Say the change in the reader's language."""
        return self.da if language == "da" else self.en


@dataclass(frozen=True)
class WhatIf:
    """The ways to a yes; none is given where more than three things would have to change."""

    scheme: str
    answer: Answer
    ways: tuple[tuple[Change, ...], ...]


def find_ways(scheme: Scheme, candidate: Candidate, opening: Opening) -> WhatIf:
    """Give the smallest sets of at most three changes that make a pair eligible."""
    search = _Search(scheme, candidate, opening)
    before = search.answer(())
    if before is Answer.ELIGIBLE:
        return WhatIf(scheme.name, before, ())
    found: set[frozenset[Change]] = set()
    search.walk((), found)
    least = [way for way in found if not any(other < way for other in found)]
    minimal = [way for way in least if search.is_minimal(way)]
    told = [search.word(way) for way in _merge(minimal)]
    told.sort(key=lambda way: (len(way), [(change.name, str(change.values)) for change in way]))
    return WhatIf(scheme.name, before, tuple(told))


def apply_changes(
    scheme: Scheme, candidate: Candidate, opening: Opening, changes: Iterable[Change]
) -> tuple[Candidate, Opening]:
    """Give the pair as it would be; of several values the first. A later start comes first."""
    facts: dict[str, Any] = {}
    for change in sorted(changes, key=lambda change: change.name != START):
        value = change.values[0]
        if change.name == START:
            opening = postpone(opening, value, moving=scheme.moving)
        elif change.name in _FACTS:
            facts[change.name] = value
        elif change.name == "ends_on":
            opening = replace(opening, ends_on=value)
        else:
            stated = value.isoformat() if isinstance(value, date) else value
            opening = replace(opening, parameters={**opening.parameters, change.name: stated})
    return replace(candidate, **facts), opening


class _Search:
    """Tries changes to one pair, and remembers what each set led to."""

    def __init__(self, scheme: Scheme, candidate: Candidate, opening: Opening) -> None:
        self.scheme, self.candidate, self.opening = scheme, candidate, opening
        self.cases: dict[frozenset[Change], tuple[Case, dict[Rule, Answer]]] = {}

    def try_changes(self, changes: Iterable[Change]) -> tuple[Case, dict[Rule, Answer]]:
        key = frozenset(changes)
        if key not in self.cases:
            pair = apply_changes(self.scheme, self.candidate, self.opening, key)
            case = self.scheme.open_case(*pair)
            rules = self.scheme.choose_rules(case)
            self.cases[key] = case, {rule: rule.find_reason(case).answer for rule in rules}
        return self.cases[key]

    def answer(self, changes: Iterable[Change]) -> Answer:
        return combine_answers(self.try_changes(changes)[1].values())

    def walk(self, made: tuple[Change, ...], found: set[frozenset[Change]]) -> None:
        """Mend the first rule that is not met, in every way it offers, and go on from there."""
        case, answers = self.try_changes(made)
        unmet = [rule for rule, answer in answers.items() if answer is not Answer.ELIGIBLE]
        if not unmet:
            found.add(frozenset(made))
            return
        if len(made) == MOST_CHANGES:
            return
        named = {change.name for change in made}
        for change in self.list_options(unmet[0], case, later=START not in named):
            if change.name not in named:
                self.walk((*made, change), found)

    def list_options(self, rule: Rule, case: Case, *, later: bool) -> Iterator[Change]:
        held = case.law.value(rule.parameter, on=rule.find_day(case))
        for name, remedy in rule.remedies.items():
            values = remedy(case, held) if callable(remedy) and held else remedy
            if not callable(values):
                for value in values if isinstance(values, tuple) else (values,):
                    yield Change(name, (value,))
        yield from _list_unknown(rule, case)
        if later:
            yield from self._list_starts(rule, case)

    def _list_starts(self, rule: Rule, case: Case) -> Iterator[Change]:
        """Give the first later day on which the rule is met, and the first on which all are."""
        until = add_months(case.opening.starts_on, WAITING_MONTHS)
        for day, touched in list_days(self.scheme, case, until=until):
            if rule in touched or self.scheme in touched:
                moved = postpone(case.opening, day, moving=self.scheme.moving)
                later = self.scheme.open_case(case.candidate, moved)
                if rule.find_reason(later).answer is Answer.ELIGIBLE:
                    yield Change(START, (day,))
                    return

    def is_minimal(self, way: frozenset[Change]) -> bool:
        smaller = (part for size in range(len(way)) for part in combinations(way, size))
        return all(self.answer(part) is not Answer.ELIGIBLE for part in smaller)

    def word(self, way: Sequence[Change]) -> tuple[Change, ...]:
        """Say of each change what it meets, as the rule that it mends says it."""
        firsts = [Change(change.name, change.values[:1]) for change in way]
        case, _ = self.try_changes(firsts)
        _, before = self.try_changes(())
        mended = [
            rule
            for rule in self.scheme.choose_rules(case)
            if before.get(rule) is not Answer.ELIGIBLE
        ]
        return tuple(_word(change, case, mended) for change in way)


def _word(change: Change, case: Case, mended: Sequence[Rule]) -> Change:
    if change.name == START:
        (day,) = change.values
        da, en = f"Start {tell_day(day, 'da')}.", f"Start on {tell_day(day, 'en')}."
        return replace(change, da=da, en=en)
    if change.name in _FACTS:
        da, en, _ = _FACTS[change.name]
        told = [
            " / ".join(tell(value, spoken) for value in change.values) for spoken in ("da", "en")
        ]
        return replace(change, da=f"Hvis {da}: {told[0]}.", en=f"If {en}: {told[1]}.")
    met = next((rule for rule in mended if change.name in rule.remedies), None)
    if met is None:
        return replace(change, da=_name(change, "da"), en=_name(change, "en"))
    reason = met.find_reason(case)
    return replace(change, da=reason.tell("da"), en=reason.tell("en"))


def _name(change: Change, language: Language) -> str:
    term = TERMS[change.name]
    words = term.list_choices(language)
    told = " / ".join(words.get(str(one), tell(one, language)) for one in change.values)
    return f"{term.label(language)}: {told}."


def _list_unknown(rule: Rule, case: Case) -> Iterator[Change]:
    """Propose values for what nobody knows of the person."""
    for name in rule.facts:
        if name in _FACTS and getattr(case.candidate, name) is None:
            for value in _FACTS[name][2] or _list_earlier(rule, name, case):
                yield Change(name, (value,))


def _list_earlier(rule: Rule, name: str, case: Case) -> list[Any]:
    """Give the latest day, or year, for each span the rule's law sets."""
    spans = list_spans(case.law, (*rule.also, rule.parameter)) - {Span(0, 0)}
    days = {
        day
        for anchor in list_anchors(rule, case)
        for span in spans
        for day in span.around(anchor)
        if day < anchor
    }
    if name in YEAR_FACTS:
        return sorted({day.year - 1 for day in days}, reverse=True)
    return sorted(days, reverse=True)


def _merge(ways: Iterable[frozenset[Change]]) -> list[tuple[Change, ...]]:
    """Put ways together that differ in one fact only, and keep the latest of days that serve."""
    merged: dict[tuple[object, ...], list[Change]] = {}
    for way in ways:
        facts = [change for change in way if change.name in _FACTS]
        varied = min(facts, key=lambda change: change.name, default=None)
        rest = tuple(sorted((c for c in way if c is not varied), key=lambda c: c.name))
        key = (varied.name if varied else None, *rest)
        merged.setdefault(key, []).extend([varied] if varied else [])
    return [_gather(key[1:], same) for key, same in merged.items()]


def _gather(rest: tuple[Any, ...], same: Sequence[Change]) -> tuple[Change, ...]:
    if not same:
        return rest
    values = [change.values[0] for change in same]
    if same[0].name in ("unemployed_since", "education_last_used"):
        return (*rest, Change(same[0].name, (max(values),)))
    order = _FACTS[same[0].name][2]
    return (*rest, Change(same[0].name, tuple(sorted(set(values), key=order.index))))
