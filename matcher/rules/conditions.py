"""Conditions that many schemes set in the same words, each made into a rule of the scheme.

An age is read exactly where ``born_on`` is stated among the opening's parameters and agrees with
the year of birth; from the year alone, the year of the birthday itself is open. Who is born on a
leap day is taken to reach an age on the last day of February.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from data_schemas.parameters import Parameter, word_source
from matcher.rules import target_groups
from matcher.rules.case import Case, Judge, Reason, Remedies, Rule, needs, no, rule, yes
from matcher.rules.months import add_months, has_passed
from matcher.rules.shared import judge_flag, judge_support

AGE_FACTS = ("birth_year",)
AGE_TERMS = ("born_on", "starts_on")


def make_rule(
    identifier: str,
    parameter: str,
    judge: Judge,
    *,
    title: str,
    facts: tuple[str, ...] = (),
    terms: tuple[str, ...] = (),
    also: tuple[str, ...] = (),
    remedies: Remedies | None = None,
) -> Rule:
    """Make a rule of a function shared with others, under a name and a title of its own."""

    def judge_own(case: Case, held: Parameter) -> Reason:
        return judge(case, held)

    judge_own.__name__ = f"judge_{parameter}"
    judge_own.__doc__ = f"{identifier}: {title}."
    return rule(identifier, parameter, facts=facts, terms=terms, also=also, remedies=remedies)(
        judge_own
    )


def ask(identifier: str, parameter: str, key: str, *, da: str, en: str) -> Rule:
    """Make the rule that something is so which only the opening can state, by yes or no."""

    def judge(case: Case, asked: Parameter) -> Reason:
        if not asked.value:
            return yes("Kræves ikke den {day}.", "Not required on {day}.", day=case.tested_on)
        return judge_flag(case, key, da=da, en=en)

    return make_rule(identifier, parameter, judge, title=en, terms=(key,), remedies={key: True})


def deny(identifier: str, parameter: str, key: str, *, da: str, en: str) -> Rule:
    """Make the rule that something is not so, which the opening states by yes or no.

    ``da`` and ``en`` word what must not be.
    """

    def judge(case: Case, _: Parameter) -> Reason:
        stated = case.flag(key)
        if stated is None:
            return needs(f"om {da}", f"whether {en}")
        if stated:
            return no(f"Må ikke være, men er oplyst: {da}.", f"Must not be, but is stated: {en}.")
        return yes(f"Oplyst, at det ikke er så: {da}.", f"Stated not to be so: {en}.")

    return make_rule(
        identifier, parameter, judge, title=f"not so: {en}", terms=(key,), remedies={key: False}
    )


def life_span(da: str, en: str, *, identifier: str) -> Rule:
    """Make the rule that the scheme is in force, and that says where that is not verified."""

    def judge(case: Case, held: Parameter) -> Reason:
        told = {
            "day": case.tested_on,
            "since": held.valid_from,
            "source": held.source,
            "source_en": word_source(held.source, "en"),
        }
        if not held.value:
            return no(
                f"{da}: ordningen ophørte den {{since}} og gælder ikke den {{day}}. {{source}}.",
                f"{en}: the scheme ended on {{since}} and is not in force on {{day}}. "
                "{source_en}.",
                **told,
            )
        if held.confidence == "C":
            return yes(
                f"{da}: lagt til grund, at ordningen gælder den {{day}}, men ikke efterprøvet "
                f"fra den {{since}}: {{source}}.",
                f"{en}: taken to be in force on {{day}}, but not verified from {{since}}: "
                f"{{source_en}}.",
                **told,
            )
        return yes(
            f"{da}: ordningen gælder den {{day}}.",
            f"{en}: the scheme is in force on {{day}}.",
            **told,
        )

    return make_rule(identifier, "in_force", judge, title="the scheme is in force on the day")


def belong(identifier: str, parameter: str = "groups") -> Rule:
    """Make the rule that the person is in one of the target groups the scheme is for."""

    def judge(case: Case, _: Parameter) -> Reason:
        if case.candidate.benefit_group is None:
            return needs("ydelsesgruppe, eller om personen er i job", "benefit group, or in a job")
        return judge_group(case, admitted=target_groups.is_listed(case, parameter))

    return make_rule(
        identifier,
        parameter,
        judge,
        title="the person belongs to a group the scheme is for",
        facts=target_groups.FACTS,
        also=(target_groups.LISTS,),
    )


def judge_group(case: Case, *, admitted: bool | None) -> Reason:
    """Say that somebody whose benefit is known is in one of the groups meant, or is not."""
    group = case.candidate.benefit_group
    if admitted is None:
        return needs(
            "om personen ({group}) er i målgruppen den {on}; alder, uddannelse eller lovens liste "
            "er ikke kendt",
            "whether the person ({group}) is in the target group on {on}; age, education or the "
            "law's list is not known",
            group=group,
            on=case.tested_on,
        )
    if admitted:
        return yes("I målgruppen: {group}.", "In the target group: {group}.", group=group)
    return no("Ikke i målgruppen: {group}.", "Not in the target group: {group}.", group=group)


def is_aged(case: Case, years: int, *, on: date) -> bool | None:
    """Whether the person had reached an age on a day; None where that turns on the birthday."""
    born = read_birth(case)
    if born is None:
        return has_passed(case.candidate.birth_year, years=years, on=on)
    return add_months(born, 12 * years) <= on


def read_birth(case: Case) -> date | None:
    """Give the day of birth where it is stated and agrees with the year."""
    born = case.day("born_on")
    return born if born and born.year == case.candidate.birth_year else None


def reach_age(identifier: str, parameter: str = "age_min") -> Rule:
    """Make the rule that the person has reached an age on the opening's first day."""

    def judge(case: Case, least: Parameter) -> Reason:
        return judge_age(case, int(least.number))

    return make_rule(
        identifier,
        parameter,
        judge,
        title="old enough on the first day",
        facts=AGE_FACTS,
        terms=AGE_TERMS,
    )


