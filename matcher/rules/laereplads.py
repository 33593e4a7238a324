"""Laereplads: an apprenticeship by training agreement (lov om erhvervsuddannelser), EUV included.

From 25 years of age the education is taken as EUV, after an assessment of prior learning: euv1
with two years' relevant experience (no basic course, no training at the workplace), euv2 with some,
euv3 with none. What the rules read of `Opening.parameters`, beside the fields of the candidate and
the opening:

``agreement_kind``
    ``almindelig``, ``kombination``, ``kort``, ``ny_mesterlaere``, ``rest`` or ``del``.
``approved_place``, ``trainee_pay``
    Whether the company is an approved place of training; trainee pay by agreement.
``basic_course_passed``, ``agreement_covers_basic_course``
    Whether the basic course is passed, or the agreement holds it.
``euv_route``, ``rkv_done``, ``relevant_experience_months``
    ``euv1``, ``euv2`` or ``euv3``; whether prior learning has been assessed; months of relevant
    experience, else those in the opening's occupation.
``grade_danish``, ``grade_maths``, ``entrance_test_passed``
    Average grades, such as ``02``; whether the entrance test and talk were passed.
``born_on``, ``finished_9th``
    Day of birth; whether compulsory schooling is over.
"""

from datetime import date, timedelta
from decimal import Decimal

from data_schemas.parameters import Parameter, read_parameters
from matcher.rules.case import Case, Reason, needs, no, rule, yes
from matcher.rules.conditions import AGE_FACTS, AGE_TERMS, ask, is_aged, life_span
from matcher.rules.education import is_unskilled
from matcher.rules.money import Amount, round_oere, tell_kroner
from matcher.rules.months import add_months
from matcher.rules.scheme import Scheme
from matcher.rules.shared import judge_flag
from matcher.rules.wording import tell_number
from matcher.vocabulary import EducationLevel, OpeningKind

NAME = "laereplads"

_ROUTES = ("euv1", "euv2", "euv3")
_ADULT_TERMS = AGE_TERMS


@rule("LP-01", "agreement_kinds", terms=("agreement_kind",))
def judge_agreement(case: Case, kinds: Parameter) -> Reason:
    """LP-01: a training agreement of a known kind."""
    kind = case.word("agreement_kind")
    if kind in {"none", "ingen"}:
        return no("Der er ingen uddannelsesaftale.", "There is no training agreement.")
    if kind not in kinds.names:
        return needs(
            "uddannelsesaftalens art (almindelig, kombinations-, kort, rest- eller delaftale eller "
            "ny mesterlære)",
            "the kind of training agreement (ordinary, combined, short, remaining, part, or new "
            "apprenticeship)",
        )
    return yes("Uddannelsesaftale: {kind}.", "Training agreement: {kind}.", kind=kind)


@rule(
    "LP-03",
    "basic_course",
    facts=AGE_FACTS,
    terms=(
        *_ADULT_TERMS,
        "basic_course_passed",
        "agreement_covers_basic_course",
        "agreement_kind",
        "euv_route",
    ),
    also=("basic_course_agreements", "adult_route_age"),
    remedies={"basic_course_passed": True, "agreement_covers_basic_course": True},
)
def judge_basic_course(case: Case, _: Parameter) -> Reason:
    """LP-03: the basic course is passed, held by the agreement, or not needed in euv1."""
    if case.flag("basic_course_passed"):
        return yes("Grundforløbet er bestået.", "The basic course is passed.")
    skipped, covered = _is_without_basic_course(case), _is_covered(case)
    if skipped:
        return yes("euv1 har intet grundforløb.", "euv1 holds no basic course.")
    if covered:
        return yes(
            "Grundforløbet indgår i aftalen eller erstattes af ny mesterlære.",
            "The basic course is part of the agreement, or training in the company replaces it.",
        )
    if case.flag("basic_course_passed") is None or skipped is None or covered is None:
        return needs(
            "om grundforløbet er bestået eller indgår i aftalen",
            "whether the basic course is passed, or part of the agreement",
        )
    return no(
        "Grundforløbet er ikke bestået og indgår ikke i aftalen.",
        "The basic course is not passed, and not part of the agreement.",
    )


