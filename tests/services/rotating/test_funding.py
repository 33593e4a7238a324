"""What pays for a rotation: the benefit on its dates, the lawful ways on later ones."""

from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest

from data_schemas.parameters import read_parameters
from data_schemas.parameters.reading import parse_parameters
from matcher.services.rotating.funding import list_fundings
from matcher.services.rotating.judging import has_benefit
from matcher.services.rotating.papers import find_deadline, list_missing
from matcher.services.rotating.planning import adopt_plan
from matcher.store import rotations
from matcher.vocabulary import Answer, Funding
from tests.services.rotating.conftest import COMING, CONSULTANT, PAST

OWN_SCHEME = """
law = "Kommunalbestyrelsens beslutning"
[municipal_offered]
meaning = "own scheme"
unit = "yes_no"
periods = [{ from = 2026-02-01, value = true, source = "Beslutning 1", confidence = "A" }]
[municipal_hourly_dkk]
meaning = "kroner an hour"
unit = "dkk_per_hour"
periods = [{ from = 2026-02-01, value = 150.50, source = "Beslutning 1", confidence = "A" }]
"""


def get(options, funding):
    return next(one for one in options if one.funding is funding)


def test_in_2025_the_benefit_pays_by_the_hour_and_the_month(read):
    (option,) = read(PAST).fundings
    april, may = option.claims
    # 14 days of 7,4 hours in April (Easter has three holidays), 12 in May, at 210,49 kr.
    assert (april.hours, april.amount) == (Decimal("103.60"), Decimal("21806.76"))
    assert (may.hours, may.amount) == (Decimal("88.80"), Decimal("18691.51"))
    assert option.total == Decimal("40498.27")
    assert (option.funding, option.answer) == (Funding.BENEFIT, Answer.ELIGIBLE)


def test_of_the_ended_benefit_the_page_tells_when_and_why(read):
    told = read(COMING)
    option = get(told.fundings, Funding.BENEFIT)
    assert (option.answer, option.claims, option.total) == (Answer.NOT_ELIGIBLE, (), None)
    assert "1. februar 2026" in option.judged[0].verdict.findings[0].reason_da
    assert (told.ended.valid_from, "1750" in told.ended.source) == (date(2026, 2, 1), True)


@pytest.mark.parametrize(
    ("day", "is_lawful"), [(date(2026, 1, 31), True), (date(2026, 2, 1), False)]
)
def test_the_benefit_ends_on_the_day(day, is_lawful):
    assert has_benefit(day) is is_lawful


def test_on_later_dates_the_lawful_ways_stand_side_by_side(read):
    told = [option.funding for option in read(COMING).fundings]
    assert told[0] is Funding.BENEFIT
    assert set(told) == set(Funding)
    assert all(one.judged and one.judged[0].verdict.findings for one in read(COMING).fundings)


def test_hours_without_a_substitute_are_not_paid(session, read):
    case = rotations.get_case(session, PAST)
    half = replace(case, assignments=case.assignments[:1])
    (option,) = list_fundings(half, read(PAST).people)
    assert option.total == Decimal("10903.38")  # 51,8 timer × 210,49 kr.
    assert option.potential == Decimal("40498.27")


def test_a_case_without_a_course_has_no_funding_yet(session):
    case = rotations.get_case(session, COMING)
    assert list_fundings(replace(case, employees=()), {}) == ()


def test_the_municipalitys_own_scheme_is_data_with_a_date(session, read):
    case = rotations.get_case(session, COMING)
    assert get(list_fundings(case, {}), Funding.KOMMUNAL).answer is Answer.NOT_ELIGIBLE
    own = parse_parameters("rotation", OWN_SCHEME)
    option = get(list_fundings(case, {}, law=own), Funding.KOMMUNAL)
    assert option.answer is Answer.ELIGIBLE
    # 222 hours of courses, if all are covered
    assert option.potential == Decimal("33411.00")


def test_the_papers_follow_the_funding(session, read):
    case = rotations.get_case(session, COMING)
    assert list_missing(case) == ()
    for funding in Funding:
        if funding is not Funding.BENEFIT:
            assert list_missing(replace(case, funding=funding)), funding
    assert [paper.with_claim for paper in read(PAST).papers] == [False] * 4 + [True]


def test_the_benefit_is_applied_for_the_day_before_at_the_latest(session):
    case = rotations.get_case(session, PAST)
    deadline = find_deadline(case)
    assert deadline.last == date(2025, 4, 6)
    assert not deadline.is_missed(date(2025, 4, 6))
    assert deadline.is_missed(date(2025, 4, 7))


def test_an_apprenticeship_is_applied_for_within_a_month_of_its_first_day(session):
    case = rotations.get_case(session, COMING)
    assert find_deadline(case, Funding.VOKSENLAERLING).last == date(2027, 2, 4)


def test_veu_pays_for_those_whose_education_admits_it(read):
    told = read(COMING)
    option = get(told.fundings, Funding.VEU)
    answers = {one.who: one.verdict.answer for one in option.judged}
    # M3 has a medium-cycle education, used two years ago
    assert answers["M3"] is Answer.NOT_ELIGIBLE
    assert Answer.NOT_ELIGIBLE not in {answers["M1"], answers["M2"]}
    assert option.answer is Answer.NEEDS
    (claim,) = option.claims
    # twice ten days of 7,4 hours; the rate of 2027 is not known, so that of 2026 is used and said
    assert claim.hours == Decimal("148.00")
    week = read_parameters("veu").periods["week_dkk"][-1]
    hourly = (week.amount / 37).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert claim.amount == (148 * hourly).quantize(Decimal("0.01"))
    assert "satsen for 2027 er ikke kendt her" in claim.rate.basis_da
    assert claim.rate.confidence == "C"


def test_svu_does_not_pay_for_amu(read):
    option = get(read(COMING).fundings, Funding.SVU)
    assert (option.answer, option.claims) == (Answer.NOT_ELIGIBLE, ())


def test_svu_pays_for_general_education_from_thirteen_weeks_before(session, read):
    case = rotations.get_case(session, COMING)
    general = replace(
        case,
        employees=tuple(
            replace(one, trainings=tuple(replace(t, kind="almen") for t in one.trainings))
            for one in case.employees
        ),
    )
    option = get(list_fundings(general, {}), Funding.SVU)
    assert option.claims
    assert (option.deadline.first, option.deadline.last) == (date(2026, 10, 5), date(2027, 1, 3))


def test_wage_subsidy_is_reckoned_for_the_hours_of_the_substitutes(session, read):
    assert get(read(COMING).fundings, Funding.LOENTILSKUD).claims == ()
    adopt_plan(session, COMING, viewer=CONSULTANT)
    option = get(read(COMING).fundings, Funding.LOENTILSKUD)
    assert sum(claim.hours for claim in option.claims) == Decimal("222.00")
    assert option.answer is not Answer.ELIGIBLE  # the usual staff has not been told
