"""What speaks for each concept that a title may mean, as numbers.

All names of a concept, in the taxonomy's language and from the list of usual titles, are compared
with the title: by characters, which forgives spelling; by stems and parts of compounds, which knows
that a *lagermedarbejder* is a *medarbejder* at a *lager*; whole and without the sector that follows
a comma. Beside the names speak the concept's group and what its head word is usually used for.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.taxonomy.compounds import Splitter
from matcher.taxonomy.grams import Floats, TermIndex, cut_grams
from matcher.taxonomy.naming import Named
from matcher.taxonomy.words import Title, plain, split_words, stem, take_apart

FEATURES = (
    "characters",
    "characters_head",
    "parts",
    "parts_head",
    "characters_mean",
    "together",
    "covered",
    "sector_covered",
    "group",
    "neighbours",
    "head_word",
    "head_in_major_group",
    "head_in_unit_group",
    "names",
    "exact",
    "exact_head",
    "by_preferred",
    "by_usual_title",
    "usual_title",
    "other_language",
    "behind_best",
    "covered_behind_best",
    "best",
)
"""What is known of a pair of title and concept; the reranker weighs these."""

CANDIDATES = 60
VOTERS = 30
SMOOTHING = 2.0
GROUP_LABEL_TIMES = 2
_AFTER_HEAD = re.compile(r"\b(?:inden|indenfor|i|på|af|med|til|for|ved|som|der|fra)\b")


@dataclass(frozen=True)
class Knowledge:
    """What is known beside the concepts' own names.

    ``usual`` are usual titles by URI; ``other`` names in another language by URI; ``groups`` the
    labels of the groups by code.
    """

    usual: Mapping[str, Sequence[str]]
    other: Mapping[str, Sequence[str]]
    groups: Mapping[str, str]


NOTHING_KNOWN = Knowledge({}, {}, {})


@dataclass(frozen=True)
class Gathered:
    """The concepts that may be meant, by place, with the evidence and the nearest name of each."""

    places: NDArray[np.int64]
    table: Floats
    names: NDArray[np.int64]


@dataclass(frozen=True)
class _Entry:
    owner: int
    text: str
    title: Title
    preferred: bool
    usual: bool


class Evidence:
    """Compares titles with the concepts' names.

    Parameters
    ----------
    concepts : sequence of Named
        The concepts; their places are what is given back.
    known : Knowledge
        What is known beside their names.
    """

    def __init__(self, concepts: Sequence[Named], known: Knowledge) -> None:
        self.size = len(concepts)
        self._entries = _list_entries(concepts, known.usual)
        self.texts = [one.text for one in self._entries]
        self._owner = np.array([one.owner for one in self._entries])
        self._starts = np.searchsorted(self._owner, np.arange(self.size))
        self._preferred = np.array([one.preferred for one in self._entries])
        self._usual = np.array([one.usual for one in self._entries])
        self._usual_titles = np.flatnonzero(self._usual)
        count = np.bincount(self._owner, minlength=self.size)
        self._count = (1 + count).astype(np.float32)
        self._names = np.log1p(count).astype(np.float32)
        self.splitter = Splitter(one.title.whole for one in self._entries)
        self._index_names()
        self._index_concepts(concepts, known.groups)
        self._index_heads(concepts)
        self._index_other(concepts, known.other)

    def gather(self, text: str, *, limit: int = CANDIDATES) -> Gathered:
        """Gather what speaks for the concepts that come nearest."""
        title = take_apart(text)
        near = self._characters.measure(title.whole.split())
        found = self._compare(title, near)
        found |= self._compare_groups(title, near)
        found |= self._compare_heads(title)
        found["other_language"] = self._compare_other(text)
        quick = _blend(found)
        places = _choose_highest(quick, limit)
        names = self._choose_names(places, near, found["characters"])
        chosen = {name: values[places] for name, values in found.items()}
        chosen |= self._compare_exactly(title, places)
        chosen["by_preferred"] = self._preferred[names]
        chosen["by_usual_title"] = self._usual[names]
        top = float(chosen["characters"].max(initial=0))
        chosen["behind_best"] = chosen["characters"] - top
        chosen["covered_behind_best"] = chosen["covered"] - chosen["covered"].max(initial=0)
        chosen["best"] = np.full(len(places), top)
        table = np.stack([chosen[name] for name in FEATURES], axis=1).astype(np.float32)
        return Gathered(places, table, names)

    def _index_names(self) -> None:
        titles = [one.title for one in self._entries]
        self._characters = TermIndex([one.whole.split() for one in titles], cut_grams)
        self._parts = [self._cut_parts(one.whole) for one in titles]
        self._parts_index = TermIndex(self._parts)
        self._same: defaultdict[str, list[int]] = defaultdict(list)
        for number, one in enumerate(titles):
            self._same[one.whole.replace(" ", "")].append(number)

    def _index_concepts(self, concepts: Sequence[Named], labels: Mapping[str, str]) -> None:
        together: list[list[str]] = [[] for _ in concepts]
        for one, parts in zip(self._entries, self._parts, strict=True):
            together[one.owner] += parts
        self._together = TermIndex([sorted(set(one)) for one in together])
        codes, self._unit = np.unique([one.code[:4] for one in concepts], return_inverse=True)
        _, self._major = np.unique([one.code[:1] for one in concepts], return_inverse=True)
        groups = [
            self._cut_parts(take_apart(labels.get(code, "")).whole) * GROUP_LABEL_TIMES
            for code in codes
        ]
        for owner, terms in enumerate(together):
            groups[self._unit[owner]] += terms
        self._groups = TermIndex([one or [""] for one in groups])

    def _index_heads(self, concepts: Sequence[Named]) -> None:
        self._heads: dict[str, int] = {}
        heads = np.array(
            [
                self._heads.setdefault(self._find_head(one.title), len(self._heads))
                for one in self._entries
            ]
        )
        self._with_head = [
            np.unique(self._owner[np.flatnonzero(heads == number)])
            for number in range(len(self._heads))
        ]
        self._head_in_major = _weigh_use(heads, self._major[self._owner], self._major)
        self._head_in_unit = _weigh_use(heads, self._unit[self._owner], self._unit)

    def _index_other(self, concepts: Sequence[Named], other: Mapping[str, Sequence[str]]) -> None:
        pairs = [
            (place, name) for place, one in enumerate(concepts) for name in other.get(one.uri, ())
        ]
        self._other_owner = np.array([place for place, _ in pairs], int)
        names = [plain(name).split() for _, name in pairs]
        self._other = TermIndex(names, cut_grams) if pairs else None

    def _compare(self, title: Title, near: Floats) -> dict[str, Floats]:
        parts = self._cut_parts(title.whole)
        by_parts = self._parts_index.measure(parts)
        best, best_parts = self._best(near), self._best(by_parts)
        found: dict[str, Floats] = {
            "characters": best,
            "characters_head": best,
            "parts": best_parts,
            "parts_head": best_parts,
            "characters_mean": self._average(near),
            "together": self._together.measure(parts),
            "covered": self._together.cover(parts),
            "sector_covered": np.zeros(self.size, np.float32),
            "usual_title": self._best_usual(near),
            "names": self._names,
        }
        if title.sector:
            head = self._cut_parts(title.head)
            found["characters_head"] = self._best(self._characters.measure(title.head.split()))
            found["parts_head"] = self._best(self._parts_index.measure(head))
            found["sector_covered"] = self._together.cover(self._cut_parts(title.sector))
        return found

    def _compare_groups(self, title: Title, near: Floats) -> dict[str, Floats]:
        groups = self._groups.measure(self._cut_parts(title.whole))
        voters = np.argpartition(-near, min(VOTERS, len(near) - 1))[:VOTERS]
        votes = np.bincount(
            self._unit[self._owner[voters]], near[voters] ** 2, minlength=len(groups)
        )
        return {
            "group": groups[self._unit] / max(float(groups.max(initial=0)), 1e-6),
            "neighbours": (votes / max(float(votes.sum()), 1e-6))[self._unit],
        }

    def _compare_heads(self, title: Title) -> dict[str, Floats]:
        nothing = np.zeros(self.size, np.float32)
        number = self._heads.get(self._find_head(title))
        if number is None:
            names = ("head_word", "head_in_major_group", "head_in_unit_group")
            return dict.fromkeys(names, nothing)
        shared = nothing.copy()
        shared[self._with_head[number]] = 1
        return {
            "head_word": shared,
            "head_in_major_group": self._head_in_major[number][self._major],
            "head_in_unit_group": self._head_in_unit[number][self._unit],
        }

    def _compare_other(self, text: str) -> Floats:
        best = np.zeros(self.size, np.float32)
        if self._other is not None:
            near = self._other.measure(plain(text).split())
            np.maximum.at(best, self._other_owner, near)
        return best

    def _compare_exactly(self, title: Title, places: NDArray[np.int64]) -> dict[str, Floats]:
        whole, head = (self._grade_same(one.replace(" ", "")) for one in (title.whole, title.head))
        return {
            "exact": np.array([whole.get(int(place), 0) for place in places]),
            "exact_head": np.array([head.get(int(place), 0) for place in places]),
        }

    def _grade_same(self, glued: str) -> dict[int, int]:
        grades: dict[int, int] = {}
        for number in self._same.get(glued, ()):
            one = self._entries[number]
            grades[one.owner] = max(grades.get(one.owner, 0), 2 if one.preferred else 1)
        return grades

    def _choose_names(
        self, places: NDArray[np.int64], near: Floats, best: Floats
    ) -> NDArray[np.int64]:
        """Choose of each concept the name that is nearest, the first of those equally near."""
        nearest = np.flatnonzero(near == best[self._owner])[::-1]
        first = np.zeros(self.size, np.int64)
        first[self._owner[nearest]] = nearest
        return first[places]

    def _best(self, values: Floats) -> Floats:
        best: Floats = np.maximum.reduceat(values, self._starts)
        return best

    def _average(self, values: Floats) -> Floats:
        total: Floats = np.add.reduceat(values, self._starts, dtype=np.float32)
        return total / self._count

    def _best_usual(self, near: Floats) -> Floats:
        best = np.zeros(self.size, np.float32)
        np.maximum.at(best, self._owner[self._usual_titles], near[self._usual_titles])
        return best

    def _cut_parts(self, text: str) -> list[str]:
        parts = []
        for word in split_words(text):
            parts.append(stem(word))
            split = self.splitter.split(word)
            if len(split) > 1:
                parts += [stem(one) for one in split]
        return parts

    def _find_head(self, title: Title) -> str:
        words = _AFTER_HEAD.split(title.head)[0].split() or title.head.split() or [""]
        return stem(self.splitter.split(words[-1])[-1])


def _list_entries(concepts: Sequence[Named], usual: Mapping[str, Sequence[str]]) -> list[_Entry]:
    entries = []
    for owner, concept in enumerate(concepts):
        seen: set[str] = set()
        named = [(one.text, one.preferred, False) for one in concept.names]
        named += [(one, False, True) for one in usual.get(concept.uri, ())]
        for text, preferred, is_usual in named:
            title = take_apart(text)
            if title.whole not in seen:
                seen.add(title.whole)
                entries.append(_Entry(owner, text, title, preferred, is_usual))
    return entries


def _choose_highest(values: Floats, limit: int) -> NDArray[np.int64]:
    """Choose the places of the highest values, the highest first; ties go by place."""
    if limit < len(values):
        lowest = np.partition(values, -limit)[-limit]
        places = np.flatnonzero(values >= lowest)
    else:
        places = np.arange(len(values))
    chosen: NDArray[np.int64] = places[np.argsort(-values[places], kind="stable")][:limit]
    return chosen


def _weigh_use(
    heads: NDArray[np.int64], groups: NDArray[np.int64], all_groups: NDArray[np.int64]
) -> Floats:
    """Tell how much oftener than others each head word is used in each group, as log odds."""
    number = int(all_groups.max()) + 1
    counts = np.zeros((int(heads.max()) + 1, number))
    np.add.at(counts, (heads, groups), 1)
    usual = np.bincount(all_groups, minlength=number) / len(all_groups)
    share = (counts + SMOOTHING * usual) / (counts.sum(axis=1, keepdims=True) + SMOOTHING)
    odds: Floats = np.log(share / usual).astype(np.float32)
    return odds


def _blend(found: Mapping[str, Floats]) -> Floats:
    """Order roughly, to choose whom the reranker looks at."""
    weights = {
        "characters": 1.0,
        "characters_head": 0.5,
        "parts": 1.0,
        "parts_head": 0.3,
        "covered": 0.3,
        "group": 0.4,
        "neighbours": 0.3,
        "other_language": 0.3,
    }
    blended: Floats = sum(weight * found[name] for name, weight in weights.items())  # type: ignore[assignment]
    return blended
