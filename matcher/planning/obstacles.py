"""Why there is no plan: which employee, which weeks, and what would help, in both languages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from matcher.planning.hours import IsoWeek, Stretch, iso_week, tell_hours
from matcher.rules.wording import tell_number
from matcher.vocabulary import Language


@dataclass(frozen=True)
class Obstacle:
    """One reason, and the absence it is about; a reason about the whole case names none."""

    reason_da: str
    reason_en: str
    absence: str = ""


def explain_misfit(
    absence: str,
    stretch: Stretch,
    *,
    weekly_hours: Fraction,
    there: Sequence[Decimal],
    has_workers: bool,
) -> Obstacle:
    """Say why no substitute could cover an absence even if it were the only one."""
    da, en = tell_weeks(stretch.starts_on, stretch.ends_on)
    if not has_workers:
        return Obstacle(
            "Der er ikke valgt nogen vikar endnu.", "No substitute has been chosen yet.", absence
        )
    if not there:
        return Obstacle(
            f"Ingen af vikarerne kan arbejde i hele perioden {da}. Vælg en vikar, som kan, eller "
            f"giv kurset en anden startdato.",
            f"None of the substitutes is available for all of {en}. Choose one who is, or give the "
            f"course another start.",
            absence,
        )
    needed, most = float(tell_hours(weekly_hours)), float(max(there))
    return Obstacle(
        f"Fraværet er på {tell_number(needed, 'da')} timer om ugen ({da}); vikarerne kan højst "
        f"arbejde {tell_number(most, 'da')}. Vælg en vikar med flere timer, eller del kurset.",
        f"The absence is {tell_number(needed, 'en')} hours a week ({en}); the substitutes can work "
        f"at most {tell_number(most, 'en')}. Choose one with more hours, or divide the course.",
        absence,
    )


def explain_overlap(
    absence: str,
    stretch: Stretch,
    *,
    covered: int,
    of: int,
    workers: int,
    months_max: int | None,
    weekly_hours_min: Decimal,
) -> Obstacle:
    """Say who is left when as many absences as possible are covered."""
    da, en = tell_weeks(stretch.starts_on, stretch.ends_on)
    bounds_da, bounds_en = _tell_bounds(months_max, weekly_hours_min)
    return Obstacle(
        f"Højst {covered} af {of} fravær kan dækkes af {workers} vikarer{bounds_da}. I {da} er der "
        f"ingen tilbage. Tilføj en vikar, eller flyt kurset.",
        f"At most {covered} of {of} absences can be covered by {workers} substitutes{bounds_en}. "
        f"Nobody is left for {en}. Add a substitute, or move the course.",
        absence,
    )


def explain_timeout(seconds: int) -> Obstacle:
    """Say that the proof was not found in time."""
    return Obstacle(
        f"Der blev ikke fundet en bevist plan på {seconds} sekunder. Del sagen i to.",
        f"No proven plan was found in {seconds} seconds. Divide the case in two.",
    )


def tell_weeks(first: date, last: date) -> tuple[str, str]:
    """Write the ISO weeks from one day to another, in Danish and English.

    Examples
    --------
    >>> tell_weeks(date(2024, 12, 23), date(2025, 1, 3))
    ('uge 52 2024–uge 1 2025', 'week 52 of 2024 to week 1 of 2025')
    """
    begin, end = iso_week(first), iso_week(last)
    if begin == end:
        return tell_week(begin, "da"), tell_week(begin, "en")
    if begin[0] == end[0]:
        return f"uge {begin[1]}–{end[1]} {begin[0]}", f"weeks {begin[1]}–{end[1]} of {begin[0]}"
    return (
        f"{tell_week(begin, 'da')}–{tell_week(end, 'da')}",
        f"{tell_week(begin, 'en')} to {tell_week(end, 'en')}",
    )


def tell_week(week: IsoWeek, language: Language) -> str:
    """Write one ISO week.

    Examples
    --------
    >>> tell_week((2026, 53), "da")
    'uge 53 2026'
    """
    year, number = week
    return f"uge {number} {year}" if language == "da" else f"week {number} of {year}"


def _tell_bounds(months_max: int | None, weekly_hours_min: Decimal) -> tuple[str, str]:
    da, en = [], []
    if months_max is not None:
        da.append(f"højst {months_max} måneder hver")
        en.append(f"at most {months_max} months each")
    if weekly_hours_min:
        least = float(weekly_hours_min)
        da.append(f"mindst {tell_number(least, 'da')} timer om ugen i snit")
        en.append(f"at least {tell_number(least, 'en')} hours a week on average")
    return (f" ({', '.join(da)})", f" ({', '.join(en)})") if da else ("", "")
