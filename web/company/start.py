"""One entrance to the municipality: what a company has with it, and what happens next."""

from dataclasses import dataclass
from decimal import Decimal

from flask import render_template, request
from flask.typing import ResponseReturnValue

from matcher.services.contacting import find_named_contact, read_company
from matcher.services.offering import list_apprentice_offers
from matcher.services.posting import list_own
from matcher.services.rotating import FundingOption, RotationCase, read_workspace, search_cases
from matcher.vocabulary import Answer, RotationStatus
from web.company.blueprint import act_by, company, get_viewer, read_by
from web.forms import SearchForm
from web.transactions import get_session

PAGE, MOST_CASES = 25, 5


@dataclass(frozen=True)
class CaseOffer:
    """A jobrotation case with the way to pay that is chosen, or else gives most."""

    case: RotationCase
    best: FundingOption | None

    @property
    def amount(self) -> Decimal | None:
        """What it gives as it stands, else what full cover would."""
        if self.best is None:
            return None
        return self.best.total if self.best.total is not None else self.best.potential


@company.get("/")
def show_start() -> ResponseReturnValue:
    """Show the openings with what awaits an answer, what is worked out, and whom to turn to."""
    session, form, by = get_session(), SearchForm(request.args), read_by()
    organisation = get_viewer().organisation or ""
    page = list_own(session, **by, limit=PAGE, offset=form.offset(PAGE))
    offers = list_apprentice_offers(
        session,
        (one.opening for one in page.items),
        memory=by["memory"],
        today=by["now"].date(),
    )
    return render_template(
        "company/start.html",
        organisation=read_company(session, organisation),
        page=page,
        size=PAGE,
        number=form.page.data or 1,
        awaiting=[(one, who) for one in page.items for who in one.candidates if who.awaits_answer],
        cases=_list_case_offers(),
        offers=offers,
        contact=find_named_contact(session, organisation),
    )


def _list_case_offers() -> list[CaseOffer]:
    session, by = get_session(), act_by()
    found = search_cases(session, **by, limit=MOST_CASES)
    running = (one for one in found.items if one.status is not RotationStatus.CLOSED)
    return [CaseOffer(one, _find_best(one.reference)) for one in running]


def _find_best(reference: str) -> FundingOption | None:
    work = read_workspace(get_session(), reference, **act_by(), why="start page")
    if work.chosen is not None:
        return work.chosen
    open_ones = [one for one in work.fundings if one.answer is not Answer.NOT_ELIGIBLE]
    return max(open_ones, key=lambda one: one.total or one.potential or Decimal(0), default=None)
