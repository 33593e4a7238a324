"""Nearness of texts by the terms that they share, weighed by how rare the terms are."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@lru_cache(maxsize=20_000)
def cut_grams(word: str, *, shortest: int = 2, longest: int = 5) -> tuple[str, ...]:
    """Cut a word into character n-grams that know where it begins and ends.

    Examples
    --------
    >>> cut_grams("bo", shortest=2, longest=3)
    (' b', 'bo', 'o ', ' bo', 'bo ')
    """
    padded = f" {word} "
    sizes = range(shortest, min(longest, len(padded)) + 1)
    return tuple(padded[i : i + size] for size in sizes for i in range(len(padded) - size + 1))


def keep_whole(word: str) -> tuple[str, ...]:
    """Give a word as the only term of itself."""
    return (word,)


class TermIndex:
    """Cosine of TF-IDF weighted terms, against texts that are known beforehand.

    Parameters
    ----------
    texts : sequence of sequence of str
        The words of each known text, as often as they are in it.
    cut : callable, optional
        What makes terms of a word; the word itself if left out.
    """

    def __init__(
        self,
        texts: Sequence[Sequence[str]],
        cut: Callable[[str], Sequence[str]] = keep_whole,
    ) -> None:
        self.size = len(texts)
        self._cut = cut
        self._numbers: dict[str, int] = {}
        number, row, counts = self._count_terms(texts)
        found = np.bincount(number, minlength=len(self._numbers))
        self._rarity = (np.log((1 + self.size) / (1 + found)) + 1).astype(np.float32)
        weight = (1 + np.log(counts)) * self._rarity[number]
        norm = np.sqrt(np.bincount(row, weight**2, minlength=self.size))
        self._rows = row.astype(np.int32)
        self._weights = (weight / norm[row]).astype(np.float32)
        self._starts = np.concatenate([[0], np.cumsum(found)])

    def _count_terms(
        self, texts: Sequence[Sequence[str]]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Count the terms of each text: term, text and times, ordered by term and text."""
        known = {word: self._enumerate(word) for word in dict.fromkeys(chain.from_iterable(texts))}
        cut = [known[word] for text in texts for word in text]
        of_word = np.repeat(np.arange(self.size), [len(text) for text in texts])
        rows = np.repeat(of_word, [len(one) for one in cut])
        numbers = np.concatenate(cut) if cut else np.zeros(0, np.int64)
        keys, counts = np.unique(numbers * self.size + rows, return_counts=True)
        return *np.divmod(keys, self.size), counts

    def _enumerate(self, word: str) -> NDArray[np.int64]:
        numbers = self._numbers
        return np.array([numbers.setdefault(one, len(numbers)) for one in self._cut(word)])

    def measure(self, words: Sequence[str]) -> Floats:
        """Give the nearness of each known text to these words, from 0 to 1."""
        terms = chain.from_iterable(self._cut(word) for word in words)
        counted = Counter(self._numbers[term] for term in terms if term in self._numbers)
        if not counted:
            return np.zeros(self.size, np.float32)
        number = np.array(list(counted))
        weight = (1 + np.log(list(counted.values()))) * self._rarity[number]
        weight /= np.sqrt((weight**2).sum())
        return self._add_up(number, weight, self._weights)

    def cover(self, terms: Sequence[str]) -> Floats:
        """Give how much of these terms, by weight, each known text has; they are not cut."""
        unknown = float(np.log(1 + self.size)) + 1
        rarity = {
            term: float(self._rarity[self._numbers[term]]) if term in self._numbers else unknown
            for term in dict.fromkeys(terms)
        }
        number = np.array([self._numbers[term] for term in rarity if term in self._numbers], int)
        if not len(number):
            return np.zeros(self.size, np.float32)
        return self._add_up(number, self._rarity[number] / sum(rarity.values()), None)

    def _add_up(
        self, number: NDArray[np.int64], weight: NDArray[np.float64], weights: Floats | None
    ) -> Floats:
        begin, end = self._starts[number], self._starts[number + 1]
        spans = list(zip(begin, end, strict=True))
        rows = np.concatenate([self._rows[i:j] for i, j in spans])
        parts = np.repeat(weight, end - begin)
        if weights is not None:
            parts = parts * np.concatenate([weights[i:j] for i, j in spans])
        return np.bincount(rows, parts, minlength=self.size).astype(np.float32)
