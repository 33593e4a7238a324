"""Reads the catalogue's CSV files into frozen rows, and names the cell that is wrong.

A fault raises ``ValueError`` with file, row (the header is row 1, as in a spreadsheet) and column.
"""

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import StringIO
from typing import TypeVar

OCCUPATION_PREFIX = "urn:albertslund:occupation:"
SKILL_PREFIX = "urn:albertslund:skill:"
SKILL_KINDS = ("knowledge", "skill", "transversal", "certificate", "language")
COURSE_KINDS = ("amu", "fvu", "obu", "gvu", "eud", "euv", "sosu", "akademi", "certificate")

GOAL_PERIODS = ("year", "strategy")
MAIN_AREAS = ("omsorg", "kontor", "foedevarer", "teknologi")

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ISCO = re.compile(r"[0-9]{4}")
_POSTCODE = re.compile(r"[0-9]{4}")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


@dataclass(frozen=True)
class OccupationRow:
    """An occupation with its ISCO-08 unit group; ``business_area`` is empty where none fits."""

    slug: str
    isco: str
    label_da: str
    label_en: str
    synonyms_da: tuple[str, ...]
    synonyms_en: tuple[str, ...]
    business_area: str


@dataclass(frozen=True)
class SkillRow:
    """A skill, a piece of knowledge, a certificate or a language."""

    slug: str
    kind: str
    label_da: str
    label_en: str
    synonyms_da: tuple[str, ...]
    synonyms_en: tuple[str, ...]


@dataclass(frozen=True)
class OccupationSkillRow:
    """A skill that an occupation asks for, and at which level from 1 to 5."""

    occupation: str
    skill: str
    relation: str
    level: int


@dataclass(frozen=True)
class SkillRelationRow:
    """Two skills: ``related`` is broader than ``skill`` or beside it, and how near it lies."""

    skill: str
    related: str
    relation: str
    nearness: float


@dataclass(frozen=True)
class BusinessAreaRow:
    """A business area of the municipality's strategy with its branch codes and tags."""

    slug: str
    label_da: str
    label_en: str
    db07: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True)
class PostcodeRow:
    """A postcode, and the minutes from it to Albertslund where they are known."""

    postcode: str
    name: str
    municipality: str
    latitude: float
    longitude: float
    car_minutes: int | None
    transit_minutes: int | None
    bicycle_minutes: int | None


@dataclass(frozen=True)
class CourseRow:
    """A course; ``teaches`` and ``requires`` pair a skill's slug with a level from 1 to 5."""

    code: str
    kind: str
    title_da: str
    title_en: str
    provider: str
    days: float
    price_dkk: int
    postcode: str
    teaches: tuple[tuple[str, int], ...]
    requires: tuple[tuple[str, int], ...]
    starts_per_year: int


@dataclass(frozen=True)
class EducationRow:
    """A vocational education with the occupations it leads to, as an adult apprentice takes it.

    ``school_weeks`` are those within the main course; ``adult_trainee_pay`` says that collective
    agreements give it (voksenelevløn); ``schools`` pair a name with a postcode. Lengths are of the
    ordinary course, rounded by us; the education's order (uddannelsesordning) decides.
    """

    slug: str
    title_da: str
    title_en: str
    occupations: tuple[str, ...]
    main_area: str
    gf2_weeks: int
    main_course_months: int
    school_weeks: int
    adult_trainee_pay: bool
    schools: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class GoalRow:
    """A goal of the municipality's; ``tag`` is empty where it is for all tracks."""

    measure: str
    tag: str
    target: float
    period: str
    source: str


@dataclass(frozen=True)
class Catalogue:
    """Everything the starter catalogue holds, in the order of its files."""

    occupations: tuple[OccupationRow, ...]
    skills: tuple[SkillRow, ...]
    occupation_skills: tuple[OccupationSkillRow, ...]
    skill_relations: tuple[SkillRelationRow, ...]
    business_areas: tuple[BusinessAreaRow, ...]
    postcodes: tuple[PostcodeRow, ...]
    courses: tuple[CourseRow, ...]
    educations: tuple[EducationRow, ...]
    goals: tuple[GoalRow, ...]


def occupation_uri(slug: str) -> str:
    """Give the URI of a starter occupation.

    Examples
    --------
    >>> occupation_uri("lagermedarbejder")
    'urn:albertslund:occupation:lagermedarbejder'
    """
    return OCCUPATION_PREFIX + slug


def skill_uri(slug: str) -> str:
    """Give the URI of a starter skill.

    Examples
    --------
    >>> skill_uri("truckcertifikat-b")
    'urn:albertslund:skill:truckcertifikat-b'
    """
    return SKILL_PREFIX + slug


