"""What somebody supposes of an opening so that the law can answer: kept nowhere.

The fields are the particulars the rules read, so they are made from these and not written here.
"""

import math
from collections.abc import Iterable
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import Field, FloatField, StringField
from wtforms.fields.core import UnboundField
from wtforms.form import BaseForm
from wtforms.validators import Length, Optional, Regexp, ValidationError

from matcher.services.eligibility import Stated
from matcher.vocabulary import Term, TermKind
from web.forms import ChoiceField, DayField, clean_text
from web.i18n import get_language

EARLIEST, LATEST = 1900, 2100
MOST = 100_000
UNKNOWN = {"": _l("Not known yet")}
YES_NO = UNKNOWN | {"true": _l("Yes"), "false": _l("No")}
CLOCK = r"^(([01]?\d|2[0-3])[:.][0-5]\d|24[:.]00)$"
P_NUMBER = r"^\d{10}$"


class NumberField(FloatField):
    """A number, with a comma or a point; what is none is refused in the reader's language."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number."""
        text = clean_text(valuelist[0]) if valuelist else ""
        if not text:
            return
        try:
            self.data = float(text.replace(",", "."))
        except ValueError as error:
            raise ValueError(_("This is no number; write it such as 7,5")) from error


class ParticularsForm(BaseForm):
    """One field for each particular; what is wrong in one leaves the others standing."""

    def __init__(self, terms: Iterable[Term], query: MultiDict[str, str]) -> None:
        super().__init__({term.name: make_field(term) for term in terms})
        self.process(query)
        self.validate()

    @property
    def stated(self) -> Stated:
        """What is stated and makes sense, in the words of the rules."""
        kept = (field for field in self if field.data not in (None, "") and not field.errors)
        return {field.name: read_value(field) for field in kept}

    def part(self, missing: Iterable[Term]) -> tuple[list[Field], list[Field]]:
        """Part the fields: those to show first, as they are missing or filled in, and the rest."""
        names = {term.name for term in missing}
        first = [one for one in self if one.name in names or one.data not in (None, "")]
        first += [one for one in self if one.errors and one not in first]
        return first, [one for one in self if one not in first]


def check_number(term: Term) -> object:
    """Make what refuses a number that the particular cannot have."""

    def check(_form: BaseForm, field: Field) -> None:
        if field.data is None:
            return
        if not (math.isfinite(field.data) and term.least <= field.data <= MOST):
            told = _("Give a number from %(first)s to %(last)s", first=term.least, last=MOST)
            raise ValidationError(told)

    return check


def check_day(_form: BaseForm, field: Field) -> None:
    """Refuse a day that is nobody's."""
    if isinstance(field.data, date) and not EARLIEST <= field.data.year <= LATEST:
        told = _("Give a day from %(first)s to %(last)s", first=EARLIEST, last=LATEST)
        raise ValidationError(told)


def read_value(field: Field) -> bool | float | str | date:
    """Read what a field states, in the words of the rules."""
    value: bool | float | str | date = field.data
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


def make_field(term: Term) -> "UnboundField[Field]":
    """Make the field that asks for a particular."""
    language = get_language()
    name = term.label(language)
    if term.kind is TermKind.FLAG:
        return ChoiceField(name, choices=YES_NO)
    if term.kind is TermKind.CHOICE:
        return ChoiceField(name, choices=UNKNOWN | dict(term.list_choices(language)))
    if term.kind is TermKind.DAY:
        return DayField(name, validators=[Optional(), check_day])
    if term.kind is TermKind.NUMBER:
        return NumberField(name, validators=[Optional(), check_number(term)])
    return StringField(name, filters=[clean_text], validators=[Optional(), *_check_text(term)])


def _check_text(term: Term) -> list[object]:
    if term.kind is TermKind.HOUR:
        return [Regexp(CLOCK, message=_l("Write the hour such as 16:30"))]
    if term.name == "p_number":
        return [Regexp(P_NUMBER, message=_l("A P number has 10 digits"))]
    return [Length(max=64, message=_l("At most 64 characters"))]
