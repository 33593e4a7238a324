"""The reranker: how the evidence is weighed, learned from the taxonomy's own names alone.

A name is held out and asked as a title; the concepts that bear it are the answer. The weights are
those of a logistic regression, so a score is a sum that can be read.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from importlib.resources import files
from pathlib import Path
from random import Random
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from matcher.taxonomy.evidence import FEATURES, Evidence, Gathered, Knowledge
from matcher.taxonomy.grams import Floats
from matcher.taxonomy.naming import Name, Named
from matcher.taxonomy.practice import disturb
from matcher.taxonomy.words import take_apart

FOLDS = 3
HELD_OUT = 0.62
"""Share of practice titles whose name is not in the index; the rest are there, disturbed."""
MOST_BEARERS = 40
"""A name that more concepts bear says too little to practise on."""
OTHERS_COUNT = 3.0
"""What all wrong candidates of a title count for, against the right ones."""
_NOBODY = (Name("-", "", preferred=False),)


@dataclass(frozen=True)
class Weights:
    """What each piece of evidence counts for; ``learned_from`` tells of how many titles."""

    values: tuple[float, ...]
    learned_from: int

    def score(self, table: Floats) -> Floats:
        """Score rows of evidence; a higher score is a better answer."""
        score: Floats = table @ np.array(self.values, np.float32)
        return score

    def to_json(self) -> str:
        """Write the weights with the names of what they weigh."""
        named = dict(zip(FEATURES, (round(one, 6) for one in self.values), strict=True))
        return json.dumps(asdict(self) | {"values": named}, indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> "Weights":
        """Read weights; what is not weighed counts nothing."""
        found = json.loads(text)
        return cls(
            tuple(float(found["values"].get(name, 0)) for name in FEATURES),
            int(found["learned_from"]),
        )


def read_weights(path: Path | None = None) -> Weights:
    """Read the weights that were learned here, or else those that come with the service."""
    if path is not None and path.is_file():
        return Weights.from_json(path.read_text(encoding="utf-8"))
    shipped = files("matcher.taxonomy").joinpath("weights.json")
    return Weights.from_json(shipped.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Lesson:
    """A practice title: its fold, the evidence for its candidates, and who bears the name."""

    text: str
    fold: int
    gathered: Gathered
    bearers: frozenset[int]

    @property
    def right(self) -> NDArray[np.bool_]:
        """Tell of each candidate whether it is right."""
        return np.isin(self.gathered.places, sorted(self.bearers))


def build_lessons(
    concepts: Sequence[Named], known: Knowledge, *, titles: int = 3000
) -> Iterator[Lesson]:
    """Build practice titles, each asked of an index that does not hold the names of its fold."""
    random = Random(0)  # noqa: S311 - practice, no secret
    bearers, spelled = _list_bearers(concepts)
    usable = {key for key, found in bearers.items() if len(found) <= MOST_BEARERS}
    number = titles // FOLDS
    for fold in range(FOLDS):
        held = _choose_held(bearers, fold)
        evidence = _index_without(held, concepts, known, fold)
        unseen, seen = sorted(usable & held), sorted(usable - held)
        random.shuffle(unseen)
        random.shuffle(seen)
        for key in unseen[: round(number * HELD_OUT)] + seen[: round(number * (1 - HELD_OUT))]:
            text = disturb(spelled[key], random, evidence.splitter.split)
            yield Lesson(text, fold, evidence.gather(text), frozenset(bearers[key]))


def hold_out(concepts: Sequence[Named], fold: int) -> list[Named]:
    """Give the concepts as if the names of a fold had never been."""
    held = _choose_held(_list_bearers(concepts)[0], fold)
    return [
        replace(
            one,
            names=tuple(name for name in one.names if take_apart(name.text).whole not in held)
            or _NOBODY,
        )
        for one in concepts
    ]


def _list_bearers(
    concepts: Sequence[Named],
) -> tuple[defaultdict[str, set[int]], dict[str, str]]:
    bearers: defaultdict[str, set[int]] = defaultdict(set)
    spelled: dict[str, str] = {}
    for place, concept in enumerate(concepts):
        for name in concept.names:
            key = take_apart(name.text).whole
            bearers[key].add(place)
            spelled.setdefault(key, name.text)
    return bearers, spelled


def _choose_held(keys: Iterable[str], fold: int) -> set[str]:
    return {key for key in keys if crc32(key.encode()) % FOLDS == fold}


def learn_weights(lessons: Sequence[Lesson]) -> Weights:
    """Learn weights from the lessons whose right answer is among the candidates."""
    useful = [one for one in lessons if one.right.any()]
    table = np.vstack([one.gathered.table for one in useful])
    right = np.concatenate([one.right for one in useful])
    counts = np.concatenate(
        [
            np.where(one.right, 1 / one.right.sum(), OTHERS_COUNT / max((~one.right).sum(), 1))
            for one in useful
        ]
    )
    spread = table.std(axis=0)
    spread[spread == 0] = 1
    model = LogisticRegression(C=0.1, max_iter=300).fit(table / spread, right, counts)
    return Weights(tuple(float(one) for one in model.coef_[0] / spread), len(useful))


def _index_without(
    held: Collection[str], concepts: Sequence[Named], known: Knowledge, fold: int
) -> Evidence:
    """Index what is left without the held names; a third of the usual titles is left out too."""
    usual = {
        uri: [
            title
            for title in titles
            if take_apart(title).whole not in held and crc32(f"{fold}{title}".encode()) % 3
        ]
        for uri, titles in known.usual.items()
    }
    return Evidence(hold_out(concepts, fold), replace(known, usual=usual))
