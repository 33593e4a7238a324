"""What somebody who types may be about to write: names with words that begin so."""

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matcher.taxonomy.naming import Named
from matcher.taxonomy.words import plain

LOOKED_AT = 300
"""So many of the names that fit are weighed against one another, at most."""
_AFTER_ALL_LETTERS = "\U0010ffff"

Numbers = NDArray[np.int64]


class Completer:
    """Finds concepts by the beginnings of the words of their names.

    Parameters
    ----------
    concepts : sequence of Named
        The concepts to choose from.
    """

    def __init__(self, concepts: Sequence[Named]) -> None:
        self._concepts = tuple(concepts)
        names = sorted(
            (not name.preferred, len(name.text), name.text, place)
            for place, concept in enumerate(self._concepts)
            for name in concept.names
        )
        self._names = [(place, text) for _, _, text, place in names]
        self._plain = [plain(text) for _, text in self._names]
        split = [text.split() for text in self._plain]
        self._words = sorted({word for words in split for word in words})
        number = {word: place for place, word in enumerate(self._words)}
        pairs = [(number[word], name) for name, words in enumerate(split) for word in set(words)]
        ordered = np.array(sorted(pairs), np.int64).reshape(-1, 2)
        self._bearers = ordered[:, 1].copy()
        self._starts = np.searchsorted(ordered[:, 0], np.arange(len(self._words) + 1))
        self._first = np.array([number[words[0]] if words else -1 for words in split], np.int64)

    def complete(self, text: str, *, limit: int = 10) -> tuple[tuple[Named, str], ...]:
        """Give concepts with the name that fits.

        A name that begins as typed goes before one that begins with the first word typed, and that
        before others; then a preferred name before a synonym, the shorter before the longer.
        Nothing typed completes to nothing.
        """
        typed = plain(text)
        fitting = self._find_fitting(typed.split())
        begun = [not self._plain[name].startswith(typed) for name in fitting]
        chosen: dict[int, str] = {}
        for _, name in sorted(zip(begun, fitting, strict=True), key=lambda one: one[0]):
            chosen.setdefault(*self._names[name])
        return tuple((self._concepts[place], name) for place, name in list(chosen.items())[:limit])

    def _find_fitting(self, words: Sequence[str]) -> list[int]:
        """Find the names that have a word for each of these; the first word first, then by rank."""
        if not words:
            return []
        spans = [self._find_span(word) for word in words]
        held = np.zeros(len(self._names), np.int64)
        for number, span in enumerate(spans):
            bearers = self._list_bearers(*span)
            held[bearers[held[bearers] == number]] = number + 1
        found = np.flatnonzero(held == len(spans))
        begin, end = spans[0]
        elsewhere = (self._first[found] < begin) | (self._first[found] >= end)
        fitting: list[int] = found[np.argsort(elsewhere, kind="stable")][:LOOKED_AT].tolist()
        return fitting

    def _find_span(self, beginning: str) -> tuple[int, int]:
        return (
            bisect_left(self._words, beginning),
            bisect_left(self._words, beginning + _AFTER_ALL_LETTERS),
        )

    def _list_bearers(self, begin: int, end: int) -> Numbers:
        return self._bearers[self._starts[begin] : self._starts[end]]
