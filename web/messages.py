"""What the service tells its reader beside a page: notices, and errors in their language."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from flask import flash
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from matcher.errors import Conflict, InvalidInput, MatcherError, NotAllowed, NotFound
from matcher.services.placing import Objection
from matcher.vocabulary import Labelled
from web.i18n import get_language, write_day

Kind = Literal["success", "info", "warning", "error"]

NOUNS = {
    "account": _l("The user"),
    "candidate": _l("The candidate"),
    "concept": _l("The concept"),
    "course": _l("The course"),
    "import": _l("The import"),
    "invitation": _l("The link"),
    "employee": _l("The employee"),
    "goal": _l("The goal"),
    "occupation": _l("The occupation"),
    "opening": _l("The opening"),
    "organisation": _l("The company"),
    "document": _l("The document"),
    "programme": _l("The programme"),
    "rotation": _l("The case"),
    "round": _l("The round"),
    "run": _l("The retraining"),
    "search": _l("The saved search"),
    "seat": _l("The seat"),
    "share": _l("The candidate"),
    "student": _l("The student"),
    "subscription": _l("The subscription"),
    "template": _l("The template"),
    "training": _l("The course"),
    "version": _l("The model version"),
}
"""What can be missing, as the store names it."""


def show_message(text: str, *, kind: Kind = "success") -> None:
    """Show a notice on the next page."""
    flash(text, kind)


@dataclass(frozen=True)
class Undo:
    """What the next page offers to take back, and for how many minutes that can be done."""

    opening: str
    candidates: tuple[str, ...]
    outcome: str
    minutes: int


def show_undoable(text: str, undo: Undo) -> None:
    """Show a notice on the next page, with a button that takes back what it tells."""
    flash({"text": text, **asdict(undo)}, "undo")  # type: ignore[arg-type]


def translate_error(error: MatcherError) -> str:
    """Tell an error in the reader's language: what is wrong, and what would be right."""
    if isinstance(error, InvalidInput):
        wrong, remedy = translate_parts(error)
        return f"{wrong}. {remedy}."
    if isinstance(error, Conflict):
        return str(_(error.message, **_tell_values(error.values)))
    if isinstance(error, NotFound):
        noun = NOUNS.get(error.noun, _("What you asked for"))
        return str(_("%(noun)s %(key)s does not exist", noun=noun, key=error.key))
    if isinstance(error, NotAllowed):
        return str(_("You do not have access to this"))
    return str(_("Something went wrong with us"))


def translate_parts(error: InvalidInput) -> tuple[str, str]:
    """Tell what is wrong and what would be right, each beginning with a capital."""
    values = _tell_values(error.values)
    wrong, remedy = (_(text, **values) for text in (error.wrong, error.remedy))
    return wrong[:1].upper() + wrong[1:], remedy[:1].upper() + remedy[1:]


def translate_failure(report: Mapping[str, Any]) -> str:
    """Tell why a retraining failed; what nobody foresaw is told as it was logged."""
    if "wrong" in report:
        parts = [_(report[part], **report["values"]) for part in ("wrong", "remedy")]
        return ". ".join(text[:1].upper() + text[1:] for text in parts) + "."
    message = report["error"]
    return str(_(message))


def _tell_values(values: Mapping[str, object]) -> dict[str, object]:
    """Tell labelled words and days among an error's values in the reader's language."""
    return {name: _tell_value(one) for name, one in values.items()}


def _tell_value(value: object) -> object:
    if isinstance(value, Labelled):
        return value.label(get_language())
    if isinstance(value, Objection):
        return value.tell(get_language())
    return write_day(value) if isinstance(value, date) else value


def translate_row(error: object, part: Literal["wrong", "right"]) -> str:
    """Tell one part of a faulty row, which may be a `RowError` or the same as a mapping."""
    name = f"{part}_{get_language()}"
    return str(error[name] if isinstance(error, dict) else getattr(error, name))
