"""How titles are made comparable: signs, case, alternatives, abbreviations, sectors, stems."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

_NO_LETTER = re.compile(r"[^0-9a-zæøå+#]+")
_TWO_WAYS = str.maketrans({"ä": "æ", "ö": "ø", "ü": "y", "é": "e", "è": "e", "ó": "o", "á": "a"})
_SHORTENED = {
    "adm": "administrerende",
    "afd": "afdelings",
    "ass": "assistent",
    "dir": "direktør",
    "ikt": "it",
    "ict": "it",
    "edb": "it",
    "ing": "ingeniør",
    "kons": "konsulent",
    "medarb": "medarbejder",
    "off": "offentlig",
    "sosu": "social og sundheds",
    "ssa": "social og sundhedsassistent",
    "ssh": "social og sundhedshjælper",
    "tekn": "teknisk",
    "sygepl": "sygeplejerske",
    "vvs": "vvs",
}
_BESIDE_THE_POINT = frozenset(
    [
        "aften",
        "barselsvikar",
        "dag",
        "daghold",
        "deltid",
        "elev",
        "faglært",
        "freelance",
        "fuldtid",
        "holddrift",
        "lærling",
        "m",
        "k",
        "mk",
        "nat",
        "nathold",
        "natarbejde",
        "praktikant",
        "selvstændig",
        "timeansat",
        "timelønnet",
        "trainee",
        "ufaglært",
        "udlært",
        "uuddannet",
        "vikar",
        "weekend",
        "erfaren",
        "senior",
        "junior",
        "uden",
        "uddannelse",
    ]
)
"""How or by whom a job is done; not which job it is. Kept where nothing else is left."""
_SMALL = frozenset(
    [
        "af",
        "og",
        "i",
        "på",
        "for",
        "med",
        "til",
        "inden",
        "indenfor",
        "den",
        "det",
        "der",
        "en",
        "et",
        "ved",
        "fra",
        "om",
        "samt",
        "el",
        "eller",
        "of",
        "and",
        "in",
        "for",
        "the",
        "to",
        "with",
    ]
)
_STEMMERS = {language: snowballstemmer.stemmer(language) for language in ("danish", "english")}
_GENDERED = (
    ("kvinden", "mand"),
    ("kvinde", "mand"),
    ("woman", "man"),
    ("damen", "assistent"),
    ("dame", "assistent"),
    ("pige", "assistent"),
    ("lærerinde", "lærer"),
    ("plejerinde", "plejer"),
    ("arbejderske", "arbejder"),
    ("stewardesse", "steward"),
)


def plain(text: str) -> str:
    """Fold case, accents and signs; words are parted by one blank.

    Examples
    --------
    >>> plain("  Café-MEDARBEJDER, nat ")
    'cafe medarbejder nat'
    """
    folded = unicodedata.normalize("NFC", text).casefold().translate(_TWO_WAYS)
    return _NO_LETTER.sub(" ", folded).strip()


@dataclass(frozen=True)
class Title:
    """A title taken apart: what it says first, and the sector or kind that follows a comma."""

    head: str
    sector: str

    @property
    def whole(self) -> str:
        """Give both in one."""
        return f"{self.head} {self.sector}".strip()


def take_apart(text: str) -> Title:
    """Take a title apart at its comma, bracket or dash.

    Examples
    --------
    >>> take_apart("Projektleder, byggeri")
    Title(head='projektleder', sector='byggeri')
    >>> take_apart("Lager- og logistikmedarbejder (nat)")
    Title(head='lagermedarbejder og logistikmedarbejder', sector='')
    """
    parts = re.split(r"[,(;:|]|\s[-–—]\s", text.replace(")", " "))
    cleaned = [_drop(_complete(one)) for one in parts]
    cleaned = [one for one in cleaned if one]
    if not cleaned:
        return Title(_expand(plain(text)), "")
    return Title(cleaned[0], " ".join(cleaned[1:]))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Cut a word's ending off.

    Examples
    --------
    >>> stem("sygeplejersker") == stem("sygeplejerske")
    True
    """
    cut: str = _STEMMERS["danish"].stemWord(word)
    return cut


def split_words(text: str) -> list[str]:
    """Give the words that carry meaning; all of them where none does."""
    words = text.split()
    return [one for one in words if one not in _SMALL] or words


_ELLIPSIS = re.compile(r"(\w{3,})-\s*(?:og|eller|,|/|&)\s*(\w{6,})", re.IGNORECASE)
_HEADS = (
    "medarbejder",
    "assistent",
    "arbejder",
    "konsulent",
    "leder",
    "chef",
    "ingeniør",
    "tekniker",
    "operatør",
    "montør",
    "mekaniker",
    "lærer",
    "inspektør",
    "sælger",
    "hjælper",
    "handler",
    "designer",
    "udvikler",
    "rådgiver",
    "koordinator",
    "terapeut",
    "chauffør",
    "fører",
    "sekretær",
    "pædagog",
    "maler",
    "slagter",
    "passer",
    "plejer",
    "mester",
    "smed",
    "analytiker",
    "forsker",
)


def _complete(text: str) -> str:
    """Write out what a hyphen stands for, and keep the first of two ways to say it."""
    found = _ELLIPSIS.search(text) if "-" in text else None
    while found:
        second = found.group(2).casefold()
        head = next((one for one in _HEADS if second.endswith(one) and second != one), "")
        text = f"{text[: found.start()]}{found.group(1)}{head} og {second}{text[found.end() :]}"
        found = _ELLIPSIS.search(text)
    return _expand(plain(text.replace("/", " ")))


def _expand(text: str) -> str:
    words = [_neutral(_SHORTENED.get(one, one)) for one in text.split()]
    return " ".join(dict.fromkeys(" ".join(words).split()))


def _neutral(word: str) -> str:
    for ending, other in _GENDERED:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: -len(ending)] + other
    return word


def _drop(text: str) -> str:
    words = text.split()
    return " ".join(one for one in words if one not in _BESIDE_THE_POINT)


def glue(words: Sequence[str]) -> str:
    """Write words as one, as they are compared where spacing differs."""
    return "".join(words)
