"""The views of upskilling: find, compare, save, follow, print, and shortages."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from matcher.errors import Conflict, InvalidInput, MatcherError, NotFound
from matcher.pathways import Path, PathTarget
from matcher.services.finding import read_candidate, read_concept
from matcher.services.rotating import read_workspace
from matcher.services.upskilling import (
    Offered,
    Question,
    add_course_to_case,
    choose_path,
    find_paths,
    list_candidate_plans,
    list_shortages,
    list_turns,
    propose_courses,
    read_plan,
    read_shortage,
    record_progress,
    restore_path,
)
from matcher.vocabulary import Candidate
from web.access import may_use
from web.clock import read_clock
from web.composition import get_services
from web.i18n import get_language
from web.messages import show_message, translate_error
from web.printing import send_sheet
from web.transactions import get_session
from web.upskilling.charts import draw_shortages
from web.upskilling.forms import (
    CaseCourseForm,
    ChosenForm,
    PathForm,
    ProgressForm,
    WorkforceForm,
)
from web.upskilling.sheet import build_handout
from web.upskilling.targets import Aimed, aim, list_targets, name_target
from web.upskilling.words import FILTERS, GLOBALS
from web.upskilling.worth import GLOBALS as WORTH

upskilling = Blueprint("upskilling", __name__, url_prefix="/upskilling")
for _present in FILTERS:
    upskilling.add_app_template_filter(_present)
for _function in (*GLOBALS, *WORTH):
    upskilling.add_app_template_global(_function)


@upskilling.app_template_global()
def may_propose() -> bool:
    """Whether who reads may propose courses for a company's employees."""
    return may_use("upskilling.propose_for_employee", current_user.role)


CHARTED = 15
"""How many of the scarcest occupations the chart shows; the table shows them all."""


@upskilling.get("/candidates/<reference>")
def show_paths(reference: str) -> ResponseReturnValue:
    """Show the form and, once a target is given, the best paths to it."""
    candidate = _read(reference)
    form, aimed, question = _ask(candidate)
    plans = list_candidate_plans(get_session(), reference)
    shown = {
        "candidate": candidate,
        "form": form,
        "plans": plans,
        "chosen": ChosenForm(),
    }
    if question is None or aimed is None:
        page = render_template("upskilling/candidate.html", answer=None, **shown)
        return (page, 422) if form.errors else page
    try:
        answer = find_paths(get_session(), reference, question, **_reading())
    except MatcherError as error:
        form.target.errors = [_tell(error)]
        return render_template("upskilling/candidate.html", answer=None, **shown), 422
    return render_template(
        "upskilling/candidate.html",
        answer=answer,
        target=name_target(aimed.target),
        others=aimed.others,
        **shown,
    )


@upskilling.get("/candidates/<reference>/compare")
def compare_paths(reference: str) -> ResponseReturnValue:
    """Show two paths side by side."""
    candidate = _read(reference)
    keys = request.args.getlist("path")[:2]
    if len(keys) < 2:
        show_message(_("Choose two paths to compare"), kind="warning")
        return redirect(url_for("upskilling.show_paths", reference=reference, **_query()))
    pair = [_restore(candidate, key) for key in keys]
    return render_template(
        "upskilling/compare.html", candidate=candidate, pair=pair, query=_query()
    )


@upskilling.get("/candidates/<reference>/print")
def print_path(reference: str) -> ResponseReturnValue:
    """Print a path for the citizen, in the reader's language."""
    candidate = _read(reference)
    offered = _restore(candidate, request.args.get("path", ""))
    return _send(offered.path, f"{reference}-vej.pdf")


@upskilling.post("/candidates/<reference>/plans")
def save_path(reference: str) -> ResponseReturnValue:
    """Save a path as the candidate's plan."""
    candidate = _read(reference)
    form = ChosenForm()
    back = url_for("upskilling.show_paths", reference=reference, **_query())
    if not form.validate_on_submit():
        show_message(_("Choose one of the paths"), kind="warning")
        return redirect(back)
    _form, _target, question = _ask(candidate)
    try:
        plan = choose_path(
            get_session(),
            reference,
            question or Question(PathTarget("anything")),
            form.path.data or "",
            **_reading(),
        )
    except MatcherError as error:
        show_message(_tell(error), kind="warning")
        return redirect(back)
    show_message(_("The path is saved as the candidate's plan"))
    return redirect(url_for("upskilling.show_plan", plan=plan.reference))


@upskilling.get("/plans/<plan>")
def show_plan(plan: str) -> ResponseReturnValue:
    """Show a plan and where each of its courses stands."""
    return _render_plan(plan, ProgressForm())


@upskilling.post("/plans/<plan>")
def record_step(plan: str) -> ResponseReturnValue:
    """Record what became of one course."""
    form = ProgressForm()
    if not form.validate_on_submit():
        return _render_plan(plan, form), 422
    try:
        event = record_progress(
            get_session(),
            plan,
            course=form.course.data or "",
            status=form.chosen,
            happened_on=form.happened_on.data,
            actor=current_user.email,
            now=read_clock(),
            reason=form.reason.data or "",
        )
    except NotFound:
        raise
    except MatcherError as error:
        field = form.happened_on if isinstance(error, InvalidInput) else form.status
        field.errors = [_tell(error)]
        return _render_plan(plan, form), 422
    show_message(_("Recorded: %(outcome)s", outcome=event.status.label(get_language())))
    return redirect(url_for("upskilling.show_plan", plan=plan))


