"""The app factory."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, Response, abort, request
from flask_compress import Compress
from flask_openapi3.models.info import Info
from flask_openapi3.openapi import OpenAPI
from flask_talisman import Talisman
from werkzeug.routing import IntegerConverter

from matcher.services import Services, open_services
from matcher.services.keys import read_secret_key
from matcher.settings import Settings
from web.access import may_use, set_up_access
from web.accounts import accounts
from web.acting import QUICK, acting, keep_narrowing, list_likely, next_step
from web.admin import admin
from web.api import api
from web.api.browsing import set_up_browsing
from web.apprenticeship import apprenticeship
from web.bars import register_bars
from web.campus import campus
from web.caseload import caseload
from web.chances import register_chances
from web.company import company
from web.consultant import consultant
from web.cpr import set_up_cpr
from web.drafting import drafting
from web.errors import register_errors, show_schema_error
from web.goals import goals
from web.i18n import set_up_languages
from web.importing import importing
from web.modelling import modelling
from web.newsletter import newsletter
from web.occupations import occupations
from web.paging import lay_out_pages
from web.plots import register_plots
from web.presenters import register_presenters
from web.rotation import rotation
from web.ruling import register_ruling
from web.saving import saving
from web.searching import searching
from web.secure_cookies import CookiesAsSecureAsTheVisit
from web.shapes import register_shapes
from web.sharing import sharing
from web.signing_in import set_up_signing_in, signing_in
from web.starting import is_here, list_entries, starting
from web.statements import statements
from web.transactions import set_up_transactions
from web.upskilling import upskilling

BLUEPRINTS: tuple[Blueprint, ...] = (
    starting,
    signing_in,
    accounts,
    company,
    sharing,
    searching,
    acting,
    saving,
    caseload,
    consultant,
    occupations,
    drafting,
    rotation,
    apprenticeship,
    upskilling,
    goals,
    newsletter,
    campus,
    modelling,
    importing,
    admin,
    statements,
)
"""Every page; a new blueprint goes here, its endpoints into `web.access.ACCESS`."""

HTMX = "vendor/htmx/htmx.min.js"
"""What spares some reloading; every page does without it, and without any script."""

LARGEST_UPLOAD = 25 * 1024 * 1024
LARGEST_NUMBER = 2**31 - 1
WORKDAY = timedelta(hours=10)

CONTENT_SECURITY_POLICY = {
    "default-src": "'self'",
    "img-src": ["'self'", "data:"],
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}


class BoundedInteger(IntegerConverter):
    """A number in an address that every database can hold; a larger one is not found."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **{"max": LARGEST_NUMBER, **more})


def create_app(settings: Settings | None = None, *, services: Services | None = None) -> Flask:
    """Build the app.

    Parameters
    ----------
    settings : Settings, optional
        How it is configured; without them, the environment tells.
    services : Services, optional
        An open house; without one, it is opened from the settings.
    """
    chosen = settings or Settings.from_environment()
    app = OpenAPI(
        __name__,
        info=Info(title=chosen.unit_name, version="1"),
        doc_prefix="/api/v1",
        doc_url="/openapi.json",
        validation_error_callback=show_schema_error,
    )
    app.extensions["services"] = services or open_services(chosen)
    _configure(app, chosen)
    _secure(app)
    set_up_languages(app)
    set_up_signing_in(app)
    set_up_access(app)
    set_up_transactions(app)
    register_errors(app)
    register_presenters(app)
    register_bars(app)
    register_chances(app)
    register_shapes(app)
    register_plots(app)
    register_ruling(app)
    app.url_map.converters["int"] = BoundedInteger
    app.jinja_env.globals.update(
        unit_name=chosen.unit_name,
        municipality=chosen.municipality,
        list_entries=list_entries,
        is_here=is_here,
        may_use=may_use,
        quick_outcomes=QUICK,
        next_step=next_step,
        list_likely=list_likely,
        keep_narrowing=keep_narrowing,
        has_htmx=(Path(app.static_folder or "") / HTMX).is_file(),
        htmx=HTMX,
        lay_out_pages=lay_out_pages,
    )
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.register_api(api)
    set_up_browsing(app)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.from_mapping(
        SECRET_KEY=settings.secret_key or read_secret_key(settings.home),
        MAX_CONTENT_LENGTH=LARGEST_UPLOAD,
        PERMANENT_SESSION_LIFETIME=WORKDAY,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_I18N_ENABLED=False,
        # pages hold the session's token beside what a visitor sends, so only files are compressed
        # (BREACH, https://www.breachattack.com)
        COMPRESS_MIMETYPES=["text/css", "text/javascript", "image/svg+xml"],
        COMPRESS_ALGORITHM=["br", "gzip"],
    )
    Compress(app)
    app.session_interface = CookiesAsSecureAsTheVisit()
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True


def _secure(app: Flask) -> None:
    Talisman(
        app,
        content_security_policy=CONTENT_SECURITY_POLICY,
        frame_options="DENY",
        force_https=False,
        session_cookie_secure=False,
    )
    app.before_request(refuse_nul)
    set_up_cpr(app)
    app.after_request(keep_out_of_caches)


def refuse_nul() -> None:
    """Refuse the one character that PostgreSQL cannot keep and no person types."""
    told = (request.path, *request.args.keys(), *request.args.values())
    if any("\x00" in text for text in told):
        abort(400)


def keep_out_of_caches(response: Response) -> Response:
    """Tell browsers and proxies to keep no page; they may show people."""
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    return response
