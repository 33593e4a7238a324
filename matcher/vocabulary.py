"""The words everyone speaks: enums with Danish and English labels, and values handed between rooms.

Glossary of statutory terms: *jobrotation* (an employee trains, an unemployed substitute covers),
*voksenlaerling* (adult apprentice, 25 or older), *laereplads* (apprenticeship), *loentilskud* (wage
subsidy), *virksomhedspraktik* (unpaid work placement), *fleksjob* (job for reduced work capacity),
*fritidsjob* (after-school job), *ufaglaert* (no vocational qualification), *faglaert* (skilled).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Literal, Self

Language = Literal["da", "en"]


class Labelled(StrEnum):
    """An enum whose members carry a label in Danish and one in English.

    Examples
    --------
    >>> OpeningKind("loentilskud").label("da")
    'Løntilskud'
    """

    da: str
    en: str

    def __new__(cls, value: str, da: str, en: str) -> Self:
        """Make a member that is its value and knows its labels."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.da = da
        member.en = en
        return member

    def label(self, language: Language) -> str:
        """Give the label in the reader's language."""
        return self.da if language == "da" else self.en


class Role(Labelled):
    """Who somebody is to the service."""

    CONSULTANT = "consultant", "Konsulent", "Consultant"
    COMPANY = "company", "Virksomhed", "Company"
    COORDINATOR = "coordinator", "Campuskoordinator", "Campus coordinator"
    ADMIN = "admin", "Administrator", "Administrator"


class OpeningKind(Labelled):
    """The kinds of opening; each adds parameters and rules, never its own ranking."""

    ORDINARY = "ordinary", "Ordinært job", "Ordinary job"
    JOBROTATION = "jobrotation", "Jobrotation", "Job rotation"
    VOKSENLAERLING = "voksenlaerling", "Voksenlærling", "Adult apprenticeship"
    LAEREPLADS = "laereplads", "Læreplads", "Apprenticeship"
    VIRKSOMHEDSPRAKTIK = "virksomhedspraktik", "Virksomhedspraktik", "Work placement"
    LOENTILSKUD = "loentilskud", "Løntilskud", "Wage subsidy"
    FLEKSJOB = "fleksjob", "Fleksjob", "Flex job"
    FRITIDSJOB = "fritidsjob", "Fritidsjob", "After-school job"
    ELEVPRAKTIK = "elevpraktik", "Elevpraktik", "School internship"
    SMAAJOB = "smaajob", "Småjob", "Small job"
    MENTORFORLOEB = "mentorforloeb", "Mentorforløb", "Mentoring"
    TALENTFORLOEB = "talentforloeb", "Talentforløb", "Talent programme"
    AKADEMI = "akademi", "Akademiforløb", "Short academy education"


class OtherScheme(Labelled):
    """Schemes named for no kind of opening: asked of a person, or beside a kind's own."""

    UNGES_ARBEJDE = "unges_arbejde", "Unges arbejde", "Work of people under 18"
    REGIONAL = "regional_uddannelsespulje", "Regional uddannelsespulje", "Regional education pool"
    SEKS_UGER = "seks_ugers_jobrettet", "6 ugers jobrettet uddannelse", "Six weeks' education"
    FVU = "fvu", "Forberedende voksenundervisning", "Preparatory adult education"
    OBU = "obu", "Ordblindeundervisning for voksne", "Teaching for adults with dyslexia"
    RKV = "rkv", "Realkompetencevurdering", "Assessment of prior learning"
    SVU = "svu", "Statens voksenuddannelsesstøtte", "State adult education support"
    VEU = "veu", "VEU-godtgørelse", "VEU allowance"


