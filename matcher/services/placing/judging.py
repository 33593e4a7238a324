"""Whether a student may have a seat: what speaks against it, and what is still open, with reasons.

Limits of the programme, travel, timetable and what a place can offer are asked here; the law on
the young and on school internships is asked of `matcher.rules`. Nothing of this is a feature.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from matcher.campus import (
    LAST_FORM,
    ConsentKind,
    Programme,
    ProgrammeState,
    Student,
    write_school_year,
)
from matcher.features.commute import travel_minutes
from matcher.rules import SCHEMES, Scheme
from matcher.vocabulary import (
    CEFR,
    Answer,
    Candidate,
    Finding,
    Knowledge,
    Language,
    Opening,
    OpeningKind,
)

ADULT = 18
HOSTED = frozenset({OpeningKind.TALENTFORLOEB})
"""Kinds without a scheme of their own that are asked the law on young people's work at a host."""

SCHEMES_OF: Mapping[OpeningKind, tuple[str, ...]] = {
    OpeningKind.ELEVPRAKTIK: ("elevpraktik",),
    OpeningKind.FRITIDSJOB: ("fritidsjob", "unges_arbejde"),
    OpeningKind.LAEREPLADS: ("unges_arbejde",),
    OpeningKind.TALENTFORLOEB: ("unges_arbejde",),
}
"""The schemes that protect the young, by kind; mentoring and academy courses are no work."""

LEVELS = {number: name for name, number in CEFR.items()}


@dataclass(frozen=True)
class Objection:
    """One thing that speaks against a pair, or is open, in both languages.

    ``code`` names the condition; ``private`` is one whose subject only the coordinator is told.
    """

    code: str
    da: str
    en: str
    private: bool = False

    def tell(self, language: Language) -> str:
        """Say it in the reader's language."""
        return self.da if language == "da" else self.en

    def __str__(self) -> str:
        """Say it in English, for logs and the command line."""
        return self.en


@dataclass(frozen=True)
class PairVerdict:
    """What was found of a pair: the objections that refuse it, and what is open."""

    student: str
    programme: str
    objections: tuple[Objection, ...]
    open: tuple[Objection, ...] = ()

    @property
    def is_acceptable(self) -> bool:
        """Whether nothing refuses the pair; what is open is to be settled, and refuses nobody."""
        return not self.objections


PRIVATE_NEED = Objection(
    "support",
    "Stedet kan ikke give de rammer, der er aftalt for eleven.",
    "The place cannot give what has been agreed for the student.",
    private=True,
)


def judge_pairs(
    students: Iterable[Student], programmes: Iterable[Programme], *, knowledge: Knowledge
) -> dict[tuple[str, str], PairVerdict]:
    """Judge every pair of students and programmes."""
    offered = tuple(programmes)
    return {
        (student.reference, programme.code): judge_pair(student, programme, knowledge=knowledge)
        for student in students
        for programme in offered
    }


def judge_pair(student: Student, programme: Programme, *, knowledge: Knowledge) -> PairVerdict:
    """Judge one pair, with every objection there is."""
    law = tuple(_ask_law(student, programme))
    refusing = (
        *_ask_taking_part(student, programme),
        *_ask_limits(student, programme),
        *_ask_languages(student, programme),
        *_ask_travel(student, programme, knowledge),
        *_ask_timetable(student, programme),
        *((PRIVATE_NEED,) if student.needs - programme.offers else ()),
        *(_quote(one) for one in law if one.answer is Answer.NOT_ELIGIBLE),
    )
    still_open = tuple(_quote(one) for one in law if one.answer is Answer.NEEDS)
    return PairVerdict(student.reference, programme.code, refusing, still_open)


def overlap(one: Programme, other: Programme) -> bool:
    """Whether nobody can have a seat in both: the weeks overlap, and so do the weekly hours.

    Programmes that name no weekly hours are taken to fill their weeks.
    """
    apart = (
        one.starts_on is not None
        and one.ends_on is not None
        and other.starts_on is not None
        and other.ends_on is not None
        and (one.ends_on < other.starts_on or other.ends_on < one.starts_on)
    )
    if apart:
        return False
    if not one.meets or not other.meets:
        return True
    return any(here.meets(there) for here in one.meets for there in other.meets)


def _ask_taking_part(student: Student, programme: Programme) -> Iterator[Objection]:
    if ConsentKind.TAKE_PART not in student.consents:
        yield Objection(
            "consent",
            "Der er ikke samtykke til at deltage.",
            "There is no consent to take part.",
        )
    if programme.state is ProgrammeState.WITHDRAWN:
        yield Objection("withdrawn", "Forløbet er trukket tilbage.", "The programme is withdrawn.")