def judge_age(case: Case, years: int) -> Reason:
    """Judge that the person has reached an age on the opening's first day."""
    start = case.opening.starts_on
    told = {"years": years, "day": start}
    aged = is_aged(case, years, on=start)
    if aged is None:
        return needs(
            "fødselsdato; {years} år skal være fyldt den {day}",
            "date of birth; {years} years must be reached by {day}",
            **told,
        )
    if aged:
        return yes("Fyldt {years} år den {day}.", "Aged {years} or more on {day}.", **told)
    return no("Ikke fyldt {years} år den {day}.", "Not yet {years} years old on {day}.", **told)


def read_last_day(case: Case) -> date | None:
    """Give the opening's last day, where it does not come before the first."""
    end = case.opening.ends_on
    return end if end is not None and end >= case.opening.starts_on else None


def find_last_day(case: Case, *, months: int = 0, weeks: int = 0) -> date:
    """Give the last day that keeps within so many months or weeks of the first.

    Starting on 31 January, a month ends with February.
    """
    after = add_months(case.opening.starts_on, months) + timedelta(weeks=weeks)
    return after - timedelta(days=1)


def judge_last_day(case: Case, latest: date) -> Reason:
    """Judge that the opening ends no later than a day."""
    end = read_last_day(case)
    if end is None:
        return needs(
            "sidste dag; senest den {latest}", "the last day; {latest} at the latest", latest=latest
        )
    da = "Sidste dag er den {end}; senest den {latest}."
    en = "The last day is {end}; {latest} at the latest."
    return (yes if end <= latest else no)(da, en, end=end, latest=latest)


def approve(identifier: str, parameter: str = "approval_first") -> Rule:
    """Make the rule that the municipality approved before the first day."""

    def judge(case: Case, _: Parameter) -> Reason:
        first, approved = case.opening.starts_on, case.day("approved_on")
        if approved is None or approved == first:
            return needs(
                "kommunens godkendelse før første dag, den {first}",
                "the municipality's approval before the first day, {first}",
                first=first,
            )
        told = {"approved": approved, "first": first}
        if approved > first:
            return no(
                "Godkendt den {approved}, efter første dag den {first}.",
                "Approved on {approved}, after the first day, {first}.",
                **told,
            )
        return yes(
            "Godkendt den {approved}, før første dag den {first}.",
            "Approved on {approved}, before the first day, {first}.",
            **told,
        )

    return make_rule(
        identifier,
        parameter,
        judge,
        title="the municipality approved before the first day",
        terms=("starts_on", "approved_on"),
        remedies={"approved_on": _day_before},
    )


