"""What the demo company has with the municipality: openings posted, candidates shown, a contact.

All of it goes through the services, so that nothing is there that people could not have done. The
names are made up and lead to nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

import numpy as np

from matcher.services.contacting import assign_contact
from matcher.services.posting import mark_seen, post_opening
from matcher.services.sharing import (
    CompanyAnswer,
    Contact,
    Release,
    answer_candidate,
    ask_for_release,
    release_contact,
    share_candidate,
)
from matcher.store import Session, accounts
from matcher.vocabulary import (
    Account,
    Candidate,
    Opening,
    OpeningKind,
    Outcome,
    RefusalReason,
    SkillLevel,
)

PHONE = "43 68 00 00"
SHOWN = 4
GIVEN = ("Amina", "Bo", "Cecilie", "Dan", "Emine", "Frida", "Gert", "Hanne")
FAMILY = ("Andersen", "Bay", "Christensen", "Demir", "Eriksen", "Friis", "Gade", "Holm")


@dataclass(frozen=True)
class People:
    """Who acts in the demo: a consultant and a company's user, by their e-mail addresses."""

    consultant: str
    company: str


def add_company_pages(
    session: Session,
    candidates: Sequence[Candidate],
    openings: Sequence[Opening],
    *,
    who: People,
    seed: int,
    today: date,
) -> None:
    """Post three openings of the demo company, and show candidates for the first of them.

    Parameters
    ----------
    session : Session
        An open session; the caller commits.
    candidates, openings : sequence
        Those of the municipality; the openings asked for most are what the company copies.
    who : People
        Who acts.
    seed : int
        Same seed, same names.
    today : date
        The day of the demo.
    """
    consultant, company = _get(session, who.consultant), _get(session, who.company)
    accounts.change_account(session, replace(consultant, phone=PHONE))
    posted = _at(today, 12)
    assign_contact(
        session,
        company.organisation or "",
        account=consultant.id,
        viewer=consultant,
        now=posted,
    )
    first, second, _newest = (
        post_opening(session, one, viewer=company, now=_at(today, days))
        for one, days in zip(_build_openings(openings, today), (12, 6, 0), strict=True)
    )
    for one in (first, second):
        mark_seen(session, one.reference, actor=consultant.email, now=_at(today, 5))
    rng = np.random.default_rng(seed)
    fitting = _find_fitting(candidates, first)[:SHOWN]
    shares = [
        share_candidate(
            session, first.reference, candidate=one.reference, viewer=consultant, now=_at(today, 4)
        ).id
        for one in fitting
    ]
    _go_on(session, shares, consultant=consultant, company=company, rng=rng, today=today)


def _go_on(
    session: Session,
    shares: Sequence[int],
    *,
    consultant: Account,
    company: Account,
    rng: np.random.Generator,
    today: date,
) -> None:
    """Let the shown stand differently: one awaits, one is asked for, one released, one refused."""
    for number, days in zip(shares[1:3], (1, 3), strict=False):
        ask_for_release(session, number, viewer=company, now=_at(today, days))
    for number in shares[2:3]:
        contact = Contact(
            f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}", "43 68 00 01", "borger@demo.example"
        )
        release = Release(contact, today - timedelta(days=2))
        release_contact(session, number, release, viewer=consultant, now=_at(today, 2))
        interview = CompanyAnswer(Outcome.INTERVIEW)
        answer_candidate(session, number, interview, viewer=company, now=_at(today, 1))
    for number in shares[3:]:
        no = CompanyAnswer(Outcome.REJECTED, RefusalReason.EXPERIENCE)
        answer_candidate(session, number, no, viewer=company, now=_at(today, 1))


def _build_openings(openings: Sequence[Opening], today: date) -> tuple[Opening, ...]:
    """Build what the company posts: copies of openings that ask for something."""
    asking = sorted(
        (one for one in openings if one.occupation and len(one.required_skills) > 2),
        key=lambda one: one.reference,
    )
    kinds = (OpeningKind.ORDINARY, OpeningKind.VOKSENLAERLING, OpeningKind.ORDINARY)
    return tuple(
        replace(
            (_find_first(asking, kind) or asking[0]),
            reference="",
            kind=kind,
            starts_on=today + timedelta(days=30 + 15 * place),
            ends_on=None,
            positions=2 if place == 0 else 1,
        )
        for place, kind in enumerate(kinds)
    )


def _find_first(openings: Sequence[Opening], kind: OpeningKind) -> Opening | None:
    return next((one for one in openings if one.kind is kind), None)


def _find_fitting(candidates: Sequence[Candidate], opening: Opening) -> list[Candidate]:
    """Find who has most of what is asked among those who agreed to be shown."""

    def count(skills: Sequence[SkillLevel]) -> int:
        return len({one.concept for one in skills} & asked)

    asked = {one.concept for one in opening.required_skills}
    shown = (one for one in candidates if one.shown_to_companies and not one.is_student)
    return sorted(shown, key=lambda one: (-count(one.skills), one.reference))


def _get(session: Session, email: str) -> Account:
    found = accounts.find_account(session, email)
    if found is None:
        raise LookupError(email)
    return found[0]


def _at(today: date, days: int) -> datetime:
    return datetime.combine(today - timedelta(days=days), time(9), UTC)
