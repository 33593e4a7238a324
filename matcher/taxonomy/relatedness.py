"""Which occupations lie near one another, as a weighted sum of parts that can each be read.

The weights were fitted on half of a list written by hand before anything was computed, rounded, and
checked on the other half (docs/related.md).
"""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array
from sklearn.preprocessing import normalize

from matcher.errors import NotFound
from matcher.taxonomy.outline import OccupationOutline, Outline
from matcher.taxonomy.stems import cut_stems, weigh_letters, weigh_stems

WEIGHTS: Mapping[str, float] = {
    "walk": 0.30,
    "skill_groups": 0.20,
    "words": 0.19,
    "names": 0.15,
    "unit_words": 0.14,
    "major_group": 0.02,
}
"""The parts and what each counts: shared skills reached by a walk from occupation to skill to
occupation, skills of the same groups, words of names and description, letters of the names, words
about the ISCO unit group, and the same ISCO major group."""

STEPS, GOES_ON = 4, 0.6
"""How many times the walk goes to a skill and back, and how likely it goes on after each."""

PREFERRED_TIMES = 3
"""How many times the preferred name counts among an occupation's words."""

FLOOR, WALK_FLOOR = 0.02, 0.001
"""What is less alike than this is not told from what is not alike at all."""

Row = NDArray[np.float64]


@dataclass(frozen=True)
class Related:
    """An occupation near another: how near, from 0 to 1, and the parts that add up to it."""

    uri: str
    score: float
    parts: Mapping[str, float]


class Relatedness:
    """The nearness of occupations to one another.

    Parameters
    ----------
    outline : Outline
        The taxonomy.
    weights : mapping of str to float
        What each part counts; parts left out are not computed.

    Examples
    --------
    >>> from matcher.taxonomy.outline import OccupationOutline
    >>> named = {"baker": {"dough": 1.0}, "confectioner": {"dough": 1.0}, "judge": {"law": 1.0}}
    >>> found = Relatedness(Outline(tuple(
    ...     OccupationOutline(name, "", (("en", name),), skills=skills)
    ...     for name, skills in named.items())))
    >>> [one.uri for one in found.rank("baker", 2)]
    ['confectioner', 'judge']
    """

    def __init__(self, outline: Outline, weights: Mapping[str, float] = WEIGHTS) -> None:
        self._occupations = tuple(sorted(outline.occupations, key=lambda one: one.uri))
        self._positions = {one.uri: i for i, one in enumerate(self._occupations)}
        self._weights = weights
        self._parts = {
            name: PARTS[name](self._occupations, outline) for name in weights if self._occupations
        }

    def reweigh(self, weights: Mapping[str, float]) -> "Relatedness":
        """Give the same nearness with other weights for parts that are computed already."""
        other = copy(self)
        other._weights = weights
        return other

    def __contains__(self, uri: object) -> bool:
        return uri in self._positions

    def compare(self, uri: str) -> Mapping[str, float]:
        """Compare an occupation with each of the others, in no order.

        Raises
        ------
        NotFound
            If the taxonomy has no such occupation.
        """
        own = self._find(uri)
        scores = np.sum(list(self._measure(own).values()), axis=0)
        return {
            one.uri: float(score)
            for i, (one, score) in enumerate(zip(self._occupations, scores, strict=True))
            if i != own
        }

    def rank(self, uri: str, top: int) -> tuple[Related, ...]:
        """Rank the occupations nearest one, itself left out; ties go by URI.

        Raises
        ------
        NotFound
            If the taxonomy has no such occupation.
        """
        own = self._find(uri)
        parts = self._measure(own)
        scores = np.sum(list(parts.values()), axis=0)
        # rounding makes a tie of what differs by the order of a sum alone
        order = np.argsort(-np.round(scores, 9), kind="stable")
        chosen = [int(i) for i in order if i != own][:top]
        return tuple(
            Related(
                self._occupations[i].uri,
                float(scores[i]),
                {name: float(values[i]) for name, values in parts.items()},
            )
            for i in chosen
        )

    def _find(self, uri: str) -> int:
        if uri not in self._positions:
            raise NotFound("occupation", uri)
        return self._positions[uri]

    def _measure(self, own: int) -> dict[str, Row]:
        return {
            name: weight * self._parts[name].measure(own) for name, weight in self._weights.items()
        }


class _Walk:
    """How often a walk over occupations and their skills, begun at one, passes the others."""

    def __init__(self, occupations: Sequence[OccupationOutline], _outline: Outline) -> None:
        weights, _ = weigh_skills(occupations)
        self._out = normalize(weights, norm="l1")
        self._back = normalize(csr_array(weights.T), norm="l1")
        number = len(occupations)
        self._usual = np.sqrt(self._pass(np.full(number, 1 / number)))

    def measure(self, own: int) -> Row:
        start = np.zeros(len(self._usual))
        start[own] = 1.0
        passed = self._pass(start)
        passed[own] = 0.0
        # what every walk passes says little about where this one began
        passed /= self._usual
        return _stretch(passed / max(passed.max(), 1e-12), WALK_FLOOR)

    def _pass(self, here: Row) -> Row:
        passed = here.copy()
        for _ in range(STEPS):
            here = GOES_ON * ((here @ self._out) @ self._back)
            passed += here
        return passed


