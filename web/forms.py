"""The forms, which check what people send before a service sees it."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    DateField,
    Form,
    HiddenField,
    IntegerField,
    PasswordField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from matcher.services.eligibility import SCHEME_NAMES, Asked, read_asked
from matcher.services.narrowing import AS_ASKED, Narrowing
from matcher.vocabulary import Answer, EndReason, Language, OpeningKind, Outcome
from web.clock import read_clock
from web.i18n import get_language
from web.presenters import NOUN_NAMES

EARLIEST, LATEST = 2000, 2100
LAST_PAGE = 100_000
LONGEST_SEARCH = 200


def clean_text(text: str | None) -> str:
    """Strip a text and drop what no keyboard writes and no database keeps."""
    return "".join(sign for sign in text or "" if sign.isprintable()).strip()


class ChoiceField(SelectField):
    """A choice from a mapping of values to words; any other is refused in the reader's language."""

    def __init__(
        self, label: object, *, choices: Mapping[str, object] | None = None, **more: object
    ) -> None:
        named = choices or {}
        if "" in named:
            more.setdefault("default", "")
        refusal = _l("Choose one of the list")
        super().__init__(label, choices=list_choices(named), invalid_choice_message=refusal, **more)


def list_choices(named: Mapping[str, object]) -> list[SelectChoice]:
    """List choices as the fields want them, from values and their words."""
    return [SelectChoice(value=value, label=label) for value, label in named.items()]


class DayField(DateField):
    """A day; what is none is refused in the reader's language."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(_("This is no day; write it such as 24-11-2026")) from error


class PageField(IntegerField):
    """A page number that is always one: what is not a number is page 1."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number within its bounds."""
        text = valuelist[0] if valuelist else ""
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 1
        self.data = min(max(number, 1), LAST_PAGE)


class SearchForm(Form):
    """A search in words, with a page number; a query that makes no sense finds everything."""

    text = StringField(_l("Search"), filters=[lambda text: clean_text(text)[:LONGEST_SEARCH]])
    page = PageField(default=1)

    def offset(self, size: int) -> int:
        """Give how many items come before this page of ``size``."""
        return (int(self.page.data or 1) - 1) * size


class OpeningSearchForm(SearchForm):
    """A search among openings, also by kind."""

    kind = SelectField(_l("Kind"), validate_choice=False)

    def __init__(self, *arguments: object, **more: object) -> None:
        super().__init__(*arguments, **more)
        kinds = {str(kind): kind.label(get_language()) for kind in OpeningKind}
        self.kind.choices = list_choices({"": _l("All kinds"), **kinds})

    @property
    def chosen_kind(self) -> OpeningKind | None:
        """The kind asked for, or None for all."""
        return next((kind for kind in OpeningKind if kind == self.kind.data), None)


TRAVEL = {
    "": _l("Any distance"),
    "own": _l("Within their own limit"),
    "15": _l("At most 15 minutes"),
    "30": _l("At most 30 minutes"),
    "45": _l("At most 45 minutes"),
    "60": _l("At most 60 minutes"),
}
START = {"": _l("Any day"), "in_time": _l("Can begin when it starts")}
SPOKEN = {
    "": _l("Any language"),
    AS_ASKED: _l("What the opening asks for"),
    "da-B1": _l("Danish, B1 or better"),
    "da-B2": _l("Danish, B2 or better"),
    "da-C1": _l("Danish, C1 or better"),
    "en-B1": _l("English, B1 or better"),
    "en-B2": _l("English, B2 or better"),
}
NARROWED_BY = ("scheme", "answer", "travel", "start", "language")


class AskedForm(Form):
    """Narrows a list of candidates by verdict, travel, start and language; asked by GET."""

    scheme = ChoiceField(_l("Scheme"))
    answer = ChoiceField(_l("Verdict"))
    travel = ChoiceField(_l("The way to work"), choices=TRAVEL)
    start = ChoiceField(_l("Start"), choices=START)
    language = ChoiceField(_l("Language"), choices=SPOKEN)

    def __init__(self, *arguments: object, **more: object) -> None:
        super().__init__(*arguments, **more)
        place = 0 if get_language() == "da" else 1
        schemes = {name: names[place] for name, names in SCHEME_NAMES.items()}
        answers = {str(answer): answer.label(get_language()) for answer in Answer}
        self.scheme.choices = list_choices({"": _l("All candidates"), **schemes})
        self.answer.choices = list_choices(answers)

    @property
    def asked(self) -> Asked | None:
        """What is asked for; None for everybody, and for what makes no sense."""
        answer = self.answer.data or str(Answer.ELIGIBLE)
        if self.scheme.data not in SCHEME_NAMES or answer not in set(Answer):
            return None
        return read_asked(self.scheme.data, answer)

    @property
    def narrowing(self) -> Narrowing:
        """What is asked beside the law; what makes no sense asks for nothing."""
        return Narrowing.read(self.kept)

    @property
    def kept(self) -> dict[str, str]:
        """The fields that ask for something, as they are saved."""
        fields = {"travel": TRAVEL, "start": START, "language": SPOKEN}
        kept = {name: self[name].data for name, known in fields.items() if self[name].data in known}
        if self.asked is not None:
            kept |= {"scheme": self.asked.scheme, "answer": str(self.asked.answer)}
        return {name: value for name, value in kept.items() if value}


