"""How goals read: their names, figures, periods and parts."""

from flask_babel import gettext as _

from matcher.services.goals import LEVELS, LOWER_IS_BETTER, MEDIANS, Goal, Part, Progress, name_area
from matcher.vocabulary import Measure, Tag
from web.i18n import get_language, write_day
from web.presenters import label, number

TAGS = {str(one): one for one in Tag}


def goal_name(goal: Goal) -> str:
    """Name a goal: its measure, and its track where it has one."""
    return f"{label(goal.measure)}: {label(goal.tag)}" if goal.tag else label(goal.measure)


def goal_figure(value: float | None, measure: Measure) -> str:
    """Write a figure of a measure with its unit."""
    if value is None:
        return "–"
    if measure is Measure.YOUNG_WITHOUT:
        return f"{number(value)} %"
    if measure in MEDIANS:
        return str(_("%(days)s days", days=number(value)))
    return number(value)


def goal_period(goal: Goal) -> str:
    """Write the period of a goal; a whole year by its number."""
    first, last = goal.starts_on, goal.ends_on
    whole = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    if whole:
        return f"{first.year}" if first.year == last.year else f"{first.year}–{last.year}"
    return f"{write_day(first)} – {write_day(last)}"


def quarter_name(key: str) -> str:
    """Name a quarter: 2026-1 is the first of 2026."""
    year, _dash, quarter = key.partition("-")
    return str(_("Q%(quarter)s %(year)s", quarter=quarter, year=year))


def area_name(slug: str) -> str:
    """Name a business area in the reader's language."""
    if not slug:
        return str(_("No business area"))
    danish, english = name_area(slug)
    return danish if get_language() == "da" else english


def tag_name(tag: str) -> str:
    """Name a strategic track."""
    return label(TAGS[tag]) if tag in TAGS else tag


def course_words(one: Progress) -> str:
    """Tell whether a goal is as far as expected by now."""
    measure = one.goal.measure
    if one.reached is None:
        return str(_("Nothing is known yet"))
    if measure in LOWER_IS_BETTER:
        told = _("Within the goal") if one.on_course else _("Above the goal")
        return str(told)
    if measure in LEVELS:
        return str(_("The goal is reached") if one.on_course else _("Below the goal"))
    expected = goal_figure(round(one.expected), measure)
    told = (
        _("On course: %(expected)s expected by now", expected=expected)
        if one.on_course
        else _("Behind: %(expected)s expected by now", expected=expected)
    )
    return str(told)


def list_parts(one: Progress) -> list[tuple[str, str, list[tuple[Part, str]]]]:
    """List a goal's parts with their names, by the ways it can be parted."""
    return [
        (name, heading, [(part, word(part.key)) for part in parts])
        for name, heading, parts, word in (
            ("quarter", str(_("By quarter")), one.quarters, quarter_name),
            ("year", str(_("By year")), one.years, str),
            ("area", str(_("By business area")), one.areas, area_name),
            ("tag", str(_("By track")), one.tracks, tag_name),
        )
        if len(parts) > 1 or name == "quarter"
    ]


FILTERS = (goal_name, goal_figure, goal_period, quarter_name, area_name, tag_name, course_words)
