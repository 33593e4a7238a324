"""Voksenlaerling (LAB chapter 23): subsidy to who takes an adult apprentice. No dispensations.

Rules carry the numbers of the domain brief, VL-01 to VL-18. What they read of
`Opening.parameters`, beside the fields of the candidate and the opening:

``agreement_starts_on``
    First day of the training agreement, on which age and deadline turn; else the opening's own.
``course_starts_on``, ``earlier_part_started_on``, ``earlier_part_ended_on``
    First day of the course, on which education and unemployment turn; else the opening's own. An
    earlier part counts as the same course unless a long gap lies between (VL-16).
``agreement``, ``approved_place``
    ``eud``, ``maritim``, yes or no; and whether the employer is an approved place of training.
``education``, ``adult_trainee_pay``, ``euv_route``
    The education's slug, such as ``social-og-sundhedshjaelper``; whether a collective agreement
    gives adult trainee pay; ``euv1``, ``euv2`` or ``euv3``.
``positivliste``
    Whether the education stands on the national list.
``employed_here_before``, ``last_employed_here_on``, ``benefit_while_employed_here``
    For an opening meant for one person: whether, until when and how that person worked there.
``pay_floor_met``, ``applied_on``, ``other_support``, ``de_minimis_declared``
    Pay at least the lowest unskilled; day of application; ``none`` or names; declared or not.

Days are written ``2026-01-31``. Left out: VL-13, VL-15, VL-17 and VL-19 say who decides, pays and
receives, not who is eligible.
"""

from datetime import date

from data_schemas.parameters import Parameter, read_parameters
from matcher.rules import target_groups
from matcher.rules.case import Case, Reason, Rule, needs, no, rule, yes
from matcher.rules.education import is_unskilled
from matcher.rules.months import add_months, count_months, has_passed
from matcher.rules.scheme import Scheme
from matcher.rules.shared import judge_flag, judge_support, judge_unemployment_months
from matcher.rules.wording import tell_day, tell_months
from matcher.vocabulary import Answer, BenefitGroup, Candidate, OpeningKind

NAME = "voksenlaerling"

_TO_SLUG = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", " ": "-", "_": "-"})


def _agreement_start(case: Case) -> date:
    return case.day("agreement_starts_on") or case.opening.starts_on


@rule(
    "VL-01",
    "age_min",
    facts=("birth_year",),
    terms=("agreement_starts_on", "starts_on"),
    on=_agreement_start,
)
def judge_age(case: Case, least: Parameter) -> Reason:
    """VL-01: old enough on the day the training agreement starts."""
    start, years = _agreement_start(case), int(least.number)
    old_enough = has_passed(case.candidate.birth_year, years=years, on=start)
    if old_enough is None:
        return needs(
            f"fødselsdato; {years} år skal være fyldt {tell_day(start, 'da')}",
            f"date of birth; {years} years must be reached by {tell_day(start, 'en')}",
        )
    if old_enough:
        return yes(
            f"Fyldt {years} år, når aftalen begynder {tell_day(start, 'da')}.",
            f"Aged {years} or more when the agreement starts on {tell_day(start, 'en')}.",
        )
    return no(
        f"Ikke fyldt {years} år, når aftalen begynder {tell_day(start, 'da')}.",
        f"Not yet {years} years old when the agreement starts on {tell_day(start, 'en')}.",
    )


@rule(
    "VL-02",
    "agreement_kinds",
    terms=("agreement", "approved_place", "agreement_starts_on", "starts_on"),
    remedies={"agreement": "eud", "approved_place": True},
    on=_agreement_start,
)
def judge_agreement(case: Case, kinds: Parameter) -> Reason:
    """VL-02: a training agreement with an approved place of training."""
    kind = case.word("agreement")
    if case.flag("agreement") is False or kind in {"none", "ingen"}:
        return no("Der er ingen uddannelsesaftale.", "There is no training agreement.")
    if case.flag("agreement") is not True and kind not in kinds.names:
        return needs("uddannelsesaftale (eud eller maritim)", "training agreement (eud, maritim)")
    return judge_flag(
        case,
        "approved_place",
        da="virksomheden er godkendt som lærested, og der er en uddannelsesaftale",
        en="the company is an approved place of training, and there is a training agreement",
    )


