"""A rule reads what it declares, and shows it."""

from dataclasses import dataclass, fields, replace

import pytest
from hypothesis import given, settings

from data_schemas.parameters import Parameters, read_parameters
from matcher.rules import SCHEMES, Case
from matcher.rules.case import rule, yes
from matcher.rules.target_groups import LISTS
from matcher.vocabulary import Answer, Candidate, Opening
from tests.rules.strategies import CANDIDATES, FACTS, MOVING, openings

ALL_RULES = [
    pytest.param(scheme, one, id=f"{scheme.name}-{one.identifier}-{one.parameter}")
    for scheme in SCHEMES.values()
    for one in scheme.rules
]


class UndeclaredError(AssertionError):
    """A rule looked where it did not say it would."""


@dataclass(frozen=True)
class Guarded:
    """A view of a candidate, an opening, its parameters or a law that shows declared names only."""

    shown: object
    declared: frozenset[str]

    def __getattr__(self, name):
        if name == "parameters":
            return Guarded(self.shown.parameters, self.declared)
        self.check(LISTS if name == "groups" else name)
        return getattr(self.shown, name)

    def get(self, key, default=None):
        self.check(key)
        return self.shown.get(key, default)

    def value(self, name, *, on):
        self.check(name)
        return self.shown.value(name, on=on)

    def check(self, name):
        if name not in self.declared:
            raise UndeclaredError(name)


def guard(case, declaring, *, parameter=()):
    law = Guarded(case.law, frozenset((*declaring.also, *parameter, "law", "units", "address")))
    return Case(
        Guarded(case.candidate, frozenset(declaring.facts)),
        Guarded(case.opening, frozenset(declaring.terms)),
        law,
        case.tested_on,
    )


@settings(deadline=None)
@given(CANDIDATES, openings(FACTS | MOVING))
def test_no_rule_reads_what_it_does_not_declare(candidate, opening):
    for scheme in SCHEMES.values():
        case = scheme.open_case(candidate, opening)
        for one in scheme.rules:
            seen = guard(case, one, parameter=(one.parameter,))
            assert one.find_day(replace(seen, candidate=None)) == one.find_day(case)
            assert one.find_reason(seen) == one.find_reason(case)


@settings(deadline=None)
@given(CANDIDATES, openings(FACTS | MOVING))
def test_no_scheme_chooses_its_rules_or_its_day_by_what_it_does_not_declare(candidate, opening):
    for scheme in SCHEMES.values():
        case = scheme.open_case(candidate, opening)
        seen = guard(case, scheme)
        assert scheme.choose_rules(seen) == scheme.choose_rules(case)
        without = Case(None, seen.opening, seen.law, opening.starts_on)
        assert scheme.tested_on(without) == case.tested_on


def test_the_guard_notices_an_undeclared_read(good_pairs):
    @rule("X-1", "new_grants", facts=("benefit_group",), terms=("title",))
    def judge_postcode(case, _):
        return yes(f"Postnummer {case.candidate.postcode}.", "The postcode is good.")

    case = SCHEMES["jobrotation"].open_case(*good_pairs[0])
    assert judge_postcode(case).answer is Answer.ELIGIBLE
    with pytest.raises(UndeclaredError, match="postcode"):
        judge_postcode.find_reason(guard(case, judge_postcode, parameter=("new_grants",)))


@pytest.mark.parametrize(("scheme", "one"), ALL_RULES)
def test_what_a_rule_declares_exists(scheme, one):
    assert set(one.facts) <= {field.name for field in fields(Candidate)}
    assert set(one.remedies) <= {*one.facts, *one.terms}
    assert {one.parameter, *one.also} <= {LISTS, *read_parameters(scheme.name).periods}
    assert len(one.title) > 15


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=SCHEMES)
def test_a_scheme_is_named_in_both_languages_after_its_file(scheme):
    assert isinstance(read_parameters(scheme.name), Parameters)
    assert scheme.da
    assert scheme.en
    assert set(scheme.moving) <= {
        *scheme.terms,
        *(term for one in scheme.rules for term in one.terms),
    }


@settings(deadline=None)
@given(CANDIDATES, openings(FACTS | MOVING))
def test_a_finding_shows_the_known_facts_the_value_and_its_unit(candidate, opening):
    for scheme in SCHEMES.values():
        case = scheme.open_case(candidate, opening)
        for one in scheme.rules:
            finding, held = one(case), case.law.value(one.parameter, on=one.find_day(case))
            assert finding.value == (held.value if held else None)
            assert finding.unit == case.law.units[one.parameter]
            for name in one.facts:
                known = getattr(candidate, name)
                assert finding.facts.get(name) == known
            assert set(finding.facts) <= {*one.facts, *one.terms}


def test_a_stated_term_is_shown_before_the_field_of_that_name(good_pairs):
    candidate, opening = good_pairs[0]
    stated = replace(opening, parameters={**opening.parameters, "weekly_hours": 12})
    (verdict,) = (SCHEMES["jobrotation"].judge(candidate, each) for each in (stated,))
    hours = [finding.facts for finding in verdict.findings if finding.rule == "JR-08"]
    assert hours[0] == {"weekly_hours": 12}
    assert isinstance(opening, Opening)