class BenefitGroup(Labelled):
    """What the person lives on, and how ready for work or education; the law's groups follow."""

    DAGPENGE = "dagpenge", "Dagpenge", "Unemployment benefit"
    JOBPARAT = "jobparat", "Kontanthjælp, jobparat", "Social assistance, job-ready"
    AKTIVITETSPARAT = (
        "aktivitetsparat",
        "Kontanthjælp, aktivitetsparat",
        "Social assistance, activity-ready",
    )
    UDDANNELSESPARAT = "uddannelsesparat", "Uddannelsesparat", "Education-ready"
    SYGEDAGPENGE = "sygedagpenge", "Sygedagpenge", "Sickness benefit"
    JOBAFKLARING = "jobafklaring", "Jobafklaringsforløb", "Job clarification course"
    RESSOURCEFORLOEB = "ressourceforloeb", "Ressourceforløb", "Resource course"
    LEDIGHEDSYDELSE = "ledighedsydelse", "Ledighedsydelse", "Flex-job unemployment benefit"
    REVALIDERING = "revalidering", "Revalidering", "Rehabilitation"
    FOERTIDSPENSION = "foertidspension", "Førtidspension", "Disability pension"
    SELVFORSOERGENDE = "selvforsoergende", "Ledig selvforsørgende", "Unemployed, self-supporting"
    I_JOB = "i_job", "I beskæftigelse", "In employment"


class Sex(Labelled):
    """Sex, as equal treatment is measured on; never shown, never ranked by."""

    FEMALE = "female", "Kvinder", "Women"
    MALE = "male", "Mænd", "Men"


class Origin(Labelled):
    """Statistics Denmark's *herkomst*, as equal treatment is measured on."""

    DANISH = "danish", "Personer med dansk oprindelse", "People of Danish origin"
    IMMIGRANT = "immigrant", "Indvandrere", "Immigrants"
    DESCENDANT = "descendant", "Efterkommere", "Descendants"


class EducationLevel(Labelled):
    """Highest completed education, rising."""

    GRUNDSKOLE = "grundskole", "Grundskole", "Primary and lower secondary school"
    GYMNASIAL = "gymnasial", "Gymnasial uddannelse", "Upper secondary education"
    EUD = "eud", "Erhvervsuddannelse", "Vocational education"
    KVU = "kvu", "Kort videregående", "Short-cycle higher education"
    MVU = "mvu", "Mellemlang videregående", "Medium-cycle higher education"
    LVU = "lvu", "Kandidat eller højere", "Master's degree or higher"


class Outcome(Labelled):
    """What happened to a shown pair."""

    SHORTLISTED = "shortlisted", "På kortliste", "Shortlisted"
    CONTACTED = "contacted", "Kontaktet", "Contacted"
    INTERVIEW = "interview", "Samtale", "Interview"
    OFFERED = "offered", "Tilbudt job", "Offered"
    PLACED = "placed", "Ansat", "Placed"
    STAYED_13 = "stayed_13", "Stadig ansat efter 13 uger", "Still there after 13 weeks"
    STAYED_26 = "stayed_26", "Stadig ansat efter 26 uger", "Still there after 26 weeks"
    ENDED_EARLY = "ended_early", "Stoppet før tid", "Ended early"
    REJECTED = "rejected", "Afvist", "Rejected"


class EndReason(Labelled):
    """Why a placement ended early. None of them tells of anybody's health."""

    TASKS = "tasks", "Opgaverne passede ikke", "The tasks did not suit"
    SKILLS = "skills", "Kompetencerne slog ikke til", "The skills fell short"
    DISTANCE = "distance", "For lang transport", "Too far to travel"
    CONDITIONS = "conditions", "Arbejdstid eller vilkår passede ikke", "Hours or terms did not suit"
    COOPERATION = "cooperation", "Samarbejdet fungerede ikke", "They did not work well together"
    OTHER = "other", "Andet", "Something else"
    OTHER_WORK = "other_work", "Fik andet arbejde", "Got other work"
    EDUCATION = "education", "Begyndte på uddannelse", "Began an education"
    EMPLOYER = "employer", "Virksomheden lukkede eller skar ned", "The employer closed or cut back"
    AGREED = "agreed", "Sluttede som aftalt", "Ended as agreed"
    PERSONAL = "personal", "Personlige forhold", "Personal circumstances"


