"""What is asked of a search of paths, and what is recorded of a plan."""

from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, DecimalField, Form, HiddenField, IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from matcher.pathways import PathStatus, PathTarget, Preference
from matcher.services.upskilling import Question
from matcher.vocabulary import ConceptKind
from web.clock import read_clock
from web.concept_fields import ConceptField
from web.forms import ChoiceField, DayField, clean_text, list_choices
from web.i18n import get_language

LARGEST_BUDGET, LONGEST_WAY, MOST_HOURS = 1_000_000, 240, 12


class WholeField(IntegerField):
    """A whole number; what is none is refused in the reader's language."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(_("This is no whole number; write it with digits only")) from error


class HoursField(DecimalField):
    """Hours, with a comma or a point."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number."""
        given = [text.replace(",", ".") for text in valuelist]
        try:
            super().process_formdata(given)
        except ValueError as error:
            raise ValueError(_("This is no number; write it such as 7.5")) from error


class PathForm(Form):
    """A target and limits; asked by GET, so that it can be kept and sent on."""

    target = ChoiceField(_l("Where to"), default="")
    occupation = ConceptField(
        _l("Or another occupation"),
        kind=ConceptKind.OCCUPATION,
        description=_l("Write its name; a usual title will do"),
    )
    opening = StringField(
        _l("Or an opening, by its reference"),
        description=_l("It stands on the opening's page"),
        filters=[clean_text],
        validators=[Length(max=64)],
    )
    latest = DayField(_l("Done by"), validators=[Optional()])
    budget = WholeField(
        _l("Price at most, kroner"),
        validators=[Optional(), NumberRange(0, LARGEST_BUDGET, _l("Give 0 to 1,000,000 kroner"))],
    )
    travel = WholeField(
        _l("Travel at most, minutes one way"),
        validators=[Optional(), NumberRange(0, LONGEST_WAY, _l("Give 0 to 240 minutes"))],
    )
    hours = HoursField(
        _l("Hours a day at most"),
        validators=[Optional(), NumberRange(1, MOST_HOURS, _l("Give 1 to 12 hours"))],
    )
    coverage = WholeField(
        _l("Of what is asked, at least per cent"),
        description=_l("Empty: as much as courses lead to"),
        validators=[Optional(), NumberRange(1, 100, _l("Give 1 to 100 per cent"))],
    )
    preference = ChoiceField(_l("Best first"), default=str(Preference.BALANCED))
    papers = BooleanField(_l("Papers are needed for skills that are only stated"))

    def __init__(self, *arguments: object, targets: dict[str, str], **more: object) -> None:
        super().__init__(*arguments, **more)
        self.offered = dict(targets)
        self.target.choices = list_choices(self.offered)
        named = {str(one): one.label(get_language()) for one in Preference}
        self.preference.choices = list_choices(named)

    def offer(self, value: str, name: str) -> None:
        """Offer one target more, and choose it."""
        self.offered.setdefault(value, name)
        self.target.choices = list_choices(self.offered)
        self.target.data = value

    def validate_target(self, field: ChoiceField) -> None:
        """Ask for a target where none is chosen or written."""
        if not (field.data or self.occupation.data or self.opening.data):
            raise ValidationError(_("Choose where the way is to lead"))

    def validate_opening(self, field: StringField) -> None:
        """Refuse an opening beside an occupation."""
        if field.data and self.occupation.data:
            raise ValidationError(_("Write an occupation or an opening, not both"))

    def validate_latest(self, field: DayField) -> None:
        """Refuse a day that is gone."""
        if field.data is not None and field.data < read_clock().date():
            raise ValidationError(_("Give a day to come"))

    def build(self, target: PathTarget) -> Question:
        """Build the question."""
        return Question(
            target,
            self.latest.data,
            self.budget.data,
            None if self.travel.data is None else float(self.travel.data),
            None if self.hours.data is None else Decimal(self.hours.data),
            None if self.coverage.data is None else self.coverage.data / 100,
            next(one for one in Preference if one == (self.preference.data or "balanced")),
            papers=bool(self.papers.data),
        )


class ChosenForm(FlaskForm):
    """A path to be saved as a plan."""

    path = HiddenField(validators=[InputRequired(), Length(max=4000)])


class ProgressForm(FlaskForm):
    """What became of one course."""

    course = HiddenField(validators=[InputRequired(), Length(max=100)])
    status = ChoiceField(_l("Now"))
    happened_on = DayField(
        _l("Day"), validators=[InputRequired(_l("Give the day, such as 24-11-2026"))]
    )
    reason = StringField(_l("Note"), filters=[clean_text], validators=[Length(max=200)])

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        named = {str(one): one.label(get_language()) for one in PathStatus}
        self.status.choices = list_choices(named)

    @property
    def chosen(self) -> PathStatus:
        """The status chosen."""
        return next(one for one in PathStatus if one == self.status.data)


class WorkforceForm(Form):
    """What an employee does, and what for."""

    origin = ConceptField(
        _l("Works as"),
        kind=ConceptKind.OCCUPATION,
        validators=[InputRequired(_l("Write an occupation"))],
    )
    occupation = ConceptField(
        _l("Is to become"),
        kind=ConceptKind.OCCUPATION,
        description=_l("Empty: what companies here lack"),
    )


class CaseCourseForm(FlaskForm):
    """A course on a start, for an employee's case."""

    code = HiddenField(validators=[InputRequired(), Length(max=100)])
    starts_on = DayField(validators=[InputRequired()])
