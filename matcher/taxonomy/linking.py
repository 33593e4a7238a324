"""Links words of a text to the concepts they name, inflected, joined or slightly misspelt."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

from rapidfuzz import process
from rapidfuzz.distance import OSA

from matcher.taxonomy.cutting import Word, cut_words, stem_word
from matcher.taxonomy.little_words import EVERYDAY, UNSAID

LONGEST = 6
"""Words that a name may have and still be looked for as it stands."""

NEAR_ENOUGH = 0.72
"""Share of a name's and a phrase's weight that must agree for the phrase to mean the name."""


@dataclass(frozen=True)
class ConceptLabel:
    """One name of a concept; ``language`` is Danish (``da``) or English (``en``)."""

    uri: str
    label: str
    language: str = "da"
    preferred: bool = True


@dataclass(frozen=True)
class Mention:
    """Words ``first`` to ``last`` of a sentence that name a concept, and how surely from 0 to 1."""

    first: int
    last: int
    uri: str
    score: float


class ConceptIndex:
    """Names of concepts, ready to be found in text.

    Examples
    --------
    >>> index = ConceptIndex([ConceptLabel("urn:truck", "truckkørsel")])
    >>> index.find_named(cut_words("Erfaring med truck-kørsel"))
    [Mention(first=2, last=2, uri='urn:truck', score=1.0)]
    """

    def __init__(self, labels: Iterable[ConceptLabel]) -> None:
        self._exact: dict[str, str] = {}
        self._names: list[tuple[str, frozenset[str]]] = []
        self._by_stem: dict[str, list[int]] = defaultdict(list)
        for label in sorted(labels, key=_tell_order):
            self._add(label)
        count = len(self._names)
        self._weights = {stem: log(1 + count / len(at)) for stem, at in self._by_stem.items()}
        self._rarest = max(self._weights.values(), default=1.0)
        self._stems = sorted(stem for stem in self._by_stem if len(stem) >= 6)

    def find_named(self, words: Sequence[Word]) -> list[Mention]:
        """Find the longest names that stand in a sentence as they are, apart from inflection."""
        stems = [_join_stems([word]) for word in words]
        found, at = [], 0
        while at < len(words):
            mention = self._find_longest(stems, at)
            if mention is not None:
                found.append(mention)
            at = mention.last + 1 if mention is not None else at + 1
        return found

    def find_nearest(self, phrase: str) -> tuple[str, float] | None:
        """Find the concept a phrase comes nearest to, if it comes near enough."""
        words = cut_words(phrase)
        whole = self._exact.get("".join(_join_stems([word]) for word in words))
        if whole is not None:
            return whole, 1.0
        stems = {self._mend(stem) for word in words for stem in _list_stems(word)} - UNSAID
        scored = sorted(
            (-self._compare(stems, self._names[number][1]), self._names[number][0])
            for number in {number for stem in stems for number in self._by_stem.get(stem, ())}
        )
        if scored and -scored[0][0] >= NEAR_ENOUGH:
            return scored[0][1], -scored[0][0]
        return None

    def _add(self, label: ConceptLabel) -> None:
        words = cut_words(label.label)
        if not words:
            return
        if len(words) <= LONGEST:
            self._exact.setdefault("".join(_join_stems([word]) for word in words), label.uri)
        stems = frozenset(stem for word in words for stem in _list_stems(word)) - UNSAID
        for stem in stems:
            self._by_stem[stem].append(len(self._names))
        self._names.append((label.uri, stems))

    def _find_longest(self, stems: list[str], at: int) -> Mention | None:
        for size in range(min(LONGEST, len(stems) - at), 0, -1):
            key = "".join(stems[at : at + size])
            uri = self._exact.get(key)
            if uri is not None and (size > 1 or key not in EVERYDAY):
                return Mention(at, at + size - 1, uri, 1.0)
        return None

    def _compare(self, stems: set[str], name: frozenset[str]) -> float:
        shared = sum(self._weigh(stem) for stem in stems & name)
        whole = sum(map(self._weigh, stems)) + sum(map(self._weigh, name))
        return 2 * shared / whole if whole else 0.0

    def _weigh(self, stem: str) -> float:
        return self._weights.get(stem, self._rarest)

    def _mend(self, stem: str) -> str:
        """Put the known word in the place of one that differs by a slip of a key."""
        if len(stem) < 7 or stem in self._by_stem:
            return stem
        near = process.extractOne(stem, self._stems, scorer=OSA.distance, score_cutoff=1)
        return near[0] if near else stem


def _tell_order(label: ConceptLabel) -> tuple[bool, bool, str, str]:
    """Put preferred names before others, and of the same name the house's own before ESCO's."""
    return not label.preferred, not label.uri.startswith("urn:"), label.uri, label.label


def _list_stems(word: Word) -> list[str]:
    return [stem_word(part) for part in word.lower.replace("/", "-").split("-") if part]


def _join_stems(words: Sequence[Word]) -> str:
    return "".join(stem for word in words for stem in _list_stems(word))
