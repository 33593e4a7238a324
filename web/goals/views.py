"""The views of the goals."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from matcher.errors import InvalidInput
from matcher.services.goals import (
    READ,
    Happening,
    Progress,
    list_areas,
    list_progress,
    list_readings,
    list_years,
    read_progress,
    record_reading,
    set_goal,
)
from matcher.vocabulary import Measure
from web.access import may_use
from web.clock import read_clock
from web.composition import get_services
from web.exporting import FORMS, Cell, send_table
from web.forms import PostedForm
from web.goals.charts import lay_out_bars
from web.goals.forms import GoalForm, GoalsForm, PartForm, ReadingForm
from web.goals.words import (
    FILTERS,
    area_name,
    course_words,
    goal_figure,
    goal_name,
    goal_period,
    list_parts,
    tag_name,
)
from web.i18n import get_language, write_day
from web.messages import show_message, translate_parts
from web.presenters import label, percent
from web.printing import Grid, Section, Sheet, send_sheet
from web.transactions import get_session

SIZE = 25

goals = Blueprint("goals", __name__, url_prefix="/goals")
for _present in FILTERS:
    goals.add_app_template_filter(_present)
goals.add_app_template_global(lay_out_bars, "lay_out_goal_bars")


@goals.get("/")
def list_goals() -> ResponseReturnValue:
    """Show every goal in force with what has been reached."""
    form = _ask()
    return render_template("goals/list.html", form=form, found=_find(form))


@goals.get("/export.<ending>")
def export_goals(ending: str) -> ResponseReturnValue:
    """Send what the list shows."""
    if ending not in {*FORMS, "pdf"}:
        abort(404)
    form = _ask()
    found = _find(form)
    header = [_("Goal"), _("Period"), _("Target"), _("Reached"), _("Expected by now"), _("Status")]
    if ending == "pdf":
        return send_sheet(_lay_out(form, found, header), "maal.pdf")
    rows = [
        [
            goal_name(one.goal),
            goal_period(one.goal),
            one.goal.target,
            one.reached,
            round(one.expected, 1),
            course_words(one),
        ]
        for one in found
    ]
    return send_table("maal", header, rows, form=ending)


@goals.get("/<code>")
def show_goal(code: str) -> ResponseReturnValue:
    """Show one goal: its chart, its parts, what it is made of, and how it was set."""
    return _show(code)


@goals.get("/<code>/rows.<ending>")
def export_rows(code: str, ending: str) -> ResponseReturnValue:
    """Send what a goal, or a part of it, is made of."""
    if ending not in FORMS:
        abort(404)
    found, _settings = read_progress(get_session(writing=False), code, on=read_clock().date())
    header = [
        _("Day"),
        _("Amount"),
        _("Business area"),
        _("Tracks"),
        _("Reference"),
        _("What it is"),
    ]
    rows = (_write_row(one) for one in _select(found, PartForm(request.args)))
    return send_table(f"maal-{code}", header, rows, form=ending)


@goals.route("/set", methods=["GET", "POST"])
def set_one() -> ResponseReturnValue:
    """Show the form of a goal, and set it."""
    form = GoalForm()
    if request.method == "GET":
        _fill_in(form)
        return render_template("goals/set.html", form=form)
    if form.validate_on_submit():
        try:
            goal = set_goal(
                get_session(),
                form.chosen_measure,
                tag=form.chosen_tag,
                target=form.target.data,
                starts_on=form.starts_on.data,
                ends_on=form.ends_on.data,
                note=form.note.data,
                actor=current_user.email,
                now=read_clock(),
            )
        except InvalidInput as error:
            _add_error(form, error)
        else:
            show_message(_("The goal is set; what it was before is kept in its history."))
            return redirect(url_for("goals.show_goal", code=goal.code))
    return render_template("goals/set.html", form=form), 422


@goals.post("/readings/<code>")
def add_reading(code: str) -> ResponseReturnValue:
    """Record a figure read elsewhere."""
    measure = next((one for one in READ if one == code), None)
    if measure is None:
        abort(404)
    form = ReadingForm()
    if not form.validate_on_submit():
        return _show(code, form), 422
    try:
        record_reading(
            get_session(),
            measure,
            value=form.value.data,
            happened_on=form.happened_on.data,
            source=form.source.data,
            actor=current_user.email,
            now=read_clock(),
        )
    except InvalidInput as error:
        _add_error(form, error)
        return _show(code, form), 422
    show_message(_("The figure is recorded"))
    return redirect(url_for("goals.show_goal", code=code))


def _ask() -> GoalsForm:
    session = get_session(writing=False)
    place = 0 if get_language() == "da" else 1
    areas = {area: names[place] for area, names in list_areas(session).items()}
    return GoalsForm(request.args, years=list_years(session), areas=areas)


def _find(form: GoalsForm) -> tuple[Progress, ...]:
    return list_progress(
        get_session(writing=False), on=form.day, area=form.area.data, tag=form.chosen_tag
    )


def _show(code: str, reading: ReadingForm | None = None) -> str:
    session = get_session(writing=reading is not None)
    found, settings = read_progress(session, code, on=read_clock().date())
    part = PartForm(request.args)
    rows = _select(found, part)
    start = (int(part.page.data or 1) - 1) * SIZE
    measure = found.goal.measure
    return render_template(
        "goals/goal.html",
        found=found,
        settings=settings,
        parts=list_parts(found),
        part=part,
        rows=rows[start : start + SIZE],
        total=len(rows),
        size=SIZE,
        row_endpoint=_find_endpoint(measure),
        is_read=measure in READ,
        readings=list_readings(session, measure) if measure in READ else (),
        form=reading or ReadingForm(),
    )


def _find_endpoint(measure: Measure) -> str:
    """Find which page shows what a measure counts; nothing where the reader may not see it."""
    is_case = measure is Measure.ROTATIONS
    endpoint = "rotation.show_case" if is_case else "consultant.show_opening"
    return endpoint if may_use(endpoint, current_user.role) else ""


def _select(found: Progress, part: PartForm) -> list[Happening]:
    """Select the rows of the part that is looked into."""
    quarter, area, tag = part.quarter.data, part.area.data, part.tag.data
    return [
        one
        for one in found.happenings
        if (not quarter or one.quarter == quarter)
        and (not area or one.business_area == area)
        and (not tag or tag in one.tags)
    ]


def _write_row(one: Happening) -> list[Cell]:
    tracks = ", ".join(tag_name(tag) for tag in sorted(one.tags))
    area = area_name(one.business_area) if one.business_area else ""
    return [one.happened_on, one.amount, area, tracks, one.reference, one.title]


def _fill_in(form: GoalForm) -> None:
    """Fill in the goal the reader comes from."""
    code = request.args.get("code", "")
    if not code:
        return
    goal = read_progress(get_session(writing=False), code, on=read_clock().date())[0].goal
    form.measure.data, form.tag.data = str(goal.measure), str(goal.tag or "")
    form.target.data = goal.target
    form.starts_on.data, form.ends_on.data = goal.starts_on, goal.ends_on


def _add_error(form: PostedForm, error: InvalidInput) -> None:
    get_session().rollback()
    form.add_error(error.field, ". ".join(translate_parts(error)))


def _lay_out(form: GoalsForm, found: tuple[Progress, ...], header: list[str]) -> Sheet:
    narrowed = [
        area_name(form.area.data) if form.area.data else _("All areas"),
        label(form.chosen_tag) if form.chosen_tag else _("All tracks"),
    ]
    rows = [
        [
            goal_name(one.goal),
            goal_period(one.goal),
            goal_figure(one.goal.target, one.goal.measure),
            f"{goal_figure(one.reached, one.goal.measure)} ({percent(one.share)})",
            goal_figure(round(one.expected), one.goal.measure),
            course_words(one),
        ]
        for one in found
    ]
    grid = Grid(header, rows, shares=(30, 14, 11, 15, 12, 28), amounts=frozenset({2, 3, 4}))
    return Sheet(
        title=_("Goals and results"),
        issuer=get_services().settings.unit_name,
        lead=_(
            "Measured on %(day)s. %(narrowed)s.",
            day=write_day(form.day),
            narrowed=", ".join(narrowed),
        ),
        sections=(Section(str(form.year.data), grids=(grid,)),),
    )
