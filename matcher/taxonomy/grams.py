"""Nearness of texts by the terms that they share, weighed by how rare the terms are."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def cut_grams(text: str, *, shortest: int = 2, longest: int = 5) -> list[str]:
    """Cut words into character n-grams that know where a word begins and ends.

    Examples
    --------
    >>> cut_grams("bo", shortest=2, longest=3)
    [' b', 'bo', 'o ', ' bo', 'bo ']
    """
    grams = []
    for word in text.split():
        padded = f" {word} "
        for size in range(shortest, longest + 1):
            if len(padded) <= size:
                grams.append(padded)
                break
            grams += [padded[i : i + size] for i in range(len(padded) - size + 1)]
    return grams


class TermIndex:
    """Cosine of TF-IDF weighted terms, against texts that are known beforehand.

    Parameters
    ----------
    texts : sequence of sequence of str
        The terms of each known text, as often as they are in it.
    """

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        self.size = len(texts)
        self._numbers: dict[str, int] = {}
        number, row, counts = self._list_terms(texts)
        found = np.bincount(number, minlength=len(self._numbers))
        self._rarity = (np.log((1 + self.size) / (1 + found)) + 1).astype(np.float32)
        weight = (1 + np.log(counts)) * self._rarity[number]
        norm = np.sqrt(np.bincount(row, weight**2, minlength=self.size))
        weight /= norm[row]
        order = np.argsort(number, kind="stable")
        self._rows = row[order]
        self._weights = weight[order].astype(np.float32)
        self._starts = np.concatenate([[0], np.cumsum(found)])

    def _list_terms(
        self, texts: Sequence[Sequence[str]]
    ) -> tuple[NDArray[np.int64], NDArray[np.int32], Floats]:
        terms: list[int] = []
        rows: list[int] = []
        counts: list[int] = []
        for row, text in enumerate(texts):
            for term, count in Counter(text).items():
                terms.append(self._numbers.setdefault(term, len(self._numbers)))
                rows.append(row)
                counts.append(count)
        return (
            np.array(terms, np.int64),
            np.array(rows, np.int32),
            np.array(counts, np.float32),
        )

    def measure(self, terms: Sequence[str]) -> Floats:
        """Give the nearness of each known text to these terms, from 0 to 1."""
        counted = Counter(term for term in terms if term in self._numbers)
        if not counted:
            return np.zeros(self.size, np.float32)
        number = np.array([self._numbers[term] for term in counted])
        weight = (1 + np.log(list(counted.values()))) * self._rarity[number]
        weight /= np.sqrt((weight**2).sum())
        return self._add_up(number, weight, self._weights)

    def cover(self, terms: Sequence[str]) -> Floats:
        """Give how much of these terms, by weight, each known text has."""
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
