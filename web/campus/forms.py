"""The forms of the campus's pages."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput

from matcher.campus import (
    GRADES,
    PROGRAMME_KINDS,
    Area,
    ConsentKind,
    GivenBy,
    Mechanism,
    Observed,
    Programme,
    SeenStrength,
    Slot,
    Strength,
    Student,
    Subject,
    SupportNeed,
    Track,
)
from matcher.services.placing import RoundDraft, list_hosts
from matcher.services.reading.cells import read_hours, read_languages
from matcher.vocabulary import CEFR, Labelled, OpeningKind
from web.campus.words import write_hours
from web.forms import ChoiceField, DayField, PostedForm, clean_text, list_choices
from web.transactions import get_session

LEVELS = {number: name for name, number in CEFR.items()}
GIVE_A_DAY = _l("Give the day, such as 24-11-2026")
NO_SCHOOL = ""


def name_words(words: Sequence[Labelled] | type[Labelled], language: Any) -> dict[str, str]:
    """Name the members of an enum in the reader's language."""
    return {str(one): one.label(language) for one in words}


def find_word(words: Any, value: str | None) -> Any:
    """Find a member of an enum by its value; None for none."""
    return next((one for one in words if str(one) == value), None)


class ReasonField(TextAreaField):
    """A reason in a few words."""

    def __init__(self, label: object = _l("Reason"), **more: Any) -> None:
        more.setdefault("description", _l("In a few words. No health details."))
        super().__init__(
            label,
            filters=[lambda text: (text or "").replace("\x00", "").strip()],
            validators=[Length(max=500, message=_l("At most 500 characters"))],
            render_kw={"rows": 2, "maxlength": 500},
            **more,
        )


class VersionedForm(PostedForm):
    """A form that carries the version its reader saw."""

    version = HiddenField()


class RoundForm(PostedForm):
    """A new round."""

    title = StringField(
        _l("What the round is called"),
        filters=[clean_text],
        validators=[InputRequired(_l("Write a title")), Length(max=200)],
    )
    mechanism = ChoiceField(_l("How seats are given"))
    wishes_until = DayField(_l("Last day for wishes"), validators=[Optional()])

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.mechanism.choices = list_choices(name_words(Mechanism, self.language))

    def build(self) -> RoundDraft:
        """Build the draft."""
        return RoundDraft(
            self.title.data, find_word(Mechanism, self.mechanism.data), self.wishes_until.data
        )


class SetUpForm(VersionedForm):
    """Mechanism, limits, and the programmes of a round."""

    mechanism = ChoiceField(_l("How seats are given"))
    wishes_until = DayField(_l("Last day for wishes"), validators=[Optional()])
    seats_each = IntegerField(
        _l("Seats a student may hold"),
        description=_l("More than one only where they lie in different periods"),
        validators=[NumberRange(1, 3, _l("Give a number from 1 to 3"))],
    )
    practical = IntegerField(
        _l("At least so many percent of the seats on the practical track"),
        description=_l("A soft aim: it is reported, and takes a seat from nobody"),
        validators=[Optional(), NumberRange(0, 100, _l("Give a number from 0 to 100"))],
    )

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.mechanism.choices = list_choices(name_words(Mechanism, self.language))

    @property
    def stated(self) -> dict[str, Any]:
        """What is chosen, as the service asks."""
        share = self.practical.data
        return {
            "mechanism": find_word(Mechanism, self.mechanism.data),
            "wishes_until": self.wishes_until.data,
            "seats_each": self.seats_each.data,
            "quotas": {} if share is None else {Track.PRAKTISK: share / 100},
        }


class MoveForm(VersionedForm):
    """A seat to be given by hand, or taken back."""

    student = StringField(_l("Student"), filters=[clean_text])
    programme = StringField(_l("Programme"), filters=[clean_text])
    reason = ReasonField()


class LateForm(VersionedForm):
    """A late student with wishes."""

    student = ChoiceField(_l("Student"))
    first = ChoiceField(_l("First wish"), default="")
    second = ChoiceField(_l("Second wish"), default="")
    third = ChoiceField(_l("Third wish"), default="")
    fourth = ChoiceField(_l("Fourth wish"), default="")

    def offer(self, students: Mapping[str, str], programmes: Mapping[str, str]) -> None:
        """Name the students and programmes to choose among."""
        self.student.choices = list_choices(students)
        for field in (self.first, self.second, self.third, self.fourth):
            field.choices = list_choices({"": _l("None")} | dict(programmes))

    @property
    def wishes(self) -> tuple[str, ...]:
        """The wishes stated, the dearest first."""
        stated = (self.first.data, self.second.data, self.third.data, self.fourth.data)
        return tuple(one for one in stated if one)


