"""The companies, people and openings of the synthetic municipality; drawn, never copied."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from typing import TypeVar

import numpy as np

from data_schemas.catalogue import (
    BusinessAreaRow,
    Catalogue,
    OccupationRow,
    occupation_uri,
    skill_uri,
)
from matcher.store.organisations import Organisation
from matcher.vocabulary import (
    BenefitGroup,
    Candidate,
    EducationLevel,
    Evidence,
    Opening,
    OpeningKind,
    SkillLevel,
    Tag,
    WorkTime,
)

COMPANIES = 250
JOB_SEEKERS = 3_000
STUDENTS = 400
OPENINGS = 600
HISTORY_DAYS = 548

KINDS = {
    OpeningKind.ORDINARY: 0.40,
    OpeningKind.JOBROTATION: 0.10,
    OpeningKind.VOKSENLAERLING: 0.09,
    OpeningKind.LAEREPLADS: 0.06,
    OpeningKind.VIRKSOMHEDSPRAKTIK: 0.09,
    OpeningKind.LOENTILSKUD: 0.06,
    OpeningKind.FLEKSJOB: 0.04,
    OpeningKind.FRITIDSJOB: 0.05,
    OpeningKind.ELEVPRAKTIK: 0.04,
    OpeningKind.MENTORFORLOEB: 0.02,
    OpeningKind.TALENTFORLOEB: 0.03,
    OpeningKind.AKADEMI: 0.02,
}
GROUPS = {
    BenefitGroup.DAGPENGE: 0.44,
    BenefitGroup.JOBPARAT: 0.22,
    BenefitGroup.AKTIVITETSPARAT: 0.10,
    BenefitGroup.SYGEDAGPENGE: 0.05,
    BenefitGroup.LEDIGHEDSYDELSE: 0.04,
    BenefitGroup.SELVFORSOERGENDE: 0.07,
    BenefitGroup.I_JOB: 0.08,
}
LANGUAGES = {"ar": 0.07, "tr": 0.06, "pl": 0.05, "uk": 0.04, "ur": 0.04, "de": 0.12, "so": 0.03}
PLACES = (
    "Vestskov",
    "Hersted",
    "Kongsholm",
    "Fabrikspark",
    "Roskildevej",
    "Stensmose",
    "Galgebakke",
)
TRADES = {
    "groen-omstilling": ("Klimateknik", "Energi", "Solanlæg", "VVS & Varme", "Byg"),
    "fotonik-og-teknologi": ("Fotonik", "Optik", "Automation", "Industri", "Elektronik"),
    "sundhed-og-omsorg": ("Pleje", "Omsorgscenter", "Børnehus", "Klinik", "Bosted"),
    "handel-og-logistik": ("Logistik", "Lager", "Engros", "Handel", "Transport"),
}


EVIDENCE = (Evidence.STATED, Evidence.STATED, Evidence.DOCUMENTED, Evidence.ASSESSED)
Key = TypeVar("Key")


@dataclass(frozen=True)
class Municipality:
    """What is drawn: companies, people (job seekers first, then students) and openings."""

    organisations: tuple[Organisation, ...]
    candidates: tuple[Candidate, ...]
    openings: tuple[Opening, ...]


@dataclass(frozen=True)
class Trade:
    """An occupation with the skills it takes, as the catalogue says."""

    row: OccupationRow
    essential: tuple[tuple[str, int], ...]
    optional: tuple[tuple[str, int], ...]

    @property
    def uri(self) -> str:
        """The occupation's URI."""
        return occupation_uri(self.row.slug)


def build_municipality(
    catalogue: Catalogue, *, scale: float, seed: int, today: date
) -> Municipality:
    """Draw the municipality.

    Parameters
    ----------
    catalogue : Catalogue
        Occupations, skills, places and business areas to draw from.
    scale : float
        Multiplies the number of companies, people and openings.
    seed : int
        The same seed and day give the same municipality.
    today : date
        The day it is drawn for; openings lie up to 18 months before and two after.
    """
    rng = np.random.default_rng(seed)
    trades = _build_trades(catalogue)
    numbers = islice(iterate_synthetic_cvr(), max(4, round(COMPANIES * scale)))
    organisations = [_draw_organisation(rng, cvr, i, catalogue) for i, cvr in enumerate(numbers)]
    seekers = [
        _draw_candidate(rng, f"K-{i:05d}", trades, catalogue, today)
        for i in range(1, round(JOB_SEEKERS * scale) + 1)
    ]
    students = [
        _draw_student(rng, f"S-{i:04d}", trades, catalogue, today)
        for i in range(1, round(STUDENTS * scale) + 1)
    ]
    openings = [
        _draw_opening(rng, f"O-{i:05d}", trades, organisations, today)
        for i in range(1, round(OPENINGS * scale) + 1)
    ]
    return Municipality(tuple(organisations), tuple(seekers + students), tuple(openings))


