"""``lookup skills`` and ``lookup learn-skills``: sentences to skills."""

from collections.abc import Iterable
from pathlib import Path

import click

from matcher.services.sentences import (
    Reading,
    SentenceReader,
    TokenSentence,
    learn_from,
    open_sentence_reader,
    rank_phrases,
    read_document_sentences,
    read_sentences,
    tag_tokens,
)

COLUMNS = ("id", "start", "end", "text", "tag", "concept", "group", "score")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
NEW = click.Path(dir_okay=False, path_type=Path)


@click.command("skills")
@click.option(
    "--sentences", type=FILE, help="A sentence a line; .tsv: id and text; .conll: a token a line."
)
@click.option("--document", type=FILE, help="A PDF, Word or text file, read sentence by sentence.")
@click.option("--out", type=NEW, help="TSV of spans: " + ", ".join(COLUMNS) + ".")
@click.option("--conll", type=NEW, help="Also each token with its skill and knowledge tag (BIO).")
@click.option("--phrases", type=FILE, help="A phrase a line, to be put into ESCO's top groups.")
@click.option("--phrases-out", type=NEW, help="TSV of phrase, group, score; without it: --out.")
@click.option("--esco", type=FOLDER, help="ESCO's CSV download, whose skills are looked for too.")
@click.option("--weights", type=FILE, help="What learn-skills wrote, in place of what comes along.")
def look_up_skills(
    sentences: Path | None,
    document: Path | None,
    out: Path | None,
    conll: Path | None,
    phrases: Path | None,
    phrases_out: Path | None,
    esco: Path | None,
    weights: Path | None,
) -> None:
    """Find the skills and the knowledge that sentences name, with their concepts and groups."""
    if sentences is not None and document is not None:
        raise click.UsageError("give --sentences or --document, not both")
    if sentences is None and document is None and phrases is None:
        raise click.UsageError("give --sentences, --document or --phrases")
    read = [*read_sentences(sentences)] if sentences else []
    read += read_document_sentences(document) if document else []
    reader = open_sentence_reader(weights=weights, esco=esco)
    if sentences is not None or document is not None:
        _write_spans(reader, read, out, conll)
    if phrases is not None:
        target = phrases_out or (out if not read else None)
        _write(target, _list_groups(reader, phrases))


@click.command("learn-skills")
@click.option("--out", type=NEW, required=True, help="Where the weights go.")
@click.option("--train", type=FOLDER, help="Learn also from its .conll and .tsv files.")
def learn_skills(out: Path, train: Path | None) -> None:
    """Learn to find skills anew from the annotated texts that come with the service."""
    learn_from(out, train)
    click.echo(f"Written to {out}.")


def _write_spans(
    reader: SentenceReader, sentences: list[TokenSentence], out: Path | None, conll: Path | None
) -> None:
    read = [(sentence, reader.read(sentence.text)) for sentence in sentences]
    if out is not None or conll is None:
        rows = (_describe(sentence, one) for sentence, found in read for one in found)
        _write(out, ["\t".join(COLUMNS), *rows])
    if conll is not None:
        blocks = (["\t".join(row) for row in tag_tokens(*pair)] for pair in read)
        _write(conll, (line for block in blocks for line in [*block, ""]))


def _describe(sentence: TokenSentence, one: Reading) -> str:
    text = one.text.replace("\t", " ")
    cells = (sentence.key, one.start, one.end, text, one.tag, one.concept, one.group)
    return "\t".join([*map(str, cells), f"{one.score:.4f}"])


def _list_groups(reader: SentenceReader, phrases: Path) -> list[str]:
    ranked = rank_phrases(reader, phrases)
    rows = [f"{phrase}\t{some[0][0]}\t{some[0][1]:.4f}" for phrase, some in ranked]
    return ["phrase\tgroup\tscore", *rows]


def _write(path: Path | None, lines: Iterable[str]) -> None:
    content = "".join(f"{line}\n" for line in lines)
    if path is None:
        click.echo(content, nl=False)
    else:
        path.write_text(content, encoding="utf-8")
