"""Files of sentences to skills, and files of phrases to groups."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from data_schemas.catalogue.annotations import MarkedSentence, MarkedSpan
from matcher.errors import N_, InvalidInput
from matcher.services.documents import LARGEST, read_document
from matcher.taxonomy.clues import Lexicon
from matcher.taxonomy.cutting import cut_sentences
from matcher.taxonomy.linking import ConceptIndex, ConceptLabel
from matcher.taxonomy.reader import (
    Reading,
    SentenceReader,
    learn,
    list_known_phrases,
    list_starter_labels,
    open_reader,
)
from matcher.taxonomy.weights import read_weights

__all__ = [
    "Reading",
    "SentenceReader",
    "TokenSentence",
    "learn_from",
    "list_marked_sentences",
    "open_sentence_reader",
    "rank_phrases",
    "read_document_sentences",
    "read_sentences",
    "tag_tokens",
]


@dataclass(frozen=True)
class TokenSentence:
    """A sentence of a file; ``tokens`` are its pieces between spaces."""

    key: str
    text: str

    @property
    def tokens(self) -> list[str]:
        """The pieces between spaces."""
        return self.text.split(" ")


def open_sentence_reader(
    *, weights: Path | None = None, esco: Path | None = None
) -> SentenceReader:
    """Open the reader that comes with the service, or one with others' weights or ESCO's labels.

    Parameters
    ----------
    weights : Path, optional
        What `learn_from` wrote.
    esco : Path, optional
        A folder of ESCO's official CSV download; its skills' labels are looked for too.
    """
    own = open_reader()
    tagger, groups = own.tagger, own.groups
    if weights is not None:
        tagger, groups, _ = read_weights(weights.read_bytes(), Lexicon(list_known_phrases()))
    index = own.index
    if esco is not None:
        index = ConceptIndex([*list_starter_labels(), *_list_esco_labels(esco)])
    return SentenceReader(tagger, groups, index)


def read_sentences(path: Path) -> list[TokenSentence]:
    """Read by the ending: ``.conll`` a token a line, ``.tsv`` id and text, else a line each."""
    content = _read_text(path)
    if path.suffix == ".conll":
        return [
            TokenSentence(str(number), " ".join(row[0] for row in rows))
            for number, rows in enumerate(_split_conll(content), start=1)
        ]
    lines = [line for line in content.splitlines() if line.strip()]
    if path.suffix == ".tsv":
        rows = [line.split("\t") for line in lines]
        if any(len(row) < 2 for row in rows):
            raise InvalidInput(
                path.name, N_("A line has no tab"), N_("Write the id, a tab, and the sentence")
            )
        rows = rows[1:] if rows and rows[0][0].lower() in {"id", "sentence_id"} else rows
        return [TokenSentence(row[0], row[1]) for row in rows]
    return [TokenSentence(str(number), line) for number, line in enumerate(lines, start=1)]


def read_document_sentences(path: Path) -> list[TokenSentence]:
    """Read a PDF, Word or text file and cut it into sentences, numbered from 1.

    Raises
    ------
    InvalidInput
        If it may not or cannot be read.
    """
    with path.open("rb") as stream:
        text = read_document(stream.read(LARGEST + 1), path.name)
    parts = (" ".join(part.split()) for _, part in cut_sentences(text))
    return [TokenSentence(str(number), part) for number, part in enumerate(parts, start=1)]


def tag_tokens(
    sentence: TokenSentence, readings: Iterable[Reading]
) -> Iterator[tuple[str, str, str]]:
    """Give each token with its skill tag and its knowledge tag, such as ``B-Skill`` and ``O``."""
    found = list(readings)
    begun: set[Reading] = set()
    at = 0
    for token in sentence.tokens:
        tags = {"skill": "O", "knowledge": "O"}
        for one in found:
            if one.start < at + len(token) and one.end > at and tags[one.tag] == "O":
                tags[one.tag] = f"{'I' if one in begun else 'B'}-{one.tag.capitalize()}"
                begun.add(one)
        yield token, tags["skill"], tags["knowledge"]
        at += len(token) + 1


def rank_phrases(
    reader: SentenceReader, path: Path
) -> Iterator[tuple[str, list[tuple[str, float]]]]:
    """Give the groups of each phrase in a file's first column, the likeliest first."""
    for line in _read_text(path).splitlines():
        phrase = line.split("\t")[0].strip()
        if phrase:
            yield phrase, reader.groups.rank(phrase)


def learn_from(out: Path, folder: Path | None = None) -> None:
    """Learn the models anew into ``out``, also from a folder of ``.conll`` and ``.tsv`` files."""
    sentences: list[MarkedSentence] = []
    phrases: list[tuple[str, str]] = []
    for path in sorted(folder.iterdir()) if folder else ():
        if path.suffix == ".tsv":
            rows = (line.split("\t") for line in _read_text(path).splitlines())
            phrases += [(row[0], row[1]) for row in rows if len(row) == 2 and row[1]]
    for path in sorted(folder.iterdir()) if folder else ():
        if path.suffix == ".conll":
            sentences += list_marked_sentences(path, dict(phrases))
    learn(out, sentences, phrases)


def list_marked_sentences(
    path: Path, groups: Mapping[str, str] | None = None
) -> Iterator[MarkedSentence]:
    """Read the tagged sentences of a ``.conll`` file; ``groups`` tells those of phrases."""
    for rows in _split_conll(_read_text(path)):
        yield _mark_sentence(rows, groups or {})


def _mark_sentence(rows: list[list[str]], groups: Mapping[str, str]) -> MarkedSentence:
    text, spans = "", []
    for column, group in ((1, "S1"), (2, "K00")):
        text, start, end = "", -1, 0
        for row in [*rows, ["", "O", "O"]]:
            tag = row[column] if len(row) > column else "O"
            if start >= 0 and not tag.startswith("I"):
                spans.append(MarkedSpan(start, end, groups.get(text[start:end], group)))
                start = -1
            text += f"{' ' if text and row[0] else ''}{row[0]}"
            end = len(text)
            if tag.startswith("B"):
                start = end - len(row[0])
    return MarkedSentence(text, tuple(sorted(spans, key=lambda span: span.start)))


def _split_conll(content: str) -> Iterator[list[list[str]]]:
    rows: list[list[str]] = []
    for line in [*content.split("\n"), ""]:
        row = line.rstrip("\r").split("\t")
        if row[0].strip():
            rows.append([row[0].replace(" ", "\N{NO-BREAK SPACE}"), *row[1:]])
        elif rows:
            yield rows
            rows = []


def _list_esco_labels(folder: Path) -> Iterator[ConceptLabel]:
    for path in sorted(folder.glob("skills_*.csv")):
        language = path.stem.rsplit("_", 1)[-1]
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines):
                uri = row["conceptUri"]
                yield ConceptLabel(uri, row["preferredLabel"], language)
                for label in row["altLabels"].splitlines():
                    yield ConceptLabel(uri, label, language, preferred=False)


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput(path.name, N_("Is not UTF-8"), N_("Save it as UTF-8")) from error
