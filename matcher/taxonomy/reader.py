"""The reader of sentences: spans, their groups, and the concepts they name."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from data_schemas.catalogue import read_catalogue, skill_uri
from data_schemas.catalogue.annotations import (
    MarkedSentence,
    read_group_phrases,
    read_marked_texts,
)
from matcher.taxonomy.clues import Lexicon
from matcher.taxonomy.grouping import GroupModel, fit_groups
from matcher.taxonomy.learning import fit_tagger
from matcher.taxonomy.linking import ConceptIndex, ConceptLabel
from matcher.taxonomy.stems import tell_language
from matcher.taxonomy.tagging import SpanTagger, Tag, TaggedSpan
from matcher.taxonomy.weights import read_weights, write_weights

WEIGHTS = "weights.npz"
_ROOM = files("matcher.taxonomy")


@dataclass(frozen=True)
class Reading:
    """A span of a sentence: what it names, its group in ESCO, and its concept if any."""

    start: int
    end: int
    text: str
    tag: Tag
    score: float
    group: str
    group_score: float
    concept: str = ""


@dataclass(frozen=True)
class SentenceReader:
    """Reads sentences one by one; holds no text."""

    tagger: SpanTagger
    groups: GroupModel
    index: ConceptIndex

    def read(self, sentence: str, language: str | None = None) -> tuple[Reading, ...]:
        """Find what a sentence names, in order; without a language it is told by the words."""
        tongue = language or tell_language(sentence)
        return tuple(self._complete(sentence, span, tongue) for span in self.tagger.tag(sentence))

    def _complete(self, sentence: str, span: TaggedSpan, language: str) -> Reading:
        text = sentence[span.start : span.end]
        group, group_score = self.groups.choose(text, "SA" if span.tag == "skill" else "KL")
        found = self.index.find_nearest(text, language)
        concept = found[0] if found else ""
        return Reading(
            span.start, span.end, text, span.tag, span.score, group, group_score, concept
        )


@cache
def open_models() -> tuple[SpanTagger, GroupModel, str]:
    """Read the models that come with the service, and the digest of what they learned from."""
    return read_weights((_ROOM / WEIGHTS).read_bytes(), Lexicon(list_known_phrases()))


@cache
def open_reader() -> SentenceReader:
    """Open the reader that comes with the service, linked to the starter catalogue."""
    return link_reader(list_starter_labels())


def link_reader(labels: Iterable[ConceptLabel]) -> SentenceReader:
    """Link the models that come with the service to the concepts of these names."""
    tagger, groups, _ = open_models()
    return SentenceReader(tagger, groups, ConceptIndex(labels))


def list_starter_labels() -> tuple[ConceptLabel, ...]:
    """List all names of the starter catalogue's skills, in both languages."""
    return tuple(
        ConceptLabel(skill_uri(row.slug), label, language, preferred)
        for row in read_catalogue().skills
        for language, first, others in (
            ("da", row.label_da, row.synonyms_da),
            ("en", row.label_en, row.synonyms_en),
        )
        for label, preferred in ((first, True), *((other, False) for other in others))
    )


def list_known_phrases() -> dict[str, tuple[str, ...]]:
    """List the phrases of each group, and the starter catalogue's languages and certificates."""
    phrases = dict(read_group_phrases())
    skills = read_catalogue().skills
    for kind, group in (("language", "L1"), ("certificate", "K10")):
        named = (one for row in skills if row.kind == kind for one in (row.label_da, row.label_en))
        phrases[group] = (*phrases[group], *named)
    return phrases


def digest_material() -> str:
    """Name what there is to learn from by a checksum."""
    texts = [repr(text) for text in read_marked_texts() if not text.held_out]
    return sha256("\n".join([*texts, repr(read_group_phrases())]).encode()).hexdigest()


def learn(
    path: Path, more: Iterable[MarkedSentence] = (), phrases: Iterable[tuple[str, str]] = ()
) -> None:
    """Learn both models anew from the annotated texts, and from more if somebody has more."""
    sentences = [
        sentence for text in read_marked_texts() if not text.held_out for sentence in text.sentences
    ]
    tagger = fit_tagger([*sentences, *more], list_known_phrases())
    marked = [
        (sentence.text[span.start : span.end], span.group)
        for sentence in sentences
        for span in sentence.spans
    ]
    seeds = [(one, group) for group, some in read_group_phrases().items() for one in some]
    write_weights(path, tagger, fit_groups([*marked, *seeds, *phrases]), digest=digest_material())
