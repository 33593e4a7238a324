"""Work of people under 18 (arbejdsmiljoeloven sections 59 to 63): hours, times, rest and tasks.

A hard filter, asked beside the scheme of every kind of opening that somebody so young may take.
What the rules read of `Opening.parameters`, beside the fields of the candidate and the opening:

``born_on``, ``finished_9th``, ``culture_permit``
    Day of birth; whether the 9th form is finished; a permit for somebody below 13 to act or play.
``hours_school_day``, ``hours_free_day``, ``hours_school_week``, ``hours_free_week``
    Hours at most in a day and a week, with school and without; a week's else the opening's own.
``starts_at``, ``ends_at``, ``rest_hours``, ``days_off``, ``break_minutes``
    The earliest and the latest hour, as ``16:30``; rest between two days (else told by the hours);
    days off in seven; minutes of break.
``workplace``, ``tasks``, ``light_work``, ``lift_kg``, ``alcohol_served``, ``dangerous_work``
    Such as ``butik``; a task of the list, such as ``pakning``, or whether the work is light; the
    heaviest lift; whether alcohol is served; whether machines or substances are dangerous.
``works_alone``, ``guarded_centre``
    Whether the young are alone at work, and in a guarded shopping centre.
``parents_informed``, ``assessment_covers_young``
    What the employer has done.
"""

from collections.abc import Mapping
from datetime import date

from data_schemas.parameters import Parameter
from matcher.rules.case import Case, Judge, Reason, Remedies, Rule, needs, no, rule, yes
from matcher.rules.clock import read_end, read_hour
from matcher.rules.conditions import ask, make_rule
from matcher.rules.scheme import Scheme
from matcher.rules.shared import judge_flag, read_number
from matcher.rules.young import (
    ADULT,
    BELOW,
    GROUPS,
    WHO_ALSO,
    WHO_FACTS,
    WHO_TERMS,
    find_strictest,
    for_pupils,
    list_groups,
)
from matcher.rules.young_hours import LIMITS
from matcher.vocabulary import Candidate, Opening, OpeningKind, OtherScheme, Verdict, WorkTime

NAME = "unges_arbejde"

KINDS = frozenset(
    {
        OpeningKind.ORDINARY,
        OpeningKind.LAEREPLADS,
        OpeningKind.VIRKSOMHEDSPRAKTIK,
        OpeningKind.LOENTILSKUD,
        OpeningKind.FLEKSJOB,
        OpeningKind.FRITIDSJOB,
        OpeningKind.SMAAJOB,
        OpeningKind.MENTORFORLOEB,
    }
)
"""Kinds that are work for an employer; school internships have rules of their own."""


@rule(
    "UA-01",
    "age_min",
    facts=WHO_FACTS,
    terms=(*WHO_TERMS, "culture_permit"),
    also=WHO_ALSO,
    remedies={"culture_permit": True},
)
def judge_age(case: Case, least: Parameter) -> Reason:
    """UA-01: nobody below 13 works for an employer, but for culture and with a permit."""
    groups = list_groups(case)
    told = {"years": least.months, "day": case.opening.starts_on}
    if BELOW not in groups:
        return yes("Fyldt {years} år den {day}.", "Aged {years} or more on {day}.", **told)
    if case.flag("culture_permit"):
        return yes(
            "Under {years} år, men med tilladelse til at medvirke ved kultur.",
            "Below {years}, but with a permit to take part in culture.",
            **told,
        )
    if groups == (BELOW,):
        return no(
            "Under {years} år den {day}: arbejde for en arbejdsgiver er ikke tilladt, kun kultur "
            "med tilladelse.",
            "Below {years} on {day}: no work for an employer is allowed, only culture with a "
            "permit.",
            **told,
        )
    return needs(
        "fødselsdato; under {years} år den {day} er arbejde ikke tilladt",
        "date of birth; below {years} on {day} no work is allowed",
        **told,
    )


@rule("UA-09", "days_off", terms=("days_off",), remedies={"days_off": read_number})
def judge_days_off(case: Case, least: Parameter) -> Reason:
    """UA-09: two days off in every seven."""
    days = case.number("days_off")
    told = {"days": days, "least": least.months}
    if days is None:
        return needs(
            "fridage i en uge (mindst {least})", "days off in a week ({least} at least)", **told
        )
    return (yes if days >= least.number else no)(
        "{days} fridage i en uge; mindst {least}.",
        "{days} days off a week; {least} at least.",
        **told,
    )


