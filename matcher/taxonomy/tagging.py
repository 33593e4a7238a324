"""Finds the spans of a sentence that name a skill or a piece of knowledge."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from data_schemas.catalogue.annotations import MarkedSentence
from matcher.taxonomy.chain import Chain
from matcher.taxonomy.clues import Lexicon, list_clues
from matcher.taxonomy.cutting import Word, cut_words

Tag = Literal["skill", "knowledge"]
LABELS = ("O", "B-skill", "I-skill", "B-knowledge", "I-knowledge")


@dataclass(frozen=True)
class TaggedSpan:
    """Characters of a sentence, what they name, and how sure that is from 0 to 1."""

    start: int
    end: int
    tag: Tag
    score: float


@dataclass(frozen=True)
class SpanTagger:
    """A fitted chain with the numbers of its clues."""

    chain: Chain
    numbers: dict[str, int]
    lexicon: Lexicon

    def tag(self, text: str) -> tuple[TaggedSpan, ...]:
        """Find the spans of one sentence, in order."""
        words = cut_words(text)
        if not words:
            return ()
        scores = self.chain.score(
            [
                [self.numbers[clue] for clue in clues if clue in self.numbers]
                for clues in list_clues(words, self.lexicon)
            ]
        )
        labels = self.chain.decode(scores)
        chances = self.chain.marginals(scores)
        return tuple(
            TaggedSpan(
                words[first].start,
                _find_end(text, words[last]),
                tag,
                float(min(chances[i, labels[i]] for i in range(first, last + 1))),
            )
            for first, last, tag in _list_runs([LABELS[label] for label in labels])
        )


def label_words(sentence: MarkedSentence, words: Sequence[Word]) -> list[int]:
    """Give the label's number of each word of an annotated sentence."""
    labels = [0] * len(words)
    for span in sentence.spans:
        kind = "knowledge" if span.is_knowledge else "skill"
        begun = False
        for i, word in enumerate(words):
            if word.start < span.end and word.end > span.start:
                labels[i] = LABELS.index(f"{'I' if begun else 'B'}-{kind}")
                begun = True
    return labels


def _list_runs(labels: list[str]) -> list[tuple[int, int, Tag]]:
    runs: list[tuple[int, int, Tag]] = []
    for i, label in enumerate(labels):
        if label.startswith("B-"):
            runs.append((i, i, "skill" if label == "B-skill" else "knowledge"))
        elif label.startswith("I-"):
            first, _, tag = runs[-1]
            runs[-1] = first, i, tag
    return runs


def _find_end(text: str, word: Word) -> int:
    """Take in a full stop that stands alone, as it does in text already cut into tokens."""
    return word.end + 2 if text[word.end : word.end + 2] == " ." else word.end