class RefusalReason(Labelled):
    """Why a company says no thanks. None of them tells of anybody's person."""

    SKILLS = "skills", "Kompetencerne slår ikke til", "The skills fall short"
    EXPERIENCE = (
        "experience",
        "For lidt erfaring med opgaverne",
        "Too little experience of the work",
    )
    LANGUAGE = (
        "language",
        "Sproget slår ikke til til opgaven",
        "The language falls short of the work",
    )
    CONDITIONS = "conditions", "Arbejdstid eller vilkår passer ikke", "Hours or terms do not suit"
    INTERVIEWED = (
        "interviewed",
        "Vi valgte en anden efter samtale",
        "We chose another after interview",
    )
    FILLED = "filled", "Stillingen er besat", "The position is filled"
    CANCELLED = "cancelled", "Vi ansætter ikke alligevel", "We are not hiring after all"
    NO_CONTACT = "no_contact", "Vi fik ikke kontakt", "We could not reach the candidate"
    OTHER = "other", "Andet", "Something else"


class OpeningStatus(Labelled):
    """How far an opening has come, as its company sees it."""

    RECEIVED = "received", "Modtaget", "Received"
    SEARCHING = "searching", "Vi leder", "We are searching"
    CANDIDATES = "candidates", "Kandidater venter på jer", "Candidates await you"
    ANSWERED = "answered", "Besvaret", "Answered"
    FILLED = "filled", "Besat", "Filled"
    CLOSED = "closed", "Lukket af jer", "Closed by you"
    PAST = "past", "Første dag er passeret", "The first day has passed"


class Answer(Labelled):
    """A verdict's three values: missing data is not a no."""

    ELIGIBLE = "eligible", "Opfyldt", "Eligible"
    NOT_ELIGIBLE = "not_eligible", "Ikke opfyldt", "Not eligible"
    NEEDS = "needs", "Skal afklares", "Needs clarification"


class Sureness(Labelled):
    """How sure a foretold chance is; `matcher.models.doubt` says which interval each stands for."""

    QUITE_SURE = "quite_sure", "ret sikkert", "quite sure"
    FAIRLY_SURE = "fairly_sure", "nogenlunde sikkert", "fairly sure"
    UNSURE = "unsure", "usikkert", "unsure"
    TOO_FEW = "too_few", "for få erfaringer til at sige det", "too little experience to say"
    UNKNOWN = "unknown", "ved vi ikke endnu", "not known yet"


class ChampionMove(Labelled):
    """What was done about which version ranks."""

    PROMOTED = "promoted", "Forfremmet", "Promoted"
    PUT_BACK = "put_back", "Rullet tilbage til", "Rolled back to"
    PINNED = "pinned", "Fastholdt", "Pinned"
    UNPINNED = "unpinned", "Givet fri", "Unpinned"


class Tag(Labelled):
    """What the municipality's strategy counts."""

    GREEN = "green", "Grøn teknologi", "Green technology"
    PHOTONICS = "photonics", "Fotonik", "Photonics"
    CARE = "care", "Sundhed og omsorg", "Health and care"
    SOCIAL = "social", "Socialøkonomi", "Social enterprise"
    TRADE = "trade", "International handel", "International trade"
    RESEARCH = "research", "Uddannelse og forskning", "Education and research"
    STARTUP = "startup", "Iværksætteri", "Start-ups"
    PROFILE = "profile", "Profilvirksomheder", "Profile companies"


