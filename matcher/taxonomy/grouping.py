"""Puts a phrase into one of the top groups of ESCO's skill pillar."""

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from matcher.taxonomy.cutting import cut_words, stem_word

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class GroupModel:
    """A linear model over words, stems and letter sequences; every weight has a name."""

    groups: tuple[str, ...]
    numbers: dict[str, int]
    weights: Floats
    offsets: Floats

    def rank(self, phrase: str) -> list[tuple[str, float]]:
        """Give the groups and how probable each is, the likeliest first."""
        parts = _weigh_parts(phrase, self.numbers)
        scores = self.offsets.copy()
        for number, weight in parts.items():
            scores += weight * self.weights[number]
        chances = np.exp(scores - scores.max())
        chances /= chances.sum()
        order = np.argsort(-chances, kind="stable")
        return [(self.groups[place], float(chances[place])) for place in order]

    def choose(self, phrase: str, initials: str = "") -> tuple[str, float]:
        """Give the likeliest group, among those whose code begins with one of ``initials``."""
        ranked = self.rank(phrase)
        return next((one for one in ranked if not initials or one[0][0] in initials), ranked[0])


def fit_groups(
    phrases: Sequence[tuple[str, str]], *, rare: int = 1, strength: float = 10.0
) -> GroupModel:
    """Fit to pairs of phrase and group."""
    seen = Counter(part for phrase, _ in phrases for part in set(_list_parts(phrase)))
    numbers = {part: i for i, part in enumerate(sorted(p for p, n in seen.items() if n > rare))}
    rows = [_weigh_parts(phrase, numbers) for phrase, _ in phrases]
    starts = np.cumsum([0, *map(len, rows)])
    columns = np.fromiter((number for row in rows for number in row), np.int64)
    values = np.fromiter((weight for row in rows for weight in row.values()), np.float64)
    matrix = csr_matrix((values, columns, starts), shape=(len(rows), len(numbers)))
    model = LogisticRegression(C=strength, max_iter=500)
    model.fit(matrix, [group for _, group in phrases])
    groups = tuple(str(group) for group in model.classes_)
    return GroupModel(groups, numbers, model.coef_.T, model.intercept_)


def _weigh_parts(phrase: str, numbers: dict[str, int]) -> dict[int, float]:
    """Words and letters each have length one, so that long phrases do not shout."""
    weights: dict[int, float] = {}
    for family in (False, True):
        counted = Counter(
            numbers[part]
            for part in _list_parts(phrase)
            if part in numbers and part.startswith("c=") is family
        )
        norm = sum(n * n for n in counted.values()) ** 0.5 or 1.0
        weights |= {number: n / norm for number, n in counted.items()}
    return weights


def _list_parts(phrase: str) -> Iterator[str]:
    lowers = [word.lower for word in cut_words(phrase)] or [phrase.lower()]
    stems = [stem_word(lower) for lower in lowers]
    yield f"first={stems[0]}"
    yield f"last={stems[-1]}"
    yield f"words={min(len(stems), 4)}"
    yield f"form={lowers[0][-3:]}"
    for stem in stems:
        yield f"t={stem}"
    for one, following in itertools.pairwise(stems):
        yield f"tt={one} {following}"
    for lower in lowers:
        framed = f"<{lower}>"
        for size in (3, 4, 5):
            for at in range(len(framed) - size + 1):
                yield f"c={framed[at : at + size]}"
