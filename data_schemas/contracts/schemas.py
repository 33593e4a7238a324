"""Writes the contracts as JSON Schemas (draft 2020-12), for those who send us data."""

import inspect
import json
from pathlib import Path

from data_schemas.contracts import api, models, placements, rotations
from data_schemas.contracts.campus import (
    ProgrammeRow,
    StudentRow,
    StudentTraitsRow,
    WishesRow,
)
from data_schemas.contracts.candidates import CandidateRow
from data_schemas.contracts.courses import CourseRow
from data_schemas.contracts.fields import Contract
from data_schemas.contracts.openings import OpeningRow
from data_schemas.contracts.organisations import OrganisationRow
from data_schemas.contracts.traits import TraitsRow

ROWS: tuple[type[Contract], ...] = (
    CandidateRow,
    OpeningRow,
    OrganisationRow,
    CourseRow,
    TraitsRow,
    StudentRow,
    ProgrammeRow,
    WishesRow,
    StudentTraitsRow,
)


def list_contracts() -> tuple[type[Contract], ...]:
    """List every contract: the rows of imports, then the API's by name."""
    own = [
        one
        for module in (api, models, placements, rotations)
        for _, one in inspect.getmembers(module, inspect.isclass)
        if issubclass(one, Contract) and one.__module__ == module.__name__
    ]
    return (*ROWS, *own)


def export_schemas(folder: Path) -> tuple[Path, ...]:
    """Write one ``<Contract>.schema.json`` a contract into a folder, made if it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for contract in list_contracts():
        schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
        schema |= contract.model_json_schema()
        path = folder / f"{contract.__name__}.schema.json"
        path.write_text(json.dumps(schema, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        paths.append(path)
    return tuple(paths)
