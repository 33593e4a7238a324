"""What is filled in about a case; days, hours and years as people write them."""

from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal, InvalidOperation
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, IntegerField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from matcher.services.rotating import Draft
from matcher.vocabulary import (
    ConceptKind,
    EducationLevel,
    Funding,
    RotationDocument,
    RotationStatus,
)
from web.clock import read_clock
from web.concept_fields import ConceptField
from web.forms import ChoiceField, DayField, PageField, PostedForm, clean_text, list_choices
from web.i18n import get_language

UNKNOWN = {"": _l("Not known yet")}
YES_NO = UNKNOWN | {"true": _l("Yes"), "false": _l("No")}
KINDS = {
    "amu": _l("AMU course"),
    "akademi": _l("Academy education"),
    "diplom": _l("Diploma education"),
    "fvu": _l("Basic Danish or maths (FVU)"),
    "obu": _l("Teaching for dyslexics (OBU)"),
    "almen": _l("General adult education (AVU, HF)"),
    "privat": _l("Private course"),
    "eud": _l("Vocational education (EUD)"),
}
WEEKDAYS = (_l("Mon"), _l("Tue"), _l("Wed"), _l("Thu"), _l("Fri"), _l("Sat"), _l("Sun"))
GIVE_A_DAY = _l("Give the day, such as 24-11-2026")
OTHER_STARTS = ("other_start_1", "other_start_2", "other_start_3")


class HoursField(StringField):
    """Hours as people write them, 7,4 or 7.4."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the hours."""
        text = clean_text(valuelist[0] if valuelist else "").replace(",", ".")
        try:
            hours = Decimal(text)
        except InvalidOperation:
            self.data = None
            raise ValueError(_("Write the hours as a number, such as 7,4")) from None
        if not hours.is_finite() or abs(hours) > 1000:
            raise ValueError(_("Write the hours as a number, such as 7,4"))
        self.data = hours

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        if self.data is None:
            return ""
        text = f"{self.data.normalize():f}"
        return text.replace(".", ",") if get_language() == "da" else text


class YearField(IntegerField):
    """A year; what is none is refused in the reader's language."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the year, if there is one."""
        text = clean_text(valuelist[0] if valuelist else "")
        self.data = None
        if text and not (text.isascii() and text.isdecimal() and len(text) == 4):
            raise ValueError(_("Write the year with four digits, such as 1988"))
        self.data = int(text) if text else None


class WeekdaysField(SelectMultipleField):
    """Weekdays to tick, kept as numbers from 0, Monday."""

    data: Any
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: object, **more: Any) -> None:
        choices = list_choices({str(number): name for number, name in enumerate(WEEKDAYS)})
        super().__init__(label, choices=choices, default=list("01234"), **more)

    def pre_validate(self, form: Form) -> None:
        """Leave out what is no weekday; the service asks for one at least."""
        self.data = [one for one in self.data or [] if one in set("0123456")]


def check_order(form: Form, field: DayField) -> None:
    """Refuse a last day that comes before the form's first day."""
    first = form.starts_on.data
    if first is not None and field.data is not None and field.data < first:
        raise ValidationError(_("The last day comes before the first"))


class CaseSearchForm(Form):
    """A search among cases by status, with a page number."""

    status = ChoiceField(_l("Status"), validate_choice=False)
    page = PageField(default=1)

    def __init__(self, *arguments: object, **more: object) -> None:
        super().__init__(*arguments, **more)
        named = {str(one): one.label(get_language()) for one in RotationStatus}
        self.status.choices = list_choices({"": _l("All"), **named})

    @property
    def chosen(self) -> RotationStatus | None:
        """The status asked for, or None for all."""
        return next((one for one in RotationStatus if one == self.status.data), None)


class CaseForm(PostedForm):
    """A company, and a job to be covered between two days."""

    organisation = ChoiceField(_l("Company"), validators=[InputRequired(_l("Choose the company"))])
    title = StringField(
        _l("What it is about"),
        description=_l("A few words, such as: Forklift courses, spring"),
        filters=[clean_text],
    )
    occupation = ConceptField(
        _l("Occupation to be covered"),
        kind=ConceptKind.OCCUPATION,
        description=_l("The substitutes are found by the skills it takes"),
    )
    starts_on = DayField(_l("First day of training"), validators=[InputRequired(GIVE_A_DAY)])
    ends_on = DayField(_l("Last day of training"), validators=[InputRequired(GIVE_A_DAY)])
    weekly_hours = HoursField(_l("Hours a week to be covered"), default=Decimal(37))
    opening = StringField(
        _l("Opening already posted"),
        description=_l("Its reference, if the company has posted the job rotation; else empty"),
        filters=[clean_text],
        render_kw={"maxlength": 64},
    )

    def validate_title(self, field: StringField) -> None:
        """Ask for a title where there is no opening to take it from."""
        if not (field.data or self.opening.data):
            raise ValidationError(_("Write what the case is about in a few words"))

    def validate_occupation(self, field: StringField) -> None:
        """Ask for an occupation where there is no opening to take it from."""
        if not (field.data or self.opening.data):
            raise ValidationError(_("Write an occupation such as lagermedarbejder"))

    def validate_ends_on(self, field: DayField) -> None:
        """Refuse a last day before the first."""
        check_order(self, field)

    def build(self) -> Draft:
        """Build what the case begins with."""
        given: dict[str, Any] = {one.name: self[one.name].data for one in fields(Draft)}
        return Draft(**given)


