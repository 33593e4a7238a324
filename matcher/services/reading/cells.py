"""From cells to the values a contract takes; what cannot be read is left for it to refuse."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from matcher.campus import GRADES, Observed, Strength, Subject
from matcher.services.reading.files import Cell
from matcher.vocabulary import CEFR, Labelled

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("januar", "january", "jan"),
            ("februar", "february", "feb"),
            ("marts", "march", "mar"),
            ("april", "apr"),
            ("maj", "may"),
            ("juni", "june", "jun"),
            ("juli", "july", "jul"),
            ("august", "aug"),
            ("september", "sep"),
            ("oktober", "october", "okt", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
WEEKDAYS = (
    {"man", "mandag", "mon", "monday"},
    {"tir", "tirs", "tirsdag", "tue", "tuesday"},
    {"ons", "onsdag", "wed", "wednesday"},
    {"tor", "tors", "torsdag", "thu", "thursday"},
    {"fre", "fredag", "fri", "friday"},
    {"lør", "lørdag", "sat", "saturday"},
    {"søn", "søndag", "sun", "sunday"},
)
YES = {"ja", "yes", "true", "sand", "sandt", "1", "x", "j", "y"}
NO = {"nej", "no", "false", "falsk", "0", "n"}


def read_text(cell: Cell) -> Any:
    """Read a text; a whole number loses the decimals a spreadsheet gave it."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def read_number(cell: Cell) -> Any:
    """Read a number, also as Danes write it: ``1.234,5``."""
    if isinstance(cell, bool) or not isinstance(cell, str):
        return cell
    text = cell.strip().replace("\u00a0", "").replace(" ", "")
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+(,\d+)?|-?\d+,\d+", text):
        text = text.replace(".", "").replace(",", ".")
    return text


def read_day(cell: Cell) -> Any:
    """Read a day: ``24-11-2026``, ``24.11.2026``, ``24. november 2026``, ISO or a date cell."""
    if not isinstance(cell, str):
        return cell
    text = cell.strip().casefold()
    found = re.fullmatch(r"(\d{1,2})[-./ ](\d{1,2})[-./ ](\d{4})", text)
    if found:
        day, month, year = found.groups()
        return _make_day(year, month, day, text)
    found = re.fullmatch(r"(\d{1,2})\.? +([a-zæøå]+)\.? +(\d{4})", text)
    if found and found[2] in MONTHS:
        return _make_day(found[3], str(MONTHS[found[2]]), found[1], text)
    return text


def read_days(cell: Cell) -> Any:
    """Read days parted by ``|``."""
    return (cell,) if isinstance(cell, date) else tuple(read_day(part) for part in split(cell))


def read_truth(cell: Cell) -> Any:
    """Read yes or no, Danish or English."""
    text = read_text(cell).casefold() if not isinstance(cell, bool) else str(cell).casefold()
    return True if text in YES else False if text in NO else read_text(cell)


def read_word(words: type[Labelled]) -> Callable[[Cell], Any]:
    """Give the reader of one word of the vocabulary, by value or either label."""
    names = {name.casefold(): str(one) for one in words for name in (one.value, one.da, one.en)}
    return lambda cell: names.get(read_text(cell).casefold(), read_text(cell))


def split(cell: Cell) -> list[str]:
    """Split a list at ``|``."""
    return [part.strip() for part in read_text(cell).split("|") if part.strip()]


def read_words(words: type[Labelled]) -> Callable[[Cell], Any]:
    """Give the reader of a list of words of the vocabulary."""
    read = read_word(words)
    return lambda cell: tuple(read(part) for part in split(cell))


def read_levels(cell: Cell) -> Any:
    """Read skills with levels, ``label:level|URI:level``; without a level it is 3."""
    return tuple(_split_level(part) for part in split(cell))


def read_months(cell: Cell) -> Any:
    """Read occupations with months, ``label:months|...``."""
    return dict(_split_pair(part, ":") for part in split(cell))


def read_languages(cell: Cell) -> Any:
    """Read languages with CEFR levels, ``da:B2|en:C1``."""
    pairs = (_split_pair(part, ":") for part in split(cell))
    return {code.casefold(): CEFR.get(level.upper(), level) for code, level in pairs}


def read_parameters(cell: Cell) -> Any:
    """Read a kind's own parameters, ``name=value|...``."""
    pairs = (_split_pair(part, "=") for part in split(cell))
    return {key: _guess(value) for key, value in pairs}


def read_seen(cell: Cell) -> Any:
    """Read strengths with where they were seen, ``strength:seen|...``; else by a teacher."""
    strength, seen = read_word(Strength), read_word(Observed)
    pairs = (part.partition(":") for part in split(cell))
    return tuple((strength(one), seen(where or "teacher")) for one, _, where in pairs)


def read_grades(cell: Cell) -> Any:
    """Read grades of the 7-step scale, ``dansk:7|matematik:02``."""
    subject = read_word(Subject)
    written = {text: grade for grade, text in GRADES.items()} | {"2": 2, "0": 0}
    pairs = (_split_pair(part, ":") for part in split(cell))
    return {subject(name): written.get(grade.replace("−", "-"), grade) for name, grade in pairs}


def read_hours(cell: Cell) -> Any:
    """Read weekly hours, ``man 8.00-14.00|tir 8-13:30``; what is none is left to be refused."""
    return tuple(_read_slot(part) for part in split(cell))


def read_codes(cell: Cell) -> Any:
    """Read codes in capitals, ``TR|DE``."""
    return tuple(part.upper() for part in split(cell))


def read_school_year(cell: Cell) -> Any:
    """Read a form or a year, ``8``, ``8.`` or ``8. klasse``."""
    text = read_text(cell).casefold()
    found = re.fullmatch(r"(\d{1,2})\.?(?: ?klasse| ?kl\.?)?", text)
    return found[1] if found else text


def _read_slot(part: str) -> Any:
    found = re.fullmatch(
        r"([a-zæøå]+)\.? +(\d{1,2})(?:[.:](\d{2}))? ?[-–] ?(\d{1,2})(?:[.:](\d{2}))?",
        part.casefold(),
    )
    day = next((i for i, names in enumerate(WEEKDAYS) if found and found[1] in names), None)
    if found is None or day is None:
        return part
    starts, ends = (60 * int(found[i]) + int(found[i + 1] or 0) for i in (2, 4))
    return (day, starts, ends)


def _make_day(year: str, month: str, day: str, text: str) -> date | str:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return text


def _split_level(part: str) -> tuple[str, Any]:
    name, colon, level = part.rpartition(":")
    if colon and re.fullmatch(r"-?\d+", level.strip()):
        return name.strip(), int(level)
    return part, 3


def _split_pair(part: str, sign: str) -> tuple[str, str]:
    name, found, value = part.rpartition(sign)
    return (name.strip(), value.strip()) if found else (part, "")


def _guess(value: str) -> bool | int | float | str:
    if value.casefold() in {"ja", "yes", "true", "nej", "no", "false"}:
        return value.casefold() in YES
    try:
        return int(value) if re.fullmatch(r"-?\d+", value) else float(read_number(value))
    except ValueError:
        return value
