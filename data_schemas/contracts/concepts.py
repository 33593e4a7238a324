"""What the API gives of concepts that are looked up by what people write."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from data_schemas.contracts.fields import Contract


class LookupQuery(Contract):
    """What was written, and how many answers are wanted."""

    model_config = ConfigDict(extra="ignore")

    q: Annotated[str, Field(min_length=1, max_length=200)]
    limit: Annotated[int, Field(ge=1, le=100)] = 20


class CompletionQuery(LookupQuery):
    """What is being typed, and of which kind the concept should be."""

    kind: Literal["occupation", "skill"] | None = None


class FoundConceptOut(Contract):
    """A concept, the name it was found by, and whose name that is.

    ``score`` orders the answers of one title; it means nothing across titles.
    """

    uri: str
    kind: str
    code: str
    label_da: str
    label_en: str
    name: str
    by: str
    score: float | None


class FoundConceptsOut(Contract):
    """Concepts, the best first."""

    items: list[FoundConceptOut]