class Measure(Labelled):
    """What the municipality's goals are measured by; `matcher.services.goals` says how."""

    ROTATIONS = "rotations", "Godkendte jobrotationer", "Approved job rotations"
    APPRENTICES = "apprentices", "Nye voksenlærlinge", "New adult apprentices"
    LASTING = "lasting", "Ansættelser, der holdt 26 uger", "Placements that lasted 26 weeks"
    NEW_JOBS = "new_jobs", "Nye job", "New jobs"
    SHORTLIST_DAYS = (
        "shortlist_days",
        "Dage fra opslag til kortliste",
        "Days from opening to shortlist",
    )
    PLACEMENT_DAYS = (
        "placement_days",
        "Dage fra opslag til ansættelse",
        "Days from opening to placement",
    )
    YOUNG_WITHOUT = (
        "young_without",
        "Unge uden uddannelse, procent",
        "Young people without education, per cent",
    )
    SUBSCRIBERS = "subscribers", "Abonnenter på nyhedsbrevet", "Newsletter subscribers"


class Topic(Labelled):
    """What the newsletter is about; subscribers choose."""

    JOBS = "jobs", "Job og rekruttering", "Jobs and recruiting"
    ROTATION = "rotation", "Jobrotation og efteruddannelse", "Job rotation and training"
    APPRENTICES = "apprentices", "Voksenlærlinge og lærepladser", "Apprenticeships"
    CAMPUS = "campus", "Campus Albertslund", "Campus Albertslund"
    BUSINESS = "business", "Erhvervsnyt", "Business news"


class WorkTime(Labelled):
    """When the work is done."""

    DAY = "day", "Dag", "Day"
    EVENING = "evening", "Aften", "Evening"
    NIGHT = "night", "Nat", "Night"
    WEEKEND = "weekend", "Weekend", "Weekend"


class ConceptKind(Labelled):
    """What a concept of the taxonomy is."""

    OCCUPATION = "occupation", "Stilling", "Occupation"
    SKILL = "skill", "Kompetence", "Skill"
    GROUP = "group", "Faggruppe", "ISCO group"


class Evidence(Labelled):
    """What a skill's level rests on."""

    STATED = "stated", "Oplyst", "Stated"
    DOCUMENTED = "documented", "Dokumenteret", "Documented"
    ASSESSED = "assessed", "Realkompetencevurderet", "Assessed as prior learning"


class RotationStatus(Labelled):
    """How far a jobrotation case has come."""

    IDEA = "idea", "Idé", "Idea"
    APPLIED = "applied", "Ansøgt", "Applied for"
    APPROVED = "approved", "Godkendt", "Approved"
    RUNNING = "running", "I gang", "Running"
    CLOSED = "closed", "Afsluttet", "Closed"


class Funding(Labelled):
    """What may pay for a rotation; which of them is lawful turns on its dates."""

    BENEFIT = "jobrotationsydelse", "Jobrotationsydelse", "Job rotation benefit"
    VEU = "vikariat_veu", "Vikariat og VEU-godtgørelse", "Temporary job and VEU allowance"
    SVU = "vikariat_svu", "Vikariat og SVU", "Temporary job and SVU"
    LOENTILSKUD = "loentilskud", "Privat løntilskud", "Private wage subsidy"
    OPKVALIFICERING = (
        "opkvalificering",
        "Opkvalificering ved ansættelse",
        "Training at hiring",
    )
    VOKSENLAERLING = "voksenlaerling", "Voksenlærling", "Adult apprenticeship"
    KOMMUNAL = "kommunal", "Kommunens egen ordning", "The municipality's own scheme"


