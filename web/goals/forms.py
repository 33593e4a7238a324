"""What is asked of the goals' pages, and what is filled in."""

from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import Form, StringField
from wtforms.validators import InputRequired, Length

from matcher.services.goals import LONGEST_TEXT
from matcher.vocabulary import Measure, Tag
from web.clock import read_clock
from web.forms import ChoiceField, DayField, PageField, PostedForm, clean_text, list_choices
from web.i18n import get_language
from web.particulars import NumberField

GIVE_A_DAY = _l("Give the day, such as 24-11-2026")
GIVE_A_REASON = _l("Write it in a few words")


class GoalsForm(Form):
    """Which year, business area and track; what makes no sense shows everything."""

    year = ChoiceField(_l("Year"))
    area = ChoiceField(_l("Business area"))
    tag = ChoiceField(_l("Track"))

    def __init__(self, arguments: object, *, years: tuple[int, ...], areas: dict[str, str]) -> None:
        super().__init__(arguments)
        named = {str(year): str(year) for year in {*years, self.today.year}}
        self.year.choices = list_choices(dict(sorted(named.items())))
        self.year.data = self.year.data if self.year.data in named else str(self.today.year)
        self.area.choices = list_choices({"": _l("All areas"), **areas})
        self.area.data = self.area.data if self.area.data in areas else ""
        tags = {str(one): one.label(get_language()) for one in Tag}
        self.tag.choices = list_choices({"": _l("All tracks"), **tags})

    @property
    def today(self) -> date:
        """The day it is."""
        return read_clock().date()

    @property
    def day(self) -> date:
        """The day the goals are measured on: today, or the end of a year that is past."""
        first, last = date(int(self.year.data), 1, 1), date(int(self.year.data), 12, 31)
        return min(max(self.today, first), last)

    @property
    def chosen_tag(self) -> Tag | None:
        """The track asked for, or None for all."""
        return next((one for one in Tag if one == self.tag.data), None)


class PartForm(Form):
    """Which quarter, business area and track of a goal is looked into, and which page."""

    quarter = StringField(filters=[clean_text])
    area = StringField(filters=[clean_text])
    tag = StringField(filters=[clean_text])
    page = PageField(default=1)


class GoalForm(PostedForm):
    """A goal as it is to be, and why."""

    measure = ChoiceField(_l("Goal"))
    tag = ChoiceField(_l("Track"))
    target = NumberField(_l("Target"), validators=[InputRequired(_l("Write a number such as 60"))])
    starts_on = DayField(_l("From"), validators=[InputRequired(GIVE_A_DAY)])
    ends_on = DayField(_l("To"), validators=[InputRequired(GIVE_A_DAY)])
    note = StringField(
        _l("Reason"),
        description=_l("Who decided it, such as the municipal council's budget"),
        filters=[clean_text],
        validators=[
            InputRequired(GIVE_A_REASON),
            Length(max=LONGEST_TEXT, message=_l("At most 300 characters")),
        ],
    )

    def __init__(self, *arguments: object, **more: object) -> None:
        super().__init__(*arguments, **more)
        measures = {str(one): one.label(self.language) for one in Measure}
        self.measure.choices = list_choices(measures)
        tags = {str(one): one.label(self.language) for one in Tag}
        self.tag.choices = list_choices({"": _l("All tracks"), **tags})

    @property
    def chosen_measure(self) -> Measure:
        """The measure chosen."""
        return next(one for one in Measure if one == self.measure.data)

    @property
    def chosen_tag(self) -> Tag | None:
        """The track chosen, or None for all."""
        return next((one for one in Tag if one == self.tag.data), None)


class ReadingForm(PostedForm):
    """A figure read elsewhere, for which day, and where."""

    value = NumberField(_l("Figure"), validators=[InputRequired(_l("Write a number such as 18"))])
    happened_on = DayField(
        _l("For the day"),
        validators=[InputRequired(GIVE_A_DAY)],
        default=lambda: read_clock().date(),
    )
    source = StringField(
        _l("Where it was read"),
        filters=[clean_text],
        validators=[
            InputRequired(GIVE_A_REASON),
            Length(max=LONGEST_TEXT, message=_l("At most 300 characters")),
        ],
    )