@rule(
    "VL-03",
    "excluded_educations",
    terms=("education", "adult_trainee_pay"),
    remedies={"adult_trainee_pay": False},
)
def judge_education(case: Case, excluded: Parameter) -> Reason:
    """VL-03: the education is none whose apprentices have adult trainee pay by agreement."""
    education = (case.word("education") or "").translate(_TO_SLUG)
    if not education:
        return needs("hvilken uddannelse aftalen gælder", "which education the agreement is for")
    if education not in excluded.names:
        return yes(
            "Uddannelsen er ikke undtaget.",
            "The education is not excluded.",
        )
    paid = case.flag("adult_trainee_pay")
    if paid is None:
        return needs(
            f"om overenskomsten giver voksenelevløn på uddannelsen ({education})",
            f"whether the collective agreement gives adult trainee pay ({education})",
        )
    if paid:
        return no(
            f"Uddannelsen ({education}) giver ret til voksenelevløn efter overenskomst.",
            f"The education ({education}) gives adult trainee pay by collective agreement.",
        )
    return yes(
        f"Uddannelsen ({education}) giver her ikke ret til voksenelevløn.",
        f"The education ({education}) gives no adult trainee pay here.",
    )


def _stands_as_unskilled(case: Case) -> bool | None:
    """Whether the candidate is unskilled or has an outdated education; None if not known."""
    level = case.candidate.education_level
    if level is None or is_unskilled(level):
        return None if level is None else True
    limit = case.law.value("outdated_years", on=case.tested_on)
    if limit is None:
        return None
    return has_passed(
        case.candidate.education_last_used, years=int(limit.number), on=case.tested_on
    )


def _missing_education(case: Case) -> Reason:
    if case.candidate.education_level is None:
        return needs("højeste fuldførte uddannelse", "highest completed education")
    return needs(
        "hvornår uddannelsen sidst blev brugt", "when the education was last used (day or year)"
    )


@rule("VL-04", "unskilled_unemployment_months", facts=("unemployed_since", "benefit_group"))
def judge_unskilled(case: Case, least: Parameter) -> Reason:
    """VL-04: the unskilled, and those whose education is outdated, may start on the first day."""
    if least.months:
        return judge_unemployment_months(case.candidate, months=least.months, on=case.tested_on)
    return yes(
        "Ufaglært eller forældet uddannelse: 0 måneders forudgående ledighed kræves.",
        "Unskilled, or the education is outdated: 0 months of prior unemployment required.",
    )


@rule(
    "VL-05",
    "skilled_unemployment_months",
    facts=("unemployed_since", "benefit_group", "education_level", "education_last_used"),
    also=("outdated_years",),
)
def judge_skilled(case: Case, least: Parameter) -> Reason:
    """VL-05: the skilled have been unemployed long enough.

    Who has been so meets the condition whatever the education, so it is asked for only then.
    """
    reason = judge_unemployment_months(case.candidate, months=least.months, on=case.tested_on)
    if reason.answer is Answer.ELIGIBLE or _stands_as_unskilled(case) is False:
        return reason
    return _missing_education(case)


@rule("VL-06", "unemployed_groups", facts=target_groups.FACTS, also=(target_groups.LISTS,))
def judge_target_group(case: Case, groups: Parameter) -> Reason:
    """VL-06: the unemployed belong to a target group."""
    return target_groups.judge_group(case, groups, who_da="ledige", who_en="the unemployed")


@rule(
    "VL-07",
    "employed_outdated_admitted",
    facts=("education_level", "education_last_used"),
    also=("outdated_years",),
)
def judge_employed(case: Case, admitted: Parameter) -> Reason:
    """VL-07: who comes from a job is unskilled; for a time an outdated education did as well."""
    level = case.candidate.education_level
    if level is not None and is_unskilled(level):
        return yes("Fra beskæftigelse og ufaglært.", "From a job, and unskilled.")
    if level is not None and not admitted.value:
        return no(
            "Fra beskæftigelse kræves, at man er ufaglært.",
            "From a job one must be unskilled.",
        )
    outdated = _stands_as_unskilled(case)
    if outdated is None:
        return _missing_education(case)
    if outdated:
        return yes(
            "Fra beskæftigelse med forældet uddannelse, som tæller på denne dato.",
            "From a job with an outdated education, which counts on this day.",
        )
    return no(
        "Fra beskæftigelse kræves, at man er ufaglært eller har forældet uddannelse.",
        "From a job one must be unskilled or have an outdated education.",
    )