def _ask_limits(student: Student, programme: Programme) -> Iterator[Objection]:
    if programme.starts_on is not None:
        age = student.age_on(programme.starts_on)
        if programme.age_min is not None and age < programme.age_min:
            yield Objection(
                "age",
                f"Forløbet er for dem, der er fyldt {programme.age_min}, når det begynder.",
                f"The programme is for those who are {programme.age_min} when it begins.",
            )
        if programme.age_max is not None and age > programme.age_max:
            yield Objection(
                "age",
                f"Forløbet er for dem, der er højst {programme.age_max}, når det begynder.",
                f"The programme is for those who are {programme.age_max} at most when it begins.",
            )
    yield from _ask_school_year(student.school_year, programme)


def _ask_school_year(year: int | None, programme: Programme) -> Iterator[Objection]:
    least, most = programme.year_min, programme.year_max
    below = least is not None and (year is None or year < least)
    above = most is not None and (year is None or year > most)
    if below or above:
        spans = [
            " – ".join(write_school_year(one, language) for one in (least, most) if one is not None)
            for language in ("da", "en")
        ]
        yield Objection(
            "school_year", f"Forløbet er for {spans[0]}.", f"The programme is for {spans[1]}."
        )


def _ask_languages(student: Student, programme: Programme) -> Iterator[Objection]:
    for code, level in sorted(programme.languages.items()):
        if student.languages.get(code, 0) < level:
            yield Objection(
                "language",
                f"Forløbet kræver {code.upper()} på niveau {LEVELS[level]}.",
                f"The programme requires {code.upper()} at level {LEVELS[level]}.",
            )


def _ask_travel(
    student: Student, programme: Programme, knowledge: Knowledge
) -> Iterator[Objection]:
    minutes = travel_minutes(student.postcode, programme.postcode, knowledge, has_car=False)
    if minutes is not None and minutes > student.travel_limit_minutes:
        yield Objection(
            "travel",
            f"Turen tager {minutes:.0f} minutter; elevens grænse er "
            f"{student.travel_limit_minutes} minutter.",
            f"The way takes {minutes:.0f} minutes; the student's limit is "
            f"{student.travel_limit_minutes} minutes.",
        )


def _ask_timetable(student: Student, programme: Programme) -> Iterator[Objection]:
    if programme.in_school_time:
        return
    if any(lesson.meets(hours) for lesson in student.lessons for hours in programme.meets):
        yield Objection(
            "timetable",
            "Mødetiderne falder sammen med elevens skoleskema.",
            "The hours clash with the student's school timetable.",
        )


def _ask_law(student: Student, programme: Programme) -> Iterator[Finding]:
    """Ask the schemes that protect the young; of adults, and of what is no work, nothing."""
    if programme.starts_on is None or student.age_on(programme.starts_on) >= ADULT:
        return
    if programme.kind in HOSTED and programme.organisation is None:
        return
    person, place = _describe(student, programme)
    for name in SCHEMES_OF.get(programme.kind, ()):
        yield from _judge(SCHEMES[name], person, place)


def _judge(scheme: Scheme, person: Candidate, place: Opening) -> Iterator[Finding]:
    case = scheme.open_case(person, place)
    for rule in scheme.choose_rules(case):
        if rule.find_reason(case).answer is not Answer.ELIGIBLE:
            yield rule(case)


def _describe(student: Student, programme: Programme) -> tuple[Candidate, Opening]:
    """Put a pair in the words the law is asked in; nothing else of the student goes along."""
    assert programme.starts_on is not None  # noqa: S101 - asked by the caller
    finished = student.school_year is None or student.school_year >= LAST_FORM
    stated: dict[str, str | int | float | bool] = {
        "born_on": student.born_on.isoformat(),
        "finished_9th": finished,
    }
    if student.school_year is not None and student.school_year <= LAST_FORM:
        stated["school_class"] = student.school_year
    person = Candidate("", student.born_on.year, student.postcode)
    place = Opening(
        programme.code,
        programme.kind,
        programme.title_da,
        programme.postcode,
        programme.starts_on,
        ends_on=programme.ends_on,
        weekly_hours=programme.weekly_hours,
        parameters={**programme.parameters, **stated},
    )
    return person, place


def _quote(finding: Finding) -> Objection:
    return Objection(f"law:{finding.rule}", finding.reason_da, finding.reason_en)
