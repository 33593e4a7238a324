"""Six weeks' job-targeted education: a right of the insured unemployed with little education.

Asked of a person and a course, whose first and last day are the opening's. What the rules read of
`Opening.parameters`:

``unemployed_weeks_total``
    Weeks of unemployment by the first day, earlier spells added up; without it only the present
    spell is known.
``has_eud``
    Of who has a short-cycle higher education: whether there is a vocational one as well.
``course_starred``, ``began_in_notice``
    Whether the list stars the course; whether it was begun while under notice.
``course_days``, ``days_used``
    Days of the course, and of six weeks' education had before.
``on_six_week_list``, ``same_group``, ``academy_module``
    On the list; in the occupational group chosen first; a module of an academy education.
``full_time_unemployed``, ``course_approved``
    Unemployed full time; approved by the unemployment fund, or for flex jobs the municipality.
"""

from datetime import date, timedelta

from data_schemas.parameters import Parameter
from matcher.rules.case import Case, Reason, needs, no, rule, yes
from matcher.rules.conditions import (
    AGE_FACTS,
    AGE_TERMS,
    ask,
    belong,
    is_aged,
    judge_age,
    life_span,
    read_last_day,
)
from matcher.rules.education import is_above, read_level
from matcher.rules.months import add_months
from matcher.rules.scheme import Scheme
from matcher.rules.shared import judge_flag
from matcher.rules.turning import LONGEST_WEEKS
from matcher.vocabulary import OtherScheme

NAME = "seks_ugers_jobrettet"


@rule(
    "SU-02",
    "education_max",
    facts=("education_level",),
    terms=("has_eud",),
    also=("education_with_eud",),
)
def judge_education(case: Case, most: Parameter) -> Reason:
    """SU-02: unskilled, skilled, or short-cycle together with a vocational education."""
    level, limit = case.candidate.education_level, read_level(most.value)
    if level is None or limit is None:
        return needs("højeste fuldførte uddannelse", "highest completed education")
    if not is_above(level, limit):
        return yes(
            "Ufaglært eller faglært ({level}).", "Unskilled or skilled ({level}).", level=level
        )
    combined = case.law.value("education_with_eud", on=case.tested_on)
    if combined is not None and level in combined.names:
        return judge_flag(
            case,
            "has_eud",
            da="personen har også en erhvervsuddannelse",
            en="the person has a vocational education as well",
        )
    return no(
        "Uddannelsen ({level}) er over grænsen.",
        "The education ({level}) is too high.",
        level=level,
    )


def _read_total(case: Case) -> float | None:
    total = case.number("unemployed_weeks_total")
    return None if total is None or not 0 <= total <= LONGEST_WEEKS else total


def _count_spell(case: Case) -> float | None:
    """Count the weeks of the present spell by the first day; none if it begins later."""
    since = case.candidate.unemployed_since
    return None if since is None else max((case.opening.starts_on - since).days / 7, 0)


@rule(
    "SU-03",
    "wait_weeks",
    facts=("unemployed_since",),
    terms=("starts_on", "unemployed_weeks_total", "course_starred", "began_in_notice"),
    also=("starred_day_one",),
)
def judge_wait(case: Case, least: Parameter) -> Reason:
    """SU-03: after five weeks of unemployment, on the first day if starred."""
    starred = case.law.value("starred_day_one", on=case.tested_on)
    if case.flag("began_in_notice"):
        return yes("Påbegyndt i opsigelsesperioden.", "Begun while under notice.")
    if case.flag("course_starred") and starred is not None and starred.value:
        return yes(
            "Kurset er stjernemarkeret: fra første ledighedsdag.",
            "The list stars the course: from the first day of unemployment.",
        )
    total, spell = _read_total(case), _count_spell(case)
    known = max(total or 0, spell or 0)
    told = {"weeks": f"{int(known)}", "least": least.months}
    if known >= least.number:
        return yes(
            "{weeks} ugers ledighed; kravet er {least}.",
            "{weeks} weeks of unemployment; required: {least}.",
            **told,
        )
    open_ways = case.flag("course_starred") is None or case.flag("began_in_notice") is None
    if total is None or open_ways:
        return needs(
            "ugers ledighed i alt, og om kurset er stjernemarkeret eller begyndt i opsigelse; "
            "{weeks} uger er kendt, og kravet er {least}",
            "weeks of unemployment in all, and whether the course is starred or begun while under "
            "notice; {weeks} weeks are known, {least} are required",
            **told,
        )
    return no(
        "{weeks} ugers ledighed; kravet er {least}.",
        "{weeks} weeks of unemployment; required: {least}.",
        **told,
    )


