"""What the API reads of an advertisement or CV, and what it suggests; nothing of either is kept."""

from datetime import date
from typing import Annotated

from pydantic import Field

from data_schemas.contracts.fields import Contract


class TextIn(Contract):
    """A text in Danish or English."""

    text: Annotated[str, Field(min_length=1, max_length=100_000)]


class PlaceOut(Contract):
    """Characters of the text: the first, and the one after the last."""

    start: int
    end: int


class SkillSuggestionOut(Contract):
    """A skill, how surely it is asked for, its level from 1 to 5, and the words that say so."""

    concept: str
    label_da: str
    label_en: str
    required: bool
    level: int
    places: list[PlaceOut]


class CodeSuggestionOut(Contract):
    """A licence, or a language with its level from 1 to 6, and the words that say so."""

    code: str
    required: bool
    level: int
    places: list[PlaceOut]


class TextSkillsOut(Contract):
    """Suggestions that a person confirms; contact details in ``text`` are made unreadable."""

    text: str
    title: str
    skills: list[SkillSuggestionOut]
    licences: list[CodeSuggestionOut]
    languages: list[CodeSuggestionOut]
    weekly_hours: float | None = None
    work_times: list[str]
    starts_on: date | None = None
    postcode: str | None = None
    unnamed: list[PlaceOut]