class _Alike:
    """How alike rows of length 1 are, between 0 and 1, stretched where they are little alike."""

    def __init__(self, rows: Any, places: NDArray[np.int64] | None = None) -> None:
        self._rows = rows
        self._columns = csr_array(rows.T)
        self._places = np.arange(rows.shape[0]) if places is None else places

    def measure(self, own: int) -> Row:
        row = self._rows[[int(self._places[own])]] @ self._columns
        alike: Row = np.minimum(1.0, row.toarray()[0].astype(float))
        everyone: Row = _stretch(alike, FLOOR)[self._places]
        return everyone


class _SameMajorGroup:
    def __init__(self, occupations: Sequence[OccupationOutline], _outline: Outline) -> None:
        self._digits = np.array([one.isco[:1] for one in occupations])

    def measure(self, own: int) -> Row:
        same = (self._digits == self._digits[own]) & (self._digits != "")
        belongs: Row = same.astype(float)
        return belongs


def _compare_skill_groups(occupations: Sequence[OccupationOutline], outline: Outline) -> _Alike:
    above = {skill: _climb(skill, outline.broader) for one in occupations for skill in one.skills}
    counts = [_count_groups(one.skills, above) for one in occupations]
    return _Alike(normalize(_weigh_by_rarity(counts)[0]))


def _compare_words(occupations: Sequence[OccupationOutline], _outline: Outline) -> _Alike:
    return _Alike(weigh_stems([_list_stems(one) for one in occupations], pairs=True))


def _compare_names(occupations: Sequence[OccupationOutline], _outline: Outline) -> _Alike:
    return _Alike(weigh_letters([_join_names(one) for one in occupations]))


def _compare_unit_words(occupations: Sequence[OccupationOutline], outline: Outline) -> _Alike:
    codes, places = np.unique([one.isco for one in occupations], return_inverse=True)
    stems = [_cut_all(outline.groups.get(code, ())) for code in codes]
    return _Alike(weigh_stems(stems, pairs=False), places)


PARTS: Mapping[str, Any] = {
    "walk": _Walk,
    "skill_groups": _compare_skill_groups,
    "words": _compare_words,
    "names": _compare_names,
    "unit_words": _compare_unit_words,
    "major_group": _SameMajorGroup,
}


def _stretch(values: Row, floor: float) -> Row:
    """Put 0 to 1 on a scale of proportions: from little to a little more counts as much."""
    stretched: Row = np.log1p(np.maximum(values, 0.0) / floor) / np.log1p(1 / floor)
    return stretched


def weigh_skills(occupations: Sequence[OccupationOutline]) -> tuple[Any, Mapping[str, int]]:
    """Weigh each occupation's skills by rarity; tells which column is which skill's."""
    return _weigh_by_rarity([one.skills for one in occupations])


def _weigh_by_rarity(counts: Sequence[Mapping[str, float]]) -> tuple[Any, Mapping[str, int]]:
    """Weigh each row's counts by how few rows have them."""
    columns = {name: i for i, name in enumerate(sorted({name for row in counts for name in row}))}
    cells = [
        (i, columns[name], value) for i, row in enumerate(counts) for name, value in row.items()
    ]
    rows, places, values = (
        (np.array(part) for part in zip(*cells, strict=True))
        if cells
        else (np.zeros(0, int), np.zeros(0, int), np.zeros(0))
    )
    shape = (len(counts), max(1, len(columns)))
    table = csr_array((values.astype(float), (rows, places)), shape=shape)
    spread = np.bincount(table.indices, minlength=shape[1])
    return csr_array(table @ diags_array(np.log((shape[0] + 1) / (spread + 1)))), columns


def _climb(skill: str, broader: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Find every group above a skill."""
    above: set[str] = set()
    next_up: Iterable[str] = broader.get(skill, ())
    while next_up:
        found = set(next_up) - above
        above |= found
        next_up = [group for one in found for group in broader.get(one, ())]
    return frozenset(above)


def _count_groups(
    skills: Mapping[str, float], above: Mapping[str, frozenset[str]]
) -> dict[str, float]:
    """Add up an occupation's skills a group; the root of it grows slower than the sum."""
    counts: dict[str, float] = {}
    for skill, weight in skills.items():
        for group in above[skill]:
            counts[group] = counts.get(group, 0.0) + weight
    return {group: count**0.5 for group, count in counts.items()}


def _list_stems(one: OccupationOutline) -> tuple[str, ...]:
    return _cut_all((*_emphasise(one), *one.descriptions))


def _join_names(one: OccupationOutline) -> str:
    return " ".join(name for _, name in _emphasise(one))


def _emphasise(one: OccupationOutline) -> tuple[tuple[str, str], ...]:
    """List an occupation's names, the preferred one of each language more than once."""
    preferred = dict(reversed(one.names))
    return (*(tuple(preferred.items()) * (PREFERRED_TIMES - 1)), *one.names)


def _cut_all(texts: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(stem for language, text in texts for stem in cut_stems(text, language))
