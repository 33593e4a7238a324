"""Which reader each column's cells have."""

from collections.abc import Callable, Mapping
from typing import Any

from matcher.campus import (
    Area,
    GivenBy,
    LanguageBackground,
    Strength,
    SupportNeed,
    Track,
)
from matcher.services.reading.cells import (
    read_codes,
    read_day,
    read_days,
    read_grades,
    read_hours,
    read_languages,
    read_levels,
    read_months,
    read_number,
    read_parameters,
    read_school_year,
    read_seen,
    read_text,
    read_truth,
    read_word,
    read_words,
    split,
)
from matcher.services.reading.files import Cell
from matcher.vocabulary import (
    BenefitGroup,
    EducationLevel,
    OpeningKind,
    Origin,
    Sex,
    Tag,
    WorkTime,
)

READERS: Mapping[str, Callable[[Cell], Any]] = {
    "birth_year": read_number,
    "education_last_used": read_number,
    "weekly_hours": read_number,
    "travel_limit_minutes": read_number,
    "positions": read_number,
    "employees": read_number,
    "days": read_number,
    "price_dkk": read_number,
    "unemployed_since": read_day,
    "available_from": read_day,
    "starts_on": read_day,
    "ends_on": read_day,
    "hours_a_day": read_number,
    "starts": read_days,
    "ends": read_days,
    "sign_up_by": read_days,
    "seats": lambda cell: tuple(read_number(part) for part in split(cell)),
    "has_car": read_truth,
    "shown_to_companies": read_truth,
    "benefit_group": read_word(BenefitGroup),
    "education_level": read_word(EducationLevel),
    "sex": read_word(Sex),
    "origin": read_word(Origin),
    "work_times": read_words(WorkTime),
    "tags": read_words(Tag),
    "wishes": lambda cell: tuple(split(cell)),
    "licences": lambda cell: tuple(split(cell)),
    "skills": read_levels,
    "required_skills": read_levels,
    "nice_skills": read_levels,
    "teaches": read_levels,
    "requires": read_levels,
    "experience": read_months,
    "languages": read_languages,
    "parameters": read_parameters,
}
READERS_OF: Mapping[str, Mapping[str, Callable[[Cell], Any]]] = {
    "openings": {"kind": read_word(OpeningKind)},
    "students": {
        "born_on": read_day,
        "school_year": read_school_year,
        "consent_take_part": read_word(GivenBy),
        "consent_grades": read_word(GivenBy),
        "consent_host": read_word(GivenBy),
        "track": read_word(Track),
        "interests": read_words(Area),
        "strengths": read_seen,
        "cultures": read_codes,
        "grades": read_grades,
        "lessons": read_hours,
        "needs": read_words(SupportNeed),
    },
    "programmes": {
        "kind": read_word(OpeningKind),
        "track": read_word(Track),
        "seats": read_number,
        "min_seats": read_number,
        "area": read_word(Area),
        "meets": read_hours,
        "in_school_time": read_truth,
        "age_min": read_number,
        "age_max": read_number,
        "year_min": read_school_year,
        "year_max": read_school_year,
        "strengths": read_words(Strength),
        "markets": read_codes,
        "offers": read_words(SupportNeed),
    },
    "student_traits": {"language_background": read_word(LanguageBackground)},
}
"""What a field is read by in one kind of file alone."""


def read_cell(noun: str, field: str, cell: Cell) -> Any:
    """Read a cell as its field wants it; a field without a reader of its own is a text."""
    return READERS_OF.get(noun, {}).get(field, READERS.get(field, read_text))(cell)
