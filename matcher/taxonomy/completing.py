"""What somebody who types may be about to write: names of which a word begins so."""

from bisect import bisect_left
from collections.abc import Sequence

from matcher.taxonomy.naming import Named
from matcher.taxonomy.words import plain

LOOKED_AT = 2000
"""So many names are looked at, at most, whatever is typed."""


class Completer:
    """Finds concepts by the beginning of any word of any name.

    Parameters
    ----------
    concepts : sequence of Named
        The concepts to choose from.
    """

    def __init__(self, concepts: Sequence[Named]) -> None:
        self._concepts = tuple(concepts)
        entries = []
        for place, concept in enumerate(self._concepts):
            for name in concept.names:
                words = plain(name.text).split()
                entries += [
                    (" ".join(words[i:]), i > 0, not name.preferred, place, name.text)
                    for i in range(len(words))
                ]
        self._entries = sorted(entries)

    def complete(self, text: str, *, limit: int = 10) -> tuple[tuple[Named, str], ...]:
        """Give concepts with the name that fits.

        A name's beginning goes before a later word's, a preferred name before a synonym, the
        shorter before the longer; nothing typed completes to nothing.
        """
        typed = plain(text)
        if not typed:
            return ()
        start = bisect_left(self._entries, (typed,))
        fitting = []
        for entry in self._entries[start : start + LOOKED_AT]:
            if not entry[0].startswith(typed):
                break
            fitting.append(entry)
        fitting.sort(key=lambda one: (one[1], one[2], len(one[4]), one[4], one[3]))
        chosen: dict[int, str] = {}
        for _, _, _, place, name in fitting:
            chosen.setdefault(place, name)
        return tuple((self._concepts[place], name) for place, name in list(chosen.items())[:limit])
