"""What the service writes by mail about accounts, openings and candidates; no candidate's data."""

from collections.abc import Iterable

from flask import url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from matcher.services.accounts import Made
from matcher.services.mailing import Mail, queue
from matcher.vocabulary import Account
from web.clock import read_clock
from web.composition import get_services
from web.transactions import get_session


def send_link(made: Made) -> None:
    """Send a link by which somebody chooses a password, in the house's language."""
    settings = get_services().settings
    address = settings.public_url + url_for("accounts.show_link", token=made.token)
    with force_locale("da"):
        given = {"unit": settings.unit_name, "address": address, "name": made.link.name}
        if made.link.account is None:
            subject = _("You are invited to %(unit)s", unit=settings.unit_name)
            text = _(
                "Hello %(name)s\n\nYou are invited to use %(unit)s. Choose your password within "
                "seven days:\n%(address)s\n\nThe link works once. If you do not know why you get "
                "it, do nothing.\n",
                **given,
            )
        else:
            subject = _("Choose a new password for %(unit)s", unit=settings.unit_name)
            text = _(
                "Hello %(name)s\n\nChoose a new password within two hours:\n%(address)s\n\n"
                "The link works once. If you did not ask for it, tell %(unit)s.\n",
                **given,
            )
    post([Mail(f"link-{made.link.id}", made.link.email, str(subject), str(text))])


def tell(accounts: Iterable[Account], *, key: str, subject: str, text: str, address: str) -> None:
    """Tell somebody that something waits for them, with its address."""
    public = get_services().settings.public_url
    post(
        Mail(f"{key}-{one.id}", one.email, subject, f"{text}\n\n{public}{address}\n")
        for one in accounts
    )


def post(mails: Iterable[Mail]) -> None:
    """Queue mails in the transaction of what they tell about."""
    queue(get_session(), get_services().settings, mails, now=read_clock())
