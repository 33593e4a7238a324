"""Reads the advertisements and CVs that are annotated by hand, and the phrases of each group.

A line ``== slug | kind | language | train or test`` opens a text; each line below is a sentence
in which
``[words|group]`` or ``[words|group|skill's slug]`` marks a span. The group is one of ESCO's skill
pillar:
``S..`` and ``A..`` mark a skill, ``K..`` and ``L..`` a piece of knowledge.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

GROUPS = (
    *("A1", "A2"),
    *(f"K{number:02}" for number in range(11)),
    "L1",
    *(f"S{number}" for number in range(1, 9)),
)
"""Attitudes and values, fields of knowledge, languages, kinds of skill."""

_ROOM = files("data_schemas.catalogue")
_MARK = re.compile(r"\[([^][|]+)\|([A-Z][0-9]+)(?:\|([a-z0-9-]+))?\]")
_HEADER = re.compile(r"== ([a-z0-9-]+) \| (advertisement|cv) \| (da|en) \| (train|test)")


@dataclass(frozen=True)
class MarkedSpan:
    """Some characters of a sentence and the group they belong to; ``skill`` is a slug or empty."""

    start: int
    end: int
    group: str
    skill: str = ""

    @property
    def is_knowledge(self) -> bool:
        """Whether it is something known rather than something done or something one is."""
        return self.group[0] in "KL"


@dataclass(frozen=True)
class MarkedSentence:
    """A sentence without its marks, and the spans that were marked."""

    text: str
    spans: tuple[MarkedSpan, ...]


@dataclass(frozen=True)
class MarkedText:
    """An advertisement or a CV; one that is ``held_out`` is never trained on."""

    slug: str
    kind: str
    language: str
    held_out: bool
    sentences: tuple[MarkedSentence, ...]


@cache
def read_marked_texts() -> tuple[MarkedText, ...]:
    """Read all annotated texts, sorted by file."""
    sheets = sorted((_ROOM / "annotated").iterdir(), key=lambda path: path.name)
    return tuple(
        text
        for sheet in sheets
        if sheet.name.endswith(".txt")
        for text in _read_sheet(sheet.name, sheet.read_text(encoding="utf-8"))
    )


@cache
def read_group_phrases() -> dict[str, tuple[str, ...]]:
    """Read the phrases of each group."""
    found: dict[str, list[str]] = {}
    group = ""
    lines = (_ROOM / "group_phrases.txt").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, start=1):
        if line.startswith("= "):
            group = _check_group(line.split()[1], f"group_phrases.txt, line {number}")
        elif line and not line.startswith("#"):
            found.setdefault(group, []).extend(part.strip() for part in line.split("|"))
    return {group: tuple(phrases) for group, phrases in found.items()}


def read_marked_sentence(line: str, place: str = "") -> MarkedSentence:
    """Take the marks out of a line.

    Examples
    --------
    >>> read_marked_sentence("Du er [rolig|A1].")
    MarkedSentence(text='Du er rolig.', spans=(MarkedSpan(start=6, end=11, group='A1', skill=''),))
    """
    text, spans, at = "", [], 0
    for mark in _MARK.finditer(line):
        words, group, skill = mark.groups(default="")
        text += line[at : mark.start()]
        spans.append(
            MarkedSpan(len(text), len(text) + len(words), _check_group(group, place), skill)
        )
        text += words
        at = mark.end()
    text += line[at:]
    if "[" in text or "]" in text:
        raise ValueError(f"{place}: a bracket that marks nothing in {line!r}")
    return MarkedSentence(text, tuple(spans))


def _read_sheet(name: str, content: str) -> Iterator[MarkedText]:
    header: tuple[str, ...] = ()
    sentences: list[MarkedSentence] = []
    for number, line in enumerate([*content.splitlines(), "== "], start=1):
        place = f"{name}, line {number}"
        if line.startswith("== "):
            if header:
                slug, kind, language, split = header
                yield MarkedText(slug, kind, language, split == "test", tuple(sentences))
            header, sentences = _read_header(line, place), []
        elif line.strip():
            sentences.append(read_marked_sentence(line, place))


def _read_header(line: str, place: str) -> tuple[str, ...]:
    if line == "== ":
        return ()
    found = _HEADER.fullmatch(line)
    if found is None:
        raise ValueError(f"{place}: not a header: {line!r}")
    return found.groups()


def _check_group(group: str, place: str) -> str:
    if group not in GROUPS:
        raise ValueError(f"{place}: no group is called {group!r}")
    return group
