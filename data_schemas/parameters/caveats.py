"""What sources add in prose, such as that a text was not seen, in both languages."""

import re
import tomllib
from functools import cache
from importlib.resources import files

_BETWEEN_NUMBERS = re.compile(r"(?<=\d) og (?=\d)")


@cache
def list_caveats() -> tuple[tuple[str, str], ...]:
    """List the caveats in Danish and English, the longest first."""
    text = files("data_schemas.parameters").joinpath("caveats.toml").read_text("utf-8")
    found = [(one["da"], one["en"]) for one in tomllib.loads(text)["caveats"]]
    return tuple(sorted(found, key=lambda one: -len(one[0])))


def word_source(source: str, language: str) -> str:
    """Write a source in the reader's language; names of pages and statutes stay Danish.

    Examples
    --------
    >>> word_source("LAB § 151 (elov.dk); ældre tekst ikke set", "en")
    'LAB § 151 (elov.dk); older text not seen'
    """
    if language == "da":
        return source
    for danish, english in list_caveats():
        source = source.replace(danish, english)
    return _BETWEEN_NUMBERS.sub(" and ", source)
