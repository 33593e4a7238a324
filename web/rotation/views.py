"""The views of a case; each checks its form, asks a service, and shows the case again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_login import current_user

from matcher.errors import InvalidInput, MatcherError, NotFound
from matcher.services.rotating import (
    Assignment,
    Employee,
    RotationCase,
    Substitute,
    Training,
    Workspace,
    adopt_plan,
    list_organisations,
    miss_document,
    open_case,
    propose_plan,
    put_assignment,
    put_employee,
    put_substitute,
    put_training,
    read_workspace,
    receive_document,
    remove_assignment,
    remove_employee,
    remove_substitute,
    remove_training,
    search_cases,
    state_case,
    suggest_substitutes,
    take_step,
)
from matcher.vocabulary import Account, EducationLevel, RotationDocument, RotationStatus
from web.clock import read_clock
from web.composition import get_services
from web.forms import PostedForm, list_choices
from web.i18n import write_day
from web.messages import show_message, translate_error
from web.printing import send_sheet
from web.rotation.forms import (
    OTHER_STARTS,
    AssignmentForm,
    CaseForm,
    CaseSearchForm,
    CourseForm,
    DocumentForm,
    EmployeeForm,
    StepForm,
    SubstituteForm,
    TermsForm,
)
from web.rotation.sheet import build_application
from web.rotation.words import FILTERS, GLOBALS, list_courses, substitute_name
from web.transactions import get_session

PAGE = 25
FULL_WEEK = Decimal(37)

rotation = Blueprint("rotation", __name__, url_prefix="/rotations")
for _present in FILTERS:
    rotation.add_app_template_filter(_present)
for _function in GLOBALS:
    rotation.add_app_template_global(_function)


@rotation.get("/")
def list_cases() -> ResponseReturnValue:
    """List the cases somebody may see."""
    form = CaseSearchForm(request.args)
    page = search_cases(
        get_session(),
        viewer=_viewer(),
        now=read_clock(),
        status=form.chosen,
        limit=PAGE,
        offset=(int(form.page.data or 1) - 1) * PAGE,
    )
    return render_template("rotation/cases.html", form=form, page=page, size=PAGE)


@rotation.route("/new", methods=["GET", "POST"])
def open_new_case() -> ResponseReturnValue:
    """Show the form of a new case, and open it."""
    form = CaseForm()
    every = list_organisations(get_session())
    named = {one.reference: one.name for one in every}
    form.organisation.choices = list_choices({"": _("Choose the company")} | named)
    return _save(
        form,
        "rotation/new_case.html",
        lambda: open_case(get_session(), form.build(), viewer=_viewer(), now=read_clock()),
        _("The case is opened"),
        warn=lambda: _warn_past(form.ends_on.data),
    )


@rotation.get("/<reference>")
def show_case(reference: str) -> ResponseReturnValue:
    """Show the workspace of a case."""
    return _render_case(reference)


@rotation.get("/<reference>/application.pdf")
def print_application(reference: str) -> ResponseReturnValue:
    """Print what the application holds, in Danish whatever the reader's language."""
    work = _read(reference, why="print")
    with force_locale("da"):
        sheet = build_application(work, settings=get_services().settings, today=_today())
        return send_sheet(sheet, f"{work.case.reference}.pdf")


@rotation.post("/<reference>/terms")
def state_terms(reference: str) -> ResponseReturnValue:
    """State what the law asks of the case as a whole, and choose what pays."""
    form = TermsForm()
    return _post(
        reference,
        form,
        lambda: state_case(get_session(), reference, viewer=_viewer(), **form.stated),
        _("The answers are kept"),
        anchor="ways",
    )


@rotation.post("/<reference>/steps")
def take_case_step(reference: str) -> ResponseReturnValue:
    """Bring the case to its next status."""
    form = StepForm()
    return _post(
        reference,
        form,
        lambda: take_step(
            get_session(),
            reference,
            RotationStatus[form.status.data.upper()],
            happened_on=form.happened_on.data,
            reason=form.reason.data or "",
            viewer=_viewer(),
            now=read_clock(),
        ),
        _("The status is changed"),
        anchor="next-step",
    )


