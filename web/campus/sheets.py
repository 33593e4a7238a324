"""Lists as spreadsheets: every cell is a text, and none can be read as a formula."""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO

from flask_babel import lazy_gettext as _l
from openpyxl import Workbook
from openpyxl.styles import Font

from matcher.campus import Programme, Student
from matcher.services.placing import Field
from web.campus.words import hours, school_year, tell_days, title_of
from web.exporting import neutralise
from web.i18n import write_day

NOT_IN_A_TITLE = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
SCHOOL_HEADER = (_l("Reference"), _l("First name"), _l("Form"), _l("Seat"), _l("Runs"), _l("Hours"))
HOST_HEADER = (_l("Reference"), _l("First name"), _l("First day"), _l("Last day"), _l("Hours"))


def build_workbook(
    sheets: Mapping[str, tuple[Sequence[object], Iterable[Sequence[str]]]],
) -> bytes:
    """Build a workbook of named sheets, each a header and rows of texts."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for i, (name, (header, rows)) in enumerate(sheets.items(), 1):
        sheet = book.create_sheet(name.translate(NOT_IN_A_TITLE)[:31].strip() or str(i))
        sheet.append([str(one) for one in header])
        for row in rows:
            sheet.append([neutralise(one) for one in row])
        for cell in sheet[1]:
            cell.font = Font(bold=True)
            sheet.column_dimensions[cell.column_letter].width = 24
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def list_school(field: Field, school: str) -> list[tuple[str, ...]]:
    """List a school's students with their seats; who has none is there too."""
    rows: list[tuple[str, ...]] = []
    for student in field.students.values():
        if student.school != school:
            continue
        held = [one.programme for one in field.round.seats_of(student.reference)] or [""]
        for code in held:
            one = field.programmes.get(code)
            seat = title_of(code, field.programmes) if one else str(_l("No seat yet"))
            rows.append(
                (
                    student.reference,
                    student.given_name,
                    school_year(student.school_year),
                    seat,
                    tell_days(one) if one else "",
                    hours(one.meets) if one else "",
                )
            )
    return rows


def list_host(programme: Programme, students: Iterable[Student]) -> list[tuple[str, ...]]:
    """List who comes to a host: reference and first name, and the programme's own days."""
    first = write_day(programme.starts_on) if programme.starts_on else ""
    last = write_day(programme.ends_on) if programme.ends_on else ""
    return [
        (one.reference, one.given_name, first, last, hours(programme.meets)) for one in students
    ]