def _build_trades(catalogue: Catalogue) -> tuple[Trade, ...]:
    found: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    for row in catalogue.occupation_skills:
        found[row.occupation, row.relation].append((skill_uri(row.skill), row.level))
    return tuple(
        Trade(row, tuple(found[row.slug, "essential"]), tuple(found[row.slug, "optional"]))
        for row in catalogue.occupations
    )


def _choose(rng: np.random.Generator, weights: Mapping[Key, float]) -> Key:
    keys = list(weights)
    chances = np.array(list(weights.values()))
    return keys[int(rng.choice(len(keys), p=chances / chances.sum()))]


def _draw_organisation(
    rng: np.random.Generator, cvr: str, number: int, catalogue: Catalogue
) -> Organisation:
    area: BusinessAreaRow = catalogue.business_areas[number % len(catalogue.business_areas)]
    trades = TRADES.get(area.slug, ("Service",))
    name = f"{PLACES[number % len(PLACES)]} {trades[int(rng.integers(len(trades)))]}"
    return Organisation(
        reference=cvr,
        name=f"{name} {number + 1} (demo)",
        p_number=f"{1_099_000_000 + number}",
        postcode=_draw_postcode(rng, catalogue, at_home=0.8),
        business_area=area.slug,
        db07=area.db07[int(rng.integers(len(area.db07)))],
        employees=int(np.clip(rng.lognormal(2.8, 1.1), 2, 900)),
    )


def iterate_synthetic_cvr() -> Iterator[str]:
    """Iterate over the CVR numbers beginning with 99 whose modulus-11 check holds, rising."""
    weights = (2, 7, 6, 5, 4, 3, 2, 1)
    for value in range(99_000_000, 100_000_000):
        text = str(value)
        if sum(w * int(digit) for w, digit in zip(weights, text, strict=True)) % 11 == 0:
            yield text


def _draw_postcode(rng: np.random.Generator, catalogue: Catalogue, *, at_home: float) -> str:
    if rng.random() < at_home:
        return "2620"
    near = [row.postcode for row in catalogue.postcodes if (row.car_minutes or 0) <= 35]
    return str(near[int(rng.integers(len(near)))])


def _draw_levels(
    rng: np.random.Generator, skills: Sequence[tuple[str, int]], *, chance: float, spread: float
) -> dict[str, int]:
    return {
        uri: int(np.clip(round(level + rng.normal(0, spread)), 1, 5))
        for uri, level in skills
        if rng.random() < chance
    }


def _draw_trade(rng: np.random.Generator, trades: Sequence[Trade]) -> Trade:
    """Draw an occupation; the early rows of each major group are no commoner than the late."""
    return trades[int(rng.integers(len(trades)))]


def _draw_skills(
    rng: np.random.Generator, trade: Trade, other: Trade, *, mastery: float, year: int
) -> tuple[SkillLevel, ...]:
    levels = _draw_levels(rng, other.essential, chance=0.35 * mastery, spread=0.8)
    levels |= _draw_levels(rng, trade.optional, chance=0.5 * mastery, spread=0.8)
    levels |= _draw_levels(rng, trade.essential, chance=0.95 * mastery, spread=0.7)
    return tuple(
        SkillLevel(
            uri,
            level,
            evidence=EVIDENCE[int(rng.integers(len(EVIDENCE)))],
            last_used=year - int(rng.integers(0, 6)) if rng.random() < 0.7 else None,
        )
        for uri, level in sorted(levels.items())
    )


def _draw_education(rng: np.random.Generator, trade: Trade) -> EducationLevel:
    major = int(trade.row.isco[0])
    by_major = {
        1: (EducationLevel.MVU, EducationLevel.LVU),
        2: (EducationLevel.MVU, EducationLevel.LVU),
        3: (EducationLevel.KVU, EducationLevel.MVU, EducationLevel.EUD),
        9: (EducationLevel.GRUNDSKOLE, EducationLevel.GRUNDSKOLE, EducationLevel.GYMNASIAL),
    }
    usual = (EducationLevel.EUD, EducationLevel.EUD, EducationLevel.GRUNDSKOLE)
    choices = by_major.get(major, usual)
    return choices[int(rng.integers(len(choices)))]


def _draw_languages(rng: np.random.Generator) -> dict[str, int]:
    languages = {"da": 6 if rng.random() < 0.72 else int(rng.integers(2, 6))}
    languages["en"] = int(rng.integers(1, 6))
    languages |= {
        code: int(rng.integers(3, 7)) for code, p in LANGUAGES.items() if rng.random() < p
    }
    return languages


