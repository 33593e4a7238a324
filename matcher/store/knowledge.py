"""What the taxonomy and the places tell the features, read in one go."""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.store.labels import list_labels
from matcher.store.places import list_places
from matcher.store.tables import ConceptRelations, Concepts
from matcher.vocabulary import ConceptKind, Knowledge

DEFAULT_NEARNESS = {"exact": 1.0, "related": 0.5, "broader": 0.8}
"""How near two concepts are brought by a tie that does not say it."""

NARROWER_SHARE = 0.5
"""Having the broader skill serves the narrower one half as well as the other way round."""


def read_knowledge(session: Session) -> Knowledge:
    """Read nearness, ISCO codes, places and labels."""
    return Knowledge(
        skill_nearness=_read_nearness(session),
        isco=_read_isco(session),
        places={place.postcode: place for place in list_places(session)},
        labels=list_labels(session),
    )


def _read_nearness(session: Session) -> Mapping[str, Mapping[str, float]]:
    nearness: defaultdict[str, dict[str, float]] = defaultdict(dict)
    query = select(
        ConceptRelations.origin,
        ConceptRelations.target,
        ConceptRelations.relation,
        ConceptRelations.weight,
    ).where(ConceptRelations.relation.in_(DEFAULT_NEARNESS))
    for origin, target, relation, weight in session.execute(query):
        value = DEFAULT_NEARNESS[relation] if weight is None else weight
        back = value * NARROWER_SHARE if relation == "broader" else value
        # a broader tie leads from the narrower to the broader concept
        for asked, had, near in ((target, origin, value), (origin, target, back)):
            nearness[asked][had] = max(near, nearness[asked].get(had, 0.0))
    return dict(nearness)


def _read_isco(session: Session) -> Mapping[str, str]:
    query = select(Concepts.uri, Concepts.code).where(Concepts.kind == str(ConceptKind.OCCUPATION))
    codes = ((uri, code.removeprefix("C")[:4]) for uri, code in session.execute(query))
    return {uri: code for uri, code in codes if len(code) == 4 and code.isdigit()}
