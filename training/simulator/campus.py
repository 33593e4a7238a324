"""Campus Albertslund in the demo: students of invented schools, programmes, and two rounds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from data_schemas.parameters import find_consent_age
from matcher.campus import (
    GRADES,
    Area,
    ConsentKind,
    GivenBy,
    LanguageBackground,
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
from matcher.store.student_traits import StudentTraits
from matcher.vocabulary import Sex
from training.simulator.campus_programmes import PROGRAMMES

STUDENTS = 64
FORMER = 48
SCHOOLS = {
    "Kanalskolen": (7, 8, 9),
    "Solbakkeskolen": (7, 8, 9),
    "Skovkantens Skole": (8, 9),
    "Ungdomscenter Midtby": (10,),
    "Vestvolden Gymnasium": (11, 12, 13),
}
"""Invented schools, and the years of their students."""

NAMES = {
    Sex.FEMALE: [
        "Amina",
        "Freja",
        "Sofie",
        "Zeynep",
        "Ida",
        "Maryam",
        "Clara",
        "Hodan",
        "Laura",
        "Aylin",
        "Emma",
        "Noor",
        "Alma",
        "Sara",
        "Josefine",
        "Fatima",
        "Agnes",
        "Leyla",
        "Mathilde",
        "Selma",
        "Asta",
        "Rania",
        "Karla",
        "Yasmin",
    ],
    Sex.MALE: [
        "Yusuf",
        "Oscar",
        "Ali",
        "Noah",
        "Emil",
        "Hamza",
        "William",
        "Mehmet",
        "Lucas",
        "Omar",
        "Karl",
        "Ibrahim",
        "Malthe",
        "Bilal",
        "Victor",
        "Adam",
        "August",
        "Hassan",
        "Elias",
        "Anton",
        "Kerem",
        "Aksel",
        "Samir",
        "Viggo",
    ],
}
OTHERS = {"tr": "TR", "ar": "LB", "ur": "PK", "so": "SO", "pl": "PL", "bs": "BA", "de": "DE"}
"""Languages beside Danish, with a country whose ways their speakers may know."""

POSTCODES = ("2620", "2620", "2620", "2620", "2620", "2620", "2600", "2630", "2605")
LONGEST_WISHES = 6


@dataclass(frozen=True)
class DrawnStudent:
    """A student with what the profile does not hold: consents, and what is only measured on."""

    student: Student
    consents: Mapping[ConsentKind, GivenBy]
    traits: StudentTraits


def draw_students(
    count: int, *, first: int, seed: int, today: date, years_on: int = 0
) -> tuple[DrawnStudent, ...]:
    """Draw students as they are today, ``years_on`` years after they were in one of the schools."""
    rng = np.random.default_rng([seed, first])
    return tuple(
        _draw(rng, f"S-{first + i:04d}", today=today, years_on=years_on) for i in range(count)
    )


def list_programmes(hosts: Sequence[str], *, today: date) -> tuple[Programme, ...]:
    """List the programmes of the coming spring, hosted by the organisations given."""
    start = date(today.year + (today.month > 1), 2, 1)
    monday = start - timedelta(days=start.weekday())
    return tuple(
        replace(
            one,
            organisation=None if host is None else hosts[host % len(hosts)],
            starts_on=monday + timedelta(weeks=weeks),
            ends_on=monday + timedelta(weeks=weeks + length, days=-3),
            parameters=_date_terms(one.parameters, monday + timedelta(weeks=weeks)),
        )
        for one, host, weeks, length in PROGRAMMES
    )


def list_former_programmes(programmes: Sequence[Programme]) -> tuple[Programme, ...]:
    """List last year's runs of some programmes."""
    return tuple(
        replace(
            one,
            code=one.code.replace("P27", "P26"),
            starts_on=one.starts_on and one.starts_on - timedelta(weeks=52),
            ends_on=one.ends_on and one.ends_on - timedelta(weeks=52),
        )
        for one in programmes[:10]
    )


def draw_wishes(
    students: Sequence[Student], programmes: Sequence[Programme], *, seed: int
) -> dict[str, tuple[str, ...]]:
    """Draw wishes: track and interests pull, some programmes are in fashion, chance does more."""
    rng = np.random.default_rng([seed, 7])
    fashion = rng.gamma(2.0, 0.5, len(programmes))
    wishes = {}
    for student in students:
        pull = np.array(
            [
                1.2 * (one.track is student.track)
                + 1.5 * (one.area in student.interests)
                + _judge_year(student, one)
                for one in programmes
            ]
        )
        drawn = pull + fashion + rng.gumbel(0, 0.6, len(programmes))
        length = int(rng.integers(2, LONGEST_WISHES + 1))
        best = np.argsort(-drawn, kind="stable")[:length]
        wishes[student.reference] = tuple(programmes[i].code for i in best)
    return wishes