class EmployeeForm(PostedForm):
    """An employee who trains; everything but the hours may be left for later."""

    name = StringField(
        _l("Name or initials"), description=_l("May be left out"), filters=[clean_text]
    )
    birth_year = YearField(_l("Year of birth"), description=_l("SVU asks for the age"))
    education_level = ChoiceField(_l("Highest completed education"))
    education_last_used = YearField(_l("Year the education was last used"))
    hired_on = DayField(_l("Hired on"), validators=[Optional()])
    weekly_hours = HoursField(_l("Usual hours a week"), default=Decimal(37))

    def __init__(self, *arguments: object, **more: object) -> None:
        super().__init__(*arguments, **more)
        levels = {str(one): one.label(self.language) for one in EducationLevel}
        self.education_level.choices = list_choices({**UNKNOWN, **levels})


class CourseForm(PostedForm):
    """A course with its days and hours, and other days it begins on."""

    title = StringField(_l("Course"), filters=[clean_text], render_kw={"maxlength": 200})
    kind = ChoiceField(_l("Kind of training"), choices=KINDS)
    provider = StringField(_l("Held by"), filters=[clean_text], validators=[Length(max=200)])
    starts_on = DayField(_l("First day"), validators=[InputRequired(GIVE_A_DAY)])
    ends_on = DayField(_l("Last day"), validators=[InputRequired(GIVE_A_DAY)])
    hours_a_day = HoursField(_l("Hours a day"), default=Decimal("7.4"))
    weekdays = WeekdaysField(_l("Weekdays"))
    other_start_1 = DayField(
        _l("Could also begin on"),
        description=_l("Other starts let one substitute cover more"),
        validators=[Optional()],
    )
    other_start_2 = DayField(_l("or on"), validators=[Optional()])
    other_start_3 = DayField(_l("or even on"), validators=[Optional()])

    def validate_title(self, field: StringField) -> None:
        """Ask for what the course is called."""
        if not field.data:
            raise ValidationError(_("Write what the course is called"))

    def validate_ends_on(self, field: DayField) -> None:
        """Refuse a last day before the first."""
        check_order(self, field)


class SubstituteForm(PostedForm):
    """What a candidate offers: hours, and days if not all."""

    candidate = StringField(_l("Candidate"), filters=[clean_text], render_kw={"maxlength": 64})
    weekly_hours = HoursField(_l("Hours a week"), default=Decimal(37))
    available_from = DayField(_l("Available from"), validators=[Optional()])
    available_until = DayField(_l("Available until"), validators=[Optional()])


class AssignmentForm(PostedForm):
    """A substitute in an employee's place."""

    training = ChoiceField(_l("Course"))
    candidate = ChoiceField(_l("Substitute"))
    starts_on = DayField(_l("From"), validators=[InputRequired(GIVE_A_DAY)])
    ends_on = DayField(_l("Until"), validators=[InputRequired(GIVE_A_DAY)])
    weekly_hours = HoursField(_l("Hours a week"), default=Decimal(37))


class TermsForm(PostedForm):
    """What the law asks of the case as a whole, and what is to pay."""

    funding = ChoiceField(_l("Funding"))
    usual_pay = ChoiceField(_l("Usual pay during the training"), choices=YES_NO)
    agreement_pay = ChoiceField(
        _l("The substitute is paid by collective agreement"), choices=YES_NO
    )
    same_function = ChoiceField(_l("The substitute does the same or equal work"), choices=YES_NO)
    other_support = ChoiceField(_l("Other public support for the same hours"), choices=YES_NO)

    def __init__(self, *arguments: object, **more: object) -> None:
        super().__init__(*arguments, **more)
        named = {str(one): one.label(self.language) for one in Funding}
        self.funding.choices = list_choices({"": _l("Not chosen yet"), **named})

    @property
    def stated(self) -> Mapping[str, Any]:
        """What is stated, with None for what is not."""
        truths = {"true": True, "false": False}
        names = ("usual_pay", "agreement_pay", "same_function", "other_support")
        funding = next((one for one in Funding if one == self.funding.data), None)
        return {"funding": funding} | {name: truths.get(self[name].data) for name in names}


class StepForm(PostedForm):
    """The next status, the day it came to be, and why."""

    status = ChoiceField(_l("Next status"))
    happened_on = DayField(
        _l("On which day"),
        validators=[InputRequired(GIVE_A_DAY)],
        default=lambda: read_clock().date(),
    )
    reason = TextAreaField(
        _l("Reason"),
        description=_l("Needed when the case goes back or ends early. No names or health details."),
        filters=[lambda text: (text or "").replace("\x00", "").strip()],
        validators=[Length(max=2000, message=_l("At most 2000 characters"))],
        render_kw={"rows": 2},
    )

    def __init__(self, *arguments: object, **more: object) -> None:
        super().__init__(*arguments, **more)
        named = {str(one): one.label(self.language) for one in RotationStatus}
        self.status.choices = list_choices(named)


class DocumentForm(PostedForm):
    """A document that has come in."""

    kind = ChoiceField(_l("Document"))
    received_on = DayField(
        _l("Came in on"),
        validators=[InputRequired(GIVE_A_DAY)],
        default=lambda: read_clock().date(),
    )
    note = StringField(_l("Note"), filters=[clean_text], validators=[Length(max=200)])

    def __init__(self, *arguments: object, **more: object) -> None:
        super().__init__(*arguments, **more)
        named = {str(one): one.label(self.language) for one in RotationDocument}
        self.kind.choices = list_choices(named)
