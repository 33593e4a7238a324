"""From cells to the values a contract takes; what cannot be read is left for it to refuse."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from matcher.services.reading.files import Cell
from matcher.vocabulary import (
    CEFR,
    BenefitGroup,
    EducationLevel,
    Labelled,
    OpeningKind,
    Origin,
    Sex,
    Tag,
    WorkTime,
)

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


READERS: Mapping[str, Callable[[Cell], Any]] = {
    "birth_year": read_number,
    "education_last_used": read_number,
    "weekly_hours": read_number,
    "travel_limit_minutes": read_number,
    "positions": read_number,
    "employees": read_number,
    "days": read_number,
    "price_dkk": read_number,
    "unemployed_since": read_day,
    "available_from": read_day,
    "starts_on": read_day,
    "ends_on": read_day,
    "starts": lambda cell: (
        (cell,) if isinstance(cell, date) else tuple(read_day(part) for part in split(cell))
    ),
    "has_car": read_truth,
    "shown_to_companies": read_truth,
    "benefit_group": read_word(BenefitGroup),
    "education_level": read_word(EducationLevel),
    "sex": read_word(Sex),
    "origin": read_word(Origin),
    "work_times": read_words(WorkTime),
    "tags": read_words(Tag),
    "wishes": lambda cell: tuple(split(cell)),
    "licences": lambda cell: tuple(split(cell)),
    "skills": read_levels,
    "required_skills": read_levels,
    "nice_skills": read_levels,
    "teaches": read_levels,
    "requires": read_levels,
    "experience": read_months,
    "languages": read_languages,
    "parameters": read_parameters,
}
READERS_OF_OPENINGS: Mapping[str, Callable[[Cell], Any]] = {"kind": read_word(OpeningKind)}


def read_cell(noun: str, field: str, cell: Cell) -> Any:
    """Read a cell as its field wants it; a field without a reader of its own is a text."""
    own = READERS_OF_OPENINGS if noun == "openings" else {}
    return own.get(field, READERS.get(field, read_text))(cell)
