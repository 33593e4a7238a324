"""CPR numbers, known by their form, so that none is ever kept.

The form is that of CPR-kontoret, *Personnummeret i CPR-systemet*
(https://www.cpr.dk/cpr-systemet/opbygning-af-cpr-nummeret): a day (60 above it in a replacement
number), a month, a year of two digits, and four more, the first of which tells the century.

The check digit (modulus 11) holds for all but a few numbers given since 2007, all with a birthday
on 1 January; the page that lists them was last updated on 10-05-2023 and says that it may lack
some (https://www.cpr.dk/cpr-systemet/personnumre-uden-kontrolciffer-modulus-11-kontrol/).

What is told apart from it: a number with a hyphen before its last four digits is one if its day
exists, for nothing else is written so. Without the hyphen the check digit must fit too, or the
birthday be 1 January. Telephone and CVR numbers have eight digits, and +45 is no day. A P number
has ten; it begins with 10, and is let through only where a P number is asked for.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

DIGITS = 10
WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
REPLACEMENT = 60
"""What the day of a replacement number (*erstatningspersonnummer*) is higher by."""
P_NUMBER_BEGINS = "10"
MASK = "xxxxxx-xxxx"

_FORM = re.compile(
    r"(?:(?<![^\W_])|(?<=cpr)|(?<=nr))(?P<day>[0-9]{2})(?P<between>[ ./-]?)(?P<month>[0-9]{2})"
    r"(?P=between)(?P<year>[0-9]{2})(?P<sign> {0,3}-? {0,3})(?P<last>[0-9]{4})(?![^\W_])",
    re.IGNORECASE,
)
_SHAPE = re.compile(r"(?<![0-9])[0-9]{6}[- ]?[0-9]{4}(?![0-9])")


def find_cpr(text: str) -> Iterator[tuple[int, int]]:
    """Find where a text holds what is taken for a CPR number.

    Examples
    --------
    >>> list(find_cpr("Ring til Ida, 010190-1234, i morgen"))
    [(14, 25)]
    >>> list(find_cpr("Ring 43 68 68 68 den 24-11-2026; CVR 66137112, P-nummer 1003388394"))
    []
    """
    if len(text) < DIGITS:
        return
    for found in _FORM.finditer(_fold(text)):
        if _is_cpr(found):
            yield found.span()


def holds_cpr(value: object, *, field: str = "") -> bool:
    """Tell whether a value of a field holds a CPR number; a P number in its own field is none.

    A whole number counts too: a sheet or a program drops the nought in front of it.

    Examples
    --------
    >>> holds_cpr("070761-4285"), holds_cpr(707614285), holds_cpr(2026)
    (True, True, False)
    >>> holds_cpr("1007614283", field="p_number")
    False
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return False
    text = value if isinstance(value, str) else _write_number(value)
    if field == "p_number" and re.fullmatch(rf"{P_NUMBER_BEGINS}[0-9]{{8}}", text.strip()):
        return False
    return any(find_cpr(text))


def mask_cpr(text: str) -> str:
    """Hide all of what could be a CPR number, even where its day or check digit is wrong.

    Examples
    --------
    >>> mask_cpr("Ida, 010190-1234"), mask_cpr("K-311390 1234")
    ('Ida, xxxxxx-xxxx', 'K-xxxxxx-xxxx')
    """
    for start, end in reversed(list(find_cpr(text))):
        text = f"{text[:start]}{MASK}{text[end:]}"
    return _SHAPE.sub(MASK, text)


def is_day(day: str, month: str, year: str, last: str = "") -> bool:
    """Tell whether the first six digits are a day, in the century that the seventh tells."""
    number = int(day) - REPLACEMENT if int(day) > REPLACEMENT else int(day)
    try:
        date(_find_century(int(year), last) + int(year), int(month), number)
    except ValueError:
        return False
    return True


def _find_century(year: int, last: str) -> int:
    """Find the century as CPR-kontoret's table tells it."""
    if not last:
        return 2000
    seventh = int(last[0])
    if seventh <= 3:
        return 1900
    if seventh in (4, 9):
        return 2000 if year <= 36 else 1900
    return 2000 if year <= 57 else 1800


def _is_cpr(found: re.Match[str]) -> bool:
    day, month, year, last = found.group("day", "month", "year", "last")
    if not is_day(day, month, year, last):
        return False
    if "-" in found["sign"] and not found["between"]:
        return True
    return (day, month) == ("01", "01") or _fits_check(day + month + year + last)


def _fits_check(digits: str) -> bool:
    return sum(int(one) * weight for one, weight in zip(digits, WEIGHTS, strict=True)) % 11 == 0


def _write_number(number: float) -> str:
    whole = int(number) if abs(number) < 10**10 and number == int(number) else 0
    return f"{whole:010d}" if whole >= 10**8 else ""


def _fold(text: str) -> str:
    """Write digits, hyphens and blanks of every script as ASCII's; each sign stays in its place."""
    if text.isascii() and not any(sign in text for sign in "\t\n\r"):
        return text
    return "".join(map(_fold_sign, text))


def _fold_sign(sign: str) -> str:
    digit = unicodedata.decimal(sign, None)
    if digit is not None:
        return str(digit)
    if sign == "\u2212" or unicodedata.category(sign) == "Pd":
        return "-"
    hidden = unicodedata.category(sign) in ("Zs", "Cf")
    return " " if sign.isspace() or hidden else sign
