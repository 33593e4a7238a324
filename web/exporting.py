"""Tables that leave the service: CSV and XLSX that a spreadsheet opens and never executes."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO, StringIO

from flask import Response
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

Cell = str | int | float | date | None
FORMS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
EXECUTED = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a text for a formula (OWASP, CSV injection)."""


def send_table(
    name: str, header: Sequence[str], rows: Iterable[Sequence[Cell]], *, form: str
) -> Response:
    """Send a table to be downloaded.

    Parameters
    ----------
    name : str
        Of the file, without its ending.
    header : sequence of str
        One text a column.
    rows : iterable of sequences
        Texts, numbers, days, or None for nothing.
    form : str, one of `FORMS`
        CSV with semicolons, as Danish spreadsheets want it, or XLSX.
    """
    build = build_csv if form == "csv" else build_xlsx
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return Response(build(header, rows), mimetype=FORMS[form], headers=headers)


def neutralise(value: Cell) -> Cell:
    """Put an apostrophe before a text that a spreadsheet would execute.

    Examples
    --------
    >>> neutralise("=1+1"), neutralise(-3), neutralise("Kok")
    ("'=1+1", -3, 'Kok')
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(EXECUTED) else value


def build_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Build a CSV file in UTF-8 with the mark by which spreadsheets know it."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_write_plain(neutralise(one)) for one in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def build_xlsx(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Build an XLSX file; every text is a text, whatever it begins with."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    sheet.append([_make_cell(sheet, one, bold=True) for one in header])
    for row in rows:
        sheet.append([_make_cell(sheet, one) for one in row])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _make_cell(sheet: object, value: Cell, *, bold: bool = False) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=neutralise(value))
    if isinstance(value, str):
        cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _write_plain(value: Cell) -> str:
    """Write a cell as Danish spreadsheets read it: a comma in decimals, days by ISO 8601."""
    if value is None:
        return ""
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)
