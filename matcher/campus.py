"""The words of Campus Albertslund: students, programmes with seats, and what became of a place.

Kept apart from the words of the employment effort, whose purpose is another: a student has a
reference of its own and is never a `matcher.vocabulary.Candidate`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from matcher.vocabulary import Labelled, Language, OpeningKind, Tag

PROGRAMME_KINDS = (
    OpeningKind.TALENTFORLOEB,
    OpeningKind.ELEVPRAKTIK,
    OpeningKind.MENTORFORLOEB,
    OpeningKind.FRITIDSJOB,
    OpeningKind.LAEREPLADS,
    OpeningKind.AKADEMI,
)
"""The kinds of opening that a placement round fills."""

LAST_FORM = 10
"""The last form of the folkeskole; 11 to 13 are the years of a youth education."""


class Track(Labelled):
    """The two tracks of the talent programmes; local labels, which no statute knows."""

    BOGLIG = "boglig", "Boglig", "Academic"
    PRAKTISK = "praktisk", "Praktisk", "Practical"


class Area(Labelled):
    """What a programme is about and a student is interested in: the municipality's areas."""

    GREEN = "groen-omstilling", "Grøn omstilling og energi", "Green transition and energy"
    PHOTONICS = "fotonik-og-teknologi", "Fotonik og teknologi", "Photonics and technology"
    CARE = "sundhed-og-omsorg", "Sundhed og omsorg", "Health and care"
    TRADE = "handel-og-logistik", "Handel og logistik", "Trade and logistics"


class Strength(Labelled):
    """A practical strength that somebody has seen; a closed list, so that nothing else is told."""

    HANDS = "hands", "Praktisk anlagt", "Good with the hands"
    PRECISION = "precision", "Omhyggelig", "Precise"
    PERSISTENCE = "persistence", "Vedholdende", "Persistent"
    TEAMWORK = "teamwork", "Samarbejder godt", "Works well with others"
    SERVICE = "service", "God til mennesker", "Good with people"
    PLANNING = "planning", "Holder styr på opgaver", "Keeps track of tasks"
    IDEAS = "ideas", "Får idéer", "Has ideas"
    DIGITAL = "digital", "Digitalt stærk", "Strong digitally"
    NUMBERS = "numbers", "God til tal", "Good with numbers"
    TELLING = "telling", "God til at formidle", "Good at explaining"


class Observed(Labelled):
    """Where a strength was seen."""

    TEACHER = "teacher", "Lærerens iagttagelse", "A teacher's observation"
    FRITIDSJOB = "fritidsjob", "Fritidsjob", "An after-school job"
    PROJECT = "project", "Projekt", "A project"


class Subject(Labelled):
    """A subject that may be graded."""

    DANSK = "dansk", "Dansk", "Danish"
    MATEMATIK = "matematik", "Matematik", "Mathematics"
    ENGELSK = "engelsk", "Engelsk", "English"
    NATUR = "naturfag", "Naturfag", "Science"
    SAMFUND = "samfundsfag", "Samfundsfag", "Social studies"
    HAANDVAERK = "haandvaerk", "Håndværk og design", "Crafts and design"


GRADES = {12: "12", 10: "10", 7: "7", 4: "4", 2: "02", 0: "00", -3: "-3"}
"""The 7-step scale, best first: the number kept and how it is written."""


class SupportNeed(Labelled):
    """What a place must be able to offer; a constraint, never a feature, never shown to a host."""

    STEP_FREE = "step_free", "Adgang uden trin", "Step-free access"
    CONTACT = "contact", "Fast kontaktperson", "A contact person of one's own"
    QUIET = "quiet", "Roligt sted at arbejde", "A quiet place to work"
    SHORT_DAYS = "short_days", "Korte dage", "Short days"
    READING = "reading", "Oplæsning af tekster", "Texts read aloud"


class ConsentKind(Labelled):
    """What is agreed to, each on its own."""

    TAKE_PART = "take_part", "At deltage i placeringsrunder", "To take part in placement rounds"
    GRADES = "grades", "At karakterer bruges", "That grades are used"
    HOST = "host", "At fornavn og plads vises for værten", "That the host sees first name and seat"


class GivenBy(Labelled):
    """Who agreed."""

    STUDENT = "student", "Eleven selv", "The student"
    GUARDIAN = "guardian", "Forælder eller værge", "Parent or guardian"


class LanguageBackground(Labelled):
    """Languages of the home, as equal treatment is measured on; never shown, never ranked by."""

    DANISH = "danish", "Dansk", "Danish"
    MIXED = "mixed", "Dansk og andet sprog", "Danish and another language"
    OTHER = "other", "Andet sprog end dansk", "Another language than Danish"


class StudentOutcome(Labelled):
    """What became of a student's place."""

    PLACED = "placed", "Begyndt", "Began"
    COMPLETED = "completed", "Gennemført", "Completed"
    DROPPED = "dropped", "Stoppet før tid", "Dropped out"
    CONTINUED = (
        "continued",
        "Fortsat i uddannelse eller læreplads",
        "Went on to education or apprenticeship",
    )


class ProgrammeState(Labelled):
    """Whether a programme can be used."""

    OPEN = "open", "Åbent", "Open"
    WITHDRAWN = "withdrawn", "Trukket tilbage", "Withdrawn"


class Mechanism(Labelled):
    """How seats are given; the two are explained to students and parents in plain words."""

    STABLE = "stable", "Stabil", "Stable"
    BEST_TOTAL = "best_total", "Bedst samlet", "Best in total"