@rule("VL-07", "list_required", terms=("positivliste",), remedies={"positivliste": True})
def judge_list(case: Case, required: Parameter) -> Reason:
    """VL-07: for who comes from a job, the education stands on the national list."""
    if not required.value:
        return yes(
            f"Positivlisten var suspenderet {tell_day(case.tested_on, 'da')}.",
            f"The national list was suspended on {tell_day(case.tested_on, 'en')}.",
        )
    return judge_flag(
        case,
        "positivliste",
        da="uddannelsen står på voksenlærlingelisten",
        en="the education stands on the national list for adult apprentices",
    )


@rule(
    "VL-08",
    "months_since_same_employer",
    facts=("benefit_group",),
    terms=("employed_here_before", "last_employed_here_on", "benefit_while_employed_here"),
    remedies={"employed_here_before": False},
)
def judge_same_employer(case: Case, least: Parameter) -> Reason:
    """VL-08: the unemployed did not lately work in the company without public benefits."""
    last = case.day("last_employed_here_on")
    if last is None and case.flag("employed_here_before") is False:
        return yes("Har ikke været ansat i virksomheden.", "Has not been employed in the company.")
    if last is None:
        return needs(
            f"om personen har været ansat i virksomheden de seneste {least.months} måneder",
            f"whether the person worked in the company in the last {least.months} months",
        )
    da = f"Senest ansat i virksomheden {tell_day(last, 'da')}"
    en = f"Last employed in the company on {tell_day(last, 'en')}"
    if last <= case.tested_on and count_months(last, case.tested_on) >= least.months:
        return yes(
            f"{da}: mindst {tell_months(least.months, 'da')} før.",
            f"{en}: at least {tell_months(least.months, 'en')} before.",
        )
    return _judge_benefit_in_job(case, da, en)


def _judge_benefit_in_job(case: Case, da: str, en: str) -> Reason:
    supported = case.flag("benefit_while_employed_here")
    if supported is None or (not supported and case.candidate.benefit_group is None):
        return needs(
            f"ydelsesgruppe, og om der samtidig blev modtaget offentlig ydelse. {da}.",
            f"benefit group, and whether public benefits were had at the same time. {en}.",
        )
    if supported:
        return yes(f"{da}, men på offentlig ydelse.", f"{en}, but on public benefits.")
    return no(f"{da} uden offentlig ydelse.", f"{en} without public benefits.")


@rule(
    "VL-11",
    "pay_floor",
    terms=("pay_floor_met", "agreement_starts_on", "starts_on"),
    remedies={"pay_floor_met": True},
    on=_agreement_start,
)
def judge_pay(case: Case, _: Parameter) -> Reason:
    """VL-11: pay is at least the lowest unskilled pay."""
    return judge_flag(
        case,
        "pay_floor_met",
        da="lønnen er mindst den laveste ufaglærte løn efter områdets overenskomst",
        en="pay is at least the lowest unskilled pay of the area's collective agreement",
    )


def _deadline(case: Case, months: Parameter) -> date:
    return add_months(_agreement_start(case), months.months)


@rule(
    "VL-12",
    "application_months",
    terms=("applied_on", "agreement_starts_on", "starts_on"),
    remedies={"applied_on": _deadline},
    on=_agreement_start,
)
def judge_deadline(case: Case, months: Parameter) -> Reason:
    """VL-12: asked for in time; a late application costs pay, not the right."""
    deadline = _deadline(case, months)
    applied = case.day("applied_on")
    if applied is None:
        return needs(
            f"ansøgningsdato; fristen er {tell_day(deadline, 'da')}",
            f"day of application; the deadline is {tell_day(deadline, 'en')}",
        )
    if applied <= deadline:
        return yes(
            f"Søgt {tell_day(applied, 'da')}, inden fristen {tell_day(deadline, 'da')}.",
            f"Applied {tell_day(applied, 'en')}, within the deadline {tell_day(deadline, 'en')}.",
        )
    return yes(
        f"Søgt {tell_day(applied, 'da')}, efter fristen {tell_day(deadline, 'da')}: tilskud gives "
        f"kun fra ansøgningsdagen, og betingelserne prøves pr. fristen.",
        f"Applied {tell_day(applied, 'en')}, after the deadline {tell_day(deadline, 'en')}: the "
        f"subsidy is paid only from that day, and the conditions are tested as of the deadline.",
    )


