"""What the tagger sees of a word: itself, its endings, neighbours, sentence, and the lexicon.

Each clue is a short text, so that a weight can be read: ``w-1=erfaring``, ``end=bevidst``,
``lex0=B-A1``.
"""

from collections.abc import Iterator, Mapping, Sequence

from matcher.taxonomy.cutting import Word, stem_word
from matcher.taxonomy.little_words import CLASSES, CUES, SENTENCE_CUES, SHORT_VERBS

_CUE_STEMS = frozenset(map(stem_word, CUES))


class Lexicon:
    """Known phrases by their stems, each with its group."""

    def __init__(self, phrases: Mapping[str, Sequence[str]]) -> None:
        self.groups: dict[tuple[str, ...], str] = {}
        heads: dict[str, set[str]] = {}
        for group, members in phrases.items():
            for phrase in members:
                stems = tuple(stem_word(word) for word in phrase.lower().split())
                self.groups.setdefault(stems, group)
                heads.setdefault(stems[-1], set()).add(group)
        self.longest = max(map(len, self.groups), default=0)
        self.heads = {stem: min(groups) for stem, groups in heads.items() if len(groups) == 1}

    def mark(self, stems: Sequence[str]) -> list[str]:
        """Mark each word with the longest known phrase it is in: ``B-A1``, ``I-K06``, nothing."""
        marks = [""] * len(stems)
        at = 0
        while at < len(stems):
            size, group = self._find_longest(stems, at)
            for step in range(size):
                marks[at + step] = f"{'I' if step else 'B'}-{group}"
            at += max(size, 1)
        return marks

    def find_head(self, stem: str) -> str:
        """Give the group of the longest known word that a compound ends with."""
        for cut in range(1, len(stem) - 3):
            if stem[cut:] in self.heads:
                return self.heads[stem[cut:]]
        return ""

    def _find_longest(self, stems: Sequence[str], at: int) -> tuple[int, str]:
        for size in range(min(self.longest, len(stems) - at), 0, -1):
            group = self.groups.get(tuple(stems[at : at + size]))
            if group is not None:
                return size, group
        return 0, ""


def list_clues(words: Sequence[Word], lexicon: Lexicon) -> list[list[str]]:
    """Give the clues of each word of a sentence."""
    lowers = [word.lower for word in words]
    stems = [stem_word(lower) for lower in lowers]
    kinds = _find_infinitives(
        lowers, [_classify(word, lower) for word, lower in zip(words, lowers, strict=True)]
    )
    marks = lexicon.mark(stems)
    sentence = [f"s={lower}" for lower in set(lowers) & SENTENCE_CUES]
    sentence.append(f"opens={stems[0]}" if stems else "")
    sentence.append(f"voice={_find_voice(kinds)}")
    around = _Around(lowers, stems, kinds, marks)
    heard = _listen(stems, kinds)
    return [
        [
            *sentence,
            *_describe_word(words[i], lowers[i], stems[i], lexicon),
            *around.describe(i),
            *_describe_marks(words, i),
            *heard[i],
        ]
        for i in range(len(words))
    ]


class _Around:
    """The neighbours of a word, two each way."""

    def __init__(
        self, lowers: list[str], stems: list[str], kinds: list[str], marks: list[str]
    ) -> None:
        edge = ["^^", "^"], ["$", "$$"]
        self.lowers, self.stems, self.kinds, self.marks = (
            edge[0] + column + edge[1] for column in (lowers, stems, kinds, marks)
        )

    def describe(self, place: int) -> Iterator[str]:
        i = place + 2
        lowers, stems, kinds, marks = self.lowers, self.stems, self.kinds, self.marks
        yield "bias"
        for step in (-2, -1, 0, 1, 2):
            yield f"w{step}={lowers[i + step]}"
            yield f"k{step}={kinds[i + step]}"
        for step in (-1, 0, 1):
            yield f"t{step}={stems[i + step]}"
            if marks[i + step]:
                yield f"lex{step}={marks[i + step]}"
                yield f"lex{step}={marks[i + step][:3]}"
        yield f"w-1,0={lowers[i - 1]},{lowers[i]}"
        yield f"w0,1={lowers[i]},{lowers[i + 1]}"
        yield f"w-2,-1={lowers[i - 2]},{lowers[i - 1]}"
        yield f"k-1,0={kinds[i - 1]},{kinds[i]}"
        yield f"k0,1={kinds[i]},{kinds[i + 1]}"
        yield f"k-1,0,1={kinds[i - 1]},{kinds[i]},{kinds[i + 1]}"
        yield f"k-2,-1,0={kinds[i - 2]},{kinds[i - 1]},{kinds[i]}"
        yield f"k0,1,2={kinds[i]},{kinds[i + 1]},{kinds[i + 2]}"
        yield f"end-1={lowers[i - 1][-3:]}"
        yield f"end1={lowers[i + 1][-3:]}"
        yield f"t-1,k0={stems[i - 1]},{kinds[i]}"
        yield f"lex,k1={marks[i][:3]},{kinds[i + 1]}"
        yield f"lex,k-1={marks[i][:3]},{kinds[i - 1]}"


