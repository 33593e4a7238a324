"""A row of an import of companies and institutions."""

from typing import Annotated

from pydantic import Field

from data_schemas.contracts.fields import BranchCode, Contract, Cvr, PNumber, Postcode, Text


class OrganisationRow(Contract):
    """An organisation by its CVR number; ``db07`` is its branch code."""

    cvr: Cvr
    name: Text
    p_number: PNumber | None = None
    postcode: Postcode | None = None
    business_area: Text | None = None
    db07: BranchCode | None = None
    employees: Annotated[int, Field(ge=0, le=500_000)] | None = None
