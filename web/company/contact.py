"""The company's one contact at the municipality, and writing to them."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from matcher.errors import InvalidInput
from matcher.services.contacting import find_named_contact, write_to_contact
from web.attempts import limiter
from web.company.blueprint import act_by, company, get_viewer
from web.company.forms import LetterForm
from web.composition import get_services
from web.messages import show_message, translate_error
from web.transactions import get_session

LETTERS = "30/hour"
"""How often one address may write; a company's people may share one."""


@company.get("/contact")
def show_contact() -> ResponseReturnValue:
    """Show whom to turn to, and the form to write to them."""
    return _render(LetterForm(formdata=None))


@company.post("/contact")
@limiter.limit(LETTERS)
def write_to_municipality() -> ResponseReturnValue:
    """Send a message to the contact."""
    form = LetterForm()
    if not form.validate_on_submit():
        return _render(form), 422
    try:
        write_to_contact(get_session(), get_services().settings, form.letter, **act_by())
    except InvalidInput as error:
        form.add_error(error.field, translate_error(error))
        return _render(form), 422
    show_message(_("Your message is on its way. The answer comes to your own e-mail."))
    return redirect(url_for("company.show_contact"))


def _render(form: LetterForm) -> str:
    contact = find_named_contact(get_session(), get_viewer().organisation or "")
    return render_template("company/contact.html", form=form, contact=contact)
