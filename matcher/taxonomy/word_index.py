"""Things by the words told of them: whole, begun, within a word, and mistyped where none fits."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

WHOLE, BEGUN, WITHIN, MISTYPED = 1.0, 0.8, 0.5, 0.4
"""What a word is worth by how it fits."""

SHORTEST_WITHIN = 3
SHORTEST_MISTYPED = 4
LONG = 8
"""From so many letters on two slips are forgiven, below it one."""

MOST_MEANT = 3
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")

Texts = Sequence[tuple[float, str]]
"""What is told of a thing, each text with its weight."""


def list_words(text: str) -> list[str]:
    """List the words of a text in lower case; hyphens bind.

    Examples
    --------
    >>> list_words("Lager-chef (K-00010), Hersted")
    ['lager-chef', 'k-00010', 'hersted']
    """
    return _WORD.findall(text.casefold())


@dataclass(frozen=True)
class Hit:
    """A thing that was found, and how well it fits."""

    key: str
    score: float


@dataclass(frozen=True)
class Hits:
    """The things found, best first from where one asked, and how many there are in all.

    ``meant`` maps a word that fits nothing to those that were searched for instead.
    """

    items: tuple[Hit, ...]
    total: int
    meant: Mapping[str, tuple[str, ...]]


class WordIndex:
    """Finds things of which every word of a query is told.

    Parameters
    ----------
    things : mapping
        The key of each thing to the texts told of it.
    """

    def __init__(self, things: Mapping[str, Texts]) -> None:
        self._keys = sorted(things)
        self._places = {key: place for place, key in enumerate(self._keys)}
        told: defaultdict[str, dict[int, float]] = defaultdict(dict)
        cut: dict[str, list[str]] = {}
        for place, key in enumerate(self._keys):
            for weight, text in things[key]:
                words = cut.get(text)
                if words is None:
                    words = cut[text] = _list_forms(text)
                for word in words:
                    told[word][place] = max(weight, told[word].get(place, 0.0))
        self._words = sorted(told)
        self._postings = {
            word: (np.fromiter(places, np.int64), np.fromiter(places.values(), np.float64))
            for word, places in told.items()
        }

    def find(
        self,
        text: str,
        *,
        limit: int = 25,
        after: Hit | None = None,
        among: Iterable[str] | None = None,
    ) -> Hits:
        """Find what fits every word, the best first, equals by key.

        Parameters
        ----------
        text : str
            What is looked for; nothing typed finds nothing.
        limit : int
            At most so many.
        after : Hit, optional
            The last that was seen; only what comes after it is given.
        among : iterable of str, optional
            The only keys that may be found.
        """
        words = list_words(text)
        fit = np.zeros(len(self._keys))
        meant: dict[str, tuple[str, ...]] = {}
        every = np.full(len(self._keys), bool(words))
        for word in words:
            fits = self._list_fitting(word)
            if not fits:
                fits = self._list_mistyped(word)
                meant[word] = tuple(fits)
            scores = self._score(fits)
            fit += scores
            every &= scores > 0
        if among is not None:
            every &= self._mark(among)
        return self._cut(fit, np.flatnonzero(every), limit, after, meant)

    def _list_fitting(self, word: str) -> dict[str, float]:
        fitting: dict[str, float] = {}
        if len(word) >= SHORTEST_WITHIN:
            fitting = {one: WITHIN for one in self._words if word in one}
        for one in self._words[bisect_left(self._words, word) :]:
            if not one.startswith(word):
                break
            fitting[one] = BEGUN
        if word in self._postings:
            fitting[word] = WHOLE
        return fitting

    def _list_mistyped(self, word: str) -> dict[str, float]:
        """List the words that one slip or two would make of this; a number is never one."""
        if len(word) < SHORTEST_MISTYPED or any(sign.isdigit() for sign in word):
            return {}
        slips = 2 if len(word) >= LONG else 1
        near = process.extract(
            word, self._words, scorer=OSA.distance, score_cutoff=slips, limit=MOST_MEANT
        )
        return {one: MISTYPED / (1 + distance) for one, distance, _ in near}

    def _score(self, fits: Mapping[str, float]) -> NDArray[np.float64]:
        scores = np.zeros(len(self._keys))
        for word, quality in fits.items():
            places, weights = self._postings[word]
            scores[places] = np.maximum(scores[places], quality * weights)
        return scores

    def _mark(self, keys: Iterable[str]) -> NDArray[np.bool_]:
        marks = np.zeros(len(self._keys), bool)
        marks[[self._places[key] for key in keys if key in self._places]] = True
        return marks

    def _cut(
        self,
        fit: NDArray[np.float64],
        found: NDArray[np.int64],
        limit: int,
        after: Hit | None,
        meant: Mapping[str, tuple[str, ...]],
    ) -> Hits:
        total = len(found)
        if after is not None:
            place = bisect_left(self._keys, after.key)
            later = (fit[found] == after.score) & (found > place)
            found = found[(fit[found] < after.score) | later]
        order = found[np.lexsort((found, -fit[found]))][:limit]
        items = tuple(Hit(self._keys[i], float(fit[i])) for i in order)
        return Hits(items, total, meant)


def _list_forms(text: str) -> list[str]:
    """List the words of a text, and the parts of those with hyphens."""
    words = list_words(text)
    return words + [part for word in words if "-" in word for part in word.split("-")]
