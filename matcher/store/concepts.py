"""The taxonomy: concepts, what they are called, and how they hang together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, case, func, select, update
from sqlalchemy.orm import Session, aliased

from matcher.errors import NotFound
from matcher.store.bulk import CHUNK, KEYS_A_STATEMENT, get_table, split, upsert
from matcher.store.changes import bump_data_version, get_data_version
from matcher.store.knowledge import read_knowledge
from matcher.store.labels import SkillMaker, list_labels_of
from matcher.store.tables import ConceptLabels, ConceptRelations, Concepts
from matcher.store.text import ESCAPE, escape_like, normalise_label
from matcher.taxonomy.naming import Name, Named
from matcher.vocabulary import ConceptKind, SkillLevel

__all__ = [
    "Concept",
    "ConceptRow",
    "LabelRow",
    "RelationRow",
    "add_concepts",
    "add_labels",
    "add_relations",
    "find_concepts",
    "get_concept",
    "get_version",
    "link_same_labels",
    "list_concepts",
    "list_named",
    "list_occupation_skills",
    "list_uris",
    "read_knowledge",
    "resolve_labels",
]

STARTER = "starter"
"""The source that goes before the others where they are equally good."""

KINDS = {str(one): one for one in ConceptKind}


@dataclass(frozen=True)
class Concept:
    """One concept with its preferred labels."""

    uri: str
    kind: ConceptKind
    code: str
    label_da: str
    label_en: str
    description: str
    source: str


@dataclass(frozen=True)
class ConceptRow:
    """A concept to add; ``code`` is an occupation's ISCO code or a skill's type."""

    uri: str
    kind: ConceptKind
    code: str
    source: str
    description: str = ""


@dataclass(frozen=True)
class LabelRow:
    """A name to add to a concept; ``language`` is an ISO 639-1 code."""

    uri: str
    language: str
    label: str
    preferred: bool


@dataclass(frozen=True)
class RelationRow:
    """A tie to add: essential, optional, broader (the target is broader), related or exact."""

    origin: str
    target: str
    relation: str
    weight: float | None = None


def add_concepts(session: Session, rows: Iterable[ConceptRow]) -> int:
    """Add concepts or bring them up to date; tells how many were new.

    A description is not replaced by an empty one.
    """
    prepared = (
        {
            "uri": row.uri,
            "kind": str(row.kind),
            "code": row.code,
            "source": row.source,
            "description": row.description,
        }
        for row in rows
    )
    new = upsert(session, Concepts, prepared, merge=_keep_description)
    bump_data_version(session, "concepts")
    return new


def add_labels(session: Session, rows: Iterable[LabelRow]) -> int:
    """Add names of concepts that are there; tells how many were new.

    A concept has one preferred label a language: the last given. The one before stays as a synonym.
    """
    labels: dict[tuple[str, str, str], bool] = {}
    preferred: dict[tuple[str, str], str] = {}
    for row in rows:
        labels[row.uri, row.language, row.label] = False
        if row.preferred:
            preferred[row.uri, row.language] = row.label
    labels |= {(*key, label): True for key, label in preferred.items()}
    _demote_others(session, preferred)
    prepared = (
        {
            "concept": uri,
            "language": language,
            "label": label,
            "normalised": normalise_label(label),
            "preferred": is_preferred,
        }
        for (uri, language, label), is_preferred in labels.items()
    )
    new = upsert(
        session,
        ConceptLabels,
        prepared,
        merge=lambda given: {"preferred": ConceptLabels.preferred | given.preferred},
    )
    bump_data_version(session, "concepts")
    return new


def add_relations(session: Session, rows: Iterable[RelationRow]) -> int:
    """Add ties of concepts that are there, or bring them up to date; tells how many were new."""
    prepared = (
        {
            "origin": row.origin,
            "target": row.target,
            "relation": row.relation,
            "weight": row.weight,
        }
        for row in rows
    )
    new = upsert(session, ConceptRelations, prepared)
    bump_data_version(session, "concepts")
    return new


def link_same_labels(session: Session) -> int:
    """Tie starter concepts to those of other sources that share kind and a preferred label.

    Returns
    -------
    int
        How many ties were new.
    """
    ours, theirs = aliased(Concepts), aliased(Concepts)
    our_label, their_label = aliased(ConceptLabels), aliased(ConceptLabels)
    query = (
        select(ours.uri, theirs.uri)
        .join(our_label, our_label.concept == ours.uri)
        .join(
            their_label,
            (their_label.normalised == our_label.normalised)
            & (their_label.language == our_label.language),
        )
        .join(theirs, theirs.uri == their_label.concept)
        .where(ours.source == STARTER, theirs.source != STARTER, ours.kind == theirs.kind)
        .where(our_label.preferred, their_label.preferred)
        .distinct()
    )
    pairs = session.execute(query).all()
    return add_relations(session, [RelationRow(one, other, "exact", 1.0) for one, other in pairs])


def get_concept(session: Session, uri: str) -> Concept:
    """Get one concept.

    Raises
    ------
    NotFound
        If there is none.
    """
    found = _read(session, [uri])
    if not found:
        raise NotFound("concept", uri)
    return found[0]


def get_version(session: Session) -> int:
    """Tell how often concepts have changed."""
    return get_data_version(session, "concepts")


def list_concepts(session: Session, uris: Sequence[str]) -> tuple[Concept, ...]:
    """List the concepts of these URIs, in their order, without those that are not there."""
    return _read(session, uris)


def list_named(session: Session, kind: ConceptKind | None = None) -> tuple[Named, ...]:
    """List occupations and skills, or those of one kind, with all their names, by URI."""
    kinds = [str(kind)] if kind else [str(ConceptKind.OCCUPATION), str(ConceptKind.SKILL)]
    query = (
        select(
            Concepts.uri,
            Concepts.code,
            ConceptLabels.label,
            ConceptLabels.language,
            ConceptLabels.preferred,
        )
        .join(ConceptLabels, ConceptLabels.concept == Concepts.uri)
        .where(Concepts.kind.in_(kinds))
        .order_by(
            Concepts.uri,
            ConceptLabels.language,
            ConceptLabels.preferred.desc(),
            ConceptLabels.label,
        )
    )
    names: dict[tuple[str, str], list[Name]] = {}
    for uri, code, label, language, preferred in session.execute(query):
        names.setdefault((uri, code), []).append(Name(label, language, preferred))
    return tuple(Named(uri, code, tuple(own)) for (uri, code), own in names.items())


def list_uris(session: Session) -> frozenset[str]:
    """List the URIs of all concepts."""
    return frozenset(session.execute(select(Concepts.uri)).scalars())


def find_concepts(
    session: Session,
    text: str,
    *,
    kind: ConceptKind | None = None,
    language: str | None = None,
    limit: int = 20,
) -> tuple[Concept, ...]:
    """Find concepts by any of their names, the best match first.

    A whole name goes before a name's beginning, that before a word's beginning, and that before
    any other part; the preferred name before a synonym, the starter catalogue before other sources,
    the shorter name before the longer.

    Parameters
    ----------
    session : Session
        An open session.
    text : str
        What to look for; nothing finds nothing.
    kind : ConceptKind, optional
        Only of this kind.
    language : str, optional
        Only by names in this language.
    limit : int
        How many to give, at most.
    """
    wanted = normalise_label(text)
    if not wanted:
        return ()
    escaped = escape_like(wanted)
    name = ConceptLabels.normalised
    rank = case(
        (name == wanted, 0),
        (name.like(f"{escaped}%", escape=ESCAPE), 2),
        (name.like(f"% {escaped}%", escape=ESCAPE), 4),
        else_=6,
    ) + case((ConceptLabels.preferred, 0), else_=1)
    query = (
        select(Concepts.uri)
        .join(ConceptLabels, ConceptLabels.concept == Concepts.uri)
        .where(name.like(f"%{escaped}%", escape=ESCAPE))
        .group_by(Concepts.uri)
        .order_by(
            func.min(rank),
            case((Concepts.source == STARTER, 0), else_=1),
            func.min(func.length(name)),
            Concepts.uri,
        )
        .limit(limit)
    )
    if kind is not None:
        query = query.where(Concepts.kind == str(kind))
    if language is not None:
        query = query.where(ConceptLabels.language == language)
    return _read(session, session.execute(query).scalars().all())


def resolve_labels(session: Session, labels: Iterable[str], *, kind: ConceptKind) -> dict[str, str]:
    """Find the concept that each label names, in any language.

    Returns
    -------
    dict
        Normalised label to URI, without the labels that name nothing. Where several concepts bear
        a name, one of the starter catalogue goes first, then one that bears it as preferred label.
    """
    found: dict[str, str] = {}
    wanted = sorted({normalise_label(label) for label in labels})
    for part in split(wanted, KEYS_A_STATEMENT):
        query = (
            select(ConceptLabels.normalised, Concepts.uri)
            .join(Concepts, Concepts.uri == ConceptLabels.concept)
            .where(Concepts.kind == str(kind), ConceptLabels.normalised.in_(part))
            .order_by(
                case((Concepts.source == STARTER, 0), else_=1),
                case((ConceptLabels.preferred, 0), else_=1),
                Concepts.uri,
            )
        )
        for label, uri in session.execute(query):
            found.setdefault(label, uri)
    return found


def list_occupation_skills(session: Session, uri: str) -> tuple[tuple[SkillLevel, str], ...]:
    """List an occupation's skills with ``essential`` or ``optional``, the weightiest first.

    A skill whose level the source does not tell has level 3.
    """
    table = get_table(ConceptRelations)
    query = (
        select(table.c.target, func.coalesce(table.c.weight, 3.0), table.c.relation)
        .where(table.c.origin == uri, table.c.relation.in_(["essential", "optional"]))
        .order_by(table.c.relation, func.coalesce(table.c.weight, 3.0).desc(), table.c.target)
    )
    rows = session.execute(query).all()
    maker = SkillMaker(list_labels_of(session, (row[0] for row in rows)))
    return tuple((maker.build(skill, round(weight)), str(tie)) for skill, weight, tie in rows)


def _keep_description(given: Any) -> dict[str, Any]:
    return {
        "description": case(
            (given.description == "", Concepts.description), else_=given.description
        )
    }


def _demote_others(session: Session, preferred: dict[tuple[str, str], str]) -> None:
    """Make synonyms of the labels that others take the place of."""
    table = get_table(ConceptLabels)
    query = select(table.c.concept, table.c.language, table.c.label).where(table.c.preferred)
    stale = [
        {"old_concept": uri, "old_language": language, "old_label": label}
        for uri, language, label in session.execute(query)
        if preferred.get((uri, language), label) != label
    ]
    statement = (
        update(table)
        .where(
            table.c.concept == bindparam("old_concept"),
            table.c.language == bindparam("old_language"),
            table.c.label == bindparam("old_label"),
        )
        .values(preferred=False)
    )
    for part in split(stale, CHUNK):
        session.connection().execute(statement, part)


def _read(session: Session, uris: Sequence[str]) -> tuple[Concept, ...]:
    """Read concepts in the order of their URIs given."""
    query = select(
        Concepts.uri, Concepts.kind, Concepts.code, Concepts.description, Concepts.source
    ).where(Concepts.uri.in_(uris))
    labels = list_labels_of(session, uris)
    found = {
        uri: Concept(uri, KINDS[kind], code, *labels.get(uri, ("", "")), description, source)
        for uri, kind, code, description, source in session.execute(query)
    }
    return tuple(found[uri] for uri in uris if uri in found)
