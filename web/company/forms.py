"""What a company's users fill in."""

from collections.abc import Collection

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from matcher.services.contacting import LONGEST_TEXT, Letter
from matcher.services.mailing import LONGEST_SUBJECT
from matcher.services.sharing import CompanyAnswer
from matcher.vocabulary import Outcome, RefusalReason
from web.company.words import ANSWERS
from web.forms import ChoiceField, PostedForm, clean_text, list_choices

POSSIBLE = (Outcome.INTERVIEW, Outcome.PLACED, Outcome.REJECTED)


def clean_lines(text: str | None) -> str:
    """Strip a text of several lines."""
    return (text or "").replace("\r\n", "\n").replace("\x00", "").strip()


class AnswerForm(PostedForm):
    """What a company says to a candidate."""

    outcome = RadioField(_l("Your answer"), validate_choice=False)
    reason = ChoiceField(_l("Why not"), description=_l("Only for no thanks"), default="")
    words = TextAreaField(
        _l("In your own words"),
        description=_l("May be left out. Nothing about health, family or other private matters."),
        filters=[clean_lines],
        validators=[Length(max=1000)],
        render_kw={"rows": 3},
    )

    def __init__(self, said: Collection[Outcome], **more: object) -> None:
        super().__init__(**more)
        self.outcome.choices = [(str(one), ANSWERS[one]) for one in POSSIBLE if one not in said]
        reasons = {str(one): one.label(self.language) for one in RefusalReason}
        self.reason.choices = list_choices({"": _l("Choose a reason"), **reasons})

    @property
    def answer(self) -> CompanyAnswer:
        """The answer as it is given; one that is none of the list is told by the service."""
        outcome = next((one for one in POSSIBLE if one == self.outcome.data), Outcome.SHORTLISTED)
        reason = next((one for one in RefusalReason if one == self.reason.data), None)
        return CompanyAnswer(outcome, reason, self.words.data or "")


class ColleagueForm(PostedForm):
    """Whom to invite."""

    name = StringField(
        _l("Name"),
        filters=[clean_text],
        validators=[InputRequired(_l("Write the full name")), Length(max=200)],
        render_kw={"autocomplete": "off"},
    )
    email = StringField(
        _l("E-mail"),
        filters=[clean_text],
        validators=[InputRequired(_l("Write the e-mail")), Length(max=254)],
        render_kw={"type": "email", "autocomplete": "off"},
    )


class LetterForm(PostedForm):
    """What a company writes to its contact."""

    subject = StringField(
        _l("Subject"),
        filters=[clean_text],
        validators=[InputRequired(_l("Write what it is about")), Length(max=LONGEST_SUBJECT)],
    )
    text = TextAreaField(
        _l("Message"),
        description=_l("No CPR numbers; it goes by ordinary e-mail."),
        filters=[clean_lines],
        validators=[InputRequired(_l("Write a few words")), Length(max=LONGEST_TEXT)],
        render_kw={"rows": 8},
    )

    @property
    def letter(self) -> Letter:
        """The letter as it is written."""
        return Letter(self.subject.data or "", self.text.data or "")
