"""Cuts text into sentences and words, and reduces words to what their inflections share."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import zip_longest
from typing import Any

import snowballstemmer

_WORD = re.compile(r"<[A-Z]+>|[^\W_]+(?:[-/.&'’+#][^\W_]+)*[+#]*|\.[A-Z][A-Z]+\b")
_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ0-9•–\-\"”<])|\n+")
_SHORTENED = re.compile(
    r"(?:^|[\s(])(?:bl\.a|f\.eks|fx|ca|pr|kl|nr|d|inkl|ekskl|evt|m\.fl|m\.v|mv|jf|tlf|dvs|hhv)\.$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Word:
    """A word where it stands: its characters and the marks that follow before the next word."""

    text: str
    start: int
    end: int
    after: str = ""
    before: str = ""

    @property
    def lower(self) -> str:
        """The word in small letters."""
        return self.text.lower()


def cut_sentences(text: str) -> Iterator[tuple[int, str]]:
    """Give each sentence with the place where it begins.

    Examples
    --------
    >>> [part for _, part in cut_sentences("Start d. 1. maj kl. 8. Du er rolig.")]
    ['Start d. 1. maj kl. 8.', 'Du er rolig.']
    """
    start = 0
    for gap in _END.finditer(text):
        part = text[start : gap.start()]
        if "\n" not in gap.group() and _SHORTENED.search(part):
            continue
        if part.strip():
            yield start, part
        start = gap.end()
    if text[start:].strip():
        yield start, text[start:]


def cut_words(text: str) -> tuple[Word, ...]:
    """Cut a sentence into words; marks belong to the word before them."""
    found = list(_WORD.finditer(text))
    words = []
    before = text[: found[0].start()].strip() if found else ""
    for one, following in zip_longest(found, found[1:]):
        after = text[one.end() : following.start() if following else len(text)].strip()
        words.append(Word(one.group(), one.start(), one.end(), after, before))
        before = after
    return tuple(words)


@cache
def _stemmers() -> dict[str, Any]:
    return {language: snowballstemmer.stemmer(language) for language in ("danish", "english")}


@lru_cache(maxsize=50_000)
def stem_word(word: str, language: str = "danish") -> str:
    """Take off the endings of a word in small letters.

    Examples
    --------
    >>> stem_word("opgaverne") == stem_word("opgave")
    True
    """
    stem: str = _stemmers()[language].stemWord(word)
    return stem
