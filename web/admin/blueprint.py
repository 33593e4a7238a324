"""The blueprint, and the pages it offers side by side."""

from typing import Any

from flask import Blueprint
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from web.clock import read_clock

admin = Blueprint("admin", __name__, url_prefix="/admin")

PAGES = (
    ("admin.show_health", _l("Health")),
    ("admin.list_users", _l("Users")),
    ("admin.list_schedules", _l("Schedules")),
    ("admin.search_log", _l("Audit")),
    ("admin.show_privacy", _l("Privacy")),
    ("newsletter.show_outbox", _l("Outgoing mail")),
    ("modelling.list_models", _l("Models")),
    ("importing.list_batches", _l("Imports")),
)


@admin.app_template_global()
def list_admin_pages() -> tuple[tuple[str, object], ...]:
    """List the administrator's pages with their names."""
    return PAGES


def act_by() -> dict[str, Any]:
    """Give who acts and when, as the services of accounts ask."""
    return {"viewer": current_user.account, "now": read_clock()}


def read_by() -> dict[str, Any]:
    """Give who reads and when, as the services of watching ask."""
    return {"actor": current_user.email, "now": read_clock()}