def _describe_word(word: Word, lower: str, stem: str, lexicon: Lexicon) -> Iterator[str]:
    for size in (2, 3, 4, 5, 6):
        if len(lower) > size:
            yield f"end={lower[-size:]}"
    for size in (3, 5):
        if len(lower) > size:
            yield f"begin={lower[:size]}"
    head = lexicon.find_head(stem)
    if head:
        yield f"head={head}"
        yield f"head={head[0]}"
    yield f"shape={_shape(word.text)}"


def _describe_marks(words: Sequence[Word], i: int) -> Iterator[str]:
    yield f"before={words[i].before[-1:] if i else '^'}"
    yield f"after={words[i].after[:1] if i + 1 < len(words) else '$'}"


def _find_infinitives(lowers: list[str], kinds: list[str]) -> list[str]:
    """Tell infinitives, and the ``at`` before one from the ``at`` that opens a clause."""
    found = list(kinds)
    for i in range(1, len(lowers)):
        likely = found[i].startswith(("-e", "other")) or lowers[i] in SHORT_VERBS
        if not likely or not (lowers[i].endswith("e") or lowers[i] in SHORT_VERBS):
            continue
        if lowers[i - 1] == "at":
            found[i - 1 : i + 1] = "at", "inf"
        elif found[i - 1] == "modal" or (found[i - 1] == "konj" and found[i - 2] == "inf"):
            found[i] = "inf"
    return found


def _find_voice(kinds: Sequence[str]) -> str:
    """Tell of whom a sentence speaks: the reader, the writer, or somebody else."""
    return next((one for one in ("du", "jeg", "vi") if one in kinds), "they")


def _listen(stems: list[str], kinds: list[str]) -> list[list[str]]:
    """Tell of each word which subject and announcing word came last, and how far back."""
    heard, subject, cue, cue_at = [], "none", "none", 0
    for i, (stem, kind) in enumerate(zip(stems, kinds, strict=True)):
        distance = min(i - cue_at, 6)
        heard.append(
            [
                f"subject={subject}",
                f"subject,k={subject},{kind}",
                f"cue={cue}",
                f"cue={cue},{distance}",
                f"cue,k={cue},{kind}",
            ]
        )
        if kind in {"du", "vi", "jeg"}:
            subject = kind
        elif kind in {"be", "have"} and i and kinds[i - 1] in {"Name", "-en", "-et", "-erne"}:
            subject = "they"
        if stem in _CUE_STEMS or kind in {"modal", "be", "have"}:
            cue, cue_at = stem, i
    return heard


def _classify(word: Word, lower: str) -> str:
    found = CLASSES.get(lower)
    if found:
        return found
    if any(letter.isdigit() for letter in lower):
        return "number"
    if word.text[0].isupper():
        return "Name"
    for ending, name in ENDINGS:
        if lower.endswith(ending) and len(lower) > len(ending) + 2:
            return name
    return "other"


ENDINGS = (
    ("ende", "-ende"),
    ("erende", "-ende"),
    ("isk", "-isk"),
    ("ige", "-ig"),
    ("ig", "-ig"),
    ("elig", "-ig"),
    ("bevidst", "-bevidst"),
    ("eret", "-eret"),
    ("ere", "-ere"),
    ("ering", "-ing"),
    ("ning", "-ing"),
    ("ing", "-ing"),
    ("else", "-else"),
    ("hed", "-hed"),
    ("tion", "-tion"),
    ("erne", "-erne"),
    ("ene", "-erne"),
    ("er", "-er"),
    ("en", "-en"),
    ("et", "-et"),
    ("e", "-e"),
)
"""Endings that tell roughly which kind of word it is."""


def _shape(text: str) -> str:
    shape = "".join(
        "X" if c.isupper() else "9" if c.isdigit() else "x" if c.isalpha() else c for c in text[:12]
    )
    short = ""
    for letter in shape:
        if not short.endswith(letter):
            short += letter
    return short