@upskilling.get("/plans/<plan>/print")
def print_plan(plan: str) -> ResponseReturnValue:
    """Print a plan for the citizen, in the reader's language."""
    view = read_plan(get_session(), plan, actor=current_user.email, now=read_clock())
    return _send(view.plan.path, f"{plan}.pdf")


@upskilling.get("/shortages")
def show_shortages() -> ResponseReturnValue:
    """Show which occupations are asked for and cannot be filled, as a chart and a table."""
    found = list_shortages(get_session(), **_reading())
    return render_template(
        "upskilling/shortages.html", found=found, chart=draw_shortages(found[:CHARTED])
    )


@upskilling.get("/shortages/<path:occupation>")
def show_shortage(occupation: str) -> ResponseReturnValue:
    """Show which course people could share for an occupation, and how many seats to order."""
    concept = read_concept(get_session(), occupation)
    orders = read_shortage(get_session(), occupation, **_reading())
    return render_template(
        "upskilling/shortage.html",
        occupation=concept.uri,
        orders=orders,
        may_see_people=may_use("consultant.show_candidate", current_user.role),
    )


@upskilling.get("/rotations/<case>/<employee>")
def propose_for_employee(case: str, employee: str) -> ResponseReturnValue:
    """Propose courses for an employee of a rotation case, from one occupation to another."""
    work = read_workspace(
        get_session(), case, viewer=current_user.account, now=read_clock(), why="courses"
    )
    if employee not in {one.reference for one in work.case.employees}:
        raise NotFound("employee", employee)
    form = WorkforceForm(request.args)
    proposed, turns = None, None
    if request.args.get("origin") is not None and form.validate():
        try:
            if form.occupation.data:
                names = (form.origin.data or "", form.occupation.data)
                proposed = propose_courses(get_session(), *names, **_remembering())
            else:
                turns = list_turns(get_session(), form.origin.data or "", **_reading())
        except InvalidInput as error:
            field = form.origin if error.field == "origin" else form.occupation
            field.errors = [translate_error(error)]
    page = render_template(
        "upskilling/employee.html",
        work=work,
        employee=employee,
        form=form,
        proposed=proposed,
        turns=turns,
        adding=CaseCourseForm(),
    )
    return (page, 422) if form.errors else page


@upskilling.post("/rotations/<case>/<employee>")
def add_to_case(case: str, employee: str) -> ResponseReturnValue:
    """Add a proposed course to the employee."""
    form = CaseCourseForm()
    if not form.validate_on_submit():
        show_message(_("Choose one of the courses"), kind="warning")
        return redirect(url_for("upskilling.propose_for_employee", case=case, employee=employee))
    try:
        training = add_course_to_case(
            get_session(),
            case,
            employee,
            code=form.code.data or "",
            starts_on=form.starts_on.data,
            memory=get_services().memory,
            viewer=current_user.account,
            now=read_clock(),
        )
    except (InvalidInput, Conflict) as error:
        show_message(translate_error(error), kind="warning")
        return redirect(url_for("upskilling.propose_for_employee", case=case, employee=employee))
    show_message(_("Added to the case: %(course)s", course=training.title))
    return redirect(url_for("rotation.show_case", reference=case, _anchor="people"))


def _read(reference: str) -> Candidate:
    return read_candidate(get_session(), reference, actor=current_user.email, now=read_clock())


def _remembering() -> Mapping[str, Any]:
    return {"memory": get_services().memory, "today": read_clock().date()}


def _reading() -> Mapping[str, Any]:
    return {
        "memory": get_services().memory,
        "actor": current_user.email,
        "now": read_clock(),
    }


def _ask(candidate: Candidate) -> tuple[PathForm, Aimed | None, Question | None]:
    """Read the question; no target is no question yet."""
    targets = list_targets(candidate, request.args.get("target", ""))
    form = PathForm(request.args, targets=targets)
    if not {"target", "occupation", "opening"} & request.args.keys():
        form.travel.data = candidate.travel_limit_minutes
        return form, None, None
    if not form.validate():
        return form, None, None
    aimed = aim(form)
    return form, aimed, None if aimed is None else form.build(aimed.target)


def _restore(candidate: Candidate, key: str) -> Offered:
    _form, _target, question = _ask(candidate)
    asked = question or Question(PathTarget("anything"))
    return restore_path(get_session(), candidate.reference, asked, key, **_reading())


def _query() -> dict[str, Any]:
    kept = (
        "target",
        "occupation",
        "opening",
        "latest",
        "budget",
        "travel",
        "hours",
        "coverage",
        "preference",
    )
    return {name: request.args[name] for name in (*kept, "papers") if request.args.get(name)}


def _send(path: Path, filename: str) -> ResponseReturnValue:
    settings = get_services().settings
    sheet = build_handout(path, target=name_target(path.target), settings=settings)
    return send_sheet(sheet, filename)


def _render_plan(plan: str, form: ProgressForm) -> str:
    now = read_clock()
    view = read_plan(get_session(), plan, actor=current_user.email, now=now)
    if not form.is_submitted():
        form.happened_on.data = now.date()
    return render_template(
        "upskilling/plan.html", view=view, form=form, target=name_target(view.plan.path.target)
    )


def _tell(error: MatcherError) -> str:
    if isinstance(error, NotFound):
        return str(_("This target is not known; write the reference of an opening"))
    return translate_error(error)
