"""The page of what would be otherwise in a round; it asks, and changes nothing."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from matcher.errors import InvalidInput
from matcher.services.placing import Supposition, find_seats_to_find, suppose
from web.campus.blueprint import campus, judge_by
from web.messages import translate_error
from web.transactions import get_session

ASKED = frozenset({"programme", "seats", "travel"})


@campus.get("/rounds/<code>/what-if")
def show_what_if(code: str) -> ResponseReturnValue:
    """Show which seats to go out and find, and what would be otherwise as asked."""
    field, additions = find_seats_to_find(get_session(), code, **judge_by())
    difference, error = None, ""
    if any(request.args.get(name) for name in ASKED):
        try:
            _, difference = suppose(get_session(), code, _read(), **judge_by())
        except InvalidInput as refused:
            error = translate_error(refused)
    page = render_template(
        "campus/what_if.html",
        round=field.round,
        field=field,
        additions=additions,
        difference=difference,
        error=error,
        asked=request.args,
    )
    return page, 422 if error else 200


def _read() -> Supposition:
    given = request.args
    programme, seats = given.get("programme", ""), given.get("seats", "")
    travel = given.get("travel", "").strip()
    number = travel if travel.isascii() and travel.isdigit() else "0"
    minutes = int(number[:6]) if travel else None
    if programme and seats == "drop":
        return Supposition(dropped=frozenset({programme}), travel_minutes=minutes)
    more = {programme: -1 if seats == "less" else 1} if programme else {}
    return Supposition(more, travel_minutes=minutes)
