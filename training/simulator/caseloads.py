"""Who has which of the demo's cases, and when each profile was last gone through."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from matcher.store import Session, caseloads, people
from matcher.store.bulk import split
from matcher.vocabulary import Account, BenefitGroup, Candidate, OutcomeEvent, Role

CASES_EACH = 60
LATELY = timedelta(days=200)
LONGEST_AGO = 395
BATCHES = 40
"""So many days on which profiles were taken in."""


NAMES = (
    "Bo Beskæftigelse",
    "Jette Jobformidler",
    "Anders Afklaring",
    "Vibeke Virksomhedsservice",
    "Rasmus Rotation",
    "Ulla Uddannelse",
    "Frederik Fritidsjob",
    "Lene Lærling",
    "Mikkel Mentor",
    "Pia Praktik",
    "Søren Samtale",
)
"""Colleagues of the first consultant, who sign in as they do; the rest wait for somebody."""


def add_people(
    session: Session, candidates: Sequence[Candidate], *, seed: int, today: date
) -> None:
    """Add the people as they came in through the last thirteen months, most of them seen since."""
    rng = np.random.default_rng([seed, 17])
    order = rng.permutation(len(candidates))
    size = max(1, -(-len(candidates) // BATCHES))
    for number, batch in enumerate(split(order.tolist(), size)):
        day = today - timedelta(days=LONGEST_AGO - round(number * LONGEST_AGO / BATCHES))
        people.add_candidates(session, [candidates[i] for i in batch], today=day)
        seen = [candidates[i].reference for i in batch if rng.random() < 0.8]
        later = today - timedelta(days=int(rng.integers(1, 110)))
        caseloads.mark_checked(session, seen, on=max(day, later))


def share_out_cases(
    session: Session,
    candidates: Sequence[Candidate],
    outcomes: Sequence[OutcomeEvent],
    *,
    first: str,
    seed: int,
    today: date,
) -> list[Account]:
    """Share the cases of those without a job out, sixty each; gives the colleagues who have some.

    The first consultant, who recorded the demo's history, has many of those it tells about.
    """
    rng = np.random.default_rng([seed, 19])
    lately = {one.candidate for one in outcomes if one.happened_on >= today - LATELY}
    waiting = [
        one.reference
        for one in candidates
        if not one.is_student and one.benefit_group is not BenefitGroup.I_JOB
    ]
    waiting = [waiting[i] for i in rng.permutation(len(waiting))]
    known = [one for one in waiting if one in lately][: CASES_EACH // 2]
    others = [one for one in waiting if one not in set(known)]
    loads = list(split(known + others, CASES_EACH))[: len(NAMES) + 1]
    colleagues = [
        Account(0, f"konsulent{number}@demo.example", name, Role.CONSULTANT)
        for number, name in enumerate(NAMES[: len(loads) - 1], start=2)
    ]
    emails = [first, *(one.email for one in colleagues)]
    for consultant, cases in zip(emails, loads, strict=True):
        since = today - timedelta(days=int(rng.integers(30, 400)))
        caseloads.assign_cases(session, cases, consultant=consultant, on=since)
    return colleagues
