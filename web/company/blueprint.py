"""The blueprint, who asks, and what a button does."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, redirect
from flask.typing import ResponseReturnValue
from flask_login import current_user

from matcher.errors import Conflict
from matcher.vocabulary import Account
from web.clock import read_clock
from web.company.words import FILTERS
from web.composition import get_services
from web.messages import show_message, translate_error

company = Blueprint("company", __name__, url_prefix="/company")
for _present in FILTERS:
    company.add_app_template_filter(_present)


def get_viewer() -> Account:
    """Give who asks."""
    account: Account = current_user.account
    return account


def act_by() -> dict[str, Any]:
    """Give who acts and when, as the services ask."""
    return {"viewer": get_viewer(), "now": read_clock()}


def read_by() -> dict[str, Any]:
    """Give who reads, when, and what this process remembers."""
    return {**act_by(), "memory": get_services().memory}


def attempt(do: Callable[[], object], told: str, *, to: str) -> ResponseReturnValue:
    """Do what a button asks and go on; what stands against it is told on the page gone to."""
    try:
        do()
    except Conflict as error:
        show_message(translate_error(error), kind="error")
    else:
        show_message(told)
    return redirect(to)
