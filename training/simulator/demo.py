"""The demo municipality into a database."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import numpy as np

from data_schemas.catalogue import read_catalogue
from matcher.services import Services
from matcher.services.signing_in import register_account
from matcher.services.stocking import stock_catalogue
from matcher.store import (
    Session,
    concepts,
    goals,
    openings,
    organisations,
    outcomes,
    people,
    recommendations,
    subscribers,
    traits,
)
from matcher.store.goals import Reading
from matcher.vocabulary import Account, Measure, Role, Topic
from training.simulator.campus_demo import add_campus
from training.simulator.caseloads import add_people, share_out_cases
from training.simulator.company_demo import People, add_company_pages
from training.simulator.history import build_history
from training.simulator.municipality import build_municipality
from training.simulator.past_paths import add_past_paths
from training.simulator.rotations import add_rotations
from training.simulator.traits import draw_traits

SUBSCRIBERS = 64
PASSWORD = "albertslund-demo"  # noqa: S105 - printed to whoever starts the demo
ACCOUNTS = {
    Role.CONSULTANT: ("konsulent@demo.example", "Kirsten Konsulent"),
    Role.COMPANY: ("virksomhed@demo.example", "Victor Virksomhed"),
    Role.COORDINATOR: ("campus@demo.example", "Camilla Campus"),
    Role.ADMIN: ("admin@demo.example", "Asger Administrator"),
}


@dataclass(frozen=True)
class DemoReport:
    """How much was made."""

    organisations: int
    candidates: int
    openings: int
    shown: int
    outcomes: int


def build_demo(services: Services, *, scale: float, seed: int, today: date) -> DemoReport:
    """Fill an empty database with the demo municipality, in one transaction.

    Parameters
    ----------
    services : Services
        With an empty database.
    scale : float
        Multiplies companies, people and openings.
    seed : int
        Same seed and day, same municipality.
    today : date
        The day of the demo.
    """
    catalogue = read_catalogue()
    drawn = build_municipality(catalogue, scale=scale, seed=seed, today=today)
    with services.transaction() as session:
        stock_catalogue(session, today=today)
        knowledge = concepts.read_knowledge(session)
        history = build_history(
            drawn.openings, candidates=drawn.candidates, knowledge=knowledge, seed=seed, today=today
        )
        organisations.add_organisations(session, drawn.organisations)
        add_people(session, drawn.candidates, seed=seed, today=today)
        traits.add_traits(session, draw_traits(drawn.candidates, catalogue, seed=seed))
        openings.add_openings(session, drawn.openings)
        recommendations.add_shown(session, history.shown)
        outcomes.add_outcomes(session, history.outcomes)
        colleagues = share_out_cases(
            session,
            drawn.candidates,
            history.outcomes,
            first=ACCOUNTS[Role.CONSULTANT][0],
            seed=seed,
            today=today,
        )
        goals.add_readings(session, _read_elsewhere(today))
        _add_subscribers(session, seed, today)
        company = drawn.organisations[0].reference
        _add_accounts(session, company)
        for colleague in colleagues:
            register_account(session, colleague, password=PASSWORD)
        add_rotations(
            session, company, drawn.candidates, viewer=_describe(Role.CONSULTANT), today=today
        )
        add_company_pages(
            session,
            drawn.candidates,
            drawn.openings,
            who=People(ACCOUNTS[Role.CONSULTANT][0], ACCOUNTS[Role.COMPANY][0]),
            seed=seed,
            today=today,
        )
        add_campus(
            session,
            [one.reference for one in drawn.organisations],
            viewer=_describe(Role.COORDINATOR),
            memory=services.memory,
            seed=seed,
            today=today,
        )
        add_past_paths(
            session,
            drawn.candidates,
            drawn.openings,
            knowledge=knowledge,
            taken=history.outcomes,
            scale=scale,
            seed=seed,
            today=today,
        )
    return DemoReport(
        len(drawn.organisations),
        len(drawn.candidates),
        len(drawn.openings),
        len(history.shown),
        len(history.outcomes),
    )


def _read_elsewhere(today: date) -> Iterator[Reading]:
    """Give figures that nobody can count here, as if one was read every quarter."""
    for quarters, value in zip((3, 2, 1, 0), (18.2, 17.9, 17.4, 17.1), strict=True):
        day = today - timedelta(days=91 * quarters)
        at = datetime.combine(day, time(9), UTC)
        yield Reading(Measure.YOUNG_WITHOUT, day, value, "Demo", ACCOUNTS[Role.ADMIN][0], at)


def _add_subscribers(session: Session, seed: int, today: date) -> None:
    """Let some have asked for the newsletter through the last year; no mail is sent to them."""
    rng = np.random.default_rng(seed)
    topics = list(Topic)
    for number in range(SUBSCRIBERS):
        day = today - timedelta(days=int(rng.integers(1, 365)))
        token = rng.bytes(18).hex()
        subscribers.add_subscriber(
            session,
            f"laeser{number}@demo.example",
            token=token,
            language="en" if rng.random() < 0.1 else "da",
            topics={topics[i] for i in rng.choice(len(topics), 2, replace=False)},
            now=datetime.combine(day, time(9), UTC),
        )
        found = subscribers.find_subscriber(session, token=token)
        if found is not None:
            subscribers.confirm_subscriber(session, found.id, on=day)


def is_empty(services: Services) -> bool:
    """Tell whether nothing has been put into the database."""
    with services.session() as session:
        return people.count_candidates(session) == 0


def _add_accounts(session: Session, organisation: str) -> None:
    for role in ACCOUNTS:
        account = _describe(role, organisation if role is Role.COMPANY else None)
        register_account(session, account, password=PASSWORD)


def _describe(role: Role, organisation: str | None = None) -> Account:
    email, name = ACCOUNTS[role]
    return Account(0, email, name, role, organisation)
