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

STEMS = {"da": "danish", "en": "english"}
"""The stemmer of each language that names and texts are in."""

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

    Danish texts hold English names and the other way round, so a name that stands in a text as it
    is written counts in any; names are reduced to stems by the stemmer of their own language,
    and only in a text of that language, since a foreign stem says little: Danish ``rolig`` and
    English ``roller`` share one.

    Examples
    --------
    >>> index = ConceptIndex([ConceptLabel("urn:truck", "truckkørsel")])
    >>> index.find_named(cut_words("Erfaring med truck-kørsel"))
    [Mention(first=2, last=2, uri='urn:truck', score=1.0)]
    """

    def __init__(self, labels: Iterable[ConceptLabel]) -> None:
        ordered = sorted(labels, key=_tell_order)
        self._languages = {
            language: _NamesOfLanguage([one for one in ordered if one.language == language], stems)
            for language, stems in STEMS.items()
        }

    def find_named(self, words: Sequence[Word], language: str = "da") -> list[Mention]:
        """Find the longest names that stand in a sentence as they are, apart from inflection."""
        found, at = [], 0
        while at < len(words):
            mention = self._find_longest(words, at, language)
            if mention is not None:
                found.append(mention)
            at = mention.last + 1 if mention is not None else at + 1
        return found

    def find_nearest(self, phrase: str, language: str = "da") -> tuple[str, float] | None:
        """Find the concept a phrase comes nearest to, if it comes near enough."""
        words = cut_words(phrase)
        whole = self._find_whole(words, language)
        if whole is not None:
            return whole, 1.0
        best = self._languages[language].score_nearest(words)
        return best if best is not None and best[1] >= NEAR_ENOUGH else None

    def _find_longest(self, words: Sequence[Word], at: int, language: str) -> Mention | None:
        for size in range(min(LONGEST, len(words) - at), 0, -1):
            some = words[at : at + size]
            uri = self._find_whole(some, language) if size > 1 else self._find_word(some, language)
            if uri is not None:
                return Mention(at, at + size - 1, uri, 1.0)
        return None

    def _find_word(self, words: Sequence[Word], language: str) -> str | None:
        """Find the concept with this word for a name; an English one as written, no other form.

        English words are verb and noun in one: ``machine`` and ``forward`` are not the skills
        ``machining`` and ``forwarding``.
        """
        if stem_word(words[0].lower) in EVERYDAY:
            return None
        if language == "en":
            return self._languages[language].find_written(words)
        return self._find_whole(words, language)

    def _find_whole(self, words: Sequence[Word], language: str) -> str | None:
        """Find the concept with just this name, the text's own language first."""
        own = self._languages[language]
        found = own.find_inflected(words)
        for names in (own, *self._languages.values()):
            found = found or names.find_written(words)
        return found


class _NamesOfLanguage:
    """The names of one language: as they stand, and by the stems of their words."""

    def __init__(self, labels: Iterable[ConceptLabel], stemmer: str) -> None:
        self._written: dict[str, str] = {}
        self._inflected: dict[str, str] = {}
        self._stemmer = stemmer
        self._names: list[tuple[str, frozenset[str]]] = []
        self._by_stem: dict[str, list[int]] = defaultdict(list)
        for label in labels:
            self._add(label)
        count = len(self._names)
        self._weights = {stem: log(1 + count / len(at)) for stem, at in self._by_stem.items()}
        self._rarest = max(self._weights.values(), default=1.0)
        self._stems = sorted(stem for stem in self._by_stem if len(stem) >= 6)

    def find_written(self, words: Sequence[Word]) -> str | None:
        """Find the concept whose name is written just so, whatever its capitals and hyphens."""
        return self._written.get(_join(words))

    def find_inflected(self, words: Sequence[Word]) -> str | None:
        """Find the concept whose name has these stems in this order."""
        return self._inflected.get(self._join_stems(words))

    def score_nearest(self, words: Sequence[Word]) -> tuple[str, float] | None:
        """Score the name that shares the most with these words, if any shares something."""
        stems = {self._mend(stem) for word in words for stem in self._list_stems(word)} - UNSAID
        scored = sorted(
            (-self._compare(stems, self._names[number][1]), self._names[number][0])
            for number in {number for stem in stems for number in self._by_stem.get(stem, ())}
        )
        return (scored[0][1], -scored[0][0]) if scored else None

    def _add(self, label: ConceptLabel) -> None:
        words = cut_words(label.label)
        if not words:
            return
        if len(words) <= LONGEST:
            self._written.setdefault(_join(words), label.uri)
            self._inflected.setdefault(self._join_stems(words), label.uri)
        stems = frozenset(stem for word in words for stem in self._list_stems(word)) - UNSAID
        for stem in stems:
            self._by_stem[stem].append(len(self._names))
        self._names.append((label.uri, stems))

    def _list_stems(self, word: Word) -> list[str]:
        return [stem_word(part, self._stemmer) for part in _list_parts(word)]

    def _join_stems(self, words: Sequence[Word]) -> str:
        return "".join(stem for word in words for stem in self._list_stems(word))

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


def _list_parts(word: Word) -> list[str]:
    return [part for part in word.lower.replace("/", "-").split("-") if part]


def _join(words: Sequence[Word]) -> str:
    return "".join(part for word in words for part in _list_parts(word))
