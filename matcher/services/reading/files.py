"""From a file's bytes to a header and rows of cells."""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from openpyxl import load_workbook

from data_schemas.cpr import mask_cpr
from matcher.errors import ImportRejected, RowError

LARGEST = 20 * 1024 * 1024
LARGEST_UNPACKED = 200 * 1024 * 1024
MOST_ROWS = 100_000
MOST_CELLS = 200

Cell = str | int | float | bool | date | None


@dataclass(frozen=True)
class Sheet:
    """A header and numbered rows; the header is row 1, as a spreadsheet counts."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]


def read_sheet(filename: str, content: bytes) -> Sheet:
    """Read a CSV or XLSX file; rows that are all empty are left out.

    Raises
    ------
    ImportRejected
        If it is not such a file, is too large, or has no rows.
    """
    if len(content) > LARGEST:
        raise refuse("filen er større end 20 MB", "the file is larger than 20 MB", *DIVIDE)
    ending = mask_cpr(filename).lower().rpartition(".")[2]
    if ending == "xlsx" or content[:4] == b"PK\x03\x04":
        lines = list(_read_xlsx(content))
    elif content[:4] == b"\xd0\xcf\x11\xe0" or ending == "xls":
        raise refuse(
            "filen er en gammel eller låst Excel-fil",
            "the file is an old or locked Excel file",
            *SAVE,
        )
    elif ending in {"csv", "txt", "tsv", ""}:
        lines = list(_read_csv(content))
    else:
        raise refuse(f"filer på .{ending} kan ikke læses", f".{ending} files cannot be read", *SAVE)
    filled = [(number, row) for number, row in lines if any(cell not in (None, "") for cell in row)]
    if len(filled) < 2:
        raise refuse("filen har ingen rækker", "the file has no rows", *FILL)
    if len(filled) > MOST_ROWS:
        raise refuse("filen har over 100.000 rækker", "the file has over 100,000 rows", *DIVIDE)
    header = tuple(str(cell if cell is not None else "").strip() for cell in filled[0][1])
    return Sheet(header, tuple(filled[1:]))


DIVIDE = ("Del filen, og indlæs delene hver for sig", "Divide it and import the parts one by one")
SAVE = ("Gem filen som CSV eller XLSX", "Save the file as CSV or XLSX")
FILL = ("Brug skabelonen, og skriv mindst én række", "Use the template and write at least one row")


def refuse(
    wrong_da: str, wrong_en: str, right_da: str, right_en: str, *, row: int = 1
) -> ImportRejected:
    """Word a fault of the file as a whole."""
    return ImportRejected([RowError(row, "", "", wrong_da, wrong_en, right_da, right_en)])


def _read_xlsx(content: bytes) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(one.file_size for one in packed.infolist())
        if unpacked > LARGEST_UNPACKED:
            raise refuse("filen er for stor pakket ud", "the file is too large unpacked", *DIVIDE)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        for number, cells in enumerate(book.worksheets[0].iter_rows(values_only=True), start=1):
            if number > MOST_ROWS + 1:
                break
            yield number, tuple(_keep_cell(cell) for cell in cells[:MOST_CELLS])
    except ImportRejected:
        raise
    # a broken workbook fails in openpyxl and below it in many ways, all of them the file's
    except Exception as error:
        raise refuse(
            "Excel-filen kan ikke læses", "the Excel file cannot be read", *SAVE
        ) from error


def _keep_cell(cell: object) -> Cell:
    if isinstance(cell, datetime):
        return cell.date()
    if cell is None or isinstance(cell, str | int | float | bool | date):
        return cell
    return str(cell)


def _read_csv(content: bytes) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    text = _decode(content)
    if "\x00" in text:
        raise refuse("filen er ikke en tekstfil", "the file is not a text file", *SAVE)
    first = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        while True:
            number = reader.line_num + 1
            row = next(reader, None)
            if row is None:
                return
            yield number, tuple(row[:MOST_CELLS])
    except csv.Error as error:
        raise refuse(
            "et anførselstegn er ikke lukket",
            "a quotation mark is not closed",
            "Luk anførselstegnet, eller fjern det",
            "Close the quotation mark or remove it",
            row=reader.line_num,
        ) from error


def _decode(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("windows-1252", errors="replace")