class _Cells:
    """One row of one file; each method reads a cell or raises ``ValueError`` with its place."""

    def __init__(self, file: str, row: int, cells: Mapping[str, str]) -> None:
        self.file = file
        self.row = row
        self.cells = cells

    def fault(self, column: str, wrong: str) -> ValueError:
        return ValueError(f"{self.file}, row {self.row}, column {column}: {wrong}")

    def optional(self, column: str) -> str:
        text = self.cells[column]
        if text != text.strip():
            raise self.fault(column, f"{text!r} has spaces around it")
        return text

    def text(self, column: str) -> str:
        text = self.optional(column)
        if not text:
            raise self.fault(column, "is empty")
        return text

    def matching(self, column: str, pattern: re.Pattern[str]) -> str:
        text = self.text(column)
        if pattern.fullmatch(text) is None:
            raise self.fault(column, f"{text!r} does not have the form {pattern.pattern}")
        return text

    def one_of(self, column: str, allowed: Sequence[str]) -> str:
        text = self.text(column)
        if text not in allowed:
            raise self.fault(column, f"{text!r} is none of {', '.join(allowed)}")
        return text

    def many(self, column: str) -> tuple[str, ...]:
        text = self.optional(column)
        parts = tuple(text.split("|")) if text else ()
        if any(not part or part != part.strip() for part in parts):
            raise self.fault(column, f"{text!r} is not a list parted by |")
        if len(set(parts)) < len(parts):
            raise self.fault(column, f"{text!r} names something twice")
        return parts

    def number(self, column: str, low: float, high: float) -> float:
        text = self.text(column)
        try:
            number = float(text)
        except ValueError:
            raise self.fault(column, f"{text!r} is not a number") from None
        if not low <= number <= high:
            raise self.fault(column, f"{text} is not between {low:g} and {high:g}")
        return number

    def whole(self, column: str, low: int, high: int) -> int:
        number = self.number(column, low, high)
        if number != int(number):
            raise self.fault(column, f"{self.cells[column]} is not a whole number")
        return int(number)

    def minutes(self, column: str) -> int | None:
        return self.whole(column, 0, 1440) if self.optional(column) else None

    def levels(self, column: str) -> tuple[tuple[str, int], ...]:
        return tuple(self._level(column, part) for part in self.many(column))

    def places(self, column: str) -> tuple[tuple[str, str], ...]:
        parts = [part.rpartition("@") for part in self.many(column)]
        if any(not name or _POSTCODE.fullmatch(code) is None for name, _, code in parts):
            raise self.fault(column, "is not a list of name@postcode parted by |")
        return tuple((name, code) for name, _, code in parts)

    def _level(self, column: str, part: str) -> tuple[str, int]:
        slug, _, level = part.partition(":")
        if _SLUG.fullmatch(slug) is None or level not in {"1", "2", "3", "4", "5"}:
            raise self.fault(column, f"{part!r} does not have the form slug:level, level 1 to 5")
        return slug, int(level)


def _occupation(cells: _Cells) -> OccupationRow:
    return OccupationRow(
        slug=cells.matching("slug", _SLUG),
        isco=cells.matching("isco", _ISCO),
        label_da=cells.text("label_da"),
        label_en=cells.text("label_en"),
        synonyms_da=cells.many("synonyms_da"),
        synonyms_en=cells.many("synonyms_en"),
        business_area=cells.optional("business_area"),
    )


def _skill(cells: _Cells) -> SkillRow:
    return SkillRow(
        slug=cells.matching("slug", _SLUG),
        kind=cells.one_of("kind", SKILL_KINDS),
        label_da=cells.text("label_da"),
        label_en=cells.text("label_en"),
        synonyms_da=cells.many("synonyms_da"),
        synonyms_en=cells.many("synonyms_en"),
    )


def _occupation_skill(cells: _Cells) -> OccupationSkillRow:
    return OccupationSkillRow(
        occupation=cells.matching("occupation", _SLUG),
        skill=cells.matching("skill", _SLUG),
        relation=cells.one_of("relation", ("essential", "optional")),
        level=cells.whole("level", 1, 5),
    )


def _skill_relation(cells: _Cells) -> SkillRelationRow:
    row = SkillRelationRow(
        skill=cells.matching("skill", _SLUG),
        related=cells.matching("related", _SLUG),
        relation=cells.one_of("relation", ("broader", "related")),
        nearness=cells.number("nearness", 0, 1),
    )
    if row.nearness == 0:
        raise cells.fault("nearness", "0 is not above 0")
    if row.skill == row.related:
        raise cells.fault("related", f"{row.related!r} is the skill itself")
    return row


def _business_area(cells: _Cells) -> BusinessAreaRow:
    return BusinessAreaRow(
        slug=cells.matching("slug", _SLUG),
        label_da=cells.text("label_da"),
        label_en=cells.text("label_en"),
        db07=cells.many("db07"),
        tags=cells.many("tags"),
    )


