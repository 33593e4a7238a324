"""Looking things up: openings, candidates, concepts; every read of a person is audited."""

from datetime import datetime

from matcher.store import Session, audit, concepts, openings, people
from matcher.store.concepts import Concept
from matcher.store.paging import Page
from matcher.vocabulary import Candidate, ConceptKind, Opening, OpeningKind


def search_openings(
    session: Session,
    text: str = "",
    *,
    kind: OpeningKind | None = None,
    organisation: str | None = None,
    limit: int = 25,
    offset: int = 0,
) -> Page[Opening]:
    """Find openings by words of title, company or reference, newest start first."""
    return openings.find_openings(
        session, text, kind=kind, organisation=organisation, limit=limit, offset=offset
    )


def search_candidates(
    session: Session, text: str = "", *, actor: str, now: datetime, limit: int = 25, offset: int = 0
) -> Page[Candidate]:
    """Find candidates by reference, postcode or occupation; the reading is audited."""
    page = people.find_candidates(session, text, limit=limit, offset=offset)
    audit.add_read(session, actor=actor, noun="candidates", key=text, why="search", at=now)
    return page


def search_concepts(
    session: Session, text: str, *, kind: ConceptKind | None = None, limit: int = 20
) -> tuple[Concept, ...]:
    """Find occupations and skills by any label in any language, the best match first."""
    return concepts.find_concepts(session, text, kind=kind, limit=limit)


def read_opening(session: Session, reference: str) -> Opening:
    """Read one opening.

    Raises
    ------
    NotFound
        If there is none.
    """
    return openings.get_opening(session, reference)


def read_candidate(session: Session, reference: str, *, actor: str, now: datetime) -> Candidate:
    """Read one candidate; the reading is audited.

    Raises
    ------
    NotFound
        If there is none.
    """
    candidate = people.get_candidate(session, reference)
    audit.add_read(session, actor=actor, noun="candidate", key=reference, why="page", at=now)
    return candidate


def read_concept(session: Session, uri: str) -> Concept:
    """Read one concept.

    Raises
    ------
    NotFound
        If there is none.
    """
    return concepts.get_concept(session, uri)
