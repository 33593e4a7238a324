"""The API's view of what the law says of one pair, with what is supposed of it."""

from flask import Response
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from data_schemas.contracts.pairs import PairPath, PairVerdictsIn, PairVerdictsOut, TermOut
from matcher.errors import N_, InvalidInput
from matcher.services.eligibility import Stated, judge_pair, list_terms
from matcher.services.finding import read_candidate
from matcher.vocabulary import Term
from web.api.presenting import present_prospect
from web.api.views import VERDICTS, api, show
from web.clock import read_clock
from web.particulars import ParticularsForm
from web.transactions import get_session


@api.post(
    "/openings/<reference>/candidates/<candidate>/verdicts",
    tags=[VERDICTS],
    responses={"200": PairVerdictsOut},
)
def judge_stated_pair(path: PairPath, body: PairVerdictsIn) -> Response:
    """Judge a pair as if what is stated were so: verdicts, turns, ways to a yes, what is missing.

    Nothing of it is kept. It is posted so that what is stated of a person stands in no address.
    """
    session = get_session()
    read_candidate(session, path.candidate, actor=current_user.email, now=read_clock())
    stated = _read_stated(body, list_terms(session, path.reference, path.candidate))
    found = judge_pair(session, path.reference, path.candidate, stated=stated)
    missing = {term.name: term for one in found for term in one.missing}
    return show(
        PairVerdictsOut(
            opening=path.reference,
            candidate=path.candidate,
            schemes=[present_prospect(one) for one in found],
            missing=[
                TermOut(
                    name=one.name,
                    kind=str(one.kind),
                    label_da=one.da,
                    label_en=one.en,
                    choices=sorted(one.choices or ()),
                )
                for one in missing.values()
            ],
        )
    )


def _read_stated(body: PairVerdictsIn, terms: tuple[Term, ...]) -> Stated:
    """Read what is stated as the page's own form does.

    Raises
    ------
    InvalidInput
        If a particular is none that the pair is asked for, or its value is none it can have.
    """
    given = {name: _write(value) for name, value in body.stated.items()}
    form = ParticularsForm(terms, MultiDict(given))
    for name in given:
        if name not in form:
            raise InvalidInput(
                f"stated.{name}",
                N_("nothing of this name is asked of the pair"),
                N_("State what stands under missing"),
            )
        if form[name].errors:
            raise InvalidInput(
                f"stated.{name}", N_("the value cannot be"), N_("Give a value of its kind")
            )
    return form.stated


def _write(value: str | bool | int | float) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
