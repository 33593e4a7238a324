"""Everything that happened to a candidate, from every corner of the house, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from matcher.store import Session, audit, outcomes, paths, people, recommendations, shares
from matcher.store.caseloads import SHOWN_TO_COMPANIES, get_case
from matcher.store.openings import list_titles
from matcher.vocabulary import Labelled

SHOWN_LATELY = 30
"""Lists are long and many; so many of the last are told of."""


class Happened(Labelled):
    """What kind of thing happened."""

    OUTCOME = "outcome", "Udfald", "Outcome"
    SHOWN = "shown", "På en liste", "On a list"
    SENT = "sent", "Sendt til virksomheden", "Sent to the company"
    ASKED = "asked", "Virksomheden bad om navnet", "The company asked for the name"
    RELEASED = "released", "Navn og kontakt givet", "Name and contact given"
    WITHDRAWN = "withdrawn", "Taget tilbage fra virksomheden", "Taken back from the company"
    CONSENT = "consent", "Samtykke givet", "Consent given"
    CONSENT_ENDED = "consent_ended", "Samtykke trukket tilbage", "Consent withdrawn"
    PLAN = "plan", "Plan for opkvalificering", "Plan for upskilling"
    COURSE = "course", "Kursus", "Course"
    CASE = "case", "Fik konsulent", "Given a consultant"
    CHECKED = "checked", "Profil gennemgået", "Profile gone through"


@dataclass(frozen=True)
class Moment:
    """One thing that happened: when, about which opening or plan, and who did it.

    ``what`` says more of it where there is more: an outcome or a course's status.
    """

    kind: Happened
    day: date
    opening: str = ""
    title: str = ""
    plan: str = ""
    what: Labelled | None = None
    rank: int = 0
    actor: str = ""


def list_timeline(
    session: Session, candidate: str, *, actor: str, now: datetime
) -> tuple[Moment, ...]:
    """List what happened to a candidate, the newest first; the reading is audited."""
    audit.add_read(session, actor=actor, noun="candidate", key=candidate, why="timeline", at=now)
    found = [
        *_tell_outcomes(session, candidate),
        *_tell_shares(session, candidate),
        *_tell_lists(session, candidate),
        *_tell_plans(session, candidate),
        *_tell_case(session, candidate),
    ]
    return tuple(sorted(found, key=lambda one: one.day, reverse=True))


def _tell_outcomes(session: Session, candidate: str) -> Iterator[Moment]:
    told = outcomes.list_outcomes(session, candidate=candidate)
    titles = list_titles(session, [one.opening for one in told])
    for one in reversed(told):
        yield Moment(
            Happened.OUTCOME,
            one.happened_on,
            one.opening,
            titles.get(one.opening, one.opening),
            what=one.outcome,
            actor=one.actor,
        )


def _tell_shares(session: Session, candidate: str) -> Iterator[Moment]:
    told = shares.list_shares_of(session, candidate)
    titles = list_titles(session, [one.opening for one in told])
    for one in told:
        for kind, at, who in (
            (Happened.WITHDRAWN, one.withdrawn_at, one.withdrawn_by),
            (Happened.RELEASED, one.released_at, one.released_by),
            (Happened.ASKED, one.asked_at, one.asked_by),
            (Happened.SENT, one.shared_at, one.shared_by),
        ):
            if at is not None:
                title = titles.get(one.opening, one.opening)
                yield Moment(kind, at.date(), one.opening, title, actor=who)


def _tell_lists(session: Session, candidate: str) -> Iterator[Moment]:
    told = recommendations.list_shown_of(session, candidate, limit=SHOWN_LATELY)
    titles = list_titles(session, [one.opening for one in told])
    for one in told:
        title = titles.get(one.opening, one.opening)
        yield Moment(Happened.SHOWN, one.shown_at.date(), one.opening, title, rank=one.rank)


def _tell_plans(session: Session, candidate: str) -> Iterator[Moment]:
    for one in paths.list_plans(session, candidate=candidate):
        at = one.chosen_at.date()
        yield Moment(Happened.PLAN, at, plan=one.reference, actor=one.chosen_by)
    for event in paths.list_events(session, candidate=candidate):
        yield Moment(
            Happened.COURSE,
            event.happened_on,
            title=event.course,
            plan=event.plan,
            what=event.status,
            actor=event.actor,
        )


def _tell_case(session: Session, candidate: str) -> Iterator[Moment]:
    case = get_case(session, candidate)
    if case.checked_on is not None:
        yield Moment(Happened.CHECKED, case.checked_on)
    if case.since is not None:
        yield Moment(Happened.CASE, case.since, actor=case.consultant or "")
    for one in people.list_consents(session, candidate):
        if one.kind != SHOWN_TO_COMPANIES:
            continue
        if one.withdrawn_on is not None:
            yield Moment(Happened.CONSENT_ENDED, one.withdrawn_on)
        yield Moment(Happened.CONSENT, one.given_on)
