"""Kinds of field that several contracts share; each refuses what it could not mean.

Errors carry a type of their own (``cvr_check``, ``cpr_number``), so that whoever shows them can
word them in the reader's language.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal, LiteralString, NamedTuple, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from data_schemas.cpr import holds_cpr, is_day

OpeningKind = Literal[
    "ordinary",
    "jobrotation",
    "voksenlaerling",
    "laereplads",
    "virksomhedspraktik",
    "loentilskud",
    "fleksjob",
    "fritidsjob",
    "elevpraktik",
    "smaajob",
    "mentorforloeb",
    "talentforloeb",
    "akademi",
]
BenefitGroup = Literal[
    "dagpenge",
    "jobparat",
    "aktivitetsparat",
    "uddannelsesparat",
    "sygedagpenge",
    "jobafklaring",
    "ressourceforloeb",
    "ledighedsydelse",
    "revalidering",
    "foertidspension",
    "selvforsoergende",
    "i_job",
]
EducationLevel = Literal["grundskole", "gymnasial", "eud", "kvu", "mvu", "lvu"]
Outcome = Literal[
    "shortlisted",
    "contacted",
    "interview",
    "offered",
    "placed",
    "stayed_13",
    "stayed_26",
    "ended_early",
    "rejected",
]
Answer = Literal["eligible", "not_eligible", "needs"]
Sureness = Literal["quite_sure", "fairly_sure", "unsure", "too_few", "unknown"]
Tag = Literal["green", "photonics", "care", "social", "trade", "research", "startup", "profile"]
WorkTime = Literal["day", "evening", "night", "weekend"]
Sex = Literal["female", "male"]
Origin = Literal["danish", "immigrant", "descendant"]
Role = Literal["consultant", "company", "coordinator", "admin"]

FORMULA_SIGNS = ("=", "+", "-", "@")
CVR_WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 1)

_HIDDEN = frozenset({"Cc", "Cs", "Zl", "Zp"})
_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_CPR = re.compile(r"(?<![0-9])([0-9]{2})([0-9]{2})([0-9]{2})-?[0-9]{4}(?![0-9])")


class Contract(BaseModel):
    """What crosses the door: frozen, and closed to fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True)