class RoundStatus(Labelled):
    """How far a placement round has come."""

    DRAFT = "draft", "Kladde", "Draft"
    WISHES = "wishes", "Ønsker modtages", "Wishes open"
    PROPOSAL = "proposal", "Forslag", "Proposal"
    ADJUSTING = "adjusting", "Koordinator tilretter", "Coordinator adjusts"
    PUBLISHED = "published", "Offentliggjort", "Published"
    WAITING = "waiting", "Venteliste", "Waiting list"
    CLOSED = "closed", "Afsluttet", "Closed"


class RulingKind(Labelled):
    """What a coordinator has ruled on a pair."""

    LOCK = "lock", "Fastlåst", "Locked"
    FORBID = "forbid", "Må ikke", "Forbidden"


@dataclass(frozen=True, order=True)
class Slot:
    """Hours on a weekday (0 is Monday), in minutes after midnight."""

    weekday: int
    starts: int
    ends: int

    def meets(self, other: "Slot") -> bool:
        """Whether two slots overlap.

        Examples
        --------
        >>> Slot(0, 480, 840).meets(Slot(0, 800, 900)), Slot(0, 480, 840).meets(Slot(0, 840, 900))
        (True, False)
        """
        same_day = self.weekday == other.weekday
        return same_day and self.starts < other.ends and other.starts < self.ends


@dataclass(frozen=True)
class SeenStrength:
    """A strength and where it was seen; a note is in a few words."""

    strength: Strength
    seen: Observed
    note: str = ""


@dataclass(frozen=True)
class Student:
    """What placing needs to know of a student; no surname, no address, no CPR number.

    ``school_year`` is a form from 6 to 10, or 11 to 13 for the years of a youth education, or None
    for who is in no school; ``languages`` maps an ISO 639-1 code to a number of
    `matcher.vocabulary.CEFR`; ``cultures`` are ISO 3166 codes of countries whose ways the student
    says to know; ``grades`` are empty unless they were consented to; ``consents`` are those open
    on the day of the reading; ``needs`` are constraints alone.
    """

    reference: str
    born_on: date
    school: str
    school_year: int | None
    postcode: str
    given_name: str = ""
    track: Track | None = None
    travel_limit_minutes: int = 45
    interests: frozenset[Area] = frozenset()
    strengths: tuple[SeenStrength, ...] = ()
    languages: Mapping[str, int] = field(default_factory=dict)
    cultures: frozenset[str] = frozenset()
    grades: Mapping[Subject, int] = field(default_factory=dict)
    lessons: tuple[Slot, ...] = ()
    needs: frozenset[SupportNeed] = frozenset()
    consents: frozenset[ConsentKind] = frozenset()
    version: int = 1

    def age_on(self, day: date) -> int:
        """Count the whole years lived on a day.

        Examples
        --------
        >>> Student("S-1", date(2011, 3, 2), "", 9, "2620").age_on(date(2026, 3, 1))
        14
        """
        had_birthday = (day.month, day.day) >= (self.born_on.month, self.born_on.day)
        return day.year - self.born_on.year - (not had_birthday)


@dataclass(frozen=True)
class Programme:
    """One run of a programme: who hosts it, its seats and dates, and whom it is for.

    ``seats`` are those it has at most, ``min_seats`` those it needs to open; ``organisation`` is
    the host's CVR number; ``strengths`` are what the host wants, most wanted first; ``markets`` are
    ISO 3166 codes of countries the host trades with; ``meets`` are weekly hours, which may lie in
    school hours only where ``in_school_time``; ``offers`` are the support needs it can meet;
    ``parameters`` are the terms that `matcher.rules` reads.
    """

    code: str
    title_da: str
    title_en: str
    track: Track
    seats: int
    provider: str
    kind: OpeningKind = OpeningKind.TALENTFORLOEB
    min_seats: int = 1
    organisation: str | None = None
    area: Area | None = None
    postcode: str = "2620"
    starts_on: date | None = None
    ends_on: date | None = None
    weekly_hours: float = 4.0
    meets: tuple[Slot, ...] = ()
    in_school_time: bool = False
    age_min: int | None = None
    age_max: int | None = None
    year_min: int | None = None
    year_max: int | None = None
    languages: Mapping[str, int] = field(default_factory=dict)
    strengths: tuple[Strength, ...] = ()
    markets: frozenset[str] = frozenset()
    offers: frozenset[SupportNeed] = frozenset()
    tags: frozenset[Tag] = frozenset()
    parameters: Mapping[str, str | int | float | bool] = field(default_factory=dict)
    state: ProgrammeState = ProgrammeState.OPEN
    version: int = 1

    def title(self, language: Language) -> str:
        """Give the title in the reader's language."""
        return self.title_da if language == "da" else self.title_en


@dataclass(frozen=True)
class StudentOutcomeEvent:
    """One thing that became of a student's place; never changed, never deleted."""

    student: str
    programme: str
    outcome: StudentOutcome
    happened_on: date
    actor: str
    recorded_at: datetime
    reason: str = ""


@dataclass(frozen=True)
class StudentConsent:
    """What was agreed to, by whom, from a day until another."""

    kind: ConsentKind
    given_by: GivenBy
    given_on: date
    withdrawn_on: date | None = None
    recorded_by: str = ""


def write_school_year(year: int | None, language: Language) -> str:
    """Write a form or a year of youth education.

    Examples
    --------
    >>> write_school_year(9, "da"), write_school_year(11, "en"), write_school_year(None, "da")
    ('9. klasse', 'year 1 of youth education', 'ikke i skole')
    """
    danish = language == "da"
    if year is None:
        return "ikke i skole" if danish else "not in school"
    if year <= LAST_FORM:
        return f"{year}. klasse" if danish else f"form {year}"
    youth = year - LAST_FORM
    return f"{youth}. år på ungdomsuddannelse" if danish else f"year {youth} of youth education"