@rule("VL-14", "allowed_support", terms=("other_support",), remedies={"other_support": "none"})
def judge_other_support(case: Case, allowed: Parameter) -> Reason:
    """VL-14: no other public support in training at the workplace, but the AUB bonus."""
    return judge_support(case, allowed=allowed.names)


@rule("VL-14", "de_minimis", terms=("de_minimis_declared",), remedies={"de_minimis_declared": True})
def judge_de_minimis(case: Case, _: Parameter) -> Reason:
    """VL-14: the employer has declared support under the de minimis rules."""
    return judge_flag(
        case,
        "de_minimis_declared",
        da="virksomheden har afgivet de minimis-erklæring",
        en="the company has made its de minimis declaration",
    )


@rule(
    "VL-18",
    "routes_without_training_at_work",
    terms=("euv_route",),
    remedies={"euv_route": ("euv2", "euv3")},
)
def judge_route(case: Case, excluded: Parameter) -> Reason:
    """VL-18: the route holds training at the workplace, which is what is subsidised."""
    route = case.word("euv_route")
    if route not in {"euv1", "euv2", "euv3"}:
        return needs(
            "EUV-spor efter realkompetencevurdering (EUV 1, EUV 2 eller EUV 3)",
            "route by assessment of prior learning (EUV 1, EUV 2 or EUV 3)",
        )
    name = f"EUV {route[-1]}"
    if route in excluded.names:
        return no(
            f"{name} har normalt ingen oplæring, så der er ingen timer at give tilskud til.",
            f"{name} normally holds no training at the workplace, so no hours to subsidise.",
        )
    return yes(f"{name} har oplæring.", f"{name} holds training at the workplace.")


AGREEMENT: tuple[Rule, ...] = (
    judge_age,
    judge_agreement,
    judge_education,
    judge_pay,
    judge_deadline,
    judge_other_support,
    judge_de_minimis,
    judge_route,
)
"""What is asked of every pair."""

FROM_JOB: tuple[Rule, ...] = (judge_employed, judge_list)
"""What is asked of who has a job."""


def choose(case: Case) -> tuple[Rule, ...]:
    """Choose what to ask: other things of who has a job, and fewer months of the unskilled."""
    if case.candidate.benefit_group is BenefitGroup.I_JOB:
        return (*FROM_JOB, *AGREEMENT)
    months = judge_unskilled if _stands_as_unskilled(case) else judge_skilled
    return (judge_target_group, months, judge_same_employer, *AGREEMENT)


def _course_start(case: Case) -> date:
    """Give the day the present course began (VL-16)."""
    start = case.day("course_starts_on") or case.opening.starts_on
    began, ended = case.day("earlier_part_started_on"), case.day("earlier_part_ended_on")
    longest = case.law.value("same_course_gap_months", on=start)
    if began is None or ended is None or longest is None or not began <= ended <= start:
        return start
    return began if add_months(ended, longest.months) >= start else start


SCHEME = Scheme(
    NAME,
    "Voksenlærling",
    "Adult apprenticeship",
    rules=(
        judge_target_group,
        judge_unskilled,
        judge_skilled,
        judge_same_employer,
        *FROM_JOB,
        *AGREEMENT,
    ),
    kinds=frozenset({OpeningKind.VOKSENLAERLING}),
    choose=choose,
    facts=("benefit_group", "education_level", "education_last_used"),
    terms=("starts_on", "course_starts_on", "earlier_part_started_on", "earlier_part_ended_on"),
    also=("outdated_years", "same_course_gap_months"),
    tested_on=_course_start,
    moving=("agreement_starts_on", "course_starts_on"),
)


def hourly_subsidy(candidate: Candidate, *, on: date) -> Parameter | None:
    """Give the kroner an hour in training at the workplace (VL-09, VL-10), or None if unknown.

    Examples
    --------
    >>> hourly_subsidy(
    ...     Candidate("c1", 1990, "2620", benefit_group=BenefitGroup.JOBPARAT), on=date(2024, 1, 1)
    ... ).number
    45.0
    """
    law = read_parameters(NAME)
    if candidate.benefit_group is None:
        return None
    from_job = candidate.benefit_group is BenefitGroup.I_JOB
    name = "subsidy_from_job_dkk" if from_job else "subsidy_from_unemployment_dkk"
    return law.value(name, on=on)
