"""What an adult apprenticeship would be for a candidate: asked for, and never stored."""

from collections.abc import Mapping
from datetime import date, datetime

from data_schemas.catalogue import EducationRow, occupation_uri, read_catalogue
from matcher.errors import NotFound
from matcher.planning.apprenticeship import (
    ApprenticeshipPlan,
    Support,
    Term,
    find_other_routes,
    plan_apprenticeship,
)
from matcher.rules.euv import Route
from matcher.services.finding import read_candidate
from matcher.services.memory import Memory
from matcher.store import Session

__all__ = [
    "ApprenticeshipPlan",
    "Route",
    "Support",
    "find_education",
    "find_educations_for",
    "list_educations",
    "show_apprenticeship",
]


def list_educations() -> tuple[EducationRow, ...]:
    """List the vocational educations of the catalogue, by their Danish title."""
    return tuple(sorted(read_catalogue().educations, key=lambda one: one.title_da.casefold()))


def find_education(slug: str) -> EducationRow:
    """Find an education.

    Raises
    ------
    NotFound
        If the catalogue has none of that name.
    """
    for one in read_catalogue().educations:
        if one.slug == slug:
            return one
    raise NotFound("education", slug)


def find_educations_for(occupation: str) -> tuple[EducationRow, ...]:
    """Find the educations that lead to an occupation, named by its URI."""
    return tuple(
        one
        for one in list_educations()
        if occupation in {occupation_uri(slug) for slug in one.occupations}
    )


def show_apprenticeship(
    session: Session,
    reference: str,
    *,
    education: str,
    starts_on: date,
    terms: Mapping[str, Term],
    memory: Memory,
    actor: str,
    now: datetime,
) -> tuple[ApprenticeshipPlan, tuple[ApprenticeshipPlan, ...]]:
    """Show what an adult apprenticeship would be, and what it would be on the other routes.

    Parameters
    ----------
    session : Session
        An open session; the reading of the candidate is audited.
    reference : str
        The candidate's.
    education : str
        The education's slug.
    starts_on : date
        First day of the training agreement.
    terms : mapping
        What is known of the agreement, as `matcher.rules.voksenlaerling` reads it.
    memory : Memory
        For the places.
    actor : str
        Who asks.
    now : datetime
        When.

    Raises
    ------
    NotFound
        If candidate or education is not there.
    """
    chosen = find_education(education)
    candidate = read_candidate(session, reference, actor=actor, now=now)
    plan = plan_apprenticeship(
        candidate,
        chosen,
        starts_on=starts_on,
        terms=terms,
        knowledge=memory.get_knowledge(session),
    )
    return plan, find_other_routes(plan)