def _day_before(case: Case, _: Parameter) -> date:
    return case.opening.starts_on - timedelta(days=1)


def forbid_other_support(
    identifier: str, parameter: str = "other_support", *, allowed: Sequence[str] = ()
) -> Rule:
    """Make the rule that no other public support is had for the same hours."""

    def judge(case: Case, _: Parameter) -> Reason:
        return judge_support(case, allowed=allowed)

    return make_rule(
        identifier,
        parameter,
        judge,
        title="no other public support for the same hours",
        terms=("other_support",),
        remedies={"other_support": "none"},
    )


def avoid_latest_employer(identifier: str, parameter: str = "not_latest_employer") -> Rule:
    """Make the rule that the company is not the one the person was last employed by."""

    def judge(case: Case, _: Parameter) -> Reason:
        latest = case.flag("latest_employer")
        if latest is None and case.flag("employed_here_before") is not False:
            return needs(
                "om virksomheden er personens seneste arbejdsgiver",
                "whether the company is the person's latest employer",
            )
        if latest:
            return no(
                "Virksomheden er personens seneste arbejdsgiver.",
                "The company is the person's latest employer.",
            )
        return yes(
            "Virksomheden er ikke personens seneste arbejdsgiver.",
            "The company is not the person's latest employer.",
        )

    return make_rule(
        identifier,
        parameter,
        judge,
        title="the company is not the person's latest employer",
        terms=("latest_employer", "employed_here_before"),
    )


PENSION_AGES = (
    "pension_from_1900_01_01",
    "pension_from_1954_01_01",
    "pension_from_1954_07_01",
    "pension_from_1955_01_01",
    "pension_from_1955_07_01",
    "pension_from_1963_01_01",
    "pension_from_1967_01_01",
)
"""Parameters that give the pension age in months, each from the day of birth in its name."""


def is_past_pension_age(case: Case, *, on: date) -> bool | None:
    """Whether the person had reached the pension age on a day; None where that is not known."""
    born, year = read_birth(case), case.candidate.birth_year
    if born is None and not 1900 <= year <= 2100:
        return None
    ends = (born, born) if born else (date(year, 12, 31), date(year, 1, 1))
    reached = {_find_pension_day(case, day, on=on) for day in ends if day}
    if None in reached:
        return None
    past = {day <= on for day in reached if day is not None}
    return past.pop() if len(past) == 1 else None


def _find_pension_day(case: Case, born: date, *, on: date) -> date | None:
    names = [name for name in PENSION_AGES if _read_cohort(name) <= born]
    months = case.law.value(names[-1], on=on) if names else None
    return None if months is None else add_months(born, months.months)


def _read_cohort(name: str) -> date:
    return date.fromisoformat(name.removeprefix("pension_from_").replace("_", "-"))


def stay_below_pension_age(identifier: str, parameter: str = "under_pension_age") -> Rule:
    """Make the rule that the person has not reached the pension age on the first day."""

    def judge(case: Case, _: Parameter) -> Reason:
        start = case.opening.starts_on
        past = is_past_pension_age(case, on=start)
        if past is None:
            return needs(
                "fødselsdato; folkepensionsalderen må ikke være nået den {day}",
                "date of birth; the pension age must not be reached by {day}",
                day=start,
            )
        if past:
            return no(
                "Folkepensionsalderen er nået den {day}.", "Of pension age on {day}.", day=start
            )
        return yes(
            "Under folkepensionsalderen den {day}.", "Below pension age on {day}.", day=start
        )

    return make_rule(
        identifier,
        parameter,
        judge,
        title="below the pension age on the first day",
        facts=AGE_FACTS,
        terms=AGE_TERMS,
        also=PENSION_AGES,
    )