def _draw_licences(rng: np.random.Generator, trade: Trade) -> frozenset[str]:
    licences = {"B"} if rng.random() < 0.62 else set()
    if trade.row.business_area == "handel-og-logistik":
        licences |= {code for code, p in (("truck_b", 0.5), ("C", 0.2)) if rng.random() < p}
    return frozenset(licences)


def _draw_times(rng: np.random.Generator) -> frozenset[WorkTime]:
    others = ((WorkTime.EVENING, 0.4), (WorkTime.WEEKEND, 0.35), (WorkTime.NIGHT, 0.15))
    return frozenset({WorkTime.DAY} | {time for time, p in others if rng.random() < p})


def _draw_candidate(
    rng: np.random.Generator,
    reference: str,
    trades: Sequence[Trade],
    catalogue: Catalogue,
    today: date,
) -> Candidate:
    trade, other = _draw_trade(rng, trades), _draw_trade(rng, trades)
    group = _choose(rng, GROUPS)
    birth_year = int(today.year - np.clip(rng.normal(41, 12), 18, 66))
    days_out = int(np.clip(rng.exponential(330), 3, 2600))
    working = group is BenefitGroup.I_JOB
    known = not working and rng.random() > 0.06
    licences = _draw_licences(rng, trade)
    return Candidate(
        reference=reference,
        birth_year=birth_year,
        postcode=_draw_postcode(rng, catalogue, at_home=0.72),
        benefit_group=group,
        unemployed_since=today - timedelta(days=days_out) if known else None,
        education_level=_draw_education(rng, trade) if rng.random() > 0.05 else None,
        education_last_used=today.year - int(rng.integers(0, 9)) if rng.random() > 0.1 else None,
        experience=_draw_experience(rng, trade, other, today.year - birth_year),
        weekly_hours=float(rng.choice([37, 37, 37, 37, 30, 25, 20])),
        available_from=today - timedelta(days=int(rng.integers(0, HISTORY_DAYS))),
        work_times=_draw_times(rng),
        travel_limit_minutes=int(rng.choice([30, 45, 60, 60, 75, 90])),
        has_car="B" in licences and rng.random() < 0.6,
        wishes=frozenset({trade.uri} if rng.random() < 0.6 else {other.uri}),
        skills=_draw_skills(rng, trade, other, mastery=float(rng.beta(6, 2)), year=today.year),
        languages=_draw_languages(rng),
        licences=licences,
        shown_to_companies=bool(rng.random() < 0.55),
    )


def _draw_experience(
    rng: np.random.Generator, trade: Trade, other: Trade, age: int
) -> dict[str, int]:
    most = max(6, (age - 18) * 8)
    months = {trade.uri: int(np.clip(rng.exponential(60), 0, most))}
    if rng.random() < 0.4:
        months[other.uri] = int(np.clip(rng.exponential(24), 0, most))
    return months


def _draw_student(
    rng: np.random.Generator,
    reference: str,
    trades: Sequence[Trade],
    catalogue: Catalogue,
    today: date,
) -> Candidate:
    adult = _draw_candidate(rng, reference, trades, catalogue, today)
    trade, other = _draw_trade(rng, trades), _draw_trade(rng, trades)
    return replace(
        adult,
        birth_year=today.year - int(rng.integers(15, 22)),
        benefit_group=None,
        unemployed_since=None,
        education_level=EducationLevel.GRUNDSKOLE,
        education_last_used=None,
        experience={},
        weekly_hours=float(rng.choice([8, 10, 12, 15])),
        has_car=False,
        wishes=frozenset({trade.uri}),
        skills=_draw_skills(rng, trade, other, mastery=0.45, year=today.year),
        licences=frozenset(),
        is_student=True,
    )


def _draw_opening(
    rng: np.random.Generator,
    reference: str,
    trades: Sequence[Trade],
    organisations: Sequence[Organisation],
    today: date,
) -> Opening:
    organisation = organisations[int(rng.integers(len(organisations)))]
    kind = _choose(rng, KINDS)
    fitting = [one for one in trades if one.row.business_area == organisation.business_area]
    trade = _draw_trade(rng, fitting if rng.random() < 0.8 and fitting else trades)
    starts_on = today + timedelta(days=int(rng.integers(30 - HISTORY_DAYS, 75)))
    if kind is OpeningKind.JOBROTATION and rng.random() < 0.9:
        starts_on = _move_before(starts_on, today, rng)
    young = kind in {OpeningKind.FRITIDSJOB, OpeningKind.ELEVPRAKTIK, OpeningKind.TALENTFORLOEB}
    return Opening(
        reference=reference,
        kind=kind,
        title=trade.row.label_da[:1].upper() + trade.row.label_da[1:],
        postcode=organisation.postcode,
        starts_on=starts_on,
        ends_on=_draw_end(rng, kind, starts_on),
        occupation=trade.uri,
        organisation=organisation.reference,
        organisation_name=organisation.name,
        positions=int(rng.choice([1, 1, 1, 2, 3])),
        weekly_hours=float(rng.choice([8, 10, 12]))
        if young
        else float(rng.choice([37, 37, 37, 30, 25])),
        work_times=frozenset({WorkTime.DAY})
        if rng.random() < 0.75
        else frozenset({WorkTime.DAY, WorkTime.EVENING, WorkTime.WEEKEND}),
        required_skills=_draw_demand(rng, trade.essential, chance=0.45 if young else 0.8),
        nice_skills=_draw_demand(rng, trade.optional, chance=0.5),
        languages={"da": int(rng.choice([2, 3, 3, 4, 5]))} if rng.random() < 0.8 else {"en": 3},
        licences=_draw_demanded_licences(rng, trade),
        tags=_draw_tags(organisation, rng),
        parameters=_draw_parameters(rng, kind, starts_on, trade.row.slug),
    )


