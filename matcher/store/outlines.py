"""The taxonomy in one go: what nearness is computed from, and what each occupation asks for."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from matcher.store.labels import SkillMaker, list_labels
from matcher.store.tables import ConceptLabels, ConceptRelations, Concepts
from matcher.taxonomy.outline import ESSENTIAL, OPTIONAL, OccupationOutline, Outline
from matcher.vocabulary import ConceptKind, SkillLevel

STARTER = "starter"
USUAL_LEVEL = 3
"""The level of a skill whose source does not tell one."""

WEIGHTS = {"essential": ESSENTIAL, "optional": OPTIONAL}


@dataclass(frozen=True)
class Demands:
    """What occupations ask for, and which of them are one occupation.

    ``essential`` maps an occupation to its essential skills; ``same`` maps an occupation of another
    source to the starter catalogue's that is the same.
    """

    essential: Mapping[str, tuple[SkillLevel, ...]]
    same: Mapping[str, str]


def read_skill_names(session: Session) -> dict[str, list[tuple[str, str]]]:
    """Read every skill's names with their languages, the preferred ones first."""
    skills = select(Concepts.uri).where(Concepts.kind == str(ConceptKind.SKILL))
    return _read_names(session, ConceptLabels.concept.in_(skills))


def list_skills_by_hand(session: Session) -> frozenset[str]:
    """List the skills of the starter catalogue, whose ties are all written by hand."""
    query = select(Concepts.uri).where(
        Concepts.kind == str(ConceptKind.SKILL), Concepts.source == STARTER
    )
    return frozenset(session.execute(query).scalars())


def read_outline(session: Session) -> Outline:
    """Read names, skills and ties of every occupation."""
    others = select(Concepts.uri).where(Concepts.kind != str(ConceptKind.SKILL))
    names = _read_names(session, ConceptLabels.concept.in_(others))
    rows = session.execute(
        select(Concepts.uri, Concepts.kind, Concepts.code, Concepts.description)
    ).all()
    skills: defaultdict[str, dict[str, float]] = defaultdict(dict)
    broader: defaultdict[str, list[str]] = defaultdict(list)
    ties = select(ConceptRelations.origin, ConceptRelations.target, ConceptRelations.relation)
    for origin, target, relation in session.execute(ties):
        if relation in WEIGHTS:
            skills[origin][target] = WEIGHTS[relation]
        elif relation == "broader":
            broader[origin].append(target)
    return Outline(
        tuple(
            OccupationOutline(
                uri,
                code.removeprefix("C")[:4],
                tuple(names.get(uri, ())),
                (("en", description),) if description else (),
                skills.get(uri, {}),
            )
            for uri, kind, code, description in rows
            if kind == str(ConceptKind.OCCUPATION)
        ),
        {skill: tuple(sorted(above)) for skill, above in broader.items()},
        {
            code.removeprefix("C"): (*names.get(uri, ()), ("en", description))
            for uri, kind, code, description in rows
            if kind == str(ConceptKind.GROUP)
        },
    )


def read_demands(session: Session) -> Demands:
    """Read every occupation's essential skills with their levels, and which occupations are one."""
    maker = SkillMaker(list_labels(session))
    essential: defaultdict[str, list[SkillLevel]] = defaultdict(list)
    occupations = select(Concepts.uri).where(Concepts.kind == str(ConceptKind.OCCUPATION))
    ties = (
        select(
            ConceptRelations.origin,
            ConceptRelations.target,
            ConceptRelations.relation,
            ConceptRelations.weight,
        )
        .where(
            ConceptRelations.relation.in_(["essential", "exact"]),
            ConceptRelations.origin.in_(occupations),
        )
        .order_by(ConceptRelations.origin, ConceptRelations.target)
    )
    same = {}
    for origin, target, relation, weight in session.execute(ties):
        if relation == "exact":
            same[target] = origin
        else:
            essential[origin].append(maker.build(target, round(weight or USUAL_LEVEL)))
    return Demands({uri: tuple(those) for uri, those in essential.items()}, same)


def _read_names(session: Session, which: ColumnElement[bool]) -> dict[str, list[tuple[str, str]]]:
    """Read names with their languages, the preferred ones first."""
    names: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    query = (
        select(ConceptLabels.concept, ConceptLabels.language, ConceptLabels.label)
        .where(which)
        .order_by(ConceptLabels.concept, ConceptLabels.preferred.desc(), ConceptLabels.language)
        .order_by(ConceptLabels.label)
    )
    for uri, language, label in session.execute(query):
        names[uri].append((language, label))
    return dict(names)
