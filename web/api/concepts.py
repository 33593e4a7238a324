"""The API's views of concepts: by a title, and while somebody types."""

from flask import Response
from flask_openapi3.models.tag import Tag

from data_schemas.contracts.api import Problem
from data_schemas.contracts.concepts import (
    CompletionQuery,
    FoundConceptOut,
    FoundConceptsOut,
    LookupQuery,
)
from matcher.services.finding_concepts import (
    FoundConcept,
    complete_concepts,
    find_occupations,
)
from matcher.vocabulary import ConceptKind
from web.api.views import api, show
from web.composition import get_services
from web.transactions import get_session

CONCEPTS = Tag(name="concepts", description="Occupations and skills, by what people write")


@api.get("/occupations", tags=[CONCEPTS], responses={"200": FoundConceptsOut, "422": Problem})
def find_occupations_by_title(query: LookupQuery) -> Response:
    """Rank the occupations that a title may mean, with the name that matched."""
    found = find_occupations(
        get_session(writing=False), query.q, guide=get_services().guide, limit=query.limit
    )
    return _show(found)


@api.get("/concepts", tags=[CONCEPTS], responses={"200": FoundConceptsOut, "422": Problem})
def complete_concept_names(query: CompletionQuery) -> Response:
    """Complete what is being typed to names of occupations and skills."""
    found = complete_concepts(
        get_session(writing=False),
        query.q,
        guide=get_services().guide,
        kind=next((one for one in ConceptKind if one == query.kind), None),
        limit=query.limit,
    )
    return _show(found)


def _show(found: tuple[FoundConcept, ...]) -> Response:
    return show(FoundConceptsOut(items=[_present(one) for one in found]))


def _present(one: FoundConcept) -> FoundConceptOut:
    concept = one.concept
    return FoundConceptOut(
        uri=concept.uri,
        kind=str(concept.kind),
        code=concept.code,
        label_da=concept.label_da,
        label_en=concept.label_en,
        name=one.name,
        by=one.by,
        score=one.score,
    )