@rotation.post("/<reference>/documents")
def record_document(reference: str) -> ResponseReturnValue:
    """Note that a document has come in, or is missing after all."""
    form = DocumentForm()

    def record() -> RotationCase:
        kind = next(one for one in RotationDocument if one == form.kind.data)
        if "missing" in request.form:
            return miss_document(get_session(), reference, kind, viewer=_viewer())
        return receive_document(
            get_session(),
            reference,
            kind,
            received_on=form.received_on.data,
            viewer=_viewer(),
            today=_today(),
            note=form.note.data or "",
        )

    return _post(reference, form, record, _("The list of documents is changed"), anchor="papers")


@rotation.route("/<reference>/employees/new", methods=["GET", "POST"])
def add_employee(reference: str) -> ResponseReturnValue:
    """Show the form of a new employee, and add them."""
    return _edit_employee(reference, Employee("", FULL_WEEK))


@rotation.route("/<reference>/employees/<employee>", methods=["GET", "POST"])
def change_employee(reference: str, employee: str) -> ResponseReturnValue:
    """Show what is known of an employee, and change it."""
    return _edit_employee(reference, _find_employee(_read(reference).case, employee))


@rotation.post("/<reference>/employees/<employee>/remove")
def take_employee_out(reference: str, employee: str) -> ResponseReturnValue:
    """Remove an employee from the case."""
    remove_employee(get_session(), reference, employee, viewer=_viewer())
    return _leave(reference, _("%(name)s is removed", name=employee), anchor="people")


@rotation.route("/<reference>/employees/<employee>/courses/new", methods=["GET", "POST"])
def add_course(reference: str, employee: str) -> ResponseReturnValue:
    """Show the form of a new course, and add it."""
    return _edit_course(reference, employee, None)


@rotation.route("/<reference>/employees/<employee>/courses/<int:number>", methods=["GET", "POST"])
def change_course(reference: str, employee: str, number: int) -> ResponseReturnValue:
    """Show a course, and change it."""
    found = _find_employee(_read(reference).case, employee).trainings
    course = next((one for one in found if one.number == number), None)
    if course is None:
        raise NotFound("training", f"{employee}.{number}")
    return _edit_course(reference, employee, course)


@rotation.post("/<reference>/employees/<employee>/courses/<int:number>/remove")
def take_course_out(reference: str, employee: str, number: int) -> ResponseReturnValue:
    """Remove a course."""
    remove_training(get_session(), reference, employee, number=number, viewer=_viewer())
    return _leave(reference, _("The course is removed"), anchor="people")


@rotation.get("/<reference>/substitutes")
def find_substitutes(reference: str) -> ResponseReturnValue:
    """Rank candidates for the case, the law beside the score, and log what was shown."""
    work = _read(reference)
    found = suggest_substitutes(
        get_session(),
        work.case,
        memory=get_services().memory,
        viewer=_viewer(),
        now=read_clock(),
    )
    return render_template(
        "rotation/substitutes.html", work=work, suggestions=found, form=SubstituteForm()
    )


@rotation.post("/<reference>/substitutes")
def take_substitute_in(reference: str) -> ResponseReturnValue:
    """Take a candidate into the case."""
    form = SubstituteForm()

    def take_in() -> RotationCase:
        substitute = Substitute(
            form.candidate.data,
            form.weekly_hours.data,
            form.available_from.data,
            form.available_until.data,
        )
        return put_substitute(
            get_session(), reference, substitute, viewer=_viewer(), now=read_clock()
        )

    told = _("%(name)s is taken into the case", name=form.candidate.data)
    return _post(reference, form, take_in, told, anchor="substitutes")


@rotation.post("/<reference>/substitutes/<candidate>/remove")
def take_substitute_out(reference: str, candidate: str) -> ResponseReturnValue:
    """Take a substitute out of the case."""
    remove_substitute(get_session(), reference, candidate, viewer=_viewer())
    return _leave(reference, _("%(name)s is removed", name=candidate), anchor="substitutes")


