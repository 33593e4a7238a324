"""API payloads and import rows, one module a noun (pydantic). Imports nothing of the house."""

from data_schemas.contracts.campus import (
    ProgrammeRow,
    StudentRow,
    StudentTraitsRow,
    WishesRow,
)
from data_schemas.contracts.candidates import CandidateRow
from data_schemas.contracts.courses import CourseRow
from data_schemas.contracts.fields import Contract, LevelledSkill
from data_schemas.contracts.openings import OpeningRow
from data_schemas.contracts.organisations import OrganisationRow
from data_schemas.contracts.schemas import export_schemas
from data_schemas.contracts.traits import TraitsRow

__all__ = [
    "CandidateRow",
    "Contract",
    "CourseRow",
    "LevelledSkill",
    "OpeningRow",
    "OrganisationRow",
    "ProgrammeRow",
    "StudentRow",
    "StudentTraitsRow",
    "TraitsRow",
    "WishesRow",
    "export_schemas",
]
