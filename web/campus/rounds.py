"""The views of placement rounds; each checks its form, asks a service, and shows the round."""

from collections.abc import Mapping
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from matcher.campus import Programme, RulingKind
from matcher.errors import NotFound
from matcher.services.placing import (
    ADJUSTABLE,
    Field,
    Move,
    Round,
    choose_programmes,
    choose_students,
    compare_groups,
    compare_rounds,
    explain_student,
    give_up_seat,
    list_profiles,
    list_programmes,
    make_move,
    measure,
    measure_quotas,
    place_late,
    preview_move,
    price_wishes,
    read_field,
    read_round,
    rule_on_pair,
    set_up_round,
    state_host_view,
    state_wishes,
    take_step,
    withdraw_programme,
)
from matcher.services.placing import list_rounds as find_rounds
from matcher.services.placing import open_round as begin_round
from web.campus.blueprint import (
    attempt,
    campus,
    change_by,
    change_judged_by,
    get_viewer,
    judge_by,
    read_by,
    save,
)
from web.campus.forms import LateForm, RoundForm, SetUpForm, find_word
from web.campus.words import programme_title, student_name
from web.clock import read_clock
from web.composition import get_services
from web.transactions import get_session

TOLD: Mapping[str, LazyString] = {
    "open_wishes": _l("The round takes wishes"),
    "propose": _l("Seats are proposed"),
    "publish": _l("The seats are published"),
    "close": _l("The round is closed"),
}
"""What is told once a step of a round is taken."""


@campus.get("/rounds/")
def list_rounds() -> ResponseReturnValue:
    """List the rounds, with the form of a new one."""
    return _show_rounds(RoundForm())


@campus.post("/rounds/")
def open_round() -> ResponseReturnValue:
    """Open a round."""
    form = RoundForm()
    made: list[str] = []
    answer = save(
        form,
        lambda: made.append(begin_round(get_session(), form.build(), **read_by()).code),
        _("The round is opened"),
        to="",
    )
    if answer is None:
        return _show_rounds(form), 422
    return redirect(url_for("campus.show_round", code=made[0]))


@campus.get("/rounds/<code>")
def show_round(code: str) -> ResponseReturnValue:
    """Show a round: how far it is, what it gives, and every student and programme in it."""
    field = _read(code)
    return render_template(
        "campus/round.html",
        field=field,
        round=field.round,
        measures=measure(field, field.seats, closed=field.closed),
        quotas=measure_quotas(field.round.quotas, field.seats, field.programmes),
        reasons={one: explain_student(field, one) for one in field.students},
    )


@campus.post("/rounds/<code>/steps/<step>")
def take_round_step(code: str, step: str) -> ResponseReturnValue:
    """Take the round a step on."""
    if step not in TOLD:
        raise NotFound("step", step)
    return attempt(
        lambda: take_step(get_session(), code, step, **change_judged_by()),
        str(TOLD[step]),
        to=_at(code),
    )


@campus.route("/rounds/<code>/set-up", methods=["GET", "POST"])
def set_up(code: str) -> ResponseReturnValue:
    """Choose mechanism, limits, programmes and students of a round."""
    found = read_round(get_session(), code, **read_by())
    share = found.quotas.get("praktisk")
    form = SetUpForm(
        mechanism=str(found.mechanism),
        wishes_until=found.wishes_until,
        seats_each=found.seats_each,
        practical=None if share is None else round(100 * share),
        version=found.version,
    )
    answer = save(form, lambda: _set_up(code, form), _("The round is set up"), to=_at(code))
    if answer is not None:
        return answer
    page = render_template(
        "campus/set_up.html",
        form=form,
        round=found,
        programmes=_list_eligible(found),
        students=list_profiles(get_session(), **read_by()),
    )
    return page, 422 if form.errors else 200


