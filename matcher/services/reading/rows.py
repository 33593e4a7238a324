"""From a sheet to contract rows, with every fault of every row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import zip_longest
from typing import Any

from pydantic import ValidationError

from data_schemas.contracts import (
    CandidateRow,
    CourseRow,
    OpeningRow,
    OrganisationRow,
    ProgrammeRow,
    StudentRow,
    StudentTraitsRow,
    TraitsRow,
    WishesRow,
)
from data_schemas.cpr import MASK, holds_cpr, mask_cpr
from matcher.errors import ImportRejected, RowError
from matcher.services.reading.columns import read_cell
from matcher.services.reading.files import Cell, Sheet, read_sheet
from matcher.services.reading.headers import CONTRACTS, HEADERS, fold_header, list_names
from matcher.services.reading.wording import WORDS, word_fault

MOST_FAULTS = 1_000
KEYS = {"organisations": "cvr", "courses": "code", "programmes": "code"}

CampusRow = StudentRow | ProgrammeRow | WishesRow | StudentTraitsRow
Row = CandidateRow | OpeningRow | OrganisationRow | CourseRow | TraitsRow | CampusRow


@dataclass(frozen=True)
class FileRows:
    """A file's rows, each with its number, and each field's header as it is written there."""

    rows: tuple[Row, ...]
    numbers: tuple[int, ...]
    headers: Mapping[str, str]


def read_rows(noun: str, filename: str, content: bytes) -> tuple[Row, ...]:
    """Read the rows of a file, all of them or none; see `read_file`."""
    return read_file(noun, filename, content).rows


def read_file(noun: str, filename: str, content: bytes) -> FileRows:
    """Read the rows of a file with where they stand, all of them or none.

    Parameters
    ----------
    noun : str
        What the file holds, one of `CONTRACTS`.
    filename : str
        Its ending tells CSV from XLSX.
    content : bytes
        The file.

    Returns
    -------
    FileRows
        In the file's order.

    Raises
    ------
    ImportRejected
        With every fault, at most a thousand.
    """
    sheet = read_sheet(filename, content)
    columns = _read_header(noun, sheet)
    faults: list[RowError] = []
    rows: list[Row] = []
    numbers: list[int] = []
    seen: dict[str, int] = {}
    for number, cells in sheet.rows:
        row, found = _read_row(noun, number, cells, columns)
        if row is not None:
            found += _check_repeated(noun, row, number, columns, seen)
            rows.append(row)
            numbers.append(number)
        faults += found
        if len(faults) >= MOST_FAULTS:
            break
    if faults:
        raise ImportRejected(faults[:MOST_FAULTS])
    headers = {field: written for written, field in columns if field}
    return FileRows(tuple(rows), tuple(numbers), headers)


def _read_header(noun: str, sheet: Sheet) -> list[tuple[str, str]]:
    """Pair each column's written name with its field; refuse unknown, double and missing ones."""
    names = list_names(noun)
    columns: list[tuple[str, str]] = []
    faults: list[RowError] = []
    for written in sheet.header:
        field = names.get(fold_header(written), "")
        if not field and written:
            faults.append(_describe_unknown(noun, written, names))
        elif field and field in {one for _, one in columns}:
            faults.append(
                RowError(
                    1,
                    _show(written),
                    _show(written),
                    "kolonnen findes to gange",
                    "the column is there twice",
                    "Fjern den ene",
                    "Remove one of them",
                )
            )
        columns.append((written, field))
    present = {field for _, field in columns}
    for field, info in CONTRACTS[noun].model_fields.items():
        if info.is_required() and field not in present:
            da, en = HEADERS[noun][field][0], field
            faults.append(
                RowError(
                    1,
                    da,
                    "",
                    f"kolonnen {da} mangler",
                    f"the column {en} is missing",
                    f"Tilføj kolonnen {da}",
                    f"Add the column {en}",
                )
            )
    if faults:
        raise ImportRejected(faults)
    return columns


def _describe_unknown(noun: str, written: str, names: dict[str, str]) -> RowError:
    near = get_close_matches(fold_header(written), list(names), n=1)
    da, en = "", ""
    if near:
        da, en = HEADERS[noun][names[near[0]]][0], names[near[0]]
    return RowError(
        1,
        _show(written),
        _show(written),
        "kolonnen er ikke kendt",
        "the column is not known",
        f"Mente du {da}? Ellers fjern kolonnen" if da else "Fjern kolonnen, eller brug skabelonen",
        f"Did you mean {en}? Else remove the column" if en else "Remove it, or use the template",
    )


def _read_row(
    noun: str, number: int, cells: Sequence[Cell], columns: Sequence[tuple[str, str]]
) -> tuple[Row | None, list[RowError]]:
    numbers = _list_cpr(number, cells, columns)
    if numbers:
        return None, numbers
    surplus = [cell for cell in cells[len(columns) :] if cell not in (None, "")]
    if surplus:
        return None, [
            RowError(
                number,
                "",
                _show(surplus[0]),
                "rækken har flere felter end der er kolonner",
                "the row has more cells than there are columns",
                "Fjern de overskydende felter, eller sæt anførselstegn om tekst med skilletegn",
                "Remove the surplus, or quote text that holds the separator",
            )
        ]
    given = {
        field: cell
        for (_, field), cell in zip(columns, cells, strict=False)
        if field and cell is not None and str(cell).strip()
    }
    values = {field: read_cell(noun, field, cell) for field, cell in given.items()}
    try:
        row: Any = CONTRACTS[noun].model_validate(values)
    except ValidationError as error:
        return None, list(_describe(noun, number, error, given, columns))
    return row, []


def _list_cpr(
    number: int, cells: Sequence[Cell], columns: Sequence[tuple[str, str]]
) -> list[RowError]:
    """List the cells that hold a CPR number, those no column stands above too."""
    places = zip_longest(columns, cells)
    return [
        RowError(number, _show(column[0] if column else ""), MASK, *WORDS["cpr_number"])
        for column, cell in places
        if holds_cpr(cell, field=column[1] if column else "")
    ]


def _describe(
    noun: str,
    number: int,
    error: ValidationError,
    given: Mapping[str, Cell],
    columns: Sequence[tuple[str, str]],
) -> Iterator[RowError]:
    written = {field: name for name, field in columns}
    told: set[str] = set()
    for one in error.errors(include_url=False):
        field = str(one["loc"][0]) if one["loc"] else ""
        if field in told:
            continue
        told.add(field)
        words = word_fault(noun, field, one["type"], one.get("ctx", {}))
        yield RowError(number, written.get(field, field), _show(given.get(field)), *words)


def _check_repeated(
    noun: str,
    row: Row,
    number: int,
    columns: Sequence[tuple[str, str]],
    seen: dict[str, int],
) -> list[RowError]:
    field = KEYS.get(noun, "reference")
    key = str(getattr(row, field))
    first = seen.setdefault(key, number)
    if first == number:
        return []
    column = next(name for name, one in columns if one == field)
    return [
        RowError(
            number,
            column,
            key,
            f"den samme står i række {first}",
            f"the same is in row {first}",
            "Lad den stå én gang",
            "Keep it once",
        )
    ]


def _show(cell: Cell) -> str:
    return mask_cpr("" if cell is None else str(cell))[:80]