class DayForm(Form):
    """The day something is judged for; left out, it is today."""

    on = DayField(
        _l("If the work starts on"),
        description=_l("The day decides which law counts, and what time has passed"),
        validators=[Optional()],
    )

    def validate_on(self, field: DayField) -> None:
        """Refuse a day that no law known here is about."""
        if field.data is not None and not EARLIEST <= field.data.year <= LATEST:
            told = _("Give a day from %(first)s to %(last)s", first=EARLIEST, last=LATEST)
            raise ValidationError(told)


class PostedForm(FlaskForm):
    """A form that writes: it carries the session's token."""

    @property
    def language(self) -> Language:
        """The reader's language."""
        return get_language()

    def add_error(self, name: str, message: str) -> None:
        """Put a service's objection at the field it is about, else at the first one."""
        fields = [field for field in self if field.type != "CSRFTokenField"]
        field = next((one for one in fields if one.name == name), fields[0])
        field.errors = [*field.errors, message]


class SignInForm(PostedForm):
    """E-mail and password."""

    email = StringField(
        _l("E-mail"),
        filters=[clean_text],
        validators=[InputRequired(_l("Write your e-mail")), Length(max=254)],
        render_kw={"type": "email", "autocomplete": "username"},
    )
    password = PasswordField(
        _l("Password"),
        validators=[InputRequired(_l("Write your password")), Length(max=1024)],
        render_kw={"autocomplete": "current-password"},
    )


class OutcomeForm(PostedForm):
    """What happened to a pair, when, and why if it ended."""

    outcome = ChoiceField(_l("What happened"))
    happened_on = DayField(
        _l("On which day"),
        validators=[InputRequired(_l("Give the day, such as 24-11-2026"))],
        default=lambda: read_clock().date(),
    )
    ended_because = SelectField(
        _l("Why it ended"),
        description=_l("Only if the placement ended early. It decides what is learned from it."),
        default="",
    )
    reason = TextAreaField(
        _l("In your own words"),
        description=_l("If there is more to say. No names or health details."),
        filters=[lambda text: (text or "").replace("\x00", "").strip()],
        validators=[Optional(), Length(max=2000, message=_l("At most 2000 characters"))],
        render_kw={"rows": 3},
    )

    def __init__(self, *arguments: object, **more: object) -> None:
        super().__init__(*arguments, **more)
        self.outcome.choices = list_choices({str(one): one.label(self.language) for one in Outcome})
        endings = {str(one): one.label(self.language) for one in EndReason}
        self.ended_because.choices = list_choices({"": _l("Not an early end"), **endings})

    @property
    def whole_reason(self) -> str:
        """The chosen reason and the words, as `matcher.vocabulary.read_end_reason` reads them."""
        chosen = self.ended_because.data if self.outcome.data == Outcome.ENDED_EARLY else ""
        return ": ".join(part for part in (chosen, self.reason.data) if part)


class ChampionForm(PostedForm):
    """Why which version ranks is changed; it carries what ranked when the page was made."""

    note = TextAreaField(
        _l("Reason"),
        description=_l("It is kept in the history, with your name. No personal details."),
        filters=[lambda text: (text or "").replace("\x00", "").strip()],
        render_kw={"rows": 3, "maxlength": 500},
    )
    expected = HiddenField()


class UploadForm(PostedForm):
    """A file to import, and what it holds."""

    noun = ChoiceField(_l("What the file holds"))
    file = FileField(
        _l("File"),
        description=_l("CSV, XLSX or ESCO's zip, at most 25 MB"),
        validators=[FileRequired(_l("Choose a file"))],
        render_kw={"accept": ".csv,.xlsx,.zip"},
    )

    def __init__(self, nouns: Sequence[str], **more: object) -> None:
        super().__init__(**more)
        self.noun.choices = list_choices({one: FILE_NOUNS[one] for one in nouns})


FILE_NOUNS = NOUN_NAMES | {"esco": _l("ESCO, the official CSV download as a zip")}
