"""Every error as a problem document (RFC 9457); the only broad catch of the web room."""

import logging

from flask import Flask, Response, jsonify
from werkzeug.exceptions import HTTPException

log = logging.getLogger(__name__)


def build_problem(status: int, title: str, detail: str) -> Response:
    """Build an ``application/problem+json`` response."""
    response = jsonify(type="about:blank", status=status, title=title, detail=detail)
    response.status_code = status
    response.content_type = "application/problem+json"
    return response


def register_errors(app: Flask) -> None:
    """Translate what is raised into problem documents."""

    @app.errorhandler(HTTPException)
    def show_http_error(error: HTTPException) -> Response:
        """Show an HTTP error as a problem document."""
        return build_problem(error.code or 500, error.name, error.description or error.name)

    @app.errorhandler(Exception)
    def show_unforeseen(error: Exception) -> Response:
        """Log what nobody foresaw; tell the reader nothing of the inside."""
        log.error("unforeseen error", exc_info=error)
        return build_problem(500, "Internal Server Error", "The error was logged.")
