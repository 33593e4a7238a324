"""What the API takes and gives of one pair before the law."""

from typing import Annotated

from pydantic import Field

from data_schemas.contracts.api import ProspectOut
from data_schemas.contracts.fields import Contract, Reference

Name = Annotated[str, Field(min_length=1, max_length=64)]
Value = Annotated[str, Field(max_length=200)] | bool | int | float


class PairPath(Contract):
    """The opening and the candidate a path names."""

    reference: Reference
    candidate: Reference


class PairVerdictsIn(Contract):
    """What is supposed of the pair, by the names that ``missing`` gives."""

    stated: Annotated[dict[Name, Value], Field(max_length=100)] = Field(default_factory=dict)


class TermOut(Contract):
    """A particular the law still asks for: its kind, its name, and the values it may have."""

    name: str
    kind: str
    label_da: str
    label_en: str
    choices: list[str]


class PairVerdictsOut(Contract):
    """Every scheme that asks something of the pair, and the particulars still missing."""

    opening: str
    candidate: str
    schemes: list[ProspectOut]
    missing: list[TermOut]
