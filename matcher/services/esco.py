"""ESCO's official CSV folders, of any language, onto the same concepts.

The files and columns are those of the download at https://esco.ec.europa.eu/en/use-esco/download
(CSV, version 1.0.8 onwards). A folder may hold any of them; what it holds is taken in.
"""

import csv
import io
import re
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from data_schemas.cpr import mask_cpr
from matcher.errors import ImportRejected, RowError
from matcher.store import Session, concepts, imports
from matcher.store.concepts import ConceptRow, LabelRow, RelationRow
from matcher.store.imports import BatchState, ImportBatch
from matcher.vocabulary import ConceptKind

PREFERRED = {
    "occupations": (ConceptKind.OCCUPATION, {"conceptUri", "preferredLabel", "altLabels", "code"}),
    "skills": (ConceptKind.SKILL, {"conceptUri", "preferredLabel", "altLabels", "skillType"}),
    "ISCOGroups": (ConceptKind.GROUP, {"conceptUri", "preferredLabel", "code"}),
}
RELATIONS = {
    "occupationSkillRelations": ("occupationUri", "skillUri", "relationType"),
    "skillSkillRelations": ("originalSkillUri", "relatedSkillUri", ""),
    "broaderRelationsSkillPillar": ("conceptUri", "broaderUri", ""),
}
LARGEST_UNPACKED = 400 * 1024 * 1024
RELATED_NEARNESS = 0.5
"""ESCO says that two skills are related, not how nearly; half is our reading of it."""


@dataclass(frozen=True)
class EscoReport:
    """How many of each were read, and how many concepts were new."""

    occupations: int
    skills: int
    groups: int
    labels: int
    occupation_skill_relations: int
    other_relations: int
    new_concepts: int


def import_esco(session: Session, folders: Sequence[Path]) -> EscoReport:
    """Take in ESCO folders; the caller commits, so it is all or nothing and can be repeated.

    Parameters
    ----------
    session : Session
        An open session.
    folders : sequence of Path
        One folder a language; the first should hold the relations.

    Returns
    -------
    EscoReport
        Figures of what was read.

    Raises
    ------
    ImportRejected
        If a folder is missing or empty, a column is missing, or a URI or label is not what ESCO
        writes; every fault is listed.
    """
    files, rows, labels = _read_folders(folders)
    new = concepts.add_concepts(session, rows.values())
    concepts.add_labels(session, labels)
    known = concepts.list_uris(session)
    counted = dict.fromkeys(RELATIONS, 0)
    for file in (file for file in files if file.noun in RELATIONS):
        relations = list(_read_relations(file, known))
        concepts.add_relations(session, relations)
        counted[file.noun] += len(relations)
    concepts.link_same_labels(session)
    kinds = [row.kind for row in rows.values()]
    return EscoReport(
        kinds.count(ConceptKind.OCCUPATION),
        kinds.count(ConceptKind.SKILL),
        kinds.count(ConceptKind.GROUP),
        len(labels),
        counted.pop("occupationSkillRelations"),
        sum(counted.values()),
        new,
    )


def preview_esco(
    session: Session, *, filename: str, content: bytes, actor: str, now: datetime
) -> ImportBatch:
    """Read a zip of ESCO's CSV files, keep it, and tell what is in it; nothing is taken in."""
    report: dict[str, Any] = {"errors": [], "new": 0, "changed": 0, "columns": [], "sample": []}
    number = 0
    try:
        with _unpack(content) as folder:
            files, rows, _ = _read_folders([folder])
            counts = [[file.path.name, str(sum(1 for _ in file.read()))] for file in files]
        number = len(rows)
        new = len(rows.keys() - concepts.list_uris(session))
        report |= {"new": new, "changed": number - new}
        report |= {"columns": ["file", "rows"], "sample": counts}
    except ImportRejected as rejected:
        report["errors"] = [asdict(one) for one in rejected.errors]
    state: BatchState = "rejected" if report["errors"] else "previewed"
    kept = b"" if report["errors"] else content
    named = mask_cpr(filename)[:200]
    batch = ImportBatch(0, "esco", named, number, state, actor, now, kept, report)
    return imports.add_batch(session, batch)


def commit_esco(session: Session, content: bytes) -> EscoReport:
    """Take in a previewed zip, all of it."""
    with _unpack(content) as folder:
        return import_esco(session, [folder])


