"""Concepts of the municipality's own taxonomy by what people write: ranked, and while they type."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from data_schemas.catalogue import read_usual_titles
from matcher.services.memory import Memory
from matcher.store import Session, concepts
from matcher.store.concepts import Concept
from matcher.taxonomy.completing import Completer
from matcher.taxonomy.evidence import Knowledge
from matcher.taxonomy.finder import Finder
from matcher.taxonomy.naming import Named
from matcher.vocabulary import ConceptKind

MAIN_LANGUAGE = "da"


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
    session: Session, text: str, *, memory: Memory, limit: int = 20
) -> tuple[FoundConcept, ...]:
    """Find the occupations that a title may mean, the best first."""
    version = concepts.get_version(session)
    finder = memory.keep("finder", version, lambda: _build_finder(session))
    if finder is None:
        return ()
    hits = finder.find(text, limit=limit)
    named = {one.uri: one for one in finder.concepts}
    by_uri = {one.uri: one for one in concepts.list_concepts(session, [hit.uri for hit in hits])}
    return tuple(
        FoundConcept(by_uri[hit.uri], hit.name, _tell_whose(named[hit.uri], hit.name), hit.score)
        for hit in hits
    )


def complete_concepts(
    session: Session,
    text: str,
    *,
    memory: Memory,
    kind: ConceptKind | None = None,
    limit: int = 10,
) -> tuple[FoundConcept, ...]:
    """Give the occupations and skills that somebody who types may be about to write."""
    version = concepts.get_version(session)
    name = f"completer {kind or ''}"
    completer = memory.keep(name, version, lambda: Completer(concepts.list_named(session, kind)))
    found = completer.complete(text, limit=limit)
    uris = [one.uri for one, _ in found]
    by_uri = {one.uri: one for one in concepts.list_concepts(session, uris)}
    return tuple(
        FoundConcept(by_uri[one.uri], label, _tell_whose(one, label), None) for one, label in found
    )


def search_all(
    session: Session, text: str, *, memory: Memory, limit: int = 20
) -> tuple[Concept, ...]:
    """Find occupations and skills by any part of a name, and then what the title may mean."""
    found = concepts.find_concepts(session, text, limit=limit)
    meant = find_occupations(session, text, memory=memory, limit=limit)
    together = {one.uri: one for one in (*found, *(hit.concept for hit in meant))}
    return tuple(islice(together.values(), limit))


def _build_finder(session: Session) -> Finder | None:
    named = concepts.list_named(session, ConceptKind.OCCUPATION)
    if not named:
        return None
    titles = read_usual_titles()
    usual: dict[str, Sequence[str]] = {}
    other: dict[str, Sequence[str]] = {}
    for one in named:
        english = [name.text for name in one.names if name.language == "en"]
        other[one.uri] = english
        fitting = (titles.by_label_en.get(label.casefold(), ()) for label in english)
        usual[one.uri] = titles.by_concept.get(one.uri) or next(filter(None, fitting), ())
    return Finder([_in_main_language(one) for one in named], Knowledge(usual, other, {}))


def _in_main_language(one: Named) -> Named:
    kept = tuple(name for name in one.names if name.language == MAIN_LANGUAGE)
    return Named(one.uri, one.code, kept or one.names)


def _tell_whose(one: Named, text: str) -> str:
    own = {name.text: name.preferred for name in sorted(one.names, key=lambda it: it.preferred)}
    if text not in own:
        return "usual"
    return "preferred" if own[text] else "synonym"
