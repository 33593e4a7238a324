"""A row of an import of traits: what equal treatment is measured on, and nothing else."""

from data_schemas.contracts.fields import Contract, Origin, PersonReference, Sex


class TraitsRow(Contract):
    """A known candidate's sex and origin; either may be left out."""

    reference: PersonReference
    sex: Sex | None = None
    origin: Origin | None = None
