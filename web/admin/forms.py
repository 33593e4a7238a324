"""What an administrator fills in."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Form, StringField
from wtforms.validators import InputRequired, Length, Optional

from matcher.services.watching import AuditSearch
from matcher.vocabulary import Account, Role
from web.admin.deeds import find_codes
from web.forms import ChoiceField, DayField, PageField, PostedForm, clean_text, list_choices
from web.presenters import ZONE


class UserForm(PostedForm):
    """A user, apart from the password."""

    name = StringField(
        _l("Name"),
        filters=[clean_text],
        validators=[InputRequired(_l("Write the full name")), Length(max=200)],
    )
    phone = StringField(
        _l("Telephone"),
        description=_l("Shown to the companies whose contact it is"),
        filters=[clean_text],
        validators=[Length(max=30)],
    )
    role = ChoiceField(_l("Role"))
    organisation = ChoiceField(_l("Company"), description=_l("Only for a company's user"))
    active = BooleanField(_l("May sign in"))

    def __init__(self, companies: Mapping[str, str], *arguments: object, **more: object) -> None:
        super().__init__(*arguments, **more)
        self.role.choices = list_choices({str(one): one.label(self.language) for one in Role})
        self.organisation.choices = list_choices({"": _l("No company"), **companies})

    def change(self, before: Account) -> Account:
        """Give the account as the form has it."""
        return replace(
            before,
            name=self.name.data or "",
            phone=self.phone.data or "",
            role=Role[self.role.data.upper()],
            organisation=self.organisation.data or None,
            active=bool(self.active.data),
        )


class InviteForm(UserForm):
    """Whom to invite; their password is theirs to choose."""

    email = StringField(
        _l("E-mail"),
        filters=[clean_text],
        validators=[InputRequired(_l("Write the e-mail")), Length(max=254)],
        render_kw={"type": "email", "autocomplete": "off"},
    )
    active = None
    phone = None

    @property
    def wanted(self) -> Account:
        """Who is wanted."""
        role = Role[self.role.data.upper()]
        return Account(
            0, self.email.data or "", self.name.data or "", role, self.organisation.data or None
        )


class AuditForm(Form):
    """What to look for in the log; a query that makes no sense finds everything."""

    person = StringField(
        _l("About whom"),
        description=_l("A candidate's reference, a user's e-mail or another key"),
        filters=[clean_text],
    )
    actor = StringField(_l("By whom"), description=_l("The e-mail"), filters=[clean_text])
    action = StringField(_l("What was done"), filters=[clean_text])
    first = DayField(_l("From"), validators=[Optional()])
    last = DayField(_l("To"), validators=[Optional()])
    page = PageField(default=1)

    @property
    def wanted(self) -> AuditSearch:
        """What is looked for; days are Danish days."""
        first = None if self.first.errors else self.first.data
        last = None if self.last.errors else self.last.data
        after = last + timedelta(days=1) if last and last < date.max else None
        return AuditSearch(
            (self.person.data or "")[:254],
            (self.actor.data or "")[:254].casefold(),
            find_codes((self.action.data or "")[:100]),
            begin_day(first) if first else None,
            begin_day(after) if after else None,
        )


def begin_day(day: date) -> datetime | None:
    """Give the moment a Danish day begins; None for days that no clock shows."""
    if not 1970 < day.year < 9000:
        return None
    return datetime.combine(day, time(), ZONE).astimezone(UTC)
