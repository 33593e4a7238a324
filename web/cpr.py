"""No CPR number comes in: every field of every form, address and JSON body is looked through.

Two kinds of field are let be. A password is hashed and never kept. A text that is only read for
what it asks of people is not kept either, and its CPR numbers are made unreadable before it is
shown; a CV has one often enough.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from flask import Flask, abort, request
from flask_babel import LazyString
from flask_babel import gettext as _
from werkzeug.datastructures import ImmutableMultiDict
from wtforms import Form

from data_schemas.cpr import holds_cpr
from matcher.errors import N_, InvalidInput

Found = tuple[str, object]

NEVER_KEPT = frozenset({"csrf_token", "password", "again"})
MASKED = frozenset(
    {
        ("drafting.read_candidate_text", "text"),
        ("drafting.read_opening_text", "text"),
        ("company.read_opening_text", "text"),
        ("api.suggest_skills", "text"),
    }
)
"""Endpoints and their fields of which nothing is kept, and what is shown is masked."""


def set_up_cpr(app: Flask) -> None:
    """Refuse every request that carries a CPR number."""
    app.before_request(refuse_cpr)


def refuse_cpr() -> None:
    """Refuse a CPR number, telling the field; the number is neither told nor logged.

    Raises
    ------
    InvalidInput
        If a field holds one.
    """
    if holds_cpr(request.path):
        _forget()
        abort(404)
    for name, value in _list_values():
        if holds_cpr(name) or (_is_kept(name) and holds_cpr(value, field=name)):
            _forget()
            raise InvalidInput(
                "" if holds_cpr(name) else name,
                N_("%(place)s holds what looks like a CPR number, and they are not kept here"),
                N_("Remove it and send again; write the reference instead, such as K-1001"),
                place=_name_field(name),
            )


def _is_kept(name: str) -> bool:
    return name not in NEVER_KEPT and (request.endpoint, name) not in MASKED


def _list_values() -> Iterator[Found]:
    for given in (request.args, request.form):
        for name, values in given.lists():
            yield from ((name.rpartition("-")[2] or name, value) for value in values)
    yield from _walk(_read_json())


def _read_json() -> object:
    try:
        return request.get_json(silent=True)
    except RecursionError:
        abort(400)


def _walk(whole: object) -> Iterator[Found]:
    """Walk through what JSON holds; what stands in a list has its list's name."""
    waiting: list[Found] = [("", whole)]
    while waiting:
        name, value = waiting.pop()
        if isinstance(value, Mapping):
            yield from ((name, key) for key in value)
            waiting.extend((str(key), one) for key, one in value.items())
        elif isinstance(value, list):
            waiting.extend((name, one) for one in value)
        else:
            yield name, value


def _forget() -> None:
    """Take the address's values away, so that no link of the error's page repeats them."""
    language = request.args.get("lang", "")
    request.args = ImmutableMultiDict({"lang": language} if language.isalpha() else {})
    request.view_args = None
    request.url_rule = None


def _name_field(name: str) -> object:
    """Name a field as its form does, or as the program that sent it."""
    labels = {str(label) for form in _list_forms(Form) for label in _find_labels(form, name)}
    if len(labels) == 1:
        return f"“{labels.pop()}”"
    return f"“{name}”" if name and not holds_cpr(name) else _("A field")


def _list_forms(form: Any) -> Iterator[Any]:
    for one in form.__subclasses__():
        yield one
        yield from _list_forms(one)


def _find_labels(form: type, name: str) -> Iterator[LazyString | str]:
    field = vars(form).get(name)
    arguments = getattr(field, "args", ())
    if arguments and isinstance(arguments[0], LazyString | str):
        yield arguments[0]