@campus.get("/rounds/<code>/students/<student>")
def show_place(code: str, student: str) -> ResponseReturnValue:
    """Show what a student got and why, and what can be changed."""
    field = _read(code)
    if student not in field.students:
        raise NotFound("student", student)
    found = field.round
    return render_template(
        "campus/place.html",
        field=field,
        round=found,
        student=field.students[student],
        reasons=explain_student(field, student),
        rulings=[one for one in found.rulings if one.student == student],
        lot=field.problem.lots[student],
        prices=price_wishes(field, student) if found.status in ADJUSTABLE else {},
    )


@campus.post("/rounds/<code>/students/<student>/wishes")
def change_wishes(code: str, student: str) -> ResponseReturnValue:
    """State a student's wishes, the dearest first."""
    wishes = [one for one in request.form.getlist("wish") if one]
    return attempt(
        lambda: state_wishes(get_session(), code, student, wishes, **change_by()),
        _("The wishes are kept"),
        to=url_for("campus.show_place", code=code, student=student),
    )


@campus.get("/rounds/<code>/move")
def show_move(code: str) -> ResponseReturnValue:
    """Show what a move by hand would change; nothing is changed yet."""
    field = _read(code)
    move = _read_move(request.args)
    effect = preview_move(get_session(), code, move, **judge_by())
    return render_template(
        "campus/move.html", field=field, round=field.round, effect=effect, move=move
    )


@campus.post("/rounds/<code>/move")
def move_by_hand(code: str) -> ResponseReturnValue:
    """Make a move by hand."""
    move = _read_move(request.form)
    return attempt(
        lambda: make_move(
            get_session(), code, move, reason=request.form.get("reason", ""), **change_judged_by()
        ),
        _("The seat is changed"),
        to=url_for("campus.show_place", code=code, student=move.student),
    )


@campus.post("/rounds/<code>/rulings")
def rule_by_hand(code: str) -> ResponseReturnValue:
    """Lock a pair, forbid it, or lift what was ruled."""
    student = request.form.get("student", "")
    return attempt(
        lambda: rule_on_pair(
            get_session(),
            code,
            find_word(RulingKind, request.form.get("kind")),
            student=student,
            programme=request.form.get("programme", ""),
            reason=request.form.get("reason", ""),
            **change_judged_by(),
        ),
        _("The ruling is kept"),
        to=url_for("campus.show_place", code=code, student=student or "-"),
    )


@campus.get("/rounds/<code>/programmes/<programme>")
def show_seats(code: str, programme: str) -> ResponseReturnValue:
    """Show who has a seat in a programme, who waits, and what the host says."""
    field = _read(code)
    if programme not in field.programmes:
        raise NotFound("programme", programme)
    found = field.round
    wishing = [one for one, wishes in found.wishes.items() if programme in wishes]
    return render_template(
        "campus/seats.html",
        field=field,
        round=found,
        programme=field.programmes[programme],
        inside=found.students_in(programme),
        waiting=found.waiting.get(programme, ()),
        wishing=[one for one in wishing if one in field.students],
        views={one.student: one for one in found.host_views if one.programme == programme},
    )


@campus.post("/rounds/<code>/programmes/<programme>/withdraw")
def withdraw(code: str, programme: str) -> ResponseReturnValue:
    """Take a programme back that its host withdraws; its students are placed anew."""
    reason = request.form.get("reason", "")
    return attempt(
        lambda: withdraw_programme(
            get_session(), code, programme, reason=reason, **change_judged_by()
        ),
        _("The programme is withdrawn, and its students are placed again where there was room"),
        to=_at(code),
    )


@campus.post("/rounds/<code>/programmes/<programme>/host")
def enter_host_view(code: str, programme: str) -> ResponseReturnValue:
    """Enter what the host says of a student: a rank, that it declines, or nothing."""
    rank = request.form.get("rank", "").strip()
    return attempt(
        lambda: state_host_view(
            get_session(),
            code,
            programme,
            request.form.get("student", ""),
            rank=int(rank) if rank.isascii() and rank.isdigit() and len(rank) < 4 else None,
            declined="declined" in request.form,
            reason=request.form.get("reason", ""),
            **change_by(),
        ),
        _("What the host says is kept"),
        to=url_for("campus.show_seats", code=code, programme=programme),
    )


