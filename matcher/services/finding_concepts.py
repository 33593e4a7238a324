"""Concepts of the municipality's own taxonomy by what people write: ranked, and while they type."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice, zip_longest

from matcher.services.guide import Guide
from matcher.store import Session, concepts
from matcher.store.concepts import Concept
from matcher.taxonomy.naming import Named
from matcher.vocabulary import ConceptKind

LONG_ENOUGH = 4
"""Signs that must be typed before a title is guessed at."""
MOST_GUESSED = 5


@dataclass(frozen=True)
class FoundConcept:
    """A concept that was found, with the name it was found by; ``score`` is None where one typed.

    ``by`` says whose name that is: ``preferred``, ``synonym`` or ``usual`` for a usual title.
    """

    concept: Concept
    name: str
    by: str
    score: float | None


def find_occupations(
    session: Session, text: str, *, guide: Guide, limit: int = 20
) -> tuple[FoundConcept, ...]:
    """Find the occupations that a title may mean, the best first.

    Until the guide is made, those that have the title in a name.
    """
    finder = guide.get_finder(session)
    if finder is None:
        return _search(session, text, ConceptKind.OCCUPATION, limit)
    hits = finder.find(text, limit=limit)
    by_uri = _read_concepts(session, [hit.uri for hit in hits])
    return tuple(
        FoundConcept(
            by_uri[hit.uri], hit.name, _tell_whose(finder.get(hit.uri), hit.name), hit.score
        )
        for hit in hits
        if hit.uri in by_uri
    )


def complete_concepts(
    session: Session,
    text: str,
    *,
    guide: Guide,
    kind: ConceptKind | None = None,
    limit: int = 10,
) -> tuple[FoundConcept, ...]:
    """Give the occupations and skills that somebody who types may be about to write.

    Where no name begins so, the occupations that a title so written may mean.
    """
    kinds = (kind,) if kind else (ConceptKind.OCCUPATION, ConceptKind.SKILL)
    of_kinds = [_complete(session, text, guide, one, limit) for one in kinds]
    in_turn = chain.from_iterable(zip_longest(*of_kinds))
    found = {hit.concept.uri: hit for hit in in_turn if hit is not None}
    if not found and ConceptKind.OCCUPATION in kinds and len(text.strip()) >= LONG_ENOUGH:
        guessed = find_occupations(session, text, guide=guide, limit=MOST_GUESSED)
        return tuple(replace(hit, score=None) for hit in guessed[:limit])
    return tuple(islice(found.values(), limit))


def search_all(
    session: Session, text: str, *, guide: Guide, limit: int = 20
) -> tuple[Concept, ...]:
    """Find occupations and skills by any part of a name, and then what the title may mean."""
    found = concepts.find_concepts(session, text, limit=limit)
    meant = find_occupations(session, text, guide=guide, limit=limit)
    together = {one.uri: one for one in (*found, *(hit.concept for hit in meant))}
    return tuple(islice(together.values(), limit))


def _complete(
    session: Session, text: str, guide: Guide, kind: ConceptKind, limit: int
) -> tuple[FoundConcept, ...]:
    completer = guide.get_completer(session, kind)
    if completer is None:
        return _search(session, text, kind, limit)
    found = completer.complete(text, limit=limit)
    by_uri = _read_concepts(session, [one.uri for one, _ in found])
    return tuple(
        FoundConcept(by_uri[one.uri], label, _tell_whose(one, label), None)
        for one, label in found
        if one.uri in by_uri
    )


def _search(session: Session, text: str, kind: ConceptKind, limit: int) -> tuple[FoundConcept, ...]:
    found = concepts.find_concepts(session, text, kind=kind, limit=limit)
    return tuple(
        FoundConcept(one, one.label_da or one.label_en, "preferred", None) for one in found
    )


def _read_concepts(session: Session, uris: Sequence[str]) -> dict[str, Concept]:
    return {one.uri: one for one in concepts.list_concepts(session, uris)}


def _tell_whose(one: Named, text: str) -> str:
    own = {name.text: name.preferred for name in sorted(one.names, key=lambda it: it.preferred)}
    if text not in own:
        return "usual"
    return "preferred" if own[text] else "synonym"