@contextmanager
def _unpack(content: bytes) -> Iterator[Path]:
    """Unpack the CSV files of a zip into a folder that is gone afterwards; paths are not kept."""
    try:
        packed = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile as error:
        raise ImportRejected([_describe_empty(Path("zip"))]) from error
    with packed, tempfile.TemporaryDirectory() as made:
        members = [one for one in packed.infolist() if one.filename.endswith(".csv")]
        if sum(one.file_size for one in members) > LARGEST_UNPACKED:
            raise ImportRejected([_describe_empty(Path("zip"))])
        for one in members:
            try:
                Path(made, Path(one.filename).name).write_bytes(packed.read(one))
            except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError) as error:
                raise ImportRejected([_describe_empty(Path(one.filename))]) from error
        yield Path(made)


def _read_folders(
    folders: Sequence[Path],
) -> tuple[list["_File"], dict[str, ConceptRow], list[LabelRow]]:
    """Read every concept and label, or refuse with every fault."""
    files = [file for folder in folders for file in _list_files(folder)]
    faults = [fault for file in files for fault in _check_header(file)]
    if faults:
        raise ImportRejected(faults)
    labels: list[LabelRow] = []
    rows: dict[str, ConceptRow] = {}
    for file in (file for file in files if file.noun in PREFERRED):
        faults += _read_concepts(file, rows=rows, labels=labels)
    if faults:
        raise ImportRejected(faults)
    return files, rows, labels


@dataclass(frozen=True)
class _File:
    path: Path
    noun: str
    language: str

    def read(self) -> Iterator[tuple[int, dict[str, str]]]:
        with self.path.open(encoding="utf-8-sig", newline="", errors="replace") as stream:
            yield from enumerate(csv.DictReader(stream), start=2)


def _list_files(folder: Path) -> list[_File]:
    found = []
    for path in sorted(folder.glob("*.csv")):
        noun, _, language = path.stem.partition("_")
        if noun in PREFERRED or noun in RELATIONS:
            found.append(_File(path, noun, language))
    if not found:
        raise ImportRejected([_describe_empty(folder)])
    return found


def _describe_empty(folder: Path) -> RowError:
    return RowError(
        1,
        "folder",
        folder.name,
        "her er ingen ESCO-filer",
        "there are no ESCO files here",
        "Angiv ESCO's download (zip eller mappe) med fx occupations_da.csv",
        "Give ESCO's download (zip or folder) with e.g. occupations_en.csv",
    )


def _check_header(file: _File) -> list[RowError]:
    with file.path.open(encoding="utf-8-sig", newline="", errors="replace") as stream:
        header = set(next(csv.reader(stream), []))
    needed = PREFERRED[file.noun][1] if file.noun in PREFERRED else set(RELATIONS[file.noun]) - {""}
    return [
        RowError(
            1,
            column,
            file.path.name,
            f"kolonnen {column} mangler i {file.path.name}",
            f"the column {column} is missing from {file.path.name}",
            "Brug den uændrede fil fra ESCO's download",
            "Use the unchanged file from ESCO's download",
        )
        for column in sorted(needed - header)
    ]


def _read_concepts(
    file: _File, *, rows: dict[str, ConceptRow], labels: list[LabelRow]
) -> list[RowError]:
    faults = []
    kind = PREFERRED[file.noun][0]
    for number, row in file.read():
        uri, label = row["conceptUri"], (row["preferredLabel"] or "").strip()
        if not uri.startswith("http://data.europa.eu/esco/") or not label:
            faults.append(_describe_row(file, number, uri))
            continue
        code = row.get("iscoGroup") or row.get("code") or ""
        description = (row.get("description") or "").strip()
        if uri not in rows or description:
            rows[uri] = ConceptRow(uri, kind, code, "esco", description)
        labels.append(LabelRow(uri, file.language, label, preferred=True))
        labels.extend(
            LabelRow(uri, file.language, other, preferred=False)
            for other in _split_labels(row.get("altLabels") or "")
            if other != label
        )
    return faults


def _split_labels(text: str) -> set[str]:
    return {part.strip() for part in re.split(r"\n|\s\|\s", text) if part.strip()}


def _describe_row(file: _File, number: int, uri: str) -> RowError:
    return RowError(
        number,
        "conceptUri",
        uri,
        f"{file.path.name}: rækken har ingen ESCO-URI eller ingen foretrukken betegnelse",
        f"{file.path.name}: the row has no ESCO URI or no preferred label",
        "Brug den uændrede fil fra ESCO's download",
        "Use the unchanged file from ESCO's download",
    )


def _read_relations(file: _File, known: frozenset[str]) -> Iterator[RelationRow]:
    origin, target, kind = RELATIONS[file.noun]
    plain = "related" if file.noun == "skillSkillRelations" else "broader"
    weight = RELATED_NEARNESS if plain == "related" else None
    for _, row in file.read():
        if row[origin] in known and row[target] in known:
            yield RelationRow(row[origin], row[target], row[kind] if kind else plain, weight)