class RotationDocument(Labelled):
    """What an application or a claim is to be accompanied by."""

    PRODUCTION_UNIT = "p_number", "CVR- og P-nummer", "CVR and P number"
    EMPLOYEES = (
        "employees",
        "Liste over medarbejdere med uddannelse og ansættelsesdato",
        "List of employees with education and date of hiring",
    )
    COURSE_PLAN = (
        "course_plan",
        "Kursusplan med datoer og timer",
        "Course plan with dates and hours",
    )
    CONTRACT = "contract", "Ansættelseskontrakt for vikaren", "The substitute's contract"
    PAYSLIPS = "payslips", "Lønsedler og timesedler", "Payslips and time sheets"
    ENROLMENT = "enrolment", "Tilmelding på kurset", "Enrolment on the course"
    DE_MINIMIS = "de_minimis", "Erklæring om anden støtte", "Declaration of other support"
    AGREEMENT = "agreement", "Uddannelsesaftale", "Training agreement"
    TRAINING_QUOTE = "training_quote", "Tilbud på uddannelsen", "Quote for the training"


VERSION_0 = "0"
"""The name of the experts' shapes, which rank where no learned version does."""

CEFR = {"A1": 1, "A2": 2, "B1": 3, "B2": 4, "C1": 5, "C2": 6}
"""Language levels of the Common European Framework as the numbers used in ``languages``."""


@dataclass(frozen=True)
class SkillLevel:
    """A skill somebody has or an opening asks for; level 1 to 5. ``concept`` is a URI.

    ``evidence`` and ``last_used`` (a year) are told of people only.
    """

    concept: str
    level: int = 3
    label_da: str = ""
    label_en: str = ""
    evidence: Evidence = Evidence.STATED
    last_used: int | None = None

    def label(self, language: Language) -> str:
        """Give the label in the reader's language, else the other one, else the URI."""
        first, second = (self.label_da, self.label_en)[:: 1 if language == "da" else -1]
        return first or second or self.concept


@dataclass(frozen=True)
class Candidate:
    """What matching and law need to know of a person; no name, no CPR number.

    ``experience`` maps an occupation's URI to months; ``wishes`` are occupation URIs wanted;
    ``languages`` maps an ISO 639-1 code to a number of `CEFR`; ``education_last_used`` is a year;
    ``licences`` are codes such as ``"B"`` or ``"truck_b"``.
    """

    reference: str
    birth_year: int
    postcode: str
    benefit_group: BenefitGroup | None = None
    unemployed_since: date | None = None
    education_level: EducationLevel | None = None
    education_last_used: int | None = None
    education_field: str | None = None
    experience: Mapping[str, int] = field(default_factory=dict)
    weekly_hours: float = 37.0
    available_from: date | None = None
    work_times: frozenset[WorkTime] = frozenset({WorkTime.DAY})
    travel_limit_minutes: int = 60
    has_car: bool = False
    wishes: frozenset[str] = frozenset()
    skills: tuple[SkillLevel, ...] = ()
    languages: Mapping[str, int] = field(default_factory=dict)
    licences: frozenset[str] = frozenset()
    shown_to_companies: bool = False
    is_student: bool = False

    @property
    def occupation(self) -> str | None:
        """The occupation practised longest, ties by URI; None without experience."""
        return max(self.experience, key=lambda uri: (self.experience[uri], uri), default=None)


@dataclass(frozen=True)
class Opening:
    """One place somebody could fill, of any kind; ``organisation`` is a reference (its CVR)."""

    reference: str
    kind: OpeningKind
    title: str
    postcode: str
    starts_on: date
    ends_on: date | None = None
    occupation: str | None = None
    organisation: str = ""
    organisation_name: str = ""
    positions: int = 1
    weekly_hours: float = 37.0
    work_times: frozenset[WorkTime] = frozenset({WorkTime.DAY})
    required_skills: tuple[SkillLevel, ...] = ()
    nice_skills: tuple[SkillLevel, ...] = ()
    languages: Mapping[str, int] = field(default_factory=dict)
    licences: frozenset[str] = frozenset()
    tags: frozenset[Tag] = frozenset()
    parameters: Mapping[str, str | int | float | bool] = field(default_factory=dict)


class TermKind(StrEnum):
    """How a particular is answered."""

    FLAG = "flag"
    NUMBER = "number"
    DAY = "day"
    HOUR = "hour"
    CHOICE = "choice"
    TEXT = "text"
    FIXED = "fixed"
    """A field that every opening has, so that it is never asked for."""


