"""Words to concepts: what occupations a title may mean, from ESCO's label files."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from pathlib import Path

from data_schemas.catalogue import read_usual_titles
from matcher.errors import N_, InvalidInput
from matcher.taxonomy.evidence import Knowledge
from matcher.taxonomy.finder import Finder
from matcher.taxonomy.naming import Name, Named
from matcher.taxonomy.reranking import Weights, build_lessons, learn_weights, read_weights

NEEDED = ("conceptUri", "preferredLabel", "altLabels")
HEADER = ("query_id", "concept_uri", "rank", "score")


def read_occupations(folder: Path) -> tuple[Named, ...]:
    """Read the occupations of one of ESCO's folders, of any language.

    Raises
    ------
    InvalidInput
        If there is no file of occupations, or it is not what ESCO writes.
    """
    paths = sorted(folder.glob("occupations_*.csv"))
    if not paths:
        raise InvalidInput(
            "labels",
            N_("%(folder)s holds no occupations_*.csv"),
            N_("Give the unpacked folder of ESCO's download"),
            folder=folder,
        )
    found = [one for path in paths for one in _read_occupation_file(path)]
    _refuse_twice("labels", (one.uri for one in found), paths[0])
    if not found:
        raise InvalidInput(
            "labels",
            N_("%(file)s holds no occupations"),
            N_("Use the unchanged file from ESCO's download"),
            file=paths[0],
        )
    return tuple(found)


def read_queries(path: Path) -> tuple[tuple[str, str], ...]:
    """Read the titles to look up: id and text, parted by a tab, with or without a header.

    Raises
    ------
    InvalidInput
        If the file is missing, empty or not in this form.
    """
    if not path.is_file():
        raise InvalidInput(
            "queries",
            N_("there is no file %(file)s"),
            N_("Give a file with id and text, parted by a tab"),
            file=path,
        )
    lines = _read_text("queries", path).splitlines()
    rows = [(number, line.split("\t")) for number, line in enumerate(lines, 1) if line.strip()]
    for number, cells in rows:
        if len(cells) < 2:
            raise InvalidInput(
                "queries",
                N_("line %(line)s has no tab"),
                N_("Give a file with id and text, parted by a tab"),
                line=number,
            )
    if rows and _is_header(rows[0][1]):
        rows = rows[1:]
    if not rows:
        raise InvalidInput(
            "queries",
            N_("%(file)s holds no titles"),
            N_("Give a file with id and text, parted by a tab"),
            file=path,
        )
    _refuse_twice("queries", (cells[0].strip() for _, cells in rows), path)
    return tuple((cells[0].strip(), cells[1].strip()) for _, cells in rows)


def read_group_labels(folder: Path) -> dict[str, str]:
    """Read the labels of the ISCO groups by code; none where the folder has no such file."""
    labels: dict[str, str] = {}
    for path in sorted(folder.glob("ISCOGroups_*.csv")):
        for row in csv.DictReader(StringIO(_read_text("labels", path), newline="")):
            labels[row.get("code") or ""] = row.get("preferredLabel") or ""
    return labels


def read_knowledge(labels: Path, also: Path | None) -> Knowledge:
    """Read what is known beside the names: usual titles, groups, and names in another language."""
    other = read_occupations(also) if also is not None else ()
    return Knowledge(
        read_usual_titles().by_concept,
        {one.uri: [name.text for name in one.names] for one in other},
        read_group_labels(labels),
    )


def build_finder(labels: Path, also: Path | None, *, learned: Path | None = None) -> Finder:
    """Make what finds the occupations of a folder by a title.

    Parameters
    ----------
    labels : Path
        ESCO's folder in the language that is asked in.
    also : Path or None
        ESCO's folder in another language, of the same concepts.
    learned : Path, optional
        Weights that were learned here; those that come with the service where there are none.
    """
    return Finder(read_occupations(labels), read_knowledge(labels, also), read_weights(learned))


def learn_from(labels: Path, also: Path | None, learned: Path) -> Weights:
    """Learn how to weigh evidence from the names in a folder, and keep it."""
    concepts = sorted(read_occupations(labels), key=lambda one: one.uri)
    weights = learn_weights(list(build_lessons(concepts, read_knowledge(labels, also))))
    learned.parent.mkdir(parents=True, exist_ok=True)
    learned.write_text(weights.to_json(), encoding="utf-8")
    return weights


def rank_queries(
    finder: Finder, queries: Sequence[tuple[str, str]], *, top: int
) -> Iterator[tuple[str, str, int, float]]:
    """Rank the concepts of each title: query id, URI, rank from 1, score."""
    for key, text in queries:
        for rank, hit in enumerate(finder.find(text, limit=top), 1):
            yield key, hit.uri, rank, hit.score


def write_ranked(path: Path, rows: Iterator[tuple[str, str, int, float]]) -> int:
    """Write ranked concepts as tab separated values with a header; tells how many rows."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter="\t", lineterminator="\n")
        writer.writerow(HEADER)
        for key, uri, rank, score in rows:
            writer.writerow((key, uri, rank, f"{score:.6f}"))
            count += 1
    return count


def _is_header(cells: Sequence[str]) -> bool:
    first = cells[0].strip().casefold()
    return first in {"id", "query_id", "query", "qid"} or cells[1].strip().casefold() in {
        "text",
        "title",
        "query",
    }


def _read_occupation_file(path: Path) -> Iterator[Named]:
    language = path.stem.rpartition("_")[2]
    reader = csv.DictReader(StringIO(_read_text("labels", path), newline=""))
    for column in NEEDED:
        if column not in (reader.fieldnames or ()):
            raise InvalidInput(
                "labels",
                N_("%(file)s has no column %(column)s"),
                N_("Use the unchanged file from ESCO's download"),
                file=path,
                column=column,
            )
    for row in reader:
        if row["conceptUri"] and (row["preferredLabel"] or "").strip():
            yield _build_named(row, language)


def _read_text(field: str, path: Path) -> str:
    """Read a file that must be in UTF-8."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput(
            field,
            N_("%(file)s is not in UTF-8: byte %(place)s cannot be read"),
            N_("Save the file as UTF-8"),
            file=path,
            place=error.start,
        ) from error


def _refuse_twice(field: str, keys: Iterable[str], path: Path) -> None:
    twice = next((key for key, times in Counter(keys).items() if times > 1), None)
    if twice is not None:
        raise InvalidInput(
            field,
            N_("%(file)s holds %(key)s more than once"),
            N_("Give each line an id of its own"),
            file=path,
            key=twice,
        )


def _build_named(row: dict[str, str], language: str) -> Named:
    label = row["preferredLabel"].strip()
    others = dict.fromkeys(one.strip() for one in (row["altLabels"] or "").split("\n"))
    names = [Name(label, language, preferred=True)]
    names += [
        Name(other, language, preferred=False) for other in others if other and other != label
    ]
    code = row.get("code") or row.get("iscoGroup") or ""
    return Named(row["conceptUri"], code, tuple(names), (row.get("description") or "").strip())
