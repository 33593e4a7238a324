"""What holds of every verdict of every scheme, over random people and openings of its own."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_schemas.parameters import CONFIDENCES, list_schemes, read_parameters
from matcher.rules import SCHEMES, judge, list_schemes_of
from matcher.vocabulary import Answer, Opening, OpeningKind
from tests.rules.strategies import CANDIDATES, SCHEME_FACTS, list_terms, openings
from tests.rules.test_declarations import guard

OLDER = {"jobrotation", "voksenlaerling"}
NEWER = sorted(set(SCHEMES) - OLDER)
EXEMPTIONS = {"culture_permit"}
"""Papers that lift a ban: without them it stands, so they are no facts one merely does not know."""

KNOWN_OF_PEOPLE = ("benefit_group", "unemployed_since", "education_level", "education_last_used")


def facts_of(name):
    return {term: SCHEME_FACTS[term] for term in list_terms(SCHEMES[name])}


@st.composite
def cases(draw, names=tuple(NEWER)):
    name = draw(st.sampled_from(names))
    opening = draw(openings(facts_of(name)))
    return SCHEMES[name], draw(CANDIDATES), opening


@pytest.mark.parametrize("name", NEWER)
def test_every_term_a_scheme_reads_is_drawn_for_it(name):
    assert set(list_terms(SCHEMES[name])) <= set(SCHEME_FACTS)


def test_every_scheme_has_its_file():
    assert set(SCHEMES) <= set(list_schemes())


@given(cases())
def test_every_finding_says_why_in_both_languages_and_stands_on_its_parameter(case):
    scheme, candidate, opening = case
    law = read_parameters(scheme.name)
    findings = scheme.judge(candidate, opening).findings
    told = [(finding.rule, finding.parameter) for finding in findings]
    assert len(told) == len(set(told))
    for finding in findings:
        assert "{" not in finding.reason_da + finding.reason_en
        assert len(finding.reason_da) > 10
        assert len(finding.reason_en) > 10
        assert finding.reason_da != finding.reason_en
        assert finding.confidence in CONFIDENCES
        assert finding.parameter in law.periods
        assert finding.source
        is_open = finding.answer is Answer.NEEDS
        assert finding.reason_da.startswith("Mangler: ") is is_open
        assert finding.reason_en.startswith("Needs: ") is is_open


@given(cases())
def test_no_rule_reads_what_it_does_not_declare(case):
    scheme, candidate, opening = case
    pair = scheme.open_case(candidate, opening)
    assert scheme.choose_rules(guard(pair, scheme)) == scheme.choose_rules(pair)
    for one in scheme.rules:
        seen = guard(pair, one, parameter=(one.parameter,))
        assert one.find_reason(seen) == one.find_reason(pair)


def lacking(candidate, opening) -> Iterator[tuple]:
    """Give every pair with one known fact less."""
    for name in KNOWN_OF_PEOPLE:
        if getattr(candidate, name) is not None:
            yield replace(candidate, **{name: None}), opening
    yield replace(candidate, birth_year=0), opening
    for key in opening.parameters.keys() - EXEMPTIONS:
        left = {k: v for k, v in opening.parameters.items() if k != key}
        yield candidate, replace(opening, parameters=left)
    if opening.ends_on is not None:
        yield candidate, replace(opening, ends_on=None)


def group_answers(scheme, candidate, opening):
    """Give the answers by the number of the rule."""
    answers: dict[str, set] = {}
    for finding in scheme.judge(candidate, opening).findings:
        answers.setdefault(finding.rule, set()).add(finding.answer)
    return answers


@given(cases())
def test_not_knowing_a_fact_never_refuses_anybody(case):
    scheme, candidate, opening = case
    known = group_answers(scheme, candidate, opening)
    for person, place in lacking(candidate, opening):
        for rule, answers in group_answers(scheme, person, place).items():
            if Answer.NOT_ELIGIBLE in answers and rule in known:
                assert Answer.NOT_ELIGIBLE in known[rule], rule


@given(cases())
def test_learning_a_fact_never_opens_what_was_settled(case):
    scheme, candidate, opening = case
    verdict = scheme.judge(candidate, opening)
    for person, place in lacking(candidate, opening):
        if scheme.judge(person, place).answer is Answer.ELIGIBLE:
            assert verdict.answer is not Answer.NEEDS


NONSENSE = st.text(max_size=12) | st.integers() | st.floats() | st.booleans()


@given(st.data(), st.sampled_from(NEWER), CANDIDATES)
def test_no_nonsense_in_the_facts_breaks_a_judgement(data, name, candidate):
    scheme = SCHEMES[name]
    opening = data.draw(openings(dict.fromkeys(list_terms(scheme), NONSENSE)))
    assert isinstance(scheme.judge(candidate, opening).answer, Answer)


@pytest.mark.parametrize("kind", OpeningKind)
def test_a_kind_is_judged_by_the_schemes_that_name_it(kind):
    opening = Opening("o", kind, "Plads", "2620", date(2024, 3, 4))
    named = {scheme.name for scheme in SCHEMES.values() if kind in scheme.kinds}
    assert {scheme.name for scheme in list_schemes_of(opening)} == named


@given(CANDIDATES, openings({}))
def test_a_judgement_is_repeatable(candidate, opening):
    assert judge(candidate, opening) == judge(candidate, opening)