@dataclass(frozen=True)
class Term:
    """One particular: its key, its name in both languages, and the values it may have."""

    name: str
    kind: TermKind
    da: str
    en: str
    choices: Mapping[str, tuple[str, str]] | None = None

    def label(self, language: Language) -> str:
        """Give what people call it in the reader's language."""
        return self.da if language == "da" else self.en

    @property
    def least(self) -> int:
        """The least number there may be; a grade may be below nought."""
        return -3 if self.name.startswith("grade_") else 0

    def list_choices(self, language: Language) -> dict[str, str]:
        """Give the values to choose among, each with its words in the reader's language."""
        place = 0 if language == "da" else 1
        return {value: words[place] for value, words in (self.choices or {}).items()}


@dataclass(frozen=True)
class Finding:
    """One condition of one scheme, tried on one pair for one date.

    ``value`` and ``unit`` are the parameter's on that day (None where none is known), ``address``
    is where the law can be read, and ``facts`` are those the rule looked at, by name.
    """

    rule: str
    answer: Answer
    reason_da: str
    reason_en: str
    parameter: str
    tested_on: date
    source: str
    confidence: str
    value: object = None
    unit: str = ""
    address: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    """What a scheme says of a pair: the findings, and the answer they add up to."""

    scheme: str
    findings: tuple[Finding, ...]

    @property
    def answer(self) -> Answer:
        """Not eligible if any finding says so; else needs, if any is open; else eligible."""
        return combine_answers(finding.answer for finding in self.findings)


@dataclass(frozen=True)
class Contribution:
    """What one feature added to or took from a score, worded in both languages."""

    feature: str
    value: float | None
    amount: float
    text_da: str
    text_en: str


@dataclass(frozen=True)
class Place:
    """A postcode: where it lies, and minutes to the municipality's centre where they are known."""

    postcode: str
    name: str
    latitude: float
    longitude: float
    car_minutes: int | None = None
    transit_minutes: int | None = None
    bicycle_minutes: int | None = None


@dataclass(frozen=True)
class Knowledge:
    """What features may ask about the world beside the pair itself.

    ``skill_nearness[a][b]`` is in (0, 1]: how far having ``b`` serves where ``a`` is asked (a
    concept is near itself by 1, which is not stored). ``isco`` maps an occupation's URI to its
    four-digit code. ``labels`` maps a concept's URI to its Danish and English label. ``centre`` is
    the postcode that the places' minutes lead to.
    """

    skill_nearness: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    isco: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    labels: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    centre: str = "2620"


@dataclass(frozen=True)
class Shown:
    """One line of the recommendation log: who was shown where, by which model version."""

    opening: str
    candidate: str
    rank: int
    score: float
    model_version: str
    shown_at: datetime
    direction: str
    list_id: str
    propensity: float = 1.0
    model_rank: int | None = None
    seed: int | None = None
    query: str = ""


@dataclass(frozen=True)
class OutcomeEvent:
    """One thing that happened to a pair; never changed, never deleted."""

    opening: str
    candidate: str
    outcome: Outcome
    happened_on: date
    actor: str
    recorded_at: datetime
    reason: str = ""


@dataclass(frozen=True)
class Account:
    """A user without the password."""

    id: int
    email: str
    name: str
    role: Role
    organisation: str | None = None
    active: bool = True
    phone: str = ""
    generation: int = 0


@dataclass(frozen=True)
class ModelVersion:
    """One version of a model in the registry."""

    model: str
    version: str
    checksum: str
    created_at: datetime
    promoted_at: datetime | None
    is_champion: bool
    metrics: Mapping[str, object] = field(default_factory=dict)
    note: str = ""
    signature: str = ""


