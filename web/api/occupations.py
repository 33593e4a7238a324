"""The API's view of occupations: those near one, and those within a candidate's reach."""

from collections.abc import Mapping

from flask import Response
from flask_login import current_user

from data_schemas.contracts.api import CandidatePath
from data_schemas.contracts.occupations import (
    MetOut,
    ReachesOut,
    ReachOut,
    ReachQuery,
    RelatedOccupationsOut,
    RelatedOut,
    RelatedQuery,
)
from matcher.services.reaching import Only, Reach, list_related, reach_occupations
from web.api.views import CANDIDATES, OCCUPATIONS, api, show
from web.clock import read_clock
from web.composition import get_services
from web.transactions import get_session

Labels = Mapping[str, tuple[str, str]]


@api.get("/candidates/<reference>/occupations", tags=[CANDIDATES], responses={"200": ReachesOut})
def list_reach(path: CandidatePath, query: ReachQuery) -> Response:
    """List the occupations within a candidate's reach: what is held, near and missing."""
    session, memory = get_session(), get_services().memory
    reaches = reach_occupations(
        session,
        path.reference,
        memory=memory,
        only=Only(query.only),
        limit=query.limit,
        actor=current_user.email,
        now=read_clock(),
    )
    labels = memory.get_knowledge(session).labels
    items = [_present(rank, one, labels) for rank, one in enumerate(reaches.items, start=1)]
    return show(ReachesOut(candidate=path.reference, total=reaches.total, items=items))


@api.get("/occupations/related", tags=[OCCUPATIONS], responses={"200": RelatedOccupationsOut})
def list_related_occupations(query: RelatedQuery) -> Response:
    """List the occupations nearest one, each with the parts that add up to its score."""
    session, memory = get_session(writing=False), get_services().memory
    labels = memory.get_knowledge(session).labels
    found = list_related(session, query.uri, memory=memory, top=query.top)
    items = [
        RelatedOut(
            occupation=one.uri,
            label_da=labels.get(one.uri, ("", ""))[0],
            label_en=labels.get(one.uri, ("", ""))[1],
            rank=rank,
            score=one.score,
            parts=dict(one.parts),
        )
        for rank, one in enumerate(found, start=1)
    ]
    return show(RelatedOccupationsOut(occupation=query.uri, items=items))


def _present(rank: int, one: Reach, labels: Labels) -> ReachOut:
    danish, english = labels.get(one.occupation, ("", ""))
    return ReachOut(
        occupation=one.occupation,
        label_da=danish,
        label_en=english,
        rank=rank,
        score=one.score,
        skills=one.skills,
        practice=one.practice,
        education=one.education,
        practised=one.practised,
        asked=[
            MetOut(
                skill=met.skill.concept,
                label_da=met.skill.label("da"),
                label_en=met.skill.label("en"),
                level=met.skill.level,
                by=met.by,
                counts=met.counts,
            )
            for met in one.asked
        ],
        openings=[place.opening.reference for place in one.places],
        placements=one.placements,
        is_wished=one.is_wished,
    )
