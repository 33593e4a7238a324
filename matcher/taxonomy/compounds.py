"""Danish compounds taken apart, by the words that stand alone elsewhere."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache

from matcher.taxonomy.words import split_words

SHORTEST = 3
SHORTEST_HEAD = 4
ENOUGH_COMPOUNDS = 5
"""A word that ends this many others is a head, whatever comes before it."""
ENOUGH_HEADS = 2
"""What stands before this many different heads is a word of its own."""
_BINDINGS = ("", "s", "e")


class Splitter:
    """Takes compounds apart; the head of a compound is its last part.

    Parameters
    ----------
    texts : iterable of str
        Plain texts whose words are what a compound may be made of.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        words = {one for text in texts for one in split_words(text) if one.isalpha()}
        known = {one for one in words if len(one) >= SHORTEST}
        self._heads = _find_heads(words, {one for one in known if len(one) >= SHORTEST_HEAD})
        self._known = known | _find_fronts(words, self._heads)
        self.split = lru_cache(maxsize=200_000)(self._split)

    def _split(self, word: str) -> tuple[str, ...]:
        """Take one word apart at its longest head, and what is before it likewise."""
        for cut in range(SHORTEST, len(word) - SHORTEST_HEAD + 1):
            head, front = word[cut:], word[:cut]
            if head in self._heads:
                return (*self._split_front(front), head)
        return (word,)

    def _split_front(self, front: str) -> tuple[str, ...]:
        bare = _unbind(front, self._known)
        for cut in range(SHORTEST, len(bare) - SHORTEST_HEAD + 1):
            first = _unbind(bare[:cut], self._known)
            if bare[cut:] in self._known and first in self._known:
                return (first, bare[cut:])
        return (bare,)


def _find_heads(words: set[str], known: set[str]) -> set[str]:
    counts: Counter[str] = Counter()
    for word in words:
        for cut in range(SHORTEST, len(word) - SHORTEST_HEAD + 1):
            if word[cut:] in known:
                counts[word[cut:]] += 1
    return {one for one, number in counts.items() if number >= ENOUGH_COMPOUNDS} - _NO_HEADS


def _find_fronts(words: set[str], heads: set[str]) -> set[str]:
    met: defaultdict[str, set[str]] = defaultdict(set)
    for word in words:
        for cut in range(SHORTEST, len(word) - SHORTEST_HEAD + 1):
            if word[cut:] in heads:
                met[word[:cut]].add(word[cut:])
                met[word[:cut].removesuffix("s")].add(word[cut:])
                break
    return {one for one, with_heads in met.items() if len(with_heads) >= ENOUGH_HEADS}


def _unbind(front: str, known: set[str]) -> str:
    for binding in _BINDINGS:
        bare = front.removesuffix(binding) if binding else front
        if len(bare) >= SHORTEST and bare in known:
            return bare
    return front


_NO_HEADS = frozenset(["inger", "ende", "ning", "inge", "hed"])
