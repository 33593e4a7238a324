"""What holds of every verdict, whatever the pair."""

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_schemas.parameters import CONFIDENCES, read_parameters
from matcher.rules import FUNDED_OTHERWISE, judge
from matcher.vocabulary import Answer, Candidate, Opening, OpeningKind
from tests.rules.strategies import CANDIDATES, DAYS, FACTS, MOVING, TRUTHS, openings

NONSENSE = st.text(max_size=12) | st.integers() | st.floats() | TRUTHS
JUDGED = (OpeningKind.JOBROTATION, OpeningKind.VOKSENLAERLING)


@given(CANDIDATES, openings(FACTS | MOVING, JUDGED))
def test_every_finding_says_why_in_both_languages_and_names_its_source(candidate, opening):
    (verdict,) = judge(candidate, opening)
    law = read_parameters(verdict.scheme)
    assert verdict.scheme == opening.kind.value
    assert verdict.findings
    for finding in verdict.findings:
        assert len(finding.reason_da) > 10
        assert len(finding.reason_en) > 10
        assert finding.reason_da != finding.reason_en
        assert finding.source
        assert finding.confidence in CONFIDENCES
        assert finding.parameter in law.periods
        open_answer = finding.answer is Answer.NEEDS
        assert finding.reason_da.startswith("Mangler: ") is open_answer
        assert finding.reason_en.startswith("Needs: ") is open_answer


@given(CANDIDATES, openings(FACTS | MOVING, JUDGED))
def test_no_rule_is_told_twice_for_one_parameter(candidate, opening):
    (verdict,) = judge(candidate, opening)
    told = [(finding.rule, finding.parameter) for finding in verdict.findings]
    assert len(told) == len(set(told))


@given(CANDIDATES, openings(FACTS | MOVING, JUDGED))
def test_a_finding_stands_by_the_parameter_of_its_day(candidate, opening):
    (verdict,) = judge(candidate, opening)
    law = read_parameters(verdict.scheme)
    for finding in verdict.findings:
        held = law.value(finding.parameter, on=finding.tested_on)
        if held is None:
            assert finding.answer is Answer.NEEDS
        else:
            assert (finding.source, finding.confidence) == (held.source, held.confidence)


def lacking(candidate, opening):
    """Give every pair with one known fact less."""
    for name in ("benefit_group", "unemployed_since", "education_level", "education_last_used"):
        if getattr(candidate, name) is not None:
            yield replace(candidate, **{name: None}), opening
    for key in opening.parameters:
        left = {k: v for k, v in opening.parameters.items() if k != key}
        yield candidate, replace(opening, parameters=left)
    if opening.organisation:
        yield candidate, replace(opening, organisation="")


def refused(candidate, opening):
    (verdict,) = judge(candidate, opening)
    return {f.rule for f in verdict.findings if f.answer is Answer.NOT_ELIGIBLE}


@given(CANDIDATES, openings(FACTS, JUDGED))
def test_not_knowing_a_fact_never_refuses_anybody(candidate, opening):
    known = refused(candidate, opening)
    for person, place in lacking(candidate, opening):
        assert refused(person, place) <= known


def test_from_a_pair_that_meets_everything_no_lost_fact_refuses(good_pairs):
    for pair in good_pairs:
        for person, place in lacking(*pair):
            assert not refused(person, place)


@pytest.mark.parametrize("kind", JUDGED)
def test_a_pair_of_which_nothing_is_known_is_neither_refused_nor_admitted(kind):
    candidate = Candidate("k", 1980, "2620")
    (verdict,) = judge(candidate, Opening("o", kind, "Plads", "2620", date(2024, 3, 1)))
    assert verdict.answer is Answer.NEEDS


def answer_of(verdict, rules):
    return {finding.answer for finding in verdict.findings if finding.rule in rules}


@given(CANDIDATES, openings(FACTS, JUDGED), DAYS, DAYS)
def test_being_unemployed_longer_never_costs_eligibility(candidate, opening, one, other):
    longer, shorter = sorted((one, other))
    (short,) = judge(replace(candidate, unemployed_since=shorter), opening)
    (long,) = judge(replace(candidate, unemployed_since=longer), opening)
    for rules in ({"JR-07"}, {"VL-04", "VL-05"}):
        if answer_of(short, rules) == {Answer.ELIGIBLE}:
            assert answer_of(long, rules) == {Answer.ELIGIBLE}


@given(
    CANDIDATES,
    openings(
        {
            key: st.text(max_size=12) | st.integers() | st.floats() | TRUTHS
            for key in FACTS | MOVING
        },
        JUDGED,
    ),
)
def test_no_nonsense_in_the_facts_breaks_a_judgement(candidate, opening):
    assert judge(candidate, opening)


@given(CANDIDATES, openings(FACTS, JUDGED))
def test_a_judgement_is_repeatable(candidate, opening):
    assert judge(candidate, opening) == judge(candidate, opening)


@given(
    CANDIDATES,
    openings(FACTS, JUDGED),
    st.fixed_dictionaries(
        {
            "has_car": TRUTHS,
            "travel_limit_minutes": st.integers(5, 120),
            "is_student": TRUTHS,
            "shown_to_companies": TRUTHS,
            "postcode": st.sampled_from(["1550", "4000"]),
            "languages": st.just({"da": 3}),
        }
    ),
)
def test_what_the_law_does_not_ask_changes_nothing(candidate, opening, other):
    assert judge(replace(candidate, **other), opening) == judge(candidate, opening)
    assert set(other) < {field.name for field in fields(Candidate)}


@pytest.mark.parametrize("kind", [OpeningKind.ORDINARY, OpeningKind.AKADEMI])
def test_other_kinds_have_no_scheme_to_meet(good_pairs, kind):
    candidate, opening = good_pairs[0]
    assert judge(candidate, replace(opening, kind=kind)) == ()


AFTER = {"starts_on": date(2026, 11, 1), "ends_on": None}


@pytest.mark.parametrize("funding", sorted(FUNDED_OTHERWISE))
def test_a_rotation_paid_for_otherwise_is_not_judged_by_the_ended_scheme(good_pairs, funding):
    candidate, opening = good_pairs[0]
    assert judge(candidate, replace(opening, **AFTER, parameters={"funding": funding})) == ()


@pytest.mark.parametrize("funding", ["voksenlaerling", "loentilskud"])
def test_a_rotation_paid_for_by_another_scheme_is_judged_by_it(good_pairs, funding):
    candidate, opening = good_pairs[0]
    funded = replace(opening, **AFTER, parameters={"funding": funding})
    (verdict,) = judge(candidate, funded)
    assert verdict.scheme == funding


@pytest.mark.parametrize("funding", [None, "jobrotationsydelse", "magic", 7])
def test_a_rotation_with_no_other_lawful_funding_meets_the_end_of_the_scheme(good_pairs, funding):
    candidate, opening = good_pairs[0]
    parameters = {} if funding is None else {"funding": funding}
    (verdict,) = judge(candidate, replace(opening, **AFTER, parameters=parameters))
    assert verdict.answer is Answer.NOT_ELIGIBLE
