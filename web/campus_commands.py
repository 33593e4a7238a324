"""The commands of the campus: rounds listed, shown and taken from step to step."""

from collections.abc import Callable, Mapping
from typing import Any

import click

from matcher.services import open_services
from matcher.services.placing import (
    Round,
    close_round,
    list_rounds,
    measure,
    open_wishes,
    propose_seats,
    publish_round,
    read_field,
    read_round,
    withdraw_programme,
)
from matcher.settings import Settings
from matcher.vocabulary import Account, Role
from web.clock import read_clock

VIEWER = Account(0, "command line", "command line", Role.ADMIN)
STEPS: Mapping[str, Callable[..., Round]] = {
    "open-wishes": open_wishes,
    "propose": propose_seats,
    "publish": publish_round,
    "close": close_round,
}


@click.group()
def rounds() -> None:
    """Take placement rounds of Campus Albertslund from step to step."""


@rounds.command("list")
def print_rounds() -> None:
    """List the rounds, the newest first."""
    with open_services(Settings.from_environment()).transaction() as session:
        for one in list_rounds(session, **_by()):
            click.echo(f"{one.code:<12} {one.status.en:<22} {one.mechanism.en:<14} {one.title}")


@rounds.command("show")
@click.argument("code")
def print_round(code: str) -> None:
    """Show what the round CODE gives, and who has which seat."""
    with open_services(Settings.from_environment()).transaction() as session:
        found = read_round(session, code, why="command", **_by())
        field = read_field(session, found)
        given = measure(field, field.seats, closed=field.closed)
    click.echo(f"{found.title}: {found.status.en}, version {found.version}, seed {found.seed}")
    click.echo(
        f"{given.students} students: {given.first} with their first wish, {given.any} with a seat,"
        f" {given.unplaced} without; expected benefit {given.benefit:.2f};"
        f" {len(given.blocking)} pairs would swap"
    )
    for seat in found.seats:
        click.echo(f"  {seat.student}  {seat.programme}{'  by hand' if seat.by_hand else ''}")


@rounds.command("step")
@click.argument("code")
@click.argument("step", type=click.Choice(list(STEPS)))
def take_step(code: str, step: str) -> None:
    """Take the round CODE a STEP on."""
    with open_services(Settings.from_environment()).transaction() as session:
        found = read_round(session, code, why="command", **_by())
        after = STEPS[step](session, code, seen=found.version, **_by())
    click.echo(f"{after.code} is now at: {after.status.en}")


@rounds.command("withdraw")
@click.argument("code")
@click.argument("programme")
@click.option("--reason", required=True, help="Why the host withdraws it.")
def take_back(code: str, programme: str, reason: str) -> None:
    """Take PROGRAMME out of the round CODE, and place its students anew."""
    with open_services(Settings.from_environment()).transaction() as session:
        found = read_round(session, code, why="command", **_by())
        after = withdraw_programme(
            session, code, programme, reason=reason, seen=found.version, **_by()
        )
    moves = after.events[-1].detail["moves"]
    for student, held in moves.items():
        click.echo(f"  {student}  {', '.join(held) or 'no seat'}")
    click.echo(f"{len(moves)} students moved.")


def _by() -> dict[str, Any]:
    return {"viewer": VIEWER, "now": read_clock()}
