"""Hours, rest and the clock for people under 18, by group; see `matcher.rules.unges_arbejde`."""

from collections.abc import Mapping

from data_schemas.parameters import Parameter
from matcher.rules.case import Case, Reason, Rule, needs, no, yes
from matcher.rules.clock import judge_earliest, judge_latest, read_end, read_hour
from matcher.rules.shared import read_number
from matcher.rules.young import FINISHED, JudgeAs, limit_by_group
from matcher.vocabulary import WorkTime

_EARLY = (("bakery_hour", "bakery_places"), ("paper_hour", "paper_places"))
_LATE = (("shop_hour", "shop_places"), ("restaurant_hour", "restaurant_places"))


def _at_most(key: str, da: str, en: str, *, weekly: bool = False) -> JudgeAs:
    """Judge hours stated under a key; the week's hours settle it where they are few enough."""

    def judge(case: Case, most: Parameter, _: str) -> Reason:
        hours, week = case.number(key), case.opening.weekly_hours
        if hours is None and (weekly or week <= most.number):
            hours = week
        told = {"hours": hours, "most": most.number}
        if hours is None:
            return needs(f"timer {da} (højst {{most}})", f"hours {en} ({{most}} at most)", **told)
        return (yes if hours <= most.number else no)(
            f"{{hours}} timer {da}; højst {{most}}.",
            f"{{hours}} hours {en}; {{most}} at most.",
            **told,
        )

    return judge


_judge_day_with_school = _at_most("hours_school_day", "på en skoledag", "on a school day")


def _judge_school_day(case: Case, most: Parameter, group: str) -> Reason:
    if case.number("hours_school_day") is None and case.opening.work_times == {WorkTime.WEEKEND}:
        return yes("Arbejdet ligger kun i weekenden.", "The work lies at weekends only.")
    return _judge_day_with_school(case, most, group)


def _judge_rest(case: Case, least: Parameter, _: str) -> Reason:
    rest, first, last = case.number("rest_hours"), read_hour(case, "starts_at"), read_end(case)
    if rest is None and first is not None and last is not None:
        rest = 24 - (last - first)
    told = {"rest": rest, "least": least.number}
    if rest is None:
        return needs(
            "hviletid mellem to arbejdsdage (mindst {least} timer)",
            "rest between two days of work ({least} hours at least)",
            **told,
        )
    return (yes if rest >= least.number else no)(
        "{rest} timers sammenhængende hvile; mindst {least}.",
        "{rest} hours of unbroken rest; {least} at least.",
        **told,
    )


def _read_places(
    case: Case, tables: tuple[tuple[str, str], ...], group: str
) -> Mapping[str, float]:
    """Give the hour of every place that has one of its own; only for the freest group."""
    found: dict[str, float] = {}
    for hour, places in tables if group == FINISHED else ():
        own = case.law.value(hour, on=case.tested_on)
        names = case.law.value(places, on=case.tested_on)
        if own is not None and names is not None:
            found |= dict.fromkeys(names.names, own.number)
    return found


def _judge_early(case: Case, earliest: Parameter, group: str) -> Reason:
    return judge_earliest(case, earliest.number, _read_places(case, _EARLY, group))


def _judge_late(case: Case, latest: Parameter, group: str) -> Reason:
    return judge_latest(case, latest.number, _read_places(case, _LATE, group))


LIMITS: tuple[tuple[Rule, ...], ...] = (
    limit_by_group(
        "UA-02",
        "school_day_hours",
        _judge_school_day,
        title="no more hours on a school day than the group may work",
        terms=("hours_school_day", "weekly_hours", "work_times"),
        remedies={"hours_school_day": read_number},
    ),
    limit_by_group(
        "UA-03",
        "free_day_hours",
        _at_most("hours_free_day", "på en skolefri dag", "on a day without school"),
        title="no more hours on another day than the group may work",
        terms=("hours_free_day", "weekly_hours"),
        remedies={"hours_free_day": read_number},
    ),
    limit_by_group(
        "UA-04",
        "school_week_hours",
        _at_most("hours_school_week", "i en skoleuge", "in a week with school", weekly=True),
        title="no more hours in a week with school than the group may work",
        terms=("hours_school_week", "weekly_hours"),
        remedies={"hours_school_week": read_number},
    ),
    limit_by_group(
        "UA-05",
        "free_week_hours",
        _at_most("hours_free_week", "i en skolefri uge", "in a week without school", weekly=True),
        title="no more hours in a week without school than the group may work",
        terms=("hours_free_week", "weekly_hours"),
        remedies={"hours_free_week": read_number},
    ),
    limit_by_group(
        "UA-06",
        "rest_hours",
        _judge_rest,
        title="enough rest between two days of work",
        terms=("rest_hours", "starts_at", "ends_at"),
        remedies={"rest_hours": read_number},
    ),
    limit_by_group(
        "UA-07",
        "earliest_hour",
        _judge_early,
        title="the work does not start too early",
        terms=("starts_at", "workplace"),
        also=tuple(name for pair in _EARLY for name in pair),
    ),
    limit_by_group(
        "UA-08",
        "latest_hour",
        _judge_late,
        title="the work does not end too late",
        terms=("starts_at", "ends_at", "workplace"),
        also=tuple(name for pair in _LATE for name in pair),
    ),
)
"""The limits, each with a rule for every group, strictest first."""