@rotation.post("/<reference>/assignments")
def assign_substitute(reference: str) -> ResponseReturnValue:
    """Put a substitute in an employee's place."""
    form = AssignmentForm()
    work = _read(reference)
    _offer_assignments(form, work)

    def assign() -> RotationCase:
        employee, _dot, number = form.training.data.rpartition(".")
        assignment = Assignment(
            employee,
            int(number),
            form.candidate.data,
            form.starts_on.data,
            form.ends_on.data,
            form.weekly_hours.data,
        )
        return put_assignment(get_session(), reference, assignment, viewer=_viewer())

    return _post(reference, form, assign, _("The substitute is assigned"), anchor="substitutes")


@rotation.post("/<reference>/assignments/<employee>/<int:number>/<candidate>/<starts_on>/remove")
def unassign_substitute(
    reference: str, employee: str, number: int, candidate: str, starts_on: str
) -> ResponseReturnValue:
    """Take a substitute out of an employee's place."""
    try:
        first = date.fromisoformat(starts_on)
    except ValueError:
        raise NotFound("assignment", starts_on) from None
    remove_assignment(
        get_session(),
        reference,
        employee=employee,
        number=number,
        candidate=candidate,
        starts_on=first,
        viewer=_viewer(),
    )
    return _leave(reference, _("The assignment is removed"), anchor="substitutes")


@rotation.get("/<reference>/plan")
def show_plan(reference: str) -> ResponseReturnValue:
    """Show the plan with the fewest substitutes, or why there is none."""
    work = _read(reference)
    return render_template("rotation/plan.html", work=work, proposal=propose_plan(work.case))


@rotation.post("/<reference>/plan")
def take_plan_over(reference: str) -> ResponseReturnValue:
    """Make the plan the case's assignments."""
    adopt_plan(get_session(), reference, viewer=_viewer())
    return _leave(reference, _("The plan is taken over"), anchor="substitutes")


def _viewer() -> Account:
    account: Account = current_user.account
    return account


def _today() -> date:
    return read_clock().date()


def _read(reference: str, *, why: str = "page") -> Workspace:
    return read_workspace(get_session(), reference, viewer=_viewer(), now=read_clock(), why=why)


def _render_case(reference: str, failed: PostedForm | None = None) -> str:
    work = _read(reference)
    forms: dict[str, PostedForm] = {
        "terms": TermsForm(formdata=None, **_state(work.case)),
        "step": StepForm(formdata=None),
        "document": DocumentForm(formdata=None),
        "assignment": AssignmentForm(formdata=None),
        "substitute": SubstituteForm(formdata=None),
    }
    for name, form in forms.items():
        if failed is not None and type(failed) is type(form):
            forms[name] = failed
    _offer_assignments(forms["assignment"], work)
    _offer_steps(forms["step"], work)
    language = forms["step"].language
    kinds = {str(one.kind): one.kind.label(language) for one in work.papers}
    forms["document"].kind.choices = list_choices(kinds)
    return render_template("rotation/case.html", work=work, failed=failed, today=_today(), **forms)


def _state(case: RotationCase) -> dict[str, str]:
    truths = {None: "", True: "true", False: "false"}
    names = ("usual_pay", "agreement_pay", "same_function", "other_support")
    stated = {name: truths[getattr(case, name)] for name in names}
    return stated | {"funding": str(case.funding or "")}


def _offer_assignments(form: Any, work: Workspace) -> None:
    form.training.choices = list_choices(list_courses(work.case))
    named = {one.candidate: substitute_name(one.candidate) for one in work.case.substitutes}
    form.candidate.choices = list_choices(named)


def _offer_steps(form: Any, work: Workspace) -> None:
    named = {str(one.status): one.status.label(form.language) for one in work.steps}
    form.status.choices = list_choices(named)


