"""The blueprint, what its views share, and the page of who was overtaken."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from matcher.errors import InvalidInput, MatcherError, Overtaken
from matcher.vocabulary import Account
from web.campus.words import FILTERS, GLOBALS
from web.clock import read_clock
from web.composition import get_services
from web.forms import PostedForm
from web.messages import show_message, translate_error

campus = Blueprint("campus", __name__, url_prefix="/campus")
for _present in FILTERS:
    campus.add_app_template_filter(_present)
for _function in GLOBALS:
    campus.add_app_template_global(_function)


def get_viewer() -> Account:
    """Give who asks."""
    account: Account = current_user.account
    return account


def read_by() -> dict[str, Any]:
    """Give who reads and when, as the services ask."""
    return {"viewer": get_viewer(), "now": read_clock()}


def judge_by() -> dict[str, Any]:
    """Give who asks what seats are worth, and what foretells it."""
    return {**read_by(), "memory": get_services().memory}


def change_by(form: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Give who changes, when, and the version they saw."""
    written = (request.form if form is None else form).get("version", "")
    return {**read_by(), "seen": int(written) if written.isascii() and written.isdigit() else 0}


def change_judged_by() -> dict[str, Any]:
    """Give who changes seats, when, the version they saw, and what foretells their worth."""
    return {**change_by(), "memory": get_services().memory}


def save(
    form: PostedForm, do: Callable[[], object], told: str, *, to: str
) -> ResponseReturnValue | None:
    """Do what a checked form asks and go on, or put the objection at its field and give None."""
    if not form.validate_on_submit():
        return None
    try:
        do()
    except InvalidInput as error:
        form.add_error(error.field, translate_error(error))
        return None
    show_message(told)
    return redirect(to)


def attempt(do: Callable[[], object], told: str, *, to: str) -> ResponseReturnValue:
    """Do what a button asks and go on; what stands against it is told on the page gone to."""
    try:
        do()
    except Overtaken:
        raise
    except (InvalidInput, MatcherError) as error:
        show_message(translate_error(error), kind="error")
    else:
        show_message(told)
    return redirect(to)