def _judge_year(student: Student, programme: Programme) -> float:
    year = student.school_year or 0
    inside = (programme.year_min or 0) <= year <= (programme.year_max or 99)
    return 0.0 if inside else -4.0


def _date_terms(
    terms: Mapping[str, str | int | float | bool], start: date
) -> dict[str, str | int | float | bool]:
    if "form_handed_in_on" not in terms:
        return dict(terms)
    return {**terms, "form_handed_in_on": (start - timedelta(weeks=4)).isoformat()}


def _draw(rng: np.random.Generator, reference: str, *, today: date, years_on: int) -> DrawnStudent:
    school = str(rng.choice(list(SCHOOLS), p=[0.28, 0.26, 0.2, 0.11, 0.15]))
    year = int(rng.choice(SCHOOLS[school]))
    born_on = date(today.year - year - 7 - years_on, 1, 1) + timedelta(
        days=int(rng.integers(0, 365))
    )
    sex = Sex.FEMALE if rng.random() < 0.5 else Sex.MALE
    background, languages, cultures = _draw_languages(rng)
    track = [Track.BOGLIG, Track.PRAKTISK, None][int(rng.choice(3, p=[0.42, 0.46, 0.12]))]
    student = Student(
        reference=reference,
        born_on=born_on,
        school=school,
        school_year=_move_on(year, years_on),
        postcode=str(rng.choice(POSTCODES)),
        given_name=str(rng.choice(NAMES[sex])),
        track=track,
        travel_limit_minutes=int(rng.choice([20, 30, 30, 45, 45, 60])),
        interests=frozenset(
            list(Area)[i] for i in rng.choice(4, size=int(rng.integers(1, 3)), replace=False)
        ),
        strengths=_draw_strengths(rng),
        languages=languages,
        cultures=cultures,
        lessons=tuple(Slot(day, 480, int(rng.choice([810, 840, 870]))) for day in range(5)),
        needs=frozenset({list(SupportNeed)[int(rng.integers(0, 5))]})
        if rng.random() < 0.08
        else frozenset(),
    )
    consents = _draw_consents(rng, student, today=today)
    if ConsentKind.GRADES in consents:
        student = replace(student, grades=_draw_grades(rng, track))
    return DrawnStudent(student, consents, StudentTraits(reference, sex, background))


def _move_on(year: int, years_on: int) -> int | None:
    later = year + years_on
    return later if later <= 13 else None


def _draw_languages(
    rng: np.random.Generator,
) -> tuple[LanguageBackground, dict[str, int], frozenset[str]]:
    english = {"en": int(rng.choice([2, 3, 3, 4]))}
    roll = rng.random()
    if roll < 0.55:
        return LanguageBackground.DANISH, {"da": 6} | english, frozenset()
    other = str(rng.choice(list(OTHERS)))
    level = int(rng.choice([4, 5, 6])) if roll < 0.82 else int(rng.choice([3, 4, 4]))
    background = LanguageBackground.MIXED if roll < 0.82 else LanguageBackground.OTHER
    cultures = frozenset({OTHERS[other]}) if rng.random() < 0.7 else frozenset()
    return background, {"da": level, other: int(rng.choice([4, 5, 6]))} | english, cultures


def _draw_strengths(rng: np.random.Generator) -> tuple[SeenStrength, ...]:
    every, seen = list(Strength), list(Observed)
    chosen = rng.choice(len(every), size=int(rng.integers(1, 4)), replace=False)
    return tuple(SeenStrength(every[i], seen[int(rng.integers(0, 3))]) for i in sorted(chosen))


def _draw_consents(
    rng: np.random.Generator, student: Student, *, today: date
) -> dict[ConsentKind, GivenBy]:
    young = student.age_on(today) < find_consent_age(today)
    giver = GivenBy.GUARDIAN if young else GivenBy.STUDENT
    chances = {
        ConsentKind.TAKE_PART: 0.97,
        ConsentKind.GRADES: 0.6,
        ConsentKind.HOST: 0.85,
    }
    return {kind: giver for kind, chance in chances.items() if rng.random() < chance}


def _draw_grades(rng: np.random.Generator, track: Track | None) -> dict[Subject, int]:
    scale = list(GRADES)
    middle = 2.0 if track is Track.BOGLIG else 3.0
    drawn = np.clip(np.round(rng.normal(middle, 1.0, 4)), 0, 5).astype(int)
    subjects = (Subject.DANSK, Subject.MATEMATIK, Subject.ENGELSK, Subject.NATUR)
    return {
        subject: scale[min(int(place), len(scale) - 2)]
        for subject, place in zip(subjects, drawn, strict=True)
    }


__all__ = [
    "FORMER",
    "STUDENTS",
    "DrawnStudent",
    "draw_students",
    "draw_wishes",
    "list_former_programmes",
    "list_programmes",
]
