"""What nearness is computed from: occupations with words and skills, skills with ties."""

from collections.abc import Mapping
from dataclasses import dataclass, field

ESSENTIAL, OPTIONAL = 1.0, 0.7
"""How much a skill says about an occupation that needs it, and about one that may."""


@dataclass(frozen=True)
class OccupationOutline:
    """One occupation: its URI, its ISCO-08 code, and its names and description with languages.

    ``names`` and ``descriptions`` are pairs of a language and a text; the first name of a language
    is the preferred one. ``skills`` maps skills to `ESSENTIAL` or `OPTIONAL`.
    """

    uri: str
    isco: str
    names: tuple[tuple[str, str], ...]
    descriptions: tuple[tuple[str, str], ...] = ()
    skills: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Outline:
    """A taxonomy as far as nearness needs it.

    ``broader`` maps a skill or a group of skills to those it belongs to, ``groups`` an ISCO code to
    what is written about that group of occupations, again with languages.
    """

    occupations: tuple[OccupationOutline, ...]
    broader: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    groups: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