@rule(
    "UA-10",
    "break_minutes",
    terms=("break_minutes", "hours_free_day", "hours_school_day", "weekly_hours"),
    also=("break_after_hours",),
    remedies={"break_minutes": read_number},
)
def judge_break(case: Case, least: Parameter) -> Reason:
    """UA-10: half an hour of break on long days."""
    minutes = case.number("break_minutes")
    held = case.law.value("break_after_hours", on=case.tested_on)
    after = held.number if held else 0.0
    told = {"minutes": minutes, "least": least.months, "after": after}
    if minutes is not None and minutes >= least.number:
        return yes("{minutes} minutters pause.", "A break of {minutes} minutes.", **told)
    is_long = _has_long_day(case, after)
    if is_long is False:
        return yes(
            "Ingen dag er længere end {after} timer.",
            "No day is longer than {after} hours.",
            **told,
        )
    if is_long and minutes is not None:
        return no(
            "{minutes} minutters pause; mindst {least} på dage over {after} timer.",
            "A break of {minutes} minutes; {least} at least on days above {after} hours.",
            **told,
        )
    return needs(
        "pausens længde på dage over {after} timer (mindst {least} minutter)",
        "the break on days above {after} hours ({least} minutes at least)",
        **told,
    )


def _has_long_day(case: Case, after: float) -> bool | None:
    days = [case.number(key) for key in ("hours_free_day", "hours_school_day")]
    known = [hours for hours in days if hours is not None]
    if any(hours > after for hours in known):
        return True
    return False if len(known) == len(days) or case.opening.weekly_hours <= after else None


def _judge_light(case: Case, tasks: Parameter) -> Reason:
    if case.word("tasks") in tasks.names:
        return yes(
            "Lettere arbejde efter listen: {task}.",
            "Light work by the list: {task}.",
            task=case.word("tasks"),
        )
    return judge_flag(
        case, "light_work", da="arbejdet er lettere arbejde", en="the work is light work"
    )


def _judge_lift(case: Case, most: Parameter) -> Reason:
    lift = case.number("lift_kg")
    told = {"lift": lift, "most": most.number}
    if lift is None:
        return needs(
            "det tungeste løft i kg (højst {most})",
            "the heaviest lift in kg ({most} at most)",
            **told,
        )
    return (yes if lift <= most.number else no)(
        "Løfter {lift} kg; højst {most}.", "Lifts {lift} kg; {most} at most.", **told
    )


def _judge_alcohol(case: Case, _: Parameter) -> Reason:
    served = case.flag("alcohol_served")
    if served is None:
        return needs("om der serveres alkohol på stedet", "whether alcohol is served at the place")
    if served:
        return no("Der serveres alkohol på stedet.", "Alcohol is served at the place.")
    return yes("Der serveres ikke alkohol.", "No alcohol is served.")


def _judge_parents(case: Case, _: Parameter) -> Reason:
    return judge_flag(
        case,
        "parents_informed",
        da="arbejdsgiveren har underrettet forældrene",
        en="the employer has told the parents",
    )


@rule(
    "UA-14",
    "alone_places",
    terms=("works_alone", "workplace", "starts_at", "ends_at", "work_times", "guarded_centre"),
    also=("alone_morning_hour", "alone_weekday_hour", "alone_weekend_hour", "alone_guarded_hour"),
    remedies={"works_alone": False},
)
def judge_alone(case: Case, places: Parameter) -> Reason:
    """UA-14: nobody under 18 is alone in shops and the like, early or late."""
    alone, place = case.flag("works_alone"), case.word("workplace")
    if alone is False:
        return yes("Arbejder ikke alene.", "Does not work alone.")
    if place is not None and place not in places.names:
        return yes(
            "Reglen om alenearbejde gælder ikke for: {place}.",
            "The rule on working alone does not count for: {place}.",
            place=place,
        )
    outside = _is_outside_safe_hours(case)
    if outside is False:
        return yes(
            "Arbejdstiden ligger inden for det tidsrum, hvor alenearbejde er tilladt.",
            "The hours lie within those in which working alone is allowed.",
        )
    if alone is None or place is None or outside is None:
        return needs(
            "om den unge arbejder alene, arbejdssted og arbejdstid",
            "whether the young person works alone, the place and the hours",
        )
    return no(
        "Alene på arbejde ({place}) tidligt eller sent.",
        "Alone at work ({place}) early or late.",
        place=place,
    )


def _is_outside_safe_hours(case: Case) -> bool | None:
    first, last = read_hour(case, "starts_at"), read_end(case)
    names = ("alone_morning_hour", "alone_weekday_hour", "alone_weekend_hour", "alone_guarded_hour")
    held = [case.law.value(name, on=case.tested_on) for name in names]
    hours = [period.number for period in held if period is not None]
    if first is None or last is None or len(hours) < len(names):
        return None
    morning, weekday, weekend, guarded = hours
    evening = weekend if WorkTime.WEEKEND in case.opening.work_times else weekday
    if first >= morning and last <= evening:
        return False
    if first >= morning and last <= guarded and case.flag("guarded_centre") is not False:
        return None if case.flag("guarded_centre") is None else False
    return True