def _is_without_basic_course(case: Case) -> bool | None:
    adult, route = _is_adult(case), case.word("euv_route")
    if adult is False or (route in _ROUTES and route != "euv1"):
        return False
    return True if adult and route == "euv1" else None


def _is_covered(case: Case) -> bool | None:
    kind, covers = case.word("agreement_kind"), case.flag("agreement_covers_basic_course")
    able = case.law.value("basic_course_agreements", on=case.tested_on)
    if kind == "ny_mesterlaere":
        return True
    if kind is not None and able is not None and kind not in able.names:
        return False
    return covers if kind is not None or covers is False else None


def _is_adult(case: Case) -> bool | None:
    age = case.law.value("adult_route_age", on=case.tested_on)
    return None if age is None else is_aged(case, age.months, on=case.opening.starts_on)


@rule(
    "LP-04",
    "euv1_months",
    facts=(*AGE_FACTS, "experience", "education_level"),
    terms=(*_ADULT_TERMS, "euv_route", "rkv_done", "relevant_experience_months", "occupation"),
    also=("adult_route_age",),
)
def judge_route(case: Case, enough: Parameter) -> Reason:
    """LP-04: from 25 the education is taken as euv1, euv2 or euv3."""
    adult, route = _is_adult(case), case.word("euv_route")
    if adult is None:
        return needs("fødselsdato; fra 25 år er det euv", "date of birth; from 25 it is euv")
    if not adult:
        return yes(
            "Under 25 år: erhvervsuddannelse for unge.", "Below 25: the course for the young."
        )
    if route in _ROUTES and case.flag("rkv_done"):
        return yes("Vej efter realkompetencevurdering: {route}.", "Assessed: {route}.", route=route)
    expected = expect_route(_read_experience(case), case.candidate.education_level, enough.months)
    if expected is None:
        return needs(
            "realkompetencevurdering, relevant erfaring og højeste uddannelse, som afgør vejen",
            "an assessment of prior learning, relevant experience and education, which decide",
        )
    return needs(
        "realkompetencevurdering, som afgør vejen; efter det oplyste forventes {route}",
        "an assessment of prior learning, which decides; by what is known {route} is expected",
        route=expected,
    )


def _read_experience(case: Case) -> float | None:
    stated = case.number("relevant_experience_months")
    if stated is not None or case.opening.occupation is None:
        return stated
    return case.candidate.experience.get(case.opening.occupation, 0)


def expect_route(months: float | None, level: EducationLevel | None, enough: int) -> str | None:
    """Expect a route from months of relevant experience and the highest education.

    Examples
    --------
    >>> expect_route(24, None, 24), expect_route(23, None, 24), expect_route(0, None, 24)
    ('euv1', 'euv2', None)
    """
    if months is None:
        return None
    if months >= enough:
        return "euv1"
    if months > 0 or (level is not None and level is not EducationLevel.GRUNDSKOLE):
        return "euv2"
    return None if level is None else "euv3"


@rule(
    "LP-05",
    "assessment_first",
    facts=AGE_FACTS,
    terms=(*_ADULT_TERMS, "rkv_done"),
    also=("adult_route_age",),
    remedies={"rkv_done": True},
)
def judge_assessment(case: Case, _: Parameter) -> Reason:
    """LP-05: from 25, prior learning is assessed first."""
    adult = _is_adult(case)
    if adult is False:
        return yes("Under 25 år: kræves ikke.", "Below 25: not required.")
    reason = judge_flag(
        case,
        "rkv_done",
        da="realkompetencevurderingen er gennemført",
        en="prior learning has been assessed",
    )
    if adult is None and case.flag("rkv_done") is False:
        return needs("fødselsdato; fra 25 år kræves den", "date of birth; from 25 it is required")
    return reason