@dataclass(frozen=True)
class ExpertShape:
    """What the experts hold a feature to do to a score, and why.

    ``points`` are pairs of value and log odds between which the line is straight; ``direction`` is
    the feature catalogue's; who has not reviewed it yet left ``reviewed_by`` empty.
    """

    feature: str
    label_da: str
    label_en: str
    direction: int
    points: tuple[tuple[float, float], ...]
    unit_da: str
    unit_en: str
    why_da: str
    why_en: str
    source: str
    reviewed_by: str
    reviewed_on: date | None


@dataclass(frozen=True)
class Chance:
    """How often pairs like one led to a job that lasted 26 weeks, with its doubt and its base.

    Attributes
    ----------
    share : float or None
        The calibrated chance; None, as its interval, where no version has been calibrated.
    low, high : float or None
        An interval that holds the truth in ``level`` of all cases.
    pairs, lasted : int
        The pairs followed for 26 weeks that scored about as much, and for how many it lasted.
    followed : int
        The pairs followed in all.
    sureness : Sureness
        The interval in a word.
    """

    share: float | None
    low: float | None
    high: float | None
    level: float
    pairs: int
    lasted: int
    followed: int
    sureness: Sureness


UNKNOWN_CHANCE = Chance(None, None, None, 0.9, 0, 0, 0, Sureness.UNKNOWN)
"""What is said while the version that ranks has not been calibrated."""


@dataclass(frozen=True)
class ChampionChange:
    """One change of what ranks, by whom and why; never changed, never deleted."""

    model: str
    version: str
    change: ChampionMove
    actor: str
    note: str
    at: datetime


@dataclass(frozen=True)
class Suggestion:
    """One ranked pair with the arithmetic behind its place and the law beside it.

    ``score`` is ``intercept`` plus the sum of the contributions' amounts; ``chance`` is how
    often pairs like it led to a job that lasted.
    """

    rank: int
    candidate: Candidate
    opening: Opening
    score: float
    intercept: float
    chance: Chance
    contributions: tuple[Contribution, ...]
    verdicts: tuple[Verdict, ...]
    moved: int = 0
    propensity: float = 1.0

    @property
    def model_rank(self) -> int:
        """The rank the model gave, before neighbours changed places."""
        return self.rank - self.moved

    @property
    def answer(self) -> Answer:
        """What the schemes say together; a pair no scheme concerns is eligible."""
        return combine_answers(verdict.answer for verdict in self.verdicts)


@dataclass(frozen=True)
class Suggestions:
    """A ranked list: those the rules let through, and the refused, kept with their reasons.

    The same list read again by the same reader on the same day has the same ``list_id``; ``query``
    is what it was narrowed to.
    """

    items: tuple[Suggestion, ...]
    refused: tuple[Suggestion, ...]
    considered: int
    model_version: str
    list_id: str
    seed: int | None = None
    query: str = ""

    @property
    def is_explored(self) -> bool:
        """Whether lots were drawn for neighbours to change places; ``seed`` draws them again."""
        return self.seed is not None


def read_end_reason(text: str) -> EndReason:
    """Read the reason a text begins with, by value or label; free text is `EndReason.OTHER`.

    Examples
    --------
    >>> read_end_reason("distance: two hours by bus").en, read_end_reason("Fik andet arbejde").en
    ('Too far to travel', 'Got other work')
    >>> read_end_reason("it rained").en
    'Something else'
    """
    said = text.partition(":")[0].strip().casefold()
    named = (one for one in EndReason if said in {one.value, one.da.casefold(), one.en.casefold()})
    return next(named, EndReason.OTHER)


def combine_answers(answers: Iterable[Answer]) -> Answer:
    """Not eligible if any answer says so; else needs, if any is open; else eligible."""
    given = set(answers)
    for answer in (Answer.NOT_ELIGIBLE, Answer.NEEDS):
        if answer in given:
            return answer
    return Answer.ELIGIBLE