def _postcode(cells: _Cells) -> PostcodeRow:
    return PostcodeRow(
        postcode=cells.matching("postcode", _POSTCODE),
        name=cells.text("name"),
        municipality=cells.text("municipality"),
        latitude=cells.number("latitude", 54, 58),
        longitude=cells.number("longitude", 8, 15.5),
        car_minutes=cells.minutes("car_minutes"),
        transit_minutes=cells.minutes("transit_minutes"),
        bicycle_minutes=cells.minutes("bicycle_minutes"),
    )


def _course(cells: _Cells) -> CourseRow:
    return CourseRow(
        code=cells.matching("code", _CODE),
        kind=cells.one_of("kind", COURSE_KINDS),
        title_da=cells.text("title_da"),
        title_en=cells.text("title_en"),
        provider=cells.text("provider"),
        days=cells.number("days", 0.5, 2000),
        price_dkk=cells.whole("price_dkk", 0, 1_000_000),
        postcode=cells.matching("postcode", _POSTCODE),
        teaches=cells.levels("teaches"),
        requires=cells.levels("requires"),
        starts_per_year=cells.whole("starts_per_year", 0, 366),
    )


def _education(cells: _Cells) -> EducationRow:
    return EducationRow(
        slug=cells.matching("slug", _SLUG),
        title_da=cells.text("title_da"),
        title_en=cells.text("title_en"),
        occupations=cells.many("occupations"),
        main_area=cells.one_of("main_area", MAIN_AREAS),
        gf2_weeks=cells.whole("gf2_weeks", 0, 60),
        main_course_months=cells.whole("main_course_months", 1, 72),
        school_weeks=cells.whole("school_weeks", 1, 120),
        adult_trainee_pay=cells.one_of("adult_trainee_pay", ("yes", "no")) == "yes",
        schools=cells.places("schools"),
    )


def _goal(cells: _Cells) -> GoalRow:
    return GoalRow(
        measure=cells.text("measure"),
        tag=cells.optional("tag"),
        target=cells.number("target", 0, 1_000_000),
        period=cells.one_of("period", GOAL_PERIODS),
        source=cells.text("source"),
    )


Row = TypeVar("Row")


def _read_cells(folder: Traversable, file: str, columns: Sequence[str]) -> Iterator[_Cells]:
    reader = csv.reader(StringIO(folder.joinpath(file).read_text(encoding="utf-8")))
    header = next(reader, [])
    for column in columns:
        if column not in header:
            raise ValueError(f"{file}, row 1, column {column}: is missing")
    for number, cells in enumerate(reader, start=2):
        if len(cells) != len(header):
            wrong = f"row has {len(cells)} cells where the header has {len(header)}"
            raise ValueError(f"{file}, row {number}, column {header[-1]}: {wrong}")
        yield _Cells(file, number, dict(zip(header, cells, strict=True)))


def _read_rows(
    folder: Traversable,
    file: str,
    row_class: type[Row],
    build: Callable[[_Cells], Row],
    key: int = 1,
) -> tuple[Row, ...]:
    """Read one file; its first ``key`` columns together must not repeat."""
    columns = [field.name for field in fields(row_class)]  # type: ignore[arg-type]
    seen: set[tuple[str, ...]] = set()
    rows = []
    for cells in _read_cells(folder, file, columns):
        rows.append(build(cells))
        identity = tuple(cells.cells[column] for column in columns[:key])
        if identity in seen:
            raise cells.fault(columns[key - 1], f"{' '.join(identity)!r} was already given")
        seen.add(identity)
    return tuple(rows)


def read_folder(folder: Traversable) -> Catalogue:
    """Read a catalogue from the nine CSV files of a folder.

    Raises
    ------
    ValueError
        If a cell is wrong; the message names file, row and column.
    """
    return Catalogue(
        occupations=_read_rows(folder, "occupations.csv", OccupationRow, _occupation),
        skills=_read_rows(folder, "skills.csv", SkillRow, _skill),
        occupation_skills=_read_rows(
            folder, "occupation_skills.csv", OccupationSkillRow, _occupation_skill, key=2
        ),
        skill_relations=_read_rows(
            folder, "skill_relations.csv", SkillRelationRow, _skill_relation, key=2
        ),
        business_areas=_read_rows(folder, "business_areas.csv", BusinessAreaRow, _business_area),
        postcodes=_read_rows(folder, "postcodes.csv", PostcodeRow, _postcode),
        courses=_read_rows(folder, "courses.csv", CourseRow, _course),
        educations=_read_rows(folder, "educations.csv", EducationRow, _education),
        goals=_read_rows(folder, "goals.csv", GoalRow, _goal, key=2),
    )


@cache
def read_catalogue() -> Catalogue:
    """Read the catalogue that ships with the house; the same value every time."""
    return read_folder(files("data_schemas.catalogue"))
