"""The preferred names of concepts."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from matcher.store.bulk import KEYS_A_STATEMENT, split
from matcher.store.tables import ConceptLabels
from matcher.vocabulary import Evidence, SkillLevel

Labels = dict[str, tuple[str, str]]
"""A concept's URI to its Danish and English label."""

PREFERRED = select(ConceptLabels.concept, ConceptLabels.language, ConceptLabels.label).where(
    ConceptLabels.preferred, ConceptLabels.language.in_(["da", "en"])
)


def list_labels(session: Session, *, among: Select[Any] | None = None) -> Labels:
    """List the preferred labels of all concepts, or of those a query of URIs gives."""
    query = PREFERRED if among is None else PREFERRED.where(ConceptLabels.concept.in_(among))
    return _pair(session.execute(query).all())


def list_labels_of(session: Session, uris: Iterable[str]) -> Labels:
    """List the preferred labels of these concepts."""
    rows: list[Row[tuple[str, str, str]]] = []
    for part in split(sorted(set(uris)), KEYS_A_STATEMENT):
        rows += session.execute(PREFERRED.where(ConceptLabels.concept.in_(part))).all()
    return _pair(rows)


def _pair(rows: Sequence[Row[tuple[str, str, str]]]) -> Labels:
    danish: defaultdict[str, str] = defaultdict(str)
    english: defaultdict[str, str] = defaultdict(str)
    for uri, language, label in rows:
        (danish if language == "da" else english)[uri] = label
    return {uri: (danish[uri], english[uri]) for uri in danish | english}


EVIDENCE = {str(one): one for one in Evidence}


class SkillMaker:
    """Makes labelled skills, each only once, for many rows name the same."""

    def __init__(self, labels: Labels) -> None:
        self._labels = labels
        self._made: dict[tuple[str, int, str, int | None], SkillLevel] = {}

    def build(
        self, concept: str, level: int, *, evidence: str = "stated", last_used: int | None = None
    ) -> SkillLevel:
        """Give the skill at a level, with its labels and what is told of it."""
        key = (concept, level, evidence, last_used)
        made = self._made.get(key)
        if made is None:
            labels = self._labels.get(concept, ("", ""))
            made = SkillLevel(concept, level, *labels, EVIDENCE[evidence], last_used)
            self._made[key] = made
        return made
