"""The import pages: upload, preview with every faulty row, commit, templates to download."""

from flask import Blueprint, Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from matcher.errors import NotFound
from matcher.services.esco import preview_esco
from matcher.services.importing import (
    CAMPUS_NOUNS,
    NOUNS,
    ImportBatch,
    commit_import,
    list_imports,
    preview_import,
    read_import,
)
from matcher.services.reading import template
from matcher.vocabulary import Role
from web.clock import read_clock
from web.forms import UploadForm
from web.i18n import get_language
from web.messages import show_message
from web.transactions import get_session

importing = Blueprint("importing", __name__, url_prefix="/imports")

MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@importing.get("/")
def list_batches() -> ResponseReturnValue:
    """Show the upload form, the templates and what was imported before."""
    return _show_list(UploadForm(_list_nouns()))


@importing.post("/")
def upload() -> ResponseReturnValue:
    """Read a file and keep it for its preview; nothing of it is taken in yet."""
    form = UploadForm(_list_nouns())
    if not form.validate_on_submit():
        return _show_list(form), 422
    given = {
        "filename": form.file.data.filename,
        "content": form.file.data.read(),
        "actor": current_user.email,
        "now": read_clock(),
    }
    if form.noun.data == "esco":
        number = preview_esco(get_session(), **given).id
    else:
        number = preview_import(get_session(), form.noun.data, **given).batch
    return redirect(url_for("importing.show_batch", number=number))


@importing.get("/<int:number>")
def show_batch(number: int) -> ResponseReturnValue:
    """Show a batch: its faults, or what committing it would do, or did."""
    return render_template("importing/batch.html", batch=_read(number, writing=False))


@importing.post("/<int:number>/commit")
def commit_batch(number: int) -> ResponseReturnValue:
    """Take in a previewed batch, all of it."""
    _read(number)
    rows = commit_import(get_session(), number, actor=current_user.email, now=read_clock())
    show_message(_("%(rows)s rows were taken in", rows=rows))
    return redirect(url_for("importing.show_batch", number=number))


@importing.get("/templates/<noun>.<form>")
def download_template(noun: str, form: str) -> ResponseReturnValue:
    """Download the template of a noun, in the page's language."""
    if noun not in NOUNS or noun not in _list_nouns() or form not in MEDIA:
        raise NotFound("template", f"{noun}.{form}")
    language = get_language()
    content = template(noun, language=language, form="xlsx" if form == "xlsx" else "csv")
    headers = {"Content-Disposition": f"attachment; filename={noun}-{language}.{form}"}
    return Response(content, mimetype=MEDIA[form], headers=headers)


def _list_nouns() -> tuple[str, ...]:
    """List what the reader may bring in: a coordinator what is the campus's, and no more."""
    return CAMPUS_NOUNS if current_user.role is Role.COORDINATOR else (*NOUNS, "esco")


def _read(number: int, *, writing: bool = True) -> ImportBatch:
    batch = read_import(get_session(writing=writing), number)
    if batch.kind not in _list_nouns():
        raise NotFound("import", number)
    return batch


def _show_list(form: UploadForm) -> str:
    nouns = _list_nouns()
    kept = [one for one in list_imports(get_session(writing=False)) if one.kind in nouns]
    named = [one for one in nouns if one != "esco"]
    return render_template("importing/list.html", form=form, batches=kept, nouns=named)
