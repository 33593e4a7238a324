"""Every error as a page or a problem document (RFC 9457); the only broad catch of this room."""

import logging
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from flask import Flask, Response, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException

from matcher.errors import (
    Conflict,
    ImportRejected,
    InvalidInput,
    MatcherError,
    NotAllowed,
    NotFound,
)
from web.messages import translate_error, translate_parts

log = logging.getLogger(__name__)

STATUSES: Mapping[type[MatcherError], int] = {
    NotFound: 404,
    NotAllowed: 403,
    InvalidInput: 422,
    Conflict: 409,
}

TITLES = {
    400: _l("The request could not be understood"),
    401: _l("You are not signed in"),
    403: _l("You do not have access"),
    404: _l("The page was not found"),
    405: _l("This address cannot be used that way"),
    409: _l("It could not be done as things stand"),
    413: _l("The file is too large"),
    415: _l("This kind of content is not taken here"),
    422: _l("Something needs to be mended"),
    429: _l("Too many attempts"),
    500: _l("Something went wrong with us"),
}

DETAILS = {
    400: _l("Go back, check the address or the form, and try again."),
    401: _l("Sign in and try again."),
    403: _l("Your user may not see or do this. Ask an administrator if you think it should."),
    404: _l("It may have been moved or removed. Check the address, or begin at the front page."),
    405: _l("Go back and use the links and buttons of the page."),
    413: _l("A file can be at most 25 MB. Divide it and send the parts one by one."),
    415: _l("Send JSON, with the content type application/json."),
    429: _l("Wait a minute and try again."),
    500: _l("The error has been logged. Try again in a moment."),
}
STALE_FORM = _l("The form had become too old. Go back, reload the page and send it again.")


def register_errors(app: Flask) -> None:
    """Tell what is raised as a page, or as a problem document to who asked for JSON."""
    app.register_error_handler(MatcherError, show_own_error)
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(Exception, show_unforeseen)


def wants_problem() -> bool:
    """Tell whether the reader is a program."""
    if request.path.startswith("/api/"):
        return True
    accepted = request.accept_mimetypes
    return accepted["application/json"] > accepted["text/html"] or (
        accepted["application/problem+json"] > accepted["text/html"]
    )


def show_own_error(error: MatcherError) -> ResponseReturnValue:
    """Show what the house raised on purpose."""
    status = next((code for kind, code in STATUSES.items() if isinstance(error, kind)), 500)
    if status == 500:
        return show_unforeseen(error)
    log.info("refused with %s: %s", status, type(error).__name__)
    return _show(status, translate_error(error), **_tell_more(error))


def show_http_error(error: HTTPException) -> ResponseReturnValue:
    """Show an error of the protocol; a redirect is passed on."""
    status = error.code or 500
    if status < 400:
        return error.get_response()
    detail = STALE_FORM if isinstance(error, CSRFError) else DETAILS.get(status, error.description)
    response = make_response(_show(status, str(detail)))
    kept = ("Allow", "Retry-After")
    response.headers.extend([pair for pair in error.get_headers() if pair[0] in kept])
    return response


def show_unforeseen(error: Exception) -> ResponseReturnValue:
    """Log what nobody foresaw; tell the reader nothing of the inside."""
    log.error("unforeseen error", exc_info=error)
    return _show(500, str(DETAILS[500]))


def show_schema_error(error: ValidationError) -> Response:
    """Show what in an API request is not as its contract says."""
    faults = [
        {"field": ".".join(str(part) for part in one["loc"]), "wrong": one["msg"]}
        for one in error.errors(include_url=False, include_input=False, include_context=False)
    ]
    return build_problem(422, _("The request is not as its contract says."), errors=faults)


def build_problem(status: int, detail: str, **more: object) -> Response:
    """Build an ``application/problem+json`` response."""
    title = str(TITLES.get(status, TITLES[400]))
    response = jsonify(type="about:blank", status=status, title=title, detail=detail, **more)
    response.status_code = status
    response.content_type = "application/problem+json"
    return response


def _tell_more(error: MatcherError) -> dict[str, Any]:
    if isinstance(error, ImportRejected):
        return {"field": error.field, "errors": [asdict(one) for one in error.errors]}
    if isinstance(error, InvalidInput):
        wrong, remedy = translate_parts(error)
        return {"field": error.field, "wrong": wrong, "remedy": remedy}
    return {}


def _show(status: int, detail: str, **more: Any) -> ResponseReturnValue:
    if wants_problem():
        return build_problem(status, detail, **more)
    template = "errors/unforeseen.html" if status >= 500 else "errors/error.html"
    title = TITLES.get(status, TITLES[400])
    return render_template(template, status=status, title=title, detail=detail, **more), status
