"""Elevpraktik: a pupil's internship in a company, as part of school (folkeskoleloven section 9).

The hours of after-school jobs do not count here; those of the internship do. What the rules read
of `Opening.parameters`, beside the fields of the candidate and the opening:

``school_class``
    The form, from 6 to 10.
``whole_class``, ``leader_approved``
    Whether the whole class goes; whether the head of school has decided on it.
``born_on``, ``only_observes``, ``light_work``, ``dangerous_work``
    Day of birth; whether only tasks like work, and teaching, are meant; what the work is.
``hours_a_day``, ``starts_at``, ``ends_at``
    Hours a day, lessons included (a week's are the opening's own); earliest and latest hour.
``form_handed_in_on``, ``parents_informed``
    The day the internship form was handed in; whether the company has told the parents.
"""

from datetime import date, timedelta

from data_schemas.parameters import Parameter
from matcher.rules.case import Case, Reason, needs, no, rule, yes
from matcher.rules.clock import judge_earliest, judge_latest
from matcher.rules.conditions import (
    AGE_FACTS,
    AGE_TERMS,
    ask,
    deny,
    find_last_day,
    is_aged,
    judge_last_day,
    life_span,
    make_rule,
    read_last_day,
)
from matcher.rules.scheme import Scheme
from matcher.rules.shared import judge_flag, read_number
from matcher.vocabulary import BenefitGroup, EducationLevel, OpeningKind

NAME = "elevpraktik"


def _read_class(case: Case) -> str | None:
    number = case.number("school_class")
    return None if number is None else f"{number:g}"


@rule(
    "EP-01",
    "right_classes",
    terms=("school_class", "whole_class", "leader_approved"),
    also=("collective_classes", "decided_classes"),
    remedies={"whole_class": True, "leader_approved": True},
)
def judge_class(case: Case, right: Parameter) -> Reason:
    """EP-01: a form that may go on an internship, as a right or by decision."""
    form = _read_class(case)
    if form is None:
        return needs("klassetrin (6.-10. klasse)", "the form (6th to 10th)")
    if form in right.names:
        return yes("Ret til praktik i {form}. klasse.", "A right in form {form}.", form=form)
    if _is_named(case, "collective_classes", form):
        return judge_flag(
            case,
            "whole_class",
            da=f"hele klassen er i praktik samtidig ({form}. klasse)",
            en=f"the whole class goes together (form {form})",
        )
    if _is_named(case, "decided_classes", form):
        return _judge_decision(case)
    return no(
        "I {form}. klasse gives der ikke praktik.", "No internships in form {form}.", form=form
    )


@rule(
    "EP-09",
    "pupils_only",
    facts=("benefit_group", "education_level"),
    terms=("school_class",),
)
def judge_pupil(case: Case, _: Parameter) -> Reason:
    """EP-09: the person is a pupil of primary and lower secondary school."""
    group, level = case.candidate.benefit_group, case.candidate.education_level
    if group not in {None, BenefitGroup.I_JOB}:
        return no(
            "Kun for elever i grundskolen; personen er på {group}.",
            "Only for pupils of primary school; the person is on {group}.",
            group=group,
        )
    if level not in {None, EducationLevel.GRUNDSKOLE}:
        return no(
            "Kun for elever i grundskolen; personen har fuldført {level}.",
            "Only for pupils of primary school; the person has completed {level}.",
            level=level,
        )
    if _read_class(case) is None:
        return needs(
            "om personen er elev i grundskolen, og i hvilken klasse",
            "whether the person is a pupil of primary school, and in which form",
        )
    return yes("Elev i grundskolen.", "A pupil of primary school.")


def _is_named(case: Case, name: str, form: str) -> bool:
    names = case.law.value(name, on=case.tested_on)
    return names is not None and form in names.names


def _judge_decision(case: Case) -> Reason:
    return judge_flag(
        case,
        "leader_approved",
        da="skolens leder har besluttet det sammen med den kommunale ungeindsats",
        en="the head of school has decided so together with the municipal youth service",
    )


def _latest_day(case: Case, days: Parameter) -> date:
    return case.opening.starts_on + timedelta(days=days.months - 1)


@rule(
    "EP-02",
    "right_days",
    terms=("starts_on", "ends_on", "leader_approved"),
    also=("combined_weeks",),
    remedies={"ends_on": _latest_day, "leader_approved": True},
)
def judge_length(case: Case, days: Parameter) -> Reason:
    """EP-02: a week; more by decision, and never above thirteen weeks."""
    end, latest = read_last_day(case), _latest_day(case, days)
    weeks = case.law.value("combined_weeks", on=case.tested_on)
    if end is None or end <= latest or weeks is None:
        return judge_last_day(case, latest)
    longest = find_last_day(case, weeks=weeks.months)
    return judge_last_day(case, longest) if end > longest else _judge_decision(case)