@rule(
    "LP-06",
    "grade_min",
    terms=("agreement_kind", "grade_danish", "grade_maths", "entrance_test_passed"),
    also=("agreement_kinds",),
    remedies={"entrance_test_passed": True},
)
def judge_access(case: Case, least: Parameter) -> Reason:
    """LP-06: an agreement, 02 in Danish and mathematics, or the entrance test gives access."""
    kinds = case.law.value("agreement_kinds", on=case.tested_on)
    if kinds is not None and case.word("agreement_kind") in kinds.names:
        return yes("Uddannelsesaftalen giver adgang.", "The training agreement gives access.")
    grades = [case.number(key) for key in ("grade_danish", "grade_maths")]
    known = [grade for grade in grades if grade is not None]
    if len(known) == len(grades) and min(known) >= least.number:
        return yes("Mindst 02 i dansk og i matematik.", "At least 02 in Danish and in mathematics.")
    test = case.flag("entrance_test_passed")
    if test:
        return yes("Optagelsesprøven er bestået.", "The entrance test is passed.")
    if (
        test is False
        and case.word("agreement_kind") in {"none", "ingen"}
        and any(grade < least.number for grade in known)
    ):
        return no(
            "Hverken aftale, 02 i dansk og matematik eller bestået optagelsesprøve.",
            "Neither agreement, 02 in Danish and mathematics, nor a passed entrance test.",
        )
    return needs(
        "uddannelsesaftale, karakterer i dansk og matematik eller optagelsesprøve",
        "training agreement, grades in Danish and mathematics, or the entrance test",
    )


@rule(
    "LP-07",
    "school_finished",
    facts=(*AGE_FACTS, "education_level"),
    terms=(*AGE_TERMS, "finished_9th"),
    also=("adult_route_age",),
    remedies={"finished_9th": True},
)
def judge_school(case: Case, _: Parameter) -> Reason:
    """LP-07: compulsory schooling is over."""
    level = case.candidate.education_level
    beyond = level is not None and (not is_unskilled(level) or level is EducationLevel.GYMNASIAL)
    if beyond or _is_adult(case):
        return yes("Undervisningspligten er ophørt.", "Compulsory schooling is over.")
    finished = case.flag("finished_9th")
    if finished is False and (level is None or _is_adult(case) is None):
        return needs(
            "fødselsdato og højeste uddannelse; 9. klasse er ikke oplyst afsluttet",
            "date of birth and highest education; the 9th form is not stated as finished",
        )
    return judge_flag(
        case, "finished_9th", da="9. klasse er afsluttet", en="the 9th form is finished"
    )


RULES = (
    life_span("Læreplads", "Apprenticeship", identifier="LP-00"),
    judge_agreement,
    ask(
        "LP-02",
        "approved_place",
        "approved_place",
        da="virksomheden er godkendt som lærested for uddannelsen",
        en="the company is an approved place of training for the education",
    ),
    judge_basic_course,
    judge_route,
    judge_assessment,
    judge_access,
    judge_school,
    ask(
        "LP-08",
        "trainee_pay",
        "trainee_pay",
        da="lønnen er elevløn efter overenskomst",
        en="pay is trainee pay by collective agreement",
    ),
)

SCHEME = Scheme(
    NAME,
    "Læreplads",
    "Apprenticeship",
    RULES,
    kinds=frozenset({OpeningKind.LAEREPLADS}),
    terms=("starts_on",),
)


def find_probation_end(start: date) -> date | None:
    """Give the last day on which either side may end an agreement freely; school time adds to it.

    Examples
    --------
    >>> find_probation_end(date(2025, 12, 1))
    datetime.date(2026, 2, 28)
    """
    months = read_parameters(NAME).value("probation_months", on=start)
    return None if months is None else add_months(start, months.months) - timedelta(days=1)


def compute_refund(weeks: Decimal, year: int | None, *, on: date) -> Amount | None:
    """Compute AUB's refund to the employer for weeks of school; ``year`` None is an adult.

    Raises
    ------
    ValueError
        If the trainee's year is not 1 to 4.
    """
    if year is not None and not 1 <= year <= 4:
        raise ValueError(f"{year} is no year of an apprenticeship")
    name = "refund_week_adult_dkk" if year is None else f"refund_week_{year}_dkk"
    rate = read_parameters(NAME).value(name, on=on)
    if rate is None:
        return None
    paid = round_oere(weeks * rate.amount)
    return Amount(
        paid,
        f"{tell_number(weeks, 'da')} skoleuger × {tell_kroner(rate.amount, 'da')} = "
        f"{tell_kroner(paid, 'da')}",
        f"{tell_number(weeks, 'en')} weeks of school × {tell_kroner(rate.amount, 'en')} = "
        f"{tell_kroner(paid, 'en')}",
        (rate,),
    )
