"""The page of who was overtaken: what was, what somebody else made of it, and what one wanted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict
from wtforms import Field

from matcher.errors import Overtaken
from matcher.services.placing import (
    list_open_consents,
    list_steps_since,
    read_profile,
    read_programme,
)
from web.campus.blueprint import campus, get_viewer, read_by
from web.campus.forms import (
    ProgrammeForm,
    StudentForm,
    VersionedForm,
    fill_programme,
    fill_student,
    name_hosts,
)
from web.errors import show_own_error, wants_problem
from web.transactions import get_session

WAS = "was:"
"""What a field's name begins with where a form carries what its reader saw."""

UNTOLD = frozenset({"csrf_token", "version"})
"""What a form holds beside what its reader wrote."""

Values = tuple[str, ...]


@dataclass(frozen=True)
class Clash:
    """A field that somebody else, the reader, or both have changed."""

    label: str
    was: str
    theirs: str
    mine: str
    both: bool


@campus.app_template_global()
def list_was(form: VersionedForm) -> list[tuple[str, str]]:
    """List what the reader of a form saw first, to be carried by it."""
    carried = [(name, one) for name, one in request.form.items(multi=True) if name.startswith(WAS)]
    return carried or [
        (WAS + name, value) for name, field in _list_fields(form) for value in _read(field)
    ]


def find_clashes(
    theirs: VersionedForm, posted: MultiDict[str, str]
) -> tuple[tuple[Clash, ...], list[tuple[str, str]]]:
    """Find what differs field by field, and what one's own changes make on top of theirs.

    A field that one has not changed is left as the others made it.
    """
    clashes, merged = [], []
    for name, field in _list_fields(theirs):
        now = _read(field)
        mine = _clean(posted.getlist(name))
        was = _clean(posted.getlist(WAS + name))
        changed = set(mine) != set(was)
        if changed or set(now) != set(was):
            both = changed and set(now) != set(was) and set(mine) != set(now)
            told = [_tell(field, each) for each in (was, now, mine)]
            clashes.append(Clash(str(field.label.text), told[0], told[1], told[2], both))
        merged += [(name, one) for one in (mine if changed else now)]
        merged += [(WAS + name, one) for one in now]
    return tuple(clashes), merged


@campus.errorhandler(Overtaken)
def show_overtaken(error: Overtaken) -> ResponseReturnValue:
    """Show what somebody else changed beside what the reader wanted; nothing is overwritten."""
    if wants_problem():
        return show_own_error(error)
    theirs = _read_theirs(error)
    mine = [(name, value) for name, value in request.form.items(multi=True) if name not in UNTOLD]
    clashes, merged = find_clashes(theirs, request.form) if theirs else ((), mine)
    page = render_template(
        "campus/overtaken.html",
        error=error,
        mine=mine,
        merged=merged,
        clashes=clashes,
        steps=list_steps_since(get_session(), error, **read_by()),
        back=request.referrer or request.path,
    )
    return page, 409


def _read_theirs(error: Overtaken) -> VersionedForm | None:
    """Read what is kept now as the form would show it; None of what has a history of its own."""
    values: Mapping[str, Any]
    if error.noun == "student":
        student = read_profile(get_session(), error.key, why="overtaken", **read_by())
        values = fill_student(student, list_open_consents(get_session(), error.key))
        return StudentForm(MultiDict(), **values)
    if error.noun == "programme":
        values = fill_programme(read_programme(get_session(), error.key, viewer=get_viewer()))
        return ProgrammeForm(name_hosts(), MultiDict(), **values)
    return None


def _list_fields(form: VersionedForm) -> list[tuple[str, Field]]:
    return [(one.name, one) for one in form if one.name not in UNTOLD]


def _read(field: Field) -> Values:
    """Read a field's value as a browser would send it."""
    data = field.data
    if isinstance(data, (list, tuple)):
        return _clean([str(one) for one in data])
    return _clean([data.isoformat() if isinstance(data, date) else str(data or "")])


def _clean(values: list[str]) -> Values:
    return tuple(one.strip() for one in values if one.strip())


def _tell(field: Field, values: Values) -> str:
    """Tell values in the words of the list they are chosen from."""
    named = {str(one.value): str(one.label) for one in getattr(field, "choices", None) or ()}
    return ", ".join(named.get(one, one) for one in values) or "–"
