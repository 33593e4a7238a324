"""Titles to practise on, made from the taxonomy's own names as jobcentres might write them."""

import re
from collections.abc import Callable
from random import Random

_WITH_SECTOR = re.compile(r"^(.*?) (?:inden for|i|på|med speciale i|ved|-|til) (.*)$")
_SECTORS = (
    "byggeri",
    "industri",
    "detailhandel",
    "offentlig administration",
    "sundhed",
    "transport",
    "it",
    "landbrug",
    "kommune",
    "hotel og restaurant",
    "salg",
    "undervisning",
    "metal",
    "levnedsmidler",
    "engros",
    "privat virksomhed",
    "bygge og anlæg",
    "miljø",
    "kultur",
)
_BEFORE = ("assisterende", "privat", "afdelings", "under")
_ENDINGS = ("er", "e", "r", "en")
_LETTERS = "aeinrst"


def disturb(text: str, random: Random, split: Callable[[str], tuple[str, ...]]) -> str:
    """Write a name otherwise: a sector after a comma, misspelt, inflected, or a word short."""
    return _spell(_add_sector(_move_sector(text, random, split), random), random)


def misspell(text: str, random: Random) -> str:
    """Drop, double, swap or replace one letter."""
    if len(text) < 6:
        return text
    place, kind = random.randrange(1, len(text) - 2), random.random()
    if kind < 0.35:
        return text[:place] + text[place + 1 :]
    if kind < 0.6:
        return text[:place] + text[place] + text[place:]
    if kind < 0.85:
        return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    return text[:place] + random.choice(_LETTERS) + text[place + 1 :]


def _move_sector(text: str, random: Random, split: Callable[[str], tuple[str, ...]]) -> str:
    found = _WITH_SECTOR.match(text)
    if found and random.random() < 0.5:
        return f"{found.group(1)}, {found.group(2)}"
    words = text.split()
    if len(words) == 1 and random.random() < 0.15:
        *front, head = split(words[0].casefold())
        return f"{head}, {''.join(front)}" if front else text
    return text


def _add_sector(text: str, random: Random) -> str:
    chance = random.random()
    if chance < 0.12:
        return f"{text}, {random.choice(_SECTORS)}"
    if chance < 0.18 and "," not in text:
        return f"{random.choice(_BEFORE)} {text}"
    return text


def _spell(text: str, random: Random) -> str:
    chance = random.random()
    if chance < 0.12:
        return misspell(text, random)
    if chance < 0.2:
        return text + random.choice(_ENDINGS)
    words = text.split()
    if chance < 0.3 and len(words) > 2:
        words.pop(random.randrange(len(words)))
    return " ".join(words)