class HoursField(StringField):
    """Weekly hours, kept as text and read as slots."""

    def slots(self) -> tuple[Slot, ...]:
        """Give the hours written."""
        return tuple(Slot(*one) for one in read_hours(self.data or ""))


def check_hours(form: Any, field: Any) -> None:
    """Refuse what cannot be read as weekly hours."""
    read = read_hours(field.data or "")
    if any(isinstance(one, str) or one[2] <= one[1] for one in read):
        raise ValidationError(_l("Write the hours such as man 8.00-14.00 | tir 8.00-13.30"))


def check_languages(form: Any, field: Any) -> None:
    """Refuse what cannot be read as languages with levels."""
    if any(not isinstance(level, int) for level in read_languages(field.data or "").values()):
        raise ValidationError(_l("Write languages such as da:C1 | en:B1"))


def write_languages(levels: Mapping[str, int]) -> str:
    """Write languages as the forms read them."""
    return " | ".join(f"{code}:{LEVELS[level]}" for code, level in levels.items())


class ChosenField(SelectMultipleField):
    """Several words of the vocabulary, each with a box to tick."""

    option_widget = CheckboxInput()

    def __init__(self, label: object, **more: Any) -> None:
        super().__init__(label, choices=[], **more)


Groups = tuple[tuple[object, tuple[str, ...]], ...]
"""Headings with the names of the fields below each."""


def check_new(form: Any, field: Any) -> None:
    """Ask what is added for a name to be known by; what is changed has one."""
    if not field.data:
        raise ValidationError(_l("Write what it is to be known by"))


class StudentForm(VersionedForm):
    """A student's profile and consents."""

    groups: Groups = (
        (_l("The student"), ("reference", "given_name", "born_on", "postcode")),
        (_l("School"), ("school", "school_year", "track", "lessons", "grades")),
        (_l("Consents, and who gave them"), ("take_part", "grades_consent", "host")),
        (_l("What the student can and would like"), ("languages", "interests", "strengths")),
        (_l("Limits"), ("travel_limit_minutes", "needs")),
    )

    reference = StringField(
        _l("Reference"),
        description=_l("The campus's own, such as S-0123; no CPR number"),
        filters=[clean_text],
        validators=[check_new, Length(max=40)],
    )
    given_name = StringField(
        _l("First name"),
        description=_l("No surname. Shown to the host only with consent."),
        filters=[clean_text],
        validators=[Length(max=40)],
    )
    born_on = DayField(_l("Born on"), validators=[InputRequired(GIVE_A_DAY)])
    school = StringField(
        _l("School"),
        filters=[clean_text],
        validators=[InputRequired(_l("Write the school's name"))],
    )
    school_year = ChoiceField(_l("Form or year"), default="")
    postcode = StringField(
        _l("Postcode"),
        filters=[clean_text],
        validators=[Length(4, 4, message=_l("Write four digits, such as 2620"))],
    )
    track = ChoiceField(_l("Track"), default="")
    travel_limit_minutes = IntegerField(
        _l("Travel limit, minutes"),
        validators=[NumberRange(5, 240, _l("Give a number from 5 to 240"))],
    )
    take_part = ChoiceField(_l("Consent: take part in placement rounds"), default="")
    grades_consent = ChoiceField(_l("Consent: grades are used"), default="")
    host = ChoiceField(_l("Consent: the host sees first name and seat"), default="")
    interests = ChosenField(_l("Interests"))
    strengths = ChosenField(_l("Strengths, and where they were seen"))
    languages = StringField(
        _l("Languages"), description=_l("Such as da:C1 | en:B1"), validators=[check_languages]
    )
    lessons = HoursField(
        _l("School timetable"),
        description=_l("Such as man 8.00-14.00 | tir 8.00-13.30"),
        validators=[check_hours],
    )
    needs = ChosenField(
        _l("What a place must be able to offer"),
        description=_l("Used as a limit alone. No host ever sees it."),
    )
    grades = StringField(
        _l("Grades"), description=_l("Only with consent. Such as dansk:7 | matematik:02")
    )

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        language = self.language
        years = {str(year): f"{year}." for year in range(6, 11)}
        years |= {
            str(year): _l("Youth education, year %(n)s", n=year - 10) for year in (11, 12, 13)
        }
        self.school_year.choices = list_choices({NO_SCHOOL: _l("Not in school"), **years})
        self.track.choices = list_choices({"": _l("Not known"), **name_words(Track, language)})
        givers = {"": _l("No"), **name_words(GivenBy, language)}
        for field in (self.take_part, self.grades_consent, self.host):
            field.choices = list_choices(givers)
        self.interests.choices = list_choices(name_words(Area, language))
        self.needs.choices = list_choices(name_words(SupportNeed, language))
        self.strengths.choices = list_choices(
            {
                f"{one}:{seen}": f"{one.label(language)} ({seen.label(language).lower()})"
                for one in Strength
                for seen in Observed
            }
        )

    def validate_grades(self, field: Any) -> None:
        """Refuse what are no grades of the 7-step scale."""
        if not all(
            subject in set(Subject) and value in GRADES.values()
            for subject, value in _split_grades(field.data)
        ):
            raise ValidationError(_l("Write grades such as dansk:7 | matematik:02"))

    @property
    def given(self) -> dict[ConsentKind, GivenBy]:
        """The consents given, and by whom."""
        fields = {
            ConsentKind.TAKE_PART: self.take_part,
            ConsentKind.GRADES: self.grades_consent,
            ConsentKind.HOST: self.host,
        }
        return {
            kind: find_word(GivenBy, field.data) for kind, field in fields.items() if field.data
        }

    def build(self, before: Student | None = None) -> Student:
        """Build the student."""
        written = {grade: number for number, grade in GRADES.items()}
        year = self.school_year.data
        base = before or Student(self.reference.data, self.born_on.data, "", None, "")
        return replace(
            base,
            given_name=self.given_name.data or "",
            born_on=self.born_on.data,
            school=self.school.data,
            school_year=int(year) if year else None,
            postcode=self.postcode.data,
            track=find_word(Track, self.track.data),
            travel_limit_minutes=self.travel_limit_minutes.data,
            interests=frozenset(find_word(Area, one) for one in self.interests.data or ()),
            strengths=tuple(_read_strength(one) for one in self.strengths.data or ()),
            languages=read_languages(self.languages.data or ""),
            lessons=self.lessons.slots(),
            needs=frozenset(find_word(SupportNeed, one) for one in self.needs.data or ()),
            grades={
                find_word(Subject, subject): written[value]
                for subject, value in _split_grades(self.grades.data)
            },
            version=int(self.version.data or 1),
        )


