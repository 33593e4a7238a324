"""Days, numbers and lists as a reader of Danish or English writes them."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from matcher.vocabulary import EducationLevel, Labelled, Language

_MONTHS_DA = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip
_MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def tell_day(day: date, language: Language) -> str:
    """Write a day in words.

    Examples
    --------
    >>> tell_day(date(2026, 2, 1), "da")
    '1. februar 2026'
    """
    if language == "da":
        return f"{day.day}. {_MONTHS_DA[day.month - 1]} {day.year}"
    return f"{day.day} {_MONTHS_EN[day.month - 1]} {day.year}"


def tell_number(number: float | Decimal, language: Language) -> str:
    """Write a number with no needless decimals.

    Examples
    --------
    >>> tell_number(9.5, "da"), tell_number(10.0, "en")
    ('9,5', '10')
    """
    text = f"{number:.15g}"
    return text.replace(".", ",") if language == "da" else text


def tell_months(months: int, language: Language) -> str:
    """Write a number of months.

    Examples
    --------
    >>> tell_months(1, "en"), tell_months(6, "da")
    ('1 month', '6 måneder')
    """
    if language == "da":
        return f"{months} måned" if months == 1 else f"{months} måneder"
    return f"{months} month" if months == 1 else f"{months} months"


def tell_level(level: EducationLevel, language: Language) -> str:
    """Write an education level within a sentence."""
    label = level.label(language)
    return label[0].lower() + label[1:]


def tell_list(names: Iterable[str]) -> str:
    """Write names with commas between."""
    return ", ".join(names)


class Months(int):
    """A number of months, so that `tell` writes it as one."""


def tell(value: object, language: Language) -> str:
    """Write a value within a sentence.

    Examples
    --------
    >>> tell(date(2026, 2, 1), "en"), tell(9.5, "da"), tell(Months(1), "da")
    ('1 February 2026', '9,5', '1 måned')
    """
    if isinstance(value, date):
        return tell_day(value, language)
    if isinstance(value, bool):
        return ("nej", "ja")[value] if language == "da" else ("no", "yes")[value]
    if isinstance(value, Labelled):
        return _tell_label(value, language)
    if isinstance(value, Months):
        return tell_months(value, language)
    if isinstance(value, int | float | Decimal):
        return tell_number(value, language)
    return str(value) if isinstance(value, str) else _tell_rest(value, language)


def _tell_label(value: Labelled, language: Language) -> str:
    if isinstance(value, EducationLevel):
        return tell_level(value, language)
    return value.label(language)


def _tell_rest(value: object, language: Language) -> str:
    if isinstance(value, tuple | list | frozenset):
        return tell_list(sorted(tell(item, language) for item in value))
    return str(value)
