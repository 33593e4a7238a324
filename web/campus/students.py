"""The views of student profiles, what is stored of a student, and what became of places."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from matcher.campus import StudentOutcome, StudentOutcomeEvent
from matcher.services.placing import (
    add_profile,
    change_profile,
    erase_profile,
    list_open_consents,
    list_programmes,
    needs_guardian,
    read_dossier,
    record_outcome,
    search_profiles,
)
from web.campus.blueprint import attempt, campus, get_viewer, read_by, save
from web.campus.forms import StudentForm, fill_student, find_word
from web.clock import read_clock
from web.forms import SearchForm
from web.messages import show_message
from web.transactions import get_session

PAGE = 50


@campus.get("/students/")
def list_students() -> ResponseReturnValue:
    """List the students, or those found."""
    form = SearchForm(request.args)
    found = search_profiles(get_session(), form.text.data or "", **read_by())
    start = form.offset(PAGE)
    return render_template(
        "campus/students.html",
        form=form,
        students=found[start : start + PAGE],
        total=len(found),
        size=PAGE,
    )


@campus.route("/students/new", methods=["GET", "POST"])
def add_student() -> ResponseReturnValue:
    """Show the form of a new student, and add them."""
    form = StudentForm(version=1, travel_limit_minutes=45)
    answer = save(
        form,
        lambda: add_profile(get_session(), form.build(), form.given, **read_by()),
        _("The student is added"),
        to=url_for("campus.show_student", reference=form.reference.data or "-"),
    )
    if answer is not None:
        # a page that is not sent must not use up what it was to tell
        return answer
    page = render_template("campus/student_form.html", form=form, student=None)
    return page, 422 if form.errors else 200


@campus.get("/students/<reference>")
def show_student(reference: str) -> ResponseReturnValue:
    """Show all that is stored of a student, and who has read it."""
    dossier = read_dossier(get_session(), reference, why="page", **read_by())
    return render_template(
        "campus/student.html",
        dossier=dossier,
        student=dossier.student,
        guardian=needs_guardian(dossier.student, today=read_clock().date()),
        programmes={one.code: one for one in list_programmes(get_session(), viewer=get_viewer())},
        outcomes=StudentOutcome,
        today=read_clock().date(),
    )


@campus.route("/students/<reference>/edit", methods=["GET", "POST"])
def change_student(reference: str) -> ResponseReturnValue:
    """Show what is known of a student, and change it."""
    student = read_dossier(get_session(), reference, why="change", **read_by()).student
    form = StudentForm(**fill_student(student, list_open_consents(get_session(), reference)))
    answer = save(
        form,
        lambda: change_profile(get_session(), form.build(student), form.given, **read_by()),
        _("The student is changed"),
        to=url_for("campus.show_student", reference=reference),
    )
    if answer is not None:
        # a page that is not sent must not use up what it was to tell
        return answer
    page = render_template("campus/student_form.html", form=form, student=student)
    return page, 422 if form.errors else 200


@campus.post("/students/<reference>/erase")
def erase_student(reference: str) -> ResponseReturnValue:
    """Erase a student and all that hangs on them."""
    erase_profile(get_session(), reference, **read_by())
    show_message(_("%(name)s is erased", name=reference))
    return redirect(url_for("campus.list_students"))


@campus.post("/students/<reference>/outcomes")
def record_student_outcome(reference: str) -> ResponseReturnValue:
    """Record what became of a student's place."""

    def record() -> Any:
        event = StudentOutcomeEvent(
            reference,
            request.form.get("programme", ""),
            find_word(StudentOutcome, request.form.get("outcome")) or StudentOutcome.PLACED,
            read_clock().date(),
            get_viewer().email,
            read_clock(),
        )
        return record_outcome(get_session(), event, **read_by())

    return attempt(
        record,
        _("What became of the place is recorded"),
        to=url_for("campus.show_student", reference=reference),
    )