def fill_student(student: Student, given: Mapping[ConsentKind, GivenBy]) -> dict[str, Any]:
    """Give the values a profile's form begins with."""
    return {
        "reference": student.reference,
        "given_name": student.given_name,
        "born_on": student.born_on,
        "school": student.school,
        "school_year": str(student.school_year or ""),
        "postcode": student.postcode,
        "track": str(student.track or ""),
        "travel_limit_minutes": student.travel_limit_minutes,
        "take_part": str(given.get(ConsentKind.TAKE_PART, "")),
        "grades_consent": str(given.get(ConsentKind.GRADES, "")),
        "host": str(given.get(ConsentKind.HOST, "")),
        "interests": [str(one) for one in student.interests],
        "strengths": [f"{one.strength}:{one.seen}" for one in student.strengths],
        "languages": write_languages(student.languages),
        "lessons": write_hours(student.lessons),
        "needs": [str(one) for one in student.needs],
        "grades": " | ".join(f"{name}:{GRADES[value]}" for name, value in student.grades.items()),
        "version": student.version,
    }


class ProgrammeForm(VersionedForm):
    """A programme: host, seats, dates, limits and what the host looks for."""

    groups: Groups = (
        (_l("The programme"), ("code", "title_da", "title_en", "kind", "track", "area")),
        (_l("Host and place"), ("provider", "organisation", "postcode")),
        (_l("Seats"), ("seats", "min_seats")),
        (_l("When"), ("starts_on", "ends_on", "meets", "in_school_time")),
        (_l("Who it is for"), ("age_min", "age_max", "year_min", "year_max", "languages")),
        (_l("What the host looks for and offers"), ("strengths", "offers")),
    )

    code = StringField(
        _l("Code"),
        description=_l("Such as P27-16"),
        filters=[clean_text],
        validators=[check_new, Length(max=40)],
    )
    title_da = StringField(
        _l("Title in Danish"), filters=[clean_text], validators=[InputRequired(_l("Write a title"))]
    )
    title_en = StringField(_l("Title in English"), filters=[clean_text])
    kind = ChoiceField(_l("Kind"))
    track = ChoiceField(_l("Track"), default="")
    provider = StringField(
        _l("Who runs it"), filters=[clean_text], validators=[InputRequired(_l("Write who runs it"))]
    )
    organisation = ChoiceField(_l("Host"), default="")
    area = ChoiceField(_l("Area"), default="")
    postcode = StringField(
        _l("Postcode"),
        filters=[clean_text],
        validators=[Length(4, 4, message=_l("Write four digits, such as 2620"))],
    )
    seats = IntegerField(
        _l("Seats"), validators=[NumberRange(1, 500, _l("Give a number from 1 to 500"))]
    )
    min_seats = IntegerField(
        _l("Needed to open"), validators=[NumberRange(1, 500, _l("Give a number from 1 to 500"))]
    )
    starts_on = DayField(_l("First day"), validators=[InputRequired(GIVE_A_DAY)])
    ends_on = DayField(_l("Last day"), validators=[InputRequired(GIVE_A_DAY)])
    meets = HoursField(
        _l("Weekly hours"), description=_l("Such as ons 15.00-18.00"), validators=[check_hours]
    )
    in_school_time = ChoiceField(
        _l("Lies in school hours"), choices={"": _l("No"), "true": _l("Yes")}
    )
    age_min = IntegerField(_l("Lowest age"), validators=[Optional(), NumberRange(10, 30)])
    age_max = IntegerField(_l("Highest age"), validators=[Optional(), NumberRange(10, 30)])
    year_min = IntegerField(_l("Lowest form"), validators=[Optional(), NumberRange(6, 13)])
    year_max = IntegerField(_l("Highest form"), validators=[Optional(), NumberRange(6, 13)])
    languages = StringField(
        _l("Languages required"), description=_l("Such as da:B1"), validators=[check_languages]
    )
    strengths = ChosenField(_l("What the host looks for"))
    offers = ChosenField(_l("What the place can offer"))

    def __init__(self, hosts: Mapping[str, str], *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        language = self.language
        self.kind.choices = list_choices(name_words(PROGRAMME_KINDS, language))
        self.track.choices = list_choices(name_words(Track, language))
        self.organisation.choices = list_choices({"": _l("The campus itself")} | dict(hosts))
        self.area.choices = list_choices({"": _l("None"), **name_words(Area, language)})
        self.strengths.choices = list_choices(name_words(Strength, language))
        self.offers.choices = list_choices(name_words(SupportNeed, language))

    def build(self, before: Programme | None = None) -> Programme:
        """Build the programme; what the form does not show stays as it was."""
        track = find_word(Track, self.track.data)
        base = before or Programme(self.code.data, "", "", track, 1, "")
        return replace(
            base,
            title_da=self.title_da.data,
            title_en=self.title_en.data or self.title_da.data,
            kind=find_word(OpeningKind, self.kind.data),
            track=track,
            provider=self.provider.data,
            organisation=self.organisation.data or None,
            area=find_word(Area, self.area.data),
            postcode=self.postcode.data,
            seats=self.seats.data,
            min_seats=self.min_seats.data,
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            meets=self.meets.slots(),
            in_school_time=self.in_school_time.data == "true",
            **{name: self[name].data for name in ("age_min", "age_max", "year_min", "year_max")},
            languages=read_languages(self.languages.data or ""),
            strengths=tuple(find_word(Strength, one) for one in self.strengths.data or ()),
            offers=frozenset(find_word(SupportNeed, one) for one in self.offers.data or ()),
            version=int(self.version.data or 1),
        )


def name_hosts() -> dict[str, str]:
    """Name the organisations that may host."""
    return {one.reference: one.name for one in list_hosts(get_session())}


def fill_programme(one: Programme) -> dict[str, Any]:
    """Give the values a programme's form begins with."""
    plain = ("code", "title_da", "title_en", "provider", "postcode", "seats", "min_seats")
    days = ("starts_on", "ends_on", "age_min", "age_max", "year_min", "year_max", "version")
    return {name: getattr(one, name) for name in (*plain, *days)} | {
        "kind": str(one.kind),
        "track": str(one.track),
        "organisation": one.organisation or "",
        "area": str(one.area or ""),
        "meets": write_hours(one.meets),
        "in_school_time": "true" if one.in_school_time else "",
        "languages": write_languages(one.languages),
        "strengths": [str(each) for each in one.strengths],
        "offers": [str(each) for each in one.offers],
    }


def _read_strength(chosen: str) -> SeenStrength:
    strength, seen = chosen.split(":")
    return SeenStrength(find_word(Strength, strength), find_word(Observed, seen))


def _split_grades(text: str | None) -> list[tuple[str, str]]:
    parts = [part.strip() for part in (text or "").split("|") if part.strip()]
    return [(name.strip(), value.strip()) for name, _, value in (p.partition(":") for p in parts)]