@campus.post("/rounds/<code>/give-up")
def give_up(code: str) -> ResponseReturnValue:
    """Take a seat back that a student gives up; the waiting lists move."""
    return attempt(
        lambda: give_up_seat(
            get_session(),
            code,
            request.form.get("student", ""),
            request.form.get("programme", ""),
            reason=request.form.get("reason", ""),
            **change_judged_by(),
        ),
        _("The seat is given up, and the waiting lists have moved"),
        to=_at(code),
    )


@campus.route("/rounds/<code>/late", methods=["GET", "POST"])
def add_late(code: str) -> ResponseReturnValue:
    """Take a late student into a published round."""
    found = read_round(get_session(), code, **read_by())
    form = LateForm(version=found.version)
    others = [
        one
        for one in list_profiles(get_session(), **read_by())
        if one.reference not in found.students
    ]
    offered = list_programmes(get_session(), viewer=get_viewer(), codes=found.open_programmes)
    form.offer(
        {one.reference: student_name(one) for one in others},
        {one.code: programme_title(one) for one in offered},
    )
    answer = save(
        form,
        lambda: place_late(
            get_session(), code, form.student.data, form.wishes, **change_judged_by()
        ),
        _("The late student is taken in"),
        to=url_for("campus.show_place", code=code, student=form.student.data or "-"),
    )
    if answer is not None:
        return answer
    page = render_template("campus/late.html", form=form, round=found)
    return page, 422 if form.errors else 200


@campus.get("/rounds/<code>/history")
def show_history(code: str) -> ResponseReturnValue:
    """Show every step of a round."""
    found = read_round(get_session(), code, **read_by())
    return render_template("campus/history.html", round=found)


@campus.get("/rounds/<code>/fairness")
def show_fairness(code: str) -> ResponseReturnValue:
    """Show what each group got, in this round and beside another."""
    others = [one for one in find_rounds(get_session(), **read_by()) if one.code != code]
    chosen = next((one.code for one in others if one.code == request.args.get("beside")), None)
    compared = compare_rounds(get_session(), [code, *([chosen] if chosen else [])], **judge_by())
    return render_template(
        "campus/fairness.html",
        compared=compared,
        differences=compare_groups(*compared) if len(compared) > 1 else {},
        round=compared[0].round,
        others=others,
    )


def _read(code: str) -> Field:
    found = read_round(get_session(), code, **read_by())
    return read_field(get_session(), found, memory=get_services().memory)


def _list_eligible(found: Round) -> list[Programme]:
    """List the programmes that a round may take in: its own, and those that have not begun."""
    today = read_clock().date()
    return [
        one
        for one in list_programmes(get_session(), viewer=get_viewer())
        if one.code in found.programmes or one.starts_on is None or one.starts_on >= today
    ]


def _at(code: str) -> str:
    return url_for("campus.show_round", code=code)


def _show_rounds(form: RoundForm) -> str:
    found = find_rounds(get_session(), **read_by())
    return render_template("campus/rounds.html", form=form, rounds=found)


def _read_move(given: Any) -> Move:
    return Move(given.get("student", ""), given.get("programme") or None)


def _set_up(code: str, form: SetUpForm) -> None:
    changed = set_up_round(get_session(), code, **form.stated, **change_by())
    by = {**read_by(), "seen": changed.version}
    changed = choose_programmes(get_session(), code, request.form.getlist("programme"), **by)
    chosen = request.form.getlist("student")
    if set(chosen) - set(changed.students):
        choose_students(get_session(), code, chosen, **{**by, "seen": changed.version})
