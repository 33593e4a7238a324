"""What an adult apprenticeship would be for a candidate: asked for, and never stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from data_schemas.catalogue import EducationRow, occupation_uri, read_catalogue
from matcher.errors import NotFound
from matcher.planning.apprenticeship import (
    ApprenticeshipPlan,
    Support,
    find_other_routes,
    plan_apprenticeship,
)
from matcher.rules import voksenlaerling
from matcher.rules.euv import Route
from matcher.services.eligibility import (
    Option,
    Prospect,
    Reading,
    list_options,
    list_terms_of,
    look_ahead,
)
from matcher.services.finding import read_candidate, read_opening
from matcher.services.memory import Memory
from matcher.store import Session
from matcher.vocabulary import Answer, Term

__all__ = [
    "ApprenticeshipCase",
    "ApprenticeshipPlan",
    "Option",
    "Proposal",
    "Reading",
    "Route",
    "Support",
    "find_education",
    "find_educations_for",
    "list_agreement_terms",
    "list_educations",
    "show_apprenticeship",
]


ASKED_FIRST = frozenset({"education", "agreement_starts_on"})
"""What the agreement's first questions are about, and so are no further particulars."""


@dataclass(frozen=True)
class Proposal:
    """An apprenticeship thought of: what is learnt, from when, and what is known of it.

    ``terms`` are read by `matcher.rules.voksenlaerling`; ``opening`` is the place, where it is one
    that is posted.
    """

    education: str
    starts_on: date
    terms: Mapping[str, str | int | float | bool] = field(default_factory=dict)
    opening: str = ""


@dataclass(frozen=True)
class ApprenticeshipCase:
    """A plan, what it would be on the other routes, what lies ahead of it, and what else is open.

    ``options`` are empty where the plan is a sure yes.
    """

    plan: ApprenticeshipPlan
    routes: tuple[ApprenticeshipPlan, ...]
    prospect: Prospect
    options: tuple[Option, ...]


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


def list_agreement_terms() -> tuple[Term, ...]:
    """List what may be stated of a training agreement beside its education and first day."""
    return tuple(one for one in list_terms_of(voksenlaerling.NAME) if one.name not in ASKED_FIRST)


def show_apprenticeship(
    session: Session,
    reference: str,
    proposal: Proposal,
    *,
    memory: Memory,
    reading: Reading,
) -> ApprenticeshipCase:
    """Show what an adult apprenticeship would be, and where it is no sure yes, what else there is.

    Parameters
    ----------
    session : Session
        An open session; the reading of the candidate is audited.
    reference : str
        The candidate's.
    proposal : Proposal
        The education, the day and what is known of the agreement.
    memory : Memory
        For the places.
    reading : Reading
        Who asks, and when.

    Raises
    ------
    NotFound
        If candidate, education or opening is not there.
    """
    chosen = find_education(proposal.education)
    candidate = read_candidate(session, reference, actor=reading.actor, now=reading.now)
    place = read_opening(session, proposal.opening) if proposal.opening else None
    plan = plan_apprenticeship(
        candidate,
        chosen,
        starts_on=proposal.starts_on,
        terms=proposal.terms,
        knowledge=memory.get_knowledge(session),
    )
    prospect = look_ahead(voksenlaerling.SCHEME, candidate, plan.opening)
    asked = tuple(one for one in prospect.missing if one.name not in ASKED_FIRST)
    prospect = replace(prospect, missing=asked)
    options: tuple[Option, ...] = ()
    if plan.verdict.answer is not Answer.ELIGIBLE:
        options = list_options(
            candidate, on=proposal.starts_on, but=voksenlaerling.NAME, place=place
        )
    return ApprenticeshipCase(plan, find_other_routes(plan), prospect, options)
