"""What leaves the house: letters, lists for schools and hosts, calendars."""

from io import BytesIO

from flask import Response
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from matcher.campus import ConsentKind
from matcher.errors import N_, Conflict, NotFound
from matcher.services.placing import (
    Field,
    explain_student,
    list_programmes,
    read_dossier,
    read_field,
    read_round,
)
from web.campus.blueprint import campus, get_viewer, read_by
from web.campus.calendar import build_calendar
from web.campus.letters import build_letter, build_own_view
from web.campus.sheets import HOST_HEADER, SCHOOL_HEADER, build_workbook, list_host, list_school
from web.campus.words import programme_title
from web.composition import get_services
from web.printing import Grid, Section, Sheet, join_pdfs, send_sheet
from web.transactions import get_session

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNPUBLISHED = frozenset({"draft", "wishes", "proposal", "adjusting"})


@campus.get("/students/<reference>/own.pdf")
def print_own_view(reference: str) -> ResponseReturnValue:
    """Print all that is stored of a student, for the student and the guardian."""
    dossier = read_dossier(get_session(), reference, why="print", **read_by())
    programmes = {one.code: one for one in list_programmes(get_session(), viewer=get_viewer())}
    with force_locale("da"):
        view = build_own_view(dossier, programmes, _issuer())
        return send_sheet(view, f"{reference}.pdf")


@campus.get("/rounds/<code>/students/<student>/letter.pdf")
def print_letter(code: str, student: str) -> ResponseReturnValue:
    """Print the letter to a student, in plain Danish."""
    field = _read(code, "letter")
    if student not in field.students:
        raise NotFound("student", student)
    with force_locale("da"):
        letter = build_letter(field, student, explain_student(field, student), _issuer())
        return send_sheet(letter, f"{code}-{student}.pdf")


@campus.get("/rounds/<code>/letters.pdf")
def print_letters(code: str) -> ResponseReturnValue:
    """Print the letters to every student of a round, one a page, by school."""
    field = _read(code, "letters")
    order = sorted(field.students.values(), key=lambda one: (one.school, one.reference))
    if not order:
        raise Conflict(N_("There is nobody in the round to write to"))
    with force_locale("da"):
        letters = [
            build_letter(field, one.reference, explain_student(field, one.reference), _issuer())
            for one in order
        ]
        return _send(join_pdfs(letters), f"{code}-breve.pdf", "application/pdf")


@campus.get("/rounds/<code>/schools.xlsx")
def export_schools(code: str) -> ResponseReturnValue:
    """Export the list for schools: a sheet a school."""
    field = _read(code, "schools")
    schools = sorted({one.school for one in field.students.values()})
    sheets = {school: (SCHOOL_HEADER, list_school(field, school)) for school in schools}
    return _send(build_workbook(sheets), f"{code}-skoler.xlsx", XLSX)


@campus.get("/rounds/<code>/programmes/<programme>/list.xlsx")
def export_host(code: str, programme: str) -> ResponseReturnValue:
    """Export a host's list as a spreadsheet: those who consented, and no more than it needs."""
    field = _read(code, f"host {programme}")
    rows = _list_host(field, programme)
    content = build_workbook({programme: (HOST_HEADER, rows)})
    return _send(content, f"{code}-{programme}.xlsx", XLSX)


@campus.get("/rounds/<code>/programmes/<programme>/list.pdf")
def print_host(code: str, programme: str) -> ResponseReturnValue:
    """Print a host's list: those who consented, and no more than it needs."""
    field = _read(code, f"host {programme}")
    rows = _list_host(field, programme)
    with force_locale("da"):
        title = programme_title(field.programmes[programme])
        grid = Grid([str(name) for name in HOST_HEADER], rows)
        lead = _("Keep the list safe, and destroy it when the programme has ended.")
        sheet = Sheet(title, _issuer(), lead, [Section(_("Who comes"), grids=[grid])])
        return send_sheet(sheet, f"{code}-{programme}.pdf")


@campus.get("/rounds/<code>/programmes/<programme>/calendar.ics")
def export_calendar(code: str, programme: str) -> ResponseReturnValue:
    """Export a programme's meetings as a calendar; it names no student."""
    field = _read(code, "calendar")
    if programme not in field.programmes:
        raise NotFound("programme", programme)
    content = build_calendar(field.programmes[programme], stamp=field.round.opened_at)
    return _send(content, f"{programme}.ics", "text/calendar; charset=utf-8")


def _read(code: str, why: str) -> Field:
    found = read_round(get_session(), code, why=why, **read_by())
    if str(found.status) in UNPUBLISHED and why != "calendar":
        raise Conflict(N_("Letters and lists are made once the round is published"))
    return read_field(get_session(), found, memory=get_services().memory)


def _list_host(field: Field, programme: str) -> list[tuple[str, ...]]:
    if programme not in field.programmes:
        raise NotFound("programme", programme)
    shown = [
        field.students[one]
        for one in field.round.students_in(programme)
        if one in field.students and ConsentKind.HOST in field.students[one].consents
    ]
    return list_host(field.programmes[programme], shown)


def _issuer() -> str:
    settings = get_services().settings
    return f"{settings.municipality} Kommune, Campus {settings.municipality}"


def _send(content: bytes, filename: str, kind: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{filename}"'}
    return Response(BytesIO(content).getvalue(), mimetype=kind, headers=headers)
