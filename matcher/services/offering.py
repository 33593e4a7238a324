"""What the municipality has worked out for a company: adult apprentices in its own openings.

An offer is for nobody in particular: an unemployed adult without a vocational education, for whom
the law is clear, so that no citizen's data stands behind it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from matcher.planning.apprenticeship import ApprenticeshipPlan, Support, plan_apprenticeship
from matcher.services.apprenticing import find_educations_for
from matcher.services.memory import Memory
from matcher.store import Session
from matcher.vocabulary import (
    Answer,
    BenefitGroup,
    Candidate,
    EducationLevel,
    Knowledge,
    Opening,
    OpeningKind,
)

__all__ = ["ApprenticeOffer", "Support", "list_apprentice_offers"]

KINDS = frozenset({OpeningKind.ORDINARY, OpeningKind.LAEREPLADS, OpeningKind.VOKSENLAERLING})
"""Openings that an adult apprentice could fill."""

AGE, YEAR = 30, timedelta(days=365)


@dataclass(frozen=True)
class ApprenticeOffer:
    """What an adult apprentice in an opening would give the company over the whole course."""

    opening: Opening
    plan: ApprenticeshipPlan

    @property
    def supports(self) -> tuple[Support, ...]:
        """What the company is paid, and by what formula."""
        return tuple(
            one for one in self.plan.supports if one.party == "employer" and one.amount is not None
        )

    @property
    def total(self) -> Decimal:
        """All of it."""
        return sum((one.amount or Decimal(0) for one in self.supports), Decimal(0))


def list_apprentice_offers(
    session: Session, openings: Iterable[Opening], *, memory: Memory, today: date
) -> tuple[ApprenticeOffer, ...]:
    """Work out an adult apprentice in each opening that one could fill, the best paid education."""
    knowledge = memory.get_knowledge(session)
    chosen = (
        max(_list_offers(one, knowledge), key=lambda offer: offer.total, default=None)
        for one in openings
        if one.kind in KINDS and one.starts_on >= today and one.occupation
    )
    return tuple(one for one in chosen if one is not None)


def _list_offers(opening: Opening, knowledge: Knowledge) -> Iterator[ApprenticeOffer]:
    somebody = Candidate(
        "",
        opening.starts_on.year - AGE,
        opening.postcode,
        benefit_group=BenefitGroup.JOBPARAT,
        unemployed_since=opening.starts_on - YEAR,
        education_level=EducationLevel.GRUNDSKOLE,
    )
    for education in find_educations_for(opening.occupation or ""):
        plan = plan_apprenticeship(
            somebody,
            education,
            starts_on=opening.starts_on,
            terms=opening.parameters,
            knowledge=knowledge,
        )
        offer = ApprenticeOffer(opening, plan)
        if plan.verdict.answer is not Answer.NOT_ELIGIBLE and offer.total:
            yield offer
