"""Reads a text's plain facts: licences, languages, hours, working times, first day and place.

Each fact comes with the characters that told it; nothing is guessed that no words say.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Generic, TypeVar

from data_schemas.catalogue import read_catalogue
from data_schemas.cpr import find_cpr
from matcher.vocabulary import WorkTime

T = TypeVar("T")
Place = tuple[int, int]


@dataclass(frozen=True)
class Told(Generic[T]):
    """A fact and the characters of the text that told it."""

    value: T
    at: Place


LANGUAGES: Mapping[str, str] = {
    "dansk": "da", "danish": "da", "engelsk": "en", "english": "en", "tysk": "de", "german": "de",
    "fransk": "fr", "french": "fr", "spansk": "es", "spanish": "es", "italiensk": "it",
    "svensk": "sv", "swedish": "sv", "norsk": "no", "norwegian": "no", "polsk": "pl",
    "polish": "pl", "russisk": "ru", "russian": "ru", "arabisk": "ar", "arabic": "ar",
    "tyrkisk": "tr", "turkish": "tr", "kurdisk": "ku", "somali": "so", "urdu": "ur",
    "persisk": "fa", "farsi": "fa", "kinesisk": "zh", "portugisisk": "pt", "hollandsk": "nl",
    "rumænsk": "ro", "romanian": "ro", "bulgarsk": "bg", "ukrainsk": "uk", "ukrainian": "uk",
    "litauisk": "lt", "lettisk": "lv", "ungarsk": "hu", "vietnamesisk": "vi", "hindi": "hi",
    "tigrinya": "ti", "pashto": "ps",
}  # fmt: skip
"""Names of languages and their two letters in ISO 639-1."""

_LANGUAGE = re.compile(rf"\b(?:{'|'.join(LANGUAGES)})\b", re.IGNORECASE)
_LANGUAGE_LEVELS = (
    (6, r"modersmål\w*|native"),
    (5, r"flydende|forhandlingssikkert|fejlfrit|perfekt|fluen\w+|proficient"),
    (4, r"skrift og tale|tale og skrift|taler og skriver|højt niveau|gode?|godt|good|written"),
    (2, r"begynder\w*|grundlæggende|basal\w*|basis|lidt|basic|some"),
)
_LANGUAGE_GRADES = {"A1": 1, "A2": 2, "B1": 3, "B2": 4, "C1": 5, "C2": 6}
_GRADE = re.compile(r"\b([ABC][12])\b")

_CATEGORY = r"(?:C1E|D1E|C1|D1|BE|CE|DE|B/E|C/E|D/E|B|C|D)"
_DRIVING = re.compile(
    rf"\b(?P<first>{_CATEGORY})-kørekort\b"
    rf"|\b(?P<kind>bus|lastbil|vogntog|trailer)kørekort\b"
    rf"|\b(?:kørekort|driv(?:ing|er'?s) licen[cs]e)(?:et)?"
    rf"(?: (?:til|med) (?P<to>bil|personbil|lastbil|vogntog|bus|trailer))?"
    rf"(?P<list>(?:[ ,]+(?:til |kategori(?:erne)? |kat\. |og |eller |samt |and |or |category )*"
    rf"{_CATEGORY}\b)+)?",
    re.IGNORECASE,
)
_DRIVEN = {
    "bil": "B",
    "personbil": "B",
    "lastbil": "C",
    "vogntog": "CE",
    "bus": "D",
    "trailer": "BE",
}
_TRUCK = re.compile(
    r"\b(?:gaffel)?truck-?(?:certifikat|kort|bevis|kørekort)(?:et)?(?: (?P<class>[AB])\b)?"
    r"|\bforklift (?:driving )?(?:licen[cs]e|certificate)(?: (?P<english>[AB])\b)?",
    re.IGNORECASE,
)

_HOURS = re.compile(
    r"(?:\d{1,2}\s*[-–]\s*)?(?P<hours>\d{1,2}(?:[.,]\d{1,2})?)\s*(?:timer|t\.?|hours)\s*"
    r"(?:/\s*ug|om ugen|pr\.? uge|i ugen|ugentlig|a week|per week|weekly|\()",
    re.IGNORECASE,
)
_FULL_TIME = re.compile(r"\b(?:fuld ?tid\w*|full[- ]time)\b", re.IGNORECASE)
FULL_TIME = 37.0

_WORK_TIMES = (
    (
        (WorkTime.DAY, WorkTime.EVENING, WorkTime.NIGHT),
        r"\b(?:tre|3-?)\s?holdsskift\w*|døgnvagt\w*",
    ),
    ((WorkTime.DAY, WorkTime.EVENING), r"\b(?:to|2-?)\s?holdsskift\w*"),
    ((WorkTime.DAY, WorkTime.EVENING, WorkTime.NIGHT), r"\bskiftehold\w*|\bshift work\b"),
    ((WorkTime.NIGHT,), r"\bnat(?:te)?(?:vagt|hold|arbejde|team|tillæg)\w*|\bnat\b|\bnights?\b"),
    ((WorkTime.EVENING,), r"\baften(?:vagt|hold|arbejde)?\w*\b|\bevenings?\b"),
    ((WorkTime.WEEKEND,), r"\bweekend\w*|\blørdage?\b|\bsøndage?\b"),
    ((WorkTime.DAY,), r"\bdag(?:vagt|hold|tid|timer)\w*|\bi dag, |\bhverdage\b|\bweekdays\b"),
)

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar january jan", "februar february feb", "marts march mar", "april apr",
            "maj may", "juni june jun", "juli july jul", "august aug", "september sep sept",
            "oktober october okt oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_BEGINNING = (
    r"(?:tiltrædelse\w*|opstart|start\w*|begynd\w*|besæt\w*|ansættelse\w*|ledig\w*|pr\.|from|fra)"
)
_DAY = re.compile(
    rf"\b{_BEGINNING}[^.\n]{{0,40}}?(?:\bd\.\s|\bpr\.\s)?"
    rf"\b(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th)?\s*(?P<month>{'|'.join(_MONTHS)})\b\.?"
    r"(?:\s+(?P<year>20\d\d))?",
    re.IGNORECASE,
)
_SOON = re.compile(r"\b(?:snarest|hurtigst muligt|omgående|as soon as possible)\b", re.IGNORECASE)
_NO_START = re.compile(
    r"frist|samtale|ansøg|indkald|apply|interview|deadline|født|born", re.IGNORECASE
)

_CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b\d{6}-?\d{4}\b"
    r"|(?:\+45[ ]?)?\b\d{2}[ ]?\d{2}[ ]?\d{2}[ ]?\d{2}\b"
)


def mask_contacts(text: str) -> str:
    """Put dots in the place of addresses, telephone and CPR numbers; every place stays the same.

    Examples
    --------
    >>> mask_contacts("Ring 40 00 00 00 nu")
    'Ring ••••••••••• nu'
    """
    for start, end in find_cpr(text):
        text = f"{text[:start]}{'•' * (end - start)}{text[end:]}"
    return _CONTACT.sub(lambda found: "•" * len(found.group()), text)


def find_licences(text: str) -> Iterator[Told[str]]:
    """Find driving licences and truck certificates by their codes."""
    for found in _DRIVING.finditer(text):
        listed = re.findall(_CATEGORY, found["list"] or found["first"] or "", re.IGNORECASE)
        named = found["to"] or found["kind"]
        codes = [_DRIVEN[named.lower()]] if named else []
        codes += [code.upper().replace("/", "") for code in listed]
        for code in codes or ["B"]:
            yield Told(code, found.span())
    for found in _TRUCK.finditer(text):
        kind = found["class"] or found["english"] or "B"
        yield Told(f"truck_{kind.lower()}", found.span())


def find_languages(text: str) -> Iterator[Told[tuple[str, int]]]:
    """Find languages with a level from 1 to 6; one whose level is not told has 3."""
    for found in _LANGUAGE.finditer(text):
        beginning, end = max(0, found.start() - 40), found.end() + 40
        around = text[beginning:end]
        grade = _GRADE.search(text[found.end() : end])
        level = _LANGUAGE_GRADES[grade[1]] if grade else _guess_language_level(around)
        yield Told((LANGUAGES[found.group().lower()], level), found.span())


def find_hours(text: str) -> Told[float] | None:
    """Find how many hours a week; of a range the most."""
    for found in _HOURS.finditer(text):
        hours = float(found["hours"].replace(",", "."))
        if 1 <= hours <= 48:
            return Told(hours, found.span("hours"))
    whole = _FULL_TIME.search(text)
    return Told(FULL_TIME, whole.span()) if whole else None


def find_work_times(text: str) -> list[Told[WorkTime]]:
    """Find when the work is done, each time once."""
    found: dict[WorkTime, Told[WorkTime]] = {}
    for times, pattern in _WORK_TIMES:
        match = re.search(pattern, text, re.IGNORECASE)
        for time in times if match else ():
            found.setdefault(time, Told(time, match.span() if match else (0, 0)))
    return [found[time] for time in WorkTime if time in found]


def find_start(text: str, *, today: date) -> Told[date] | None:
    """Find the first day of work; a day without a year is the next such day."""
    for found in _DAY.finditer(text):
        line = text[text.rfind("\n", 0, found.start()) + 1 : found.end()]
        day = _make_day(found, today)
        if day is not None and not _NO_START.search(line):
            return Told(day, found.span())
    soon = next((s for s in _SOON.finditer(text) if not _is_of_applying(text, s)), None)
    return Told(today, soon.span()) if soon else None


def find_postcode(text: str) -> Told[str] | None:
    """Find a postcode of the region, or else a town's name."""
    postcodes, towns = _list_places()
    for found in re.finditer(r"\b\d{4}\b(?=\s+[A-ZÆØÅ])", text):
        if found.group() in postcodes:
            return Told(found.group(), found.span())
    for found in re.finditer(r"\b[A-ZÆØÅ][a-zæøå]+(?: [A-ZÆØÅ]\b)?", text):
        if found.group() in towns:
            return Told(towns[found.group()], found.span())
    return None


@cache
def _list_places() -> tuple[frozenset[str], dict[str, str]]:
    rows = sorted(read_catalogue().postcodes, key=lambda row: row.postcode)
    return frozenset(row.postcode for row in rows), {
        row.name: row.postcode for row in reversed(rows)
    }


def _guess_language_level(around: str) -> int:
    for level, pattern in _LANGUAGE_LEVELS:
        if re.search(rf"\b(?:{pattern})\b", around, re.IGNORECASE):
            return level
    return 3


def _is_of_applying(text: str, found: re.Match[str]) -> bool:
    line = text[text.rfind("\n", 0, found.start()) + 1 : found.end() + 30]
    return bool(re.search(r"ansøg|send|søg |apply|ring", line, re.IGNORECASE))


def _make_day(found: re.Match[str], today: date) -> date | None:
    year = int(found["year"]) if found["year"] else today.year
    try:
        day = date(year, _MONTHS[found["month"].lower()], int(found["day"]))
        if not found["year"] and day < today:
            day = day.replace(year=year + 1)
    except ValueError:
        return None
    return day
