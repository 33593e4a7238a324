"""A scheme is in force from a day on, and what every opening must state is asked of each scheme."""

from datetime import date, timedelta

import pytest

from matcher.rules import SCHEMES
from matcher.vocabulary import Answer, Candidate, Opening, OpeningKind

YES, NO, NEEDS = Answer.ELIGIBLE, Answer.NOT_ELIGIBLE, Answer.NEEDS
SPANS = {
    "virksomhedspraktik": ("VP-00", date(2020, 1, 1)),
    "loentilskud": ("LT-00", date(2020, 1, 1)),
    "fleksjob": ("FJ-00", date(2020, 1, 1)),
    "smaajob": ("SJ-00", date(2020, 1, 1)),
    "mentorforloeb": ("ME-00", date(2020, 1, 1)),
    "fritidsjob": ("FR-00", date(2018, 1, 1)),
    "elevpraktik": ("EP-00", date(2017, 8, 1)),
    "laereplads": ("LP-00", date(2015, 8, 1)),
    "regional_uddannelsespulje": ("RU-00", date(2020, 1, 1)),
    "seks_ugers_jobrettet": ("SU-00", date(2020, 1, 1)),
    "svu": ("SV-00", date(2018, 1, 1)),
    "veu": ("VE-00", date(2018, 1, 1)),
}
UNVERIFIED = [
    ("virksomhedspraktik", "VP-00"),
    ("loentilskud", "LT-00"),
    ("fleksjob", "FJ-00"),
    ("mentorforloeb", "ME-00"),
    ("regional_uddannelsespulje", "RU-00"),
    ("seks_ugers_jobrettet", "SU-00"),
]


def find(scheme, rule, *, start=date(2024, 3, 1), **stated):
    place = Opening("o", OpeningKind.ORDINARY, "", "2620", start, parameters=stated)
    case = SCHEMES[scheme].open_case(Candidate("k", 1980, "2620"), place)
    return next(one(case) for one in SCHEMES[scheme].rules if one.identifier == rule)


@pytest.mark.parametrize("scheme", SPANS)
def test_a_scheme_is_known_to_be_in_force_from_its_first_day_on(scheme):
    rule, first = SPANS[scheme]
    assert find(scheme, rule, start=first - timedelta(days=1)).answer is NEEDS
    for start in (first, date(2020, 2, 29), date(2026, 1, 31), date(2026, 2, 1)):
        assert find(scheme, rule, start=start).answer is YES


@pytest.mark.parametrize(("scheme", "rule"), UNVERIFIED)
def test_what_was_not_verified_after_the_reform_says_so_from_its_first_day(scheme, rule):
    before = find(scheme, rule, start=date(2026, 1, 31))
    after = find(scheme, rule, start=date(2026, 2, 1))
    assert before.confidence < after.confidence == "C"
    assert "ikke efterprøvet" not in before.reason_da
    assert "ikke efterprøvet" in after.reason_da


@pytest.mark.parametrize(
    ("rule", "stated", "answer"),
    [
        ("FJ-07", {"agreement_pay": True}, YES),
        ("FJ-07", {"agreement_pay": False}, NO),
        ("FJ-07", {}, NEEDS),
        ("FJ-08", {"other_support": "none"}, YES),
        ("FJ-08", {"other_support": "loentilskud"}, NO),
        ("FJ-08", {}, NEEDS),
    ],
)
def test_a_flex_job_is_paid_by_agreement_and_has_no_other_support(rule, stated, answer):
    assert find("fleksjob", rule, **stated).answer is answer


@pytest.mark.parametrize(("stated", "answer"), [(True, YES), (False, NO), (None, NEEDS)])
def test_the_young_are_in_the_company_s_assessment_of_its_work_environment(stated, answer):
    told = {} if stated is None else {"assessment_covers_young": stated}
    assert find("unges_arbejde", "UA-16", **told).answer is answer