def _move_before(starts_on: date, today: date, rng: np.random.Generator) -> date:
    """Put a jobrotation slot before the scheme's last day, where the history reaches so far."""
    last = date(2026, 1, 31)
    first = today - timedelta(days=HISTORY_DAYS - 30)
    if starts_on <= last or first >= last:
        return starts_on
    return first + timedelta(days=int(rng.integers(0, (last - first).days + 1)))


def _draw_end(rng: np.random.Generator, kind: OpeningKind, starts_on: date) -> date | None:
    weeks = {
        OpeningKind.JOBROTATION: int(rng.integers(8, 27)),
        OpeningKind.VIRKSOMHEDSPRAKTIK: int(rng.integers(4, 14)),
        OpeningKind.LOENTILSKUD: 26,
        OpeningKind.VOKSENLAERLING: 156,
        OpeningKind.LAEREPLADS: 156,
        OpeningKind.ELEVPRAKTIK: 1,
        OpeningKind.TALENTFORLOEB: 20,
        OpeningKind.MENTORFORLOEB: 26,
    }
    return starts_on + timedelta(weeks=weeks[kind]) if kind in weeks else None


def _draw_demand(
    rng: np.random.Generator, skills: Sequence[tuple[str, int]], *, chance: float
) -> tuple[SkillLevel, ...]:
    levels = _draw_levels(rng, skills, chance=chance, spread=0.5)
    return tuple(SkillLevel(uri, level) for uri, level in sorted(levels.items()))


def _draw_demanded_licences(rng: np.random.Generator, trade: Trade) -> frozenset[str]:
    driving = trade.row.isco.startswith("83")
    demanded = {"B"} if rng.random() < (0.9 if driving else 0.15) else set()
    if trade.row.isco.startswith("8344"):
        demanded.add("truck_b")
    return frozenset(demanded)


def _draw_tags(organisation: Organisation, rng: np.random.Generator) -> frozenset[Tag]:
    by_area = {
        "groen-omstilling": Tag.GREEN,
        "fotonik-og-teknologi": Tag.PHOTONICS,
        "sundhed-og-omsorg": Tag.CARE,
        "handel-og-logistik": Tag.TRADE,
    }
    tags = {by_area[organisation.business_area]} if rng.random() < 0.7 else set()
    return frozenset(tags | ({Tag.SOCIAL} if rng.random() < 0.08 else set()))


def _draw_parameters(
    rng: np.random.Generator, kind: OpeningKind, starts_on: date, education: str
) -> dict[str, str | int | float | bool]:
    if kind is OpeningKind.JOBROTATION:
        return {
            "employee_tenure_months": int(rng.integers(2, 90)),
            "employee_education": str(rng.choice(["grundskole", "eud", "eud", "kvu", "mvu"])),
            "planned_months": int(rng.integers(2, 7)),
            "training_kind": "amu",
            "usual_pay": True,
            "same_function": True,
            "agreement_pay": True,
            "other_support": "none",
            "applied_on": (starts_on - timedelta(days=int(rng.integers(5, 40)))).isoformat(),
        }
    if kind is OpeningKind.VOKSENLAERLING:
        return {
            "agreement": "eud",
            "approved_place": True,
            "education": education,
            "adult_trainee_pay": bool(rng.random() < 0.5),
            "euv_route": str(rng.choice(["euv1", "euv2", "euv3"])),
            "employed_here_before": False,
            "pay_floor_met": True,
            "other_support": "none",
            "de_minimis_declared": bool(rng.random() < 0.8),
            "applied_on": (starts_on + timedelta(days=int(rng.integers(-20, 40)))).isoformat(),
            "positivliste": bool(rng.random() < 0.7),
        }
    return {}
