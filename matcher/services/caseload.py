"""A consultant's cases: whose they are, and what each of them wants doing today."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from matcher.errors import N_, InvalidInput
from matcher.services.deciding import ENDS, MIN_DAYS
from matcher.store import Session, accounts, audit, caseloads, people
from matcher.store.caseloads import Case, Dated, Step
from matcher.store.paging import Page
from matcher.store.people import Consent
from matcher.vocabulary import Account, Labelled, Outcome, Role

__all__ = [
    "CONSENT_LASTS",
    "NEXT_STEPS",
    "Case",
    "Concern",
    "Consent",
    "Day",
    "Task",
    "TaskList",
    "assign_case",
    "confirm_profile",
    "list_colleagues",
    "list_tasks",
    "read_case",
    "read_day",
    "record_consent",
]

RECENTLY: Final = timedelta(days=14)
STALE: Final = timedelta(days=90)
SOON: Final = timedelta(days=21)
LOOK_BACK: Final = timedelta(days=365)
SILENT: Final = timedelta(days=14)
FORGOTTEN: Final = timedelta(days=180)
"""A pair nobody has told of for so long is no longer asked about."""

CONSENT_LASTS: Final = timedelta(days=365)
"""How long it is before a consent is asked for anew, so that it stays an informed one."""

ASKED_AHEAD: Final = timedelta(days=30)
FOLLOWED_AHEAD: Final = timedelta(days=14)

NEXT_STEPS: Final = {
    Outcome.SHORTLISTED: Outcome.CONTACTED,
    Outcome.CONTACTED: Outcome.INTERVIEW,
    Outcome.INTERVIEW: Outcome.OFFERED,
    Outcome.OFFERED: Outcome.PLACED,
    Outcome.PLACED: Outcome.STAYED_13,
    Outcome.STAYED_13: Outcome.STAYED_26,
}
"""What usually comes after an outcome."""


class Concern(Labelled):
    """What may want doing about a case, in the order of the day."""

    FOLLOW_UP = "follow_up", "Opfølgning efter 13 og 26 uger", "Follow-up after 13 and 26 weeks"
    SILENT = "silent", "Udfald at registrere", "Outcomes to record"
    STARTING = "starting", "Stillinger, der snart starter", "Openings that start soon"
    CONSENTS = "consents", "Samtykker, der udløber", "Consents that lapse"
    MOVED = "moved", "Her er der sket noget", "What has moved"
    WAITING = "waiting", "Har ventet længst", "Have waited longest"
    STALE = "stale", "Profiler at gennemgå", "Profiles to go through"


@dataclass(frozen=True)
class Task:
    """One thing to do: about whom, about which opening, by when, and what to record next.

    ``day`` is the day it turns on, ``due`` the day by which it is to be done.
    """

    concern: Concern
    candidate: str = ""
    opening: str = ""
    title: str = ""
    day: date | None = None
    due: date | None = None
    outcome: Outcome | None = None
    left: int = 0

    @property
    def next(self) -> Outcome | None:
        """The outcome that usually comes next."""
        return None if self.outcome is None else NEXT_STEPS.get(self.outcome)


@dataclass(frozen=True)
class TaskList:
    """The first tasks of a concern, and how many there are."""

    concern: Concern
    items: tuple[Task, ...]
    total: int


@dataclass(frozen=True)
class Day:
    """What wants doing, by concern, and how many cases it was looked for in."""

    cases: int
    lists: tuple[TaskList, ...]

    @property
    def total(self) -> int:
        """How many tasks there are in all."""
        return sum(one.total for one in self.lists)


def read_day(
    session: Session,
    consultant: str | None,
    *,
    actor: str,
    now: datetime,
    limit: int = 5,
) -> Day:
    """Read what wants doing today; the reading is audited.

    Parameters
    ----------
    session : Session
        An open session.
    consultant : str or None
        Whose cases; None for everybody's.
    actor : str
        Who reads.
    now : datetime
        When, UTC.
    limit : int
        How many tasks of each concern to give.
    """
    _audit(session, consultant, actor, now)
    today = now.date()
    steps = caseloads.list_steps(session, consultant, since=today - LOOK_BACK)
    lists = (
        TaskList(concern, page.items, page.total)
        for concern in Concern
        for page in [_list(session, concern, consultant, today, (limit, 0), steps)]
    )
    return Day(caseloads.count_cases(session, consultant), tuple(lists))


def list_tasks(
    session: Session,
    concern: Concern,
    *,
    consultant: str | None,
    actor: str,
    now: datetime,
    part: tuple[int, int] = (25, 0),
) -> Page[Task]:
    """List the tasks of one concern; ``part`` is limit and offset. The reading is audited."""
    _audit(session, consultant, actor, now)
    today = now.date()
    steps: Sequence[Step] = ()
    if concern in FROM_STEPS:
        steps = caseloads.list_steps(session, consultant, since=today - LOOK_BACK)
    return _list(session, concern, consultant, today, part, steps)


def read_case(session: Session, candidate: str) -> tuple[Case, Consent | None]:
    """Read whose case a candidate is, and the consent to be shown to companies, if it stands."""
    given = [one for one in people.list_consents(session, candidate) if not one.withdrawn_on]
    kinds = [one for one in given if one.kind == caseloads.SHOWN_TO_COMPANIES]
    return caseloads.get_case(session, candidate), kinds[-1] if kinds else None


def list_colleagues(session: Session) -> tuple[Account, ...]:
    """List who may have cases, by name."""
    found = (one for one in accounts.list_accounts(session) if one.active)
    consultants = (one for one in found if one.role is Role.CONSULTANT)
    return tuple(sorted(consultants, key=lambda one: one.name))


def assign_case(
    session: Session, candidate: str, *, consultant: str, actor: str, now: datetime
) -> None:
    """Give a candidate's case to a consultant, or with "" to nobody; it is audited.

    Raises
    ------
    NotFound
        If there is no such candidate.
    InvalidInput
        If there is no such consultant.
    """
    people.get_candidate(session, candidate)
    known = {one.email for one in list_colleagues(session)}
    if consultant and consultant not in known:
        raise InvalidInput(
            "consultant", N_("nobody here has that address"), N_("Choose one of the list")
        )
    caseloads.assign_cases(session, [candidate], consultant=consultant or None, on=now.date())
    why = f"assigned to {consultant or 'nobody'}"
    audit.add_read(session, actor=actor, noun="case", key=candidate, why=why, at=now)


def confirm_profile(session: Session, candidate: str, *, actor: str, now: datetime) -> None:
    """Remember that a profile was gone through today.

    Raises
    ------
    NotFound
        If there is no such candidate.
    """
    people.get_candidate(session, candidate)
    caseloads.mark_checked(session, [candidate], on=now.date())
    audit.add_read(session, actor=actor, noun="case", key=candidate, why="gone through", at=now)


def record_consent(
    session: Session, candidate: str, *, given: bool, actor: str, now: datetime
) -> None:
    """Record what a candidate says today about being shown to companies; it is audited.

    Raises
    ------
    NotFound
        If there is no such candidate.
    """
    people.get_candidate(session, candidate)
    people.record_consent(session, candidate, given=given, on=now.date())
    why = "consent given" if given else "consent withdrawn"
    audit.add_read(session, actor=actor, noun="case", key=candidate, why=why, at=now)


def _audit(session: Session, consultant: str | None, actor: str, now: datetime) -> None:
    key = consultant or "everybody"
    audit.add_read(session, actor=actor, noun="caseload", key=key, why="my day", at=now)


def _list(
    session: Session,
    concern: Concern,
    consultant: str | None,
    today: date,
    part: tuple[int, int],
    steps: Sequence[Step],
) -> Page[Task]:
    limit, offset = part
    if concern in FROM_STEPS:
        found = FROM_STEPS[concern](steps, today)
        return Page(tuple(found[offset : offset + limit]), len(found))
    if concern is Concern.STARTING:
        starting = caseloads.list_starting(
            session, consultant, first=today, last=today + SOON, limit=limit, offset=offset
        )
        items = tuple(
            Task(concern, opening=one.opening, title=one.title, due=one.starts_on, left=one.left)
            for one in starting.items
        )
        return Page(items, starting.total)
    dated = _list_dated(session, concern, consultant, today, part)
    return Page(tuple(_make_task(concern, one) for one in dated.items), dated.total)


def _list_dated(
    session: Session,
    concern: Concern,
    consultant: str | None,
    today: date,
    part: tuple[int, int],
) -> Page[Dated]:
    limit, offset = part
    if concern is Concern.WAITING:
        return caseloads.list_waiting(
            session, consultant, since=today - LOOK_BACK, limit=limit, offset=offset
        )
    if concern is Concern.STALE:
        return caseloads.list_stale(
            session, consultant, before=today - STALE, limit=limit, offset=offset
        )
    given_before = today + ASKED_AHEAD - CONSENT_LASTS
    return caseloads.list_lapsing(
        session, consultant, given_before=given_before, limit=limit, offset=offset
    )


def _make_task(concern: Concern, one: Dated) -> Task:
    lapses = one.day + CONSENT_LASTS if concern is Concern.CONSENTS and one.day else None
    return Task(concern, candidate=one.candidate, day=one.day, due=lapses)


def _find_moved(steps: Sequence[Step], today: date) -> list[Task]:
    """Find the last step of each pair that moved lately, the newest first."""
    last = {(one.opening, one.candidate): one for one in steps}
    moved = [one for one in last.values() if one.happened_on >= today - RECENTLY]
    ordered = sorted(moved, key=lambda one: (one.happened_on, one.candidate), reverse=True)
    return [_tell(Concern.MOVED, one) for one in ordered]


def _find_silent(steps: Sequence[Step], today: date) -> list[Task]:
    """Find the pairs under way of which nothing was told for long, the longest first."""
    last = {(one.opening, one.candidate): one for one in steps}
    ended = {(one.opening, one.candidate) for one in steps if one.outcome in ENDS}
    silent = [
        one
        for pair, one in last.items()
        if pair not in ended and today - FORGOTTEN <= one.happened_on < today - SILENT
    ]
    return [
        _tell(Concern.SILENT, one)
        for one in sorted(silent, key=lambda one: (one.happened_on, one.candidate))
    ]


def _find_follow_ups(steps: Sequence[Step], today: date) -> list[Task]:
    """Find the placements to be asked about after 13 and 26 weeks, the most overdue first."""
    pairs: dict[tuple[str, str], dict[Outcome, Step]] = {}
    for one in steps:
        pairs.setdefault((one.opening, one.candidate), {})[one.outcome] = one
    found = []
    for told in pairs.values():
        placed = told.get(Outcome.PLACED)
        if placed is None or told.keys() & {Outcome.ENDED_EARLY, Outcome.STAYED_26}:
            continue
        last = told.get(Outcome.STAYED_13, placed)
        due = placed.happened_on + timedelta(days=MIN_DAYS[NEXT_STEPS[last.outcome]])
        if due <= today + FOLLOWED_AHEAD:
            found.append(_tell(Concern.FOLLOW_UP, last, day=placed.happened_on, due=due))
    return sorted(found, key=lambda one: (one.due or today, one.candidate))


def _tell(
    concern: Concern, step: Step, *, day: date | None = None, due: date | None = None
) -> Task:
    return Task(
        concern,
        step.candidate,
        step.opening,
        step.title,
        day or step.happened_on,
        due,
        step.outcome,
    )


FROM_STEPS: Final[dict[Concern, Callable[[Sequence[Step], date], list[Task]]]] = {
    Concern.MOVED: _find_moved,
    Concern.SILENT: _find_silent,
    Concern.FOLLOW_UP: _find_follow_ups,
}
"""What is found in the steps of the last year."""