@rule(
    "UA-17",
    "no_danger",
    terms=("dangerous_work", "kind"),
    remedies={"dangerous_work": False},
)
def judge_danger(case: Case, _: Parameter) -> Reason:
    """UA-17: nothing dangerous, but what an apprenticeship asks for under instruction."""
    dangerous = case.flag("dangerous_work")
    if dangerous is None:
        return needs(
            "om arbejdet indebærer farlige maskiner, stoffer eller anden fare",
            "whether the work holds dangerous machines, substances or other danger",
        )
    if dangerous and case.opening.kind is OpeningKind.LAEREPLADS:
        return yes(
            "Farligt arbejde som nødvendigt led i uddannelsen og under instruktion.",
            "Dangerous work as a necessary part of the education and under instruction.",
        )
    if dangerous:
        return no("Arbejdet er farligt for unge.", "The work is dangerous for the young.")
    return yes("Intet farligt arbejde.", "No dangerous work.")


def _ask_of_pupils(
    identifier: str, parameter: str, judge: Judge, *, title: str, terms: tuple[str, ...]
) -> Rule:
    return make_rule(
        identifier,
        parameter,
        for_pupils(judge),
        title=title,
        facts=WHO_FACTS,
        terms=(*WHO_TERMS, *terms),
        also=WHO_ALSO,
        remedies=_REMEDIES[parameter],
    )


_REMEDIES: Mapping[str, Remedies] = {
    "light_tasks": {"light_work": True},
    "lift_kg": {"lift_kg": read_number},
    "no_alcohol": {"alcohol_served": False},
    "parents_informed": {"parents_informed": True},
}

WORK: tuple[Rule, ...] = (
    judge_days_off,
    judge_break,
    _ask_of_pupils(
        "UA-11",
        "light_tasks",
        _judge_light,
        title="only light work for who is 13 or 14 or at school",
        terms=("tasks", "light_work"),
    ),
    _ask_of_pupils(
        "UA-12",
        "lift_kg",
        _judge_lift,
        title="no heavy lifts for who is 13 or 14 or at school",
        terms=("lift_kg",),
    ),
    _ask_of_pupils(
        "UA-13",
        "no_alcohol",
        _judge_alcohol,
        title="no alcohol where who is 13 or 14 or at school works",
        terms=("alcohol_served",),
    ),
    judge_alone,
    _ask_of_pupils(
        "UA-15",
        "parents_informed",
        _judge_parents,
        title="the parents of who is 13 or 14 or at school are told",
        terms=("parents_informed",),
    ),
    ask(
        "UA-16",
        "assessment_covers",
        "assessment_covers_young",
        da="virksomhedens arbejdspladsvurdering (APV) dækker de unge",
        en="the company's assessment of its work environment covers the young",
    ),
    judge_danger,
)
"""What is asked of everybody under 18, beside the limits of the group."""


def _choose(case: Case) -> tuple[Rule, ...]:
    """Ask nothing of adults, their age of children, and the strictest possible limits of others."""
    groups = list_groups(case)
    if groups == (ADULT,):
        return ()
    if groups == (BELOW,):
        return (judge_age,)
    index = GROUPS.index(find_strictest(case))
    return (judge_age, *(rules[index] for rules in LIMITS), *WORK)


SCHEME = Scheme(
    NAME,
    OtherScheme.UNGES_ARBEJDE.da,
    OtherScheme.UNGES_ARBEJDE.en,
    (judge_age, *(one for rules in LIMITS for one in rules), *WORK),
    kinds=KINDS,
    choose=_choose,
    facts=WHO_FACTS,
    terms=WHO_TERMS,
    also=WHO_ALSO,
)


def judge_minor(
    born_on: date,
    work: Mapping[str, str | int | float | bool],
    *,
    on: date,
    weekly_hours: float,
    work_times: frozenset[WorkTime] = frozenset({WorkTime.DAY}),
) -> Verdict:
    """Judge whether somebody may do this work at these times, with reasons.

    For whoever has no candidate and no opening at hand, such as a placement round. ``work`` holds
    what this module reads of an opening's parameters; an adult's verdict has no findings.

    Examples
    --------
    >>> work = {"finished_9th": False, "hours_school_day": 2.25}
    >>> verdict = judge_minor(date(2010, 5, 1), work, on=date(2026, 3, 2), weekly_hours=9)
    >>> [one.reason_en for one in verdict.findings if one.rule == "UA-02"]
    ['2.25 hours on a school day; 2 at most.']
    """
    stated = {**work, "born_on": born_on.isoformat()}
    opening = Opening(
        "",
        OpeningKind.FRITIDSJOB,
        "",
        "",
        on,
        weekly_hours=weekly_hours,
        work_times=work_times,
        parameters=stated,
    )
    return SCHEME.judge(Candidate("", born_on.year, ""), opening)