@rule(
    "SU-04",
    "window_months",
    facts=(*AGE_FACTS, "unemployed_since"),
    terms=(*AGE_TERMS, "ends_on", "unemployed_weeks_total"),
    also=("window_young_months", "young_age"),
)
def judge_window(case: Case, months: Parameter) -> Reason:
    """SU-04: over within nine months of unemployment, six below 25."""
    end, deadlines = read_last_day(case), _list_deadlines(case, months)
    if not deadlines:
        return yes(
            "Ingen grænse for ledighedens længde den {day}.",
            "No limit to the length of unemployment on {day}.",
            day=case.tested_on,
        )
    if end is None or None in deadlines:
        return needs(
            "kursets sidste dag og ledig siden", "the course's last day, and unemployed since"
        )
    latest = [day for day in deadlines if day is not None]
    told = {"end": end, "latest": min(latest)}
    if end > max(latest):
        return no(
            "Kurset slutter den {end}, efter fristen den {latest}.",
            "The course ends on {end}, after the deadline, {latest}.",
            end=end,
            latest=max(latest),
        )
    if _read_total(case) is None or end > min(latest):
        return needs(
            "ledighed i alt (tidligere perioder lægges sammen) og fødselsdato; uden tidligere "
            "ledighed er fristen den {latest}",
            "unemployment in all (earlier spells are added) and date of birth; with none before, "
            "the deadline is {latest}",
            **told,
        )
    return yes(
        "Kurset slutter den {end}, inden fristen den {latest}.",
        "The course ends on {end}, within the deadline, {latest}.",
        **told,
    )


def _list_deadlines(case: Case, months: Parameter) -> set[date | None]:
    """Give the last day of the window, or both where the age is not known; empty without one."""
    age = case.law.value("young_age", on=case.tested_on)
    young = case.law.value("window_young_months", on=case.tested_on)
    if age is None or young is None:
        return {None}
    older = is_aged(case, age.months, on=case.opening.starts_on)
    limits = {True: {months.months}, False: {young.months}, None: {months.months, young.months}}
    since = _find_beginning(case)
    return {
        None if since is None else add_months(since, limit) - timedelta(days=1)
        for limit in limits[older]
        if limit
    }


def _find_beginning(case: Case) -> date | None:
    """Give the day unemployment would have begun, had it been one spell."""
    total, since = _read_total(case), case.candidate.unemployed_since
    if total is None:
        return since
    began = case.opening.starts_on - timedelta(weeks=total)
    return began if since is None else min(began, since)


@rule("SU-05", "days_max", terms=("course_days", "days_used"))
def judge_days(case: Case, most: Parameter) -> Reason:
    """SU-05: thirty days in all."""
    days, used = case.number("course_days"), case.number("days_used")
    known = (days or 0) + (used or 0)
    told = {"days": known, "most": most.number}
    if known > most.number and min(days or 0, used or 0) >= 0:
        return no("{days} kursusdage i alt; højst {most}.", "{days} days; {most} at most.", **told)
    if days is None or used is None or min(days, used) < 0:
        return needs(
            "kursusdage, og dage brugt tidligere (højst {most} i alt)",
            "days of the course, and days used before ({most} at most in all)",
            **told,
        )
    return yes("{days} kursusdage i alt; højst {most}.", "{days} days; {most} at most.", **told)


@rule("SU-08", "academy_age", facts=AGE_FACTS, terms=(*AGE_TERMS, "academy_module"))
def judge_academy(case: Case, least: Parameter) -> Reason:
    """SU-08: academy modules from 25."""
    module = case.flag("academy_module")
    if module is False:
        return yes("Intet akademimodul.", "No academy module.")
    aged = judge_age(case, least.months)
    if module is None and is_aged(case, least.months, on=case.opening.starts_on) is not True:
        return needs(
            "om kurset er et akademimodul, som kræver {years} år",
            "whether the course is an academy module, which asks for {years} years",
            years=least.months,
        )
    return aged


RULES = (
    life_span("6 ugers jobrettet uddannelse", "Six weeks' education", identifier="SU-00"),
    belong("SU-01"),
    judge_education,
    judge_wait,
    judge_window,
    judge_days,
    ask(
        "SU-06",
        "on_list",
        "on_six_week_list",
        da="kurset står på den landsdækkende positivliste for 6 ugers jobrettet uddannelse",
        en="the course stands on the national list for six weeks' education",
    ),
    ask(
        "SU-07",
        "one_group",
        "same_group",
        da="kurset ligger i den erhvervsgruppe, der er valgt først",
        en="the course lies in the occupational group chosen first",
    ),
    judge_academy,
    ask(
        "SU-09",
        "full_time",
        "full_time_unemployed",
        da="personen er fuldtidsledig",
        en="the person is unemployed full time",
    ),
    ask(
        "SU-10",
        "approved_first",
        "course_approved",
        da="a-kassen (for fleksjobvisiterede kommunen) har godkendt kurset inden start",
        en="the unemployment fund (for flex jobs the municipality) approved the course beforehand",
    ),
)

SCHEME = Scheme(
    NAME, OtherScheme.SEKS_UGER.da, OtherScheme.SEKS_UGER.en, RULES, terms=("starts_on",)
)
