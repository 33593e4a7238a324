"""What is pasted, and what is confirmed of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from werkzeug.datastructures import MultiDict
from wtforms import DecimalField, IntegerField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from matcher.services.drafting import Draft
from matcher.vocabulary import ConceptKind, Opening, OpeningKind, SkillLevel, WorkTime
from web.concept_fields import ConceptField
from web.forms import ChoiceField, DayField, PostedForm, clean_text, list_choices
from web.presenters import LICENCE_NAMES

MOST = 200
"""Skills, languages or licences that one form may name."""


class TextForm(PostedForm):
    """A text, pasted or as a file."""

    text = TextAreaField(_l("Paste the text"), render_kw={"rows": 14})
    document = FileField(
        _l("Or choose a file"),
        description=_l("PDF, Word (.docx) or text, at most 5 MB. It is read here and not kept."),
        render_kw={"accept": ".pdf,.docx,.txt"},
    )

    def validate_text(self, field: TextAreaField) -> None:
        """Refuse a form that holds neither text nor file."""
        handed = self.document.data
        if not clean_text(field.data) and not (handed and handed.filename):
            raise ValidationError(_("Paste a text, or choose a file"))


class ProfileForm(PostedForm):
    """Carries the session's token; what is confirmed is read apart."""


@dataclass(frozen=True)
class Confirmed:
    """Skills, languages and licences that are suggested, shown or confirmed."""

    skills: tuple[SkillLevel, ...] = ()
    nice: frozenset[str] = frozenset()
    languages: Mapping[str, int] = field(default_factory=dict)
    licences: tuple[str, ...] = ()

    @classmethod
    def suggest(cls, draft: Draft) -> Self:
        """Take everything that a text says; a person takes away what is wrong."""
        return cls(
            tuple(one.skill for one in draft.skills),
            frozenset(one.skill.concept for one in draft.skills if not one.suggestion.required),
            {one.code: one.level for one in draft.languages},
            tuple(one.code for one in draft.licences if one.required),
        )

    @classmethod
    def show(cls, opening: Opening) -> Self:
        """Show what an opening asks for."""
        return cls(
            (*opening.required_skills, *opening.nice_skills),
            frozenset(one.concept for one in opening.nice_skills),
            dict(opening.languages),
            tuple(sorted(opening.licences)),
        )


def read_confirmed(sent: MultiDict[str, str]) -> Confirmed:
    """Read what is ticked; a level that makes no sense is the usual one."""
    skills = list(dict.fromkeys(sent.getlist("skill")))[:MOST]
    return Confirmed(
        tuple(SkillLevel(uri, _read_level(sent.get(f"level:{uri}"), 5)) for uri in skills),
        frozenset(uri for uri in skills if sent.get(f"need:{uri}") == "nice"),
        {
            code: _read_level(sent.get(f"grade:{code}"), 6)
            for code in sent.getlist("language")[:MOST]
            if len(code) == 2 and code.isascii() and code.islower()
        },
        tuple(code for code in sent.getlist("licence") if code in LICENCE_NAMES),
    )


