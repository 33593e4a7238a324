"""The words everyone speaks: enums with Danish and English labels, and values handed between rooms.

Glossary of statutory terms: *jobrotation* (an employee trains, an unemployed substitute covers),
*voksenlaerling* (adult apprentice, 25 or older), *laereplads* (apprenticeship), *loentilskud* (wage
subsidy), *virksomhedspraktik* (unpaid work placement), *fleksjob* (job for reduced work capacity),
*fritidsjob* (after-school job), *ufaglaert* (no vocational qualification), *faglaert* (skilled).
"""

from dataclasses import dataclass, field
from datetime import date
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
    MENTORFORLOEB = "mentorforloeb", "Mentorforløb", "Mentoring"
    TALENTFORLOEB = "talentforloeb", "Talentforløb", "Talent programme"
    AKADEMI = "akademi", "Akademiforløb", "Short academy education"


class BenefitGroup(Labelled):
    """The person's benefit group, with the number of LAB section 6 where one is meant."""

    DAGPENGE = "dagpenge", "Dagpenge (LAB § 6 nr. 1)", "Unemployment benefit"
    JOBPARAT = "jobparat", "Kontanthjælp, jobparat (nr. 2)", "Social assistance, job-ready"
    AKTIVITETSPARAT = (
        "aktivitetsparat",
        "Kontanthjælp, aktivitetsparat (nr. 3)",
        "Social assistance, activity-ready",
    )
    UDDANNELSESPARAT = "uddannelsesparat", "Uddannelsesparat", "Education-ready"
    SYGEDAGPENGE = "sygedagpenge", "Sygedagpenge", "Sickness benefit"
    LEDIGHEDSYDELSE = "ledighedsydelse", "Ledighedsydelse (nr. 9)", "Flex-job unemployment benefit"
    SELVFORSOERGENDE = "selvforsoergende", "Ledig selvforsørgende", "Unemployed, self-supporting"
    I_JOB = "i_job", "I beskæftigelse", "In employment"


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


class Answer(Labelled):
    """A verdict's three values: missing data is not a no."""

    ELIGIBLE = "eligible", "Opfyldt", "Eligible"
    NOT_ELIGIBLE = "not_eligible", "Ikke opfyldt", "Not eligible"
    NEEDS = "needs", "Skal afklares", "Needs clarification"


@dataclass(frozen=True)
class SkillLevel:
    """A skill somebody has or an opening asks for; level 1 to 5."""

    concept: str
    level: int = 3
    label_da: str = ""
    label_en: str = ""


@dataclass(frozen=True)
class Candidate:
    """What matching and law need to know of a person; no name, no CPR number."""

    reference: str
    birth_year: int
    postcode: str
    benefit_group: BenefitGroup | None = None
    unemployed_since: date | None = None
    education_level: EducationLevel | None = None
    education_last_used: int | None = None
    occupation: str | None = None
    weekly_hours: float = 37.0
    travel_limit_minutes: int = 60
    has_car: bool = False
    skills: tuple[SkillLevel, ...] = ()
    languages: dict[str, int] = field(default_factory=dict)
    licences: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Opening:
    """One place somebody could fill, of any kind."""

    reference: str
    kind: OpeningKind
    title: str
    postcode: str
    starts_on: date
    ends_on: date | None = None
    occupation: str | None = None
    weekly_hours: float = 37.0
    required_skills: tuple[SkillLevel, ...] = ()
    nice_skills: tuple[SkillLevel, ...] = ()
    languages: dict[str, int] = field(default_factory=dict)
    licences: frozenset[str] = frozenset()
    parameters: dict[str, str | int | float | bool] = field(default_factory=dict)


@dataclass(frozen=True)
class Finding:
    """One condition of one scheme, tried on one pair for one date."""

    rule: str
    answer: Answer
    reason_da: str
    reason_en: str
    parameter: str
    tested_on: date
    source: str
    confidence: str


@dataclass(frozen=True)
class Verdict:
    """What a scheme says of a pair: the findings, and the answer they add up to."""

    scheme: str
    findings: tuple[Finding, ...]

    @property
    def answer(self) -> Answer:
        """Not eligible if any finding says so; else needs, if any is open; else eligible."""
        answers = {finding.answer for finding in self.findings}
        for answer in (Answer.NOT_ELIGIBLE, Answer.NEEDS):
            if answer in answers:
                return answer
        return Answer.ELIGIBLE


@dataclass(frozen=True)
class Contribution:
    """What one feature added to or took from a score, worded in both languages."""

    feature: str
    value: float | None
    amount: float
    text_da: str
    text_en: str