def _edit_employee(reference: str, employee: Employee) -> ResponseReturnValue:
    work = _read(reference)
    known = {name: getattr(employee, name) for name in ("name", "birth_year", "hired_on")}
    form = EmployeeForm(
        **known,
        education_level=str(employee.education_level or ""),
        education_last_used=employee.education_last_used,
        weekly_hours=employee.weekly_hours,
    )

    def save() -> RotationCase:
        level = form.education_level.data
        changed = replace(
            employee,
            name=form.name.data or "",
            birth_year=form.birth_year.data,
            education_level=EducationLevel[level.upper()] if level else None,
            education_last_used=form.education_last_used.data,
            hired_on=form.hired_on.data,
            weekly_hours=form.weekly_hours.data,
        )
        return put_employee(get_session(), reference, changed, viewer=_viewer())

    return _save(
        form, "rotation/employee.html", save, _("The employee is kept"), work=work, one=employee
    )


def _edit_course(reference: str, employee: str, course: Training | None) -> ResponseReturnValue:
    work = _read(reference)
    owner = _find_employee(work.case, employee)
    form = CourseForm(**_describe(course)) if course else CourseForm()

    def save() -> RotationCase:
        training = Training(
            employee,
            course.number if course else 0,
            form.title.data or "",
            form.kind.data,
            form.provider.data or "",
            form.starts_on.data,
            form.ends_on.data,
            form.hours_a_day.data,
            frozenset(int(day) for day in form.weekdays.data),
            tuple(form[name].data for name in OTHER_STARTS if form[name].data),
        )
        return put_training(get_session(), reference, training, viewer=_viewer())

    told = _("The course is kept")
    return _save(
        form,
        "rotation/course.html",
        save,
        told,
        warn=lambda: _warn_past(form.ends_on.data),
        work=work,
        employee=owner,
        course=course,
    )


def _warn_past(last: date) -> None:
    """Tell that what is planned is over already; the past may be entered, but seldom is meant."""
    if last < _today():
        show_message(
            _("Mind: the last day, %(day)s, lies in the past", day=write_day(last)), kind="warning"
        )


def _describe(course: Training) -> dict[str, Any]:
    others = dict(zip(OTHER_STARTS, course.other_starts, strict=False))
    names = ("title", "kind", "provider", "starts_on", "ends_on", "hours_a_day")
    known = {name: getattr(course, name) for name in names}
    return known | others | {"weekdays": [str(day) for day in sorted(course.weekdays)]}


def _find_employee(case: RotationCase, reference: str) -> Employee:
    for one in case.employees:
        if one.reference == reference:
            return one
    raise NotFound("employee", reference)


def _save(
    form: PostedForm,
    template: str,
    save: Callable[[], RotationCase],
    told: str,
    *,
    warn: Callable[[], None] = lambda: None,
    **more: Any,
) -> ResponseReturnValue:
    """Show a form of its own page, or keep what it says and go to the case."""
    if request.method == "GET":
        return render_template(template, form=form, **more)
    if form.validate_on_submit():
        try:
            case = save()
        except InvalidInput as error:
            form.add_error(error.field, translate_error(error))
        else:
            warn()
            return _leave(case.reference, told, anchor="people")
    return render_template(template, form=form, **more), 422


def _post(
    reference: str,
    form: PostedForm,
    save: Callable[[], RotationCase],
    told: str,
    *,
    anchor: str,
) -> ResponseReturnValue:
    """Keep what a form on the case's page says, or show the page with its objections."""
    if not form.validate_on_submit():
        return _render_case(reference, form), 422
    try:
        save()
    except NotFound:
        raise
    except MatcherError as error:
        form.add_error(getattr(error, "field", ""), translate_error(error))
        return _render_case(reference, form), 422
    return _leave(reference, told, anchor=anchor)


def _leave(reference: str, told: str, *, anchor: str) -> ResponseReturnValue:
    show_message(told)
    return redirect(url_for("rotation.show_case", reference=reference, _anchor=anchor))