class OpeningForm(PostedForm):
    """An opening, apart from its skills, languages and licences."""

    title = StringField(
        _l("Title"),
        filters=[clean_text],
        validators=[InputRequired(_l("Write a title")), Length(max=200)],
    )
    kind = ChoiceField(_l("Kind"))
    organisation = ChoiceField(_l("Company"))
    occupation = ConceptField(
        _l("Occupation"),
        kind=ConceptKind.OCCUPATION,
        description=_l("As it is called under occupations and skills; may be left out"),
    )
    postcode = StringField(
        _l("Postcode"),
        filters=[clean_text],
        validators=[
            InputRequired(_l("Write the postcode")),
            Regexp(r"\d{4}\Z", message=_l("Write four digits")),
        ],
    )
    starts_on = DayField(
        _l("First day"), validators=[InputRequired(_l("Give the day, such as 24-11-2026"))]
    )
    ends_on = DayField(
        _l("Last day"), description=_l("Left out, it is open-ended"), validators=[Optional()]
    )
    weekly_hours = DecimalField(
        _l("Hours a week"),
        places=None,
        validators=[
            InputRequired(_l("Write the hours as a number")),
            NumberRange(1, 48, message=_l("Between 1 and 48 hours")),
        ],
        render_kw={"inputmode": "decimal"},
        default=37,
    )
    positions = IntegerField(
        _l("Positions"),
        validators=[InputRequired(_l("Write how many")), NumberRange(1, 500)],
        default=1,
    )
    work_times = SelectMultipleField(
        _l("Working time"),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        validators=[InputRequired(_l("Choose at least one"))],
        default=["day"],
    )
    more_skills = ConceptField(
        _l("More skills"),
        kind=ConceptKind.SKILL,
        many=True,
        description=_l("By name, parted by semicolons"),
    )

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.kind.choices = list_choices(
            {str(kind): kind.label(self.language) for kind in OpeningKind}
        )
        self.work_times.choices = [(str(one), one.label(self.language)) for one in WorkTime]

    @classmethod
    def suggest(cls, draft: Draft, *, occupations: Sequence[str]) -> Self:
        """Fill in what a text says; what it does not say is left to the form's defaults.

        ``occupations`` are what the title may mean: the first is filled in, all are offered.
        """
        told = draft.told
        facts = {
            "title": told.title,
            "occupation": next(iter(occupations), None),
            "postcode": told.postcode and told.postcode.value,
            "starts_on": told.starts_on and told.starts_on.value,
            "weekly_hours": told.weekly_hours and told.weekly_hours.value,
            "work_times": [str(one.value) for one in told.work_times],
        }
        form = cls(formdata=None, data={name: value for name, value in facts.items() if value})
        form.occupation.offers = occupations
        return form

    @classmethod
    def show(cls, opening: Opening, *, occupation: str) -> Self:
        """Fill in what an opening says, unless something else was sent."""
        return cls(
            data={
                **{name: getattr(opening, name) for name in PLAIN},
                "kind": str(opening.kind),
                "occupation": occupation,
                "work_times": [str(one) for one in WorkTime if one in opening.work_times],
            }
        )

    def offer_companies(self, names: Mapping[str, str]) -> None:
        """Offer the companies to choose among."""
        self.organisation.choices = list_choices({"": _l("No company"), **names})

    def leave_company_out(self) -> None:
        """Leave out whose the opening is; it is known already."""
        del self.organisation

    def validate_ends_on(self, field: DayField) -> None:
        """Refuse a last day before the first."""
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(_("The last day is before the first"))

    def build(
        self, confirmed: Confirmed, *, occupation: str | None, before: Opening | None
    ) -> Opening:
        """Build the opening; what the form does not show stays as it was."""
        start = before or Opening("", OpeningKind.ORDINARY, "", "", self.starts_on.data)
        nice = tuple(one for one in confirmed.skills if one.concept in confirmed.nice)
        return replace(
            start,
            **{name: self[name].data for name in PLAIN if name in self and name != "weekly_hours"},
            kind=OpeningKind[self.kind.data.upper()],
            occupation=occupation,
            weekly_hours=float(self.weekly_hours.data),
            work_times=frozenset(WorkTime[one.upper()] for one in self.work_times.data),
            required_skills=tuple(one for one in confirmed.skills if one not in nice),
            nice_skills=nice,
            languages=dict(confirmed.languages),
            licences=frozenset(confirmed.licences),
        )


PLAIN = (
    "title",
    "organisation",
    "postcode",
    "starts_on",
    "ends_on",
    "positions",
    "weekly_hours",
)
"""Fields that an opening and its form hold alike."""


def _read_level(text: str | None, highest: int) -> int:
    level = int(text) if text and text.isascii() and text.isdigit() and len(text) < 3 else 3
    return min(max(level, 1), highest)