class Form:
    """Lets a text of one form through; refuses others with an error type of its own."""

    error: LiteralString
    message: LiteralString
    pattern: str

    def check(self, text: str) -> str:
        """Give the text back if it has the form."""
        if re.fullmatch(self.pattern, text) is None:
            raise PydanticCustomError(self.error, self.message)
        return text

    def __get_pydantic_core_schema__(
        self, source: type[Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return handler(schema) | {"pattern": f"^{self.pattern}$"}


def looks_like_cpr(text: str) -> bool:
    """Whether a reference is, or holds, what could be a CPR number.

    Ten digits alone always could; with a hyphen, the first six must be a date (a day above 60
    is that of a replacement number).

    Examples
    --------
    >>> looks_like_cpr("0101011234"), looks_like_cpr("010101-1234"), looks_like_cpr("K-1001")
    (True, True, False)
    """
    bare = re.fullmatch(r"[0-9]{10}", text) is not None
    return bare or any(is_day(*found.groups()) for found in _CPR.finditer(text))


def _refuse_cpr(text: str) -> str:
    if looks_like_cpr(text):
        raise PydanticCustomError("cpr_number", "CPR numbers are not accepted")
    return text


def _refuse_cpr_in_text(text: str) -> str:
    if holds_cpr(text):
        raise PydanticCustomError("cpr_number", "CPR numbers are not accepted")
    return text


def _refuse_cpr_as_p_number(number: str) -> str:
    if holds_cpr(number, field="p_number"):
        raise PydanticCustomError("cpr_number", "CPR numbers are not accepted")
    return number


def _refuse_hidden(text: str) -> str:
    if any(sign in _DIRECTIONS or unicodedata.category(sign) in _HIDDEN for sign in text):
        raise PydanticCustomError("control_character", "Control characters are not accepted")
    return text


def _refuse_formula(text: str) -> str:
    if text.startswith(FORMULA_SIGNS):
        raise PydanticCustomError("formula", "A text may not begin as a formula does")
    return text


def _check_cvr(cvr: str) -> str:
    if sum(int(digit) * weight for digit, weight in zip(cvr, CVR_WEIGHTS, strict=True)) % 11:
        raise PydanticCustomError("cvr_check", "The check digit of the CVR number is wrong")
    return cvr


def _check_year(year: int) -> int:
    if year > datetime.now(UTC).year:
        raise PydanticCustomError("future_year", "The year is in the future")
    return year


def _check_past(day: date) -> date:
    if day > datetime.now(UTC).date():
        raise PydanticCustomError("future_day", "The day is in the future")
    return day


Many = TypeVar("Many", bound=Sequence[Any])


def _refuse_repeats(many: Many) -> Many:
    keys = [item.concept if isinstance(item, LevelledSkill) else item for item in many]
    if len(set(keys)) < len(keys):
        raise PydanticCustomError("repeated", "Something is named twice")
    return many


Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200),
    AfterValidator(_refuse_hidden),
    AfterValidator(_refuse_formula),
    AfterValidator(_refuse_cpr_in_text),
]
Reference = Annotated[
    str,
    Form("reference_form", "Must be 1 to 40 letters, digits and hyphens", "[A-Za-z0-9-]{1,40}"),
    AfterValidator(_refuse_formula),
]
PersonReference = Annotated[Reference, AfterValidator(_refuse_cpr)]
Postcode = Annotated[str, Form("postcode_form", "Must be four digits", "[0-9]{4}")]
Cvr = Annotated[
    str, Form("cvr_form", "Must be eight digits", "[1-9][0-9]{7}"), AfterValidator(_check_cvr)
]
PNumber = Annotated[
    str,
    Form("p_number_form", "Must be ten digits", "[0-9]{10}"),
    AfterValidator(_refuse_cpr_as_p_number),
]
BranchCode = Annotated[str, Form("db07_form", "Must be six digits", "[0-9]{6}")]
LanguageCode = Annotated[
    str, Form("language_code", "Must be a two-letter code of ISO 639-1", "[a-z]{2}")
]
Licence = Annotated[
    str, Form("licence_form", "Must be a licence's code", "[A-Za-z0-9][A-Za-z0-9_/-]{0,19}")
]
ParameterKey = Annotated[
    str, Form("parameter_key", "Must be a parameter's name", "[a-z][a-z0-9_]{0,59}")
]
Year = Annotated[int, Field(ge=1930), AfterValidator(_check_year)]
Day = Annotated[date, Field(ge=date(1950, 1, 1), le=date(2100, 12, 31))]
PastDay = Annotated[Day, AfterValidator(_check_past)]
Hours = Annotated[float, Field(ge=1, le=48, allow_inf_nan=False)]
Months = Annotated[int, Field(ge=1, le=720)]
LanguageLevel = Annotated[int, Field(ge=1, le=6)]


class LevelledSkill(NamedTuple):
    """A skill, by label or URI, and its level from 1 to 5."""

    concept: Text
    level: Annotated[int, Field(ge=1, le=5)] = 3


Skills = Annotated[
    tuple[LevelledSkill, ...], Field(max_length=200), AfterValidator(_refuse_repeats)
]
Texts = Annotated[tuple[Text, ...], Field(max_length=100), AfterValidator(_refuse_repeats)]
Licences = Annotated[tuple[Licence, ...], Field(max_length=50), AfterValidator(_refuse_repeats)]
WorkTimes = Annotated[
    tuple[WorkTime, ...], Field(min_length=1, max_length=4), AfterValidator(_refuse_repeats)
]
Languages = Annotated[dict[LanguageCode, LanguageLevel], Field(max_length=50)]
