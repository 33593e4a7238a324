"""Occupations that lie near those of a file, ranked into another."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from matcher.errors import N_, ImportRejected, InvalidInput, RowError
from matcher.services.outlining import read_outline
from matcher.taxonomy.relatedness import Relatedness

HEADER = ("occupation", "related", "rank", "score")
URI_COLUMNS = ("uri", "concept_uri", "concepturi", "id")


@dataclass(frozen=True)
class Ranking:
    """How many occupations were ranked into a file, and how many lines."""

    occupations: int
    lines: int


def rank_file(folder: Path, asked: Path, out: Path, *, top: int) -> Ranking:
    """Rank the occupations near each one of a file, by the taxonomy in ESCO's folder.

    Parameters
    ----------
    folder : Path
        ESCO's CSV download in English.
    asked : Path
        One occupation URI a line, or a TSV with a column ``uri`` or ``id``.
    out : Path
        Where the TSV goes: occupation, related, rank, score.
    top : int
        How many a line.

    Raises
    ------
    InvalidInput
        If a file is missing or not what it should be.
    ImportRejected
        If the taxonomy lacks one of the URIs; every such line is named.
    """
    lines = list(_read_asked(asked))
    relatedness = Relatedness(read_outline(folder))
    faults = [_describe(number, uri) for number, uri in lines if uri not in relatedness]
    if faults:
        raise ImportRejected(faults)
    wanted = list(dict.fromkeys(uri for _, uri in lines))
    written = 0
    try:
        with out.open("w", encoding="utf-8", newline="\n") as stream:
            stream.write("\t".join(HEADER) + "\n")
            for uri in wanted:
                for rank, one in enumerate(relatedness.rank(uri, top), start=1):
                    stream.write(f"{uri}\t{one.uri}\t{rank}\t{one.score:.6f}\n")
                    written += 1
    except OSError as error:
        raise InvalidInput(
            "out",
            N_("the file %(file)s cannot be written"),
            N_("Choose a folder that is there and may be written to"),
            file=out.name,
        ) from error
    return Ranking(len(wanted), written)


def _read_asked(path: Path) -> Iterator[tuple[int, str]]:
    """Read the URIs asked for with their line numbers."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput(
            "occupations",
            N_("the file %(file)s cannot be read as text"),
            N_("Give a text file in UTF-8 with one occupation URI a line"),
            file=path.name,
        ) from error
    cells = [[cell.strip() for cell in line.split("\t")] for line in lines]
    header = [cell.lower() for cell in cells[0]] if cells else []
    column = next((header.index(name) for name in URI_COLUMNS if name in header), None)
    start = 0 if column is None else 1
    found = [
        (number, row[column or 0] if len(row) > (column or 0) else "")
        for number, row in enumerate(cells[start:], start=start + 1)
        if any(row)
    ]
    if not found:
        raise InvalidInput(
            "occupations",
            N_("the file %(file)s names no occupation"),
            N_("Give a text file in UTF-8 with one occupation URI a line"),
            file=path.name,
        )
    yield from found


def _describe(number: int, uri: str) -> RowError:
    return RowError(
        number,
        "uri",
        uri,
        "taksonomien har ingen stilling med den URI",
        "the taxonomy has no occupation with this URI",
        "Brug conceptUri fra ESCO's occupations_en.csv",
        "Use a conceptUri of ESCO's occupations_en.csv",
    )