@rule(
    "EP-03",
    "work_age",
    facts=AGE_FACTS,
    terms=(*AGE_TERMS, "only_observes", "light_work"),
    also=("heavier_age",),
    remedies={"only_observes": True, "light_work": True},
)
def judge_age(case: Case, least: Parameter) -> Reason:
    """EP-03: below 13 no work, at 13 light work, from 14 somewhat more."""
    if case.flag("only_observes"):
        return yes(
            "Kun arbejdslignende opgaver og undervisning: ingen aldersgrænse.",
            "Only tasks like work, and teaching: no limit of age.",
        )
    start = case.opening.starts_on
    heavier = case.law.value("heavier_age", on=case.tested_on)
    may_work = is_aged(case, least.months, on=start)
    may_more = is_aged(case, heavier.months, on=start) if heavier else False
    told = {"years": least.months, "day": start}
    if may_more:
        return yes("Gammel nok til andet end let arbejde.", "Old enough for more than light work.")
    if may_work is False and case.flag("only_observes") is False:
        return no(
            "Under {years} år den {day} må eleven ikke arbejde.",
            "Below {years} on {day} the pupil may not work.",
            **told,
        )
    if may_work and may_more is False:
        return judge_flag(
            case, "light_work", da="arbejdet er lettere arbejde", en="the work is light work"
        )
    return needs(
        "fødselsdato, og om eleven kun deltager i arbejdslignende opgaver; under {years} år er "
        "arbejde ikke tilladt",
        "date of birth, and whether the pupil only does tasks like work; below {years} no work is "
        "allowed",
        **told,
    )


@rule("EP-04", "day_hours", terms=("hours_a_day",), remedies={"hours_a_day": read_number})
def judge_day(case: Case, most: Parameter) -> Reason:
    """EP-04: no more than eight hours a day, lessons included."""
    hours = case.number("hours_a_day")
    told = {"hours": hours, "most": most.number}
    if hours is None:
        return needs(
            "timer om dagen inkl. undervisning (højst {most})",
            "hours a day, lessons included ({most} at most)",
            **told,
        )
    return (yes if hours <= most.number else no)(
        "{hours} timer om dagen; højst {most}.", "{hours} hours a day; {most} at most.", **told
    )


@rule("EP-04", "week_hours", terms=("weekly_hours",), remedies={"weekly_hours": read_number})
def judge_week(case: Case, most: Parameter) -> Reason:
    """EP-04: no more than forty hours a week, lessons included."""
    told = {"hours": case.opening.weekly_hours, "most": most.number}
    return (yes if case.opening.weekly_hours <= most.number else no)(
        "{hours} timer om ugen; højst {most}.", "{hours} hours a week; {most} at most.", **told
    )


def _judge_early(case: Case, earliest: Parameter) -> Reason:
    return judge_earliest(case, earliest.number, {})


def _judge_late(case: Case, latest: Parameter) -> Reason:
    return judge_latest(case, latest.number, {})


def _form_due(case: Case, weeks: Parameter) -> date:
    return case.opening.starts_on - timedelta(weeks=weeks.months)


@rule(
    "EP-06",
    "form_weeks",
    terms=("starts_on", "form_handed_in_on"),
    remedies={"form_handed_in_on": _form_due},
)
def judge_form(case: Case, weeks: Parameter) -> Reason:
    """EP-06: the internship form is handed in three weeks before, so that the pupil is insured."""
    due, given = _form_due(case, weeks), case.day("form_handed_in_on")
    if given is None:
        return needs(
            "praktikseddel; den skal være afleveret senest den {due}",
            "the internship form; it is due on {due}",
            due=due,
        )
    return (yes if given <= due else no)(
        "Praktikseddel afleveret den {given}; senest den {due}.",
        "Internship form handed in on {given}; due on {due}.",
        given=given,
        due=due,
    )


RULES = (
    life_span("Elevpraktik", "School internship", identifier="EP-00"),
    judge_pupil,
    judge_class,
    judge_length,
    judge_age,
    judge_day,
    judge_week,
    make_rule(
        "EP-05",
        "earliest_hour",
        _judge_early,
        title="the internship does not start too early",
        terms=("starts_at", "workplace"),
    ),
    make_rule(
        "EP-05",
        "latest_hour",
        _judge_late,
        title="the internship does not end too late",
        terms=("starts_at", "ends_at", "workplace"),
    ),
    judge_form,
    ask(
        "EP-07",
        "parents_informed",
        "parents_informed",
        da="virksomheden har underrettet forældrene",
        en="the company has told the parents",
    ),
    deny(
        "EP-08",
        "no_danger",
        "dangerous_work",
        da="arbejdet indebærer farlige maskiner, stoffer eller tunge løft",
        en="the work holds dangerous machines, substances or heavy lifts",
    ),
)

SCHEME = Scheme(
    NAME,
    "Elevpraktik",
    "School internship",
    RULES,
    kinds=frozenset({OpeningKind.ELEVPRAKTIK}),
    terms=("starts_on",),
    moving=("form_handed_in_on",),
)
