"""What the law asks a public service to say of itself."""

from datetime import date

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from web.composition import get_services

UPDATED = date(2026, 11, 25)
"""The day the accessibility statement was last gone through; the law asks for once a year."""

statements = Blueprint("statements", __name__)


@statements.get("/accessibility")
def show_accessibility() -> ResponseReturnValue:
    """Show the accessibility statement, in the parts that the agency's model has."""
    settings = get_services().settings
    return render_template("statements/accessibility.html", updated=UPDATED, settings=settings)
