"""Commands that ask of a round: its lots, what would be otherwise, and which seats to find."""

from typing import Any

import click

from matcher.services import open_services
from matcher.services.placing import (
    Supposition,
    find_seats_to_find,
    read_lots,
    suppose,
)
from matcher.settings import Settings
from web.campus_commands import VIEWER, rounds
from web.clock import read_clock

__all__ = ["rounds"]


@rounds.command("lots")
@click.argument("code")
def show_lots(code: str) -> None:
    """Show the lots of the round CODE, with the digests that anybody can count again."""
    with open_services(Settings.from_environment()).transaction() as session:
        for lot in read_lots(session, code, viewer=VIEWER, now=read_clock()):
            click.echo(f"{lot.number:>6} {lot.student:<12} {lot.digest}")


@rounds.command("what-if")
@click.argument("code")
@click.option("--seats", multiple=True, help="Seats more or fewer: P-1=1 or P-1=-2.")
@click.option("--drop", multiple=True, help="A programme to leave out.")
@click.option("--travel", type=int, help="The travel limit of all students, in minutes.")
def try_otherwise(
    code: str, seats: tuple[str, ...], drop: tuple[str, ...], travel: int | None
) -> None:
    """Tell who would move in the round CODE, and what is gained; nothing is changed."""
    supposed = Supposition(dict(_split(one) for one in seats), frozenset(drop), travel)
    services = open_services(Settings.from_environment())
    by: dict[str, Any] = {"viewer": VIEWER, "now": read_clock(), "memory": services.memory}
    with services.transaction() as session:
        _, found = suppose(session, code, supposed, **by)
    for one in found.movers:
        click.echo(f"{one.student}: {_name(one.before)} -> {_name(one.after)}")
    was, would = found.before, found.after
    click.echo(
        f"With a seat: {was.any} -> {would.any}. First wish met: {was.first} -> {would.first}."
    )
    click.echo(f"Expected benefit: {was.benefit:.3f} -> {would.benefit:.3f}.")


@rounds.command("find-seats")
@click.argument("code")
@click.option("--count", type=click.IntRange(1, 20), default=3, show_default=True)
def find_seats(code: str, count: int) -> None:
    """Tell which new seats in the round CODE would gain most."""
    services = open_services(Settings.from_environment())
    by: dict[str, Any] = {"viewer": VIEWER, "now": read_clock(), "memory": services.memory}
    with services.transaction() as session:
        field, found = find_seats_to_find(session, code, count=count, **by)
    for one in found.seats:
        title = field.programmes[one.programme].title("en")
        click.echo(f"{one.programme:<12} {one.gain:+.3f}  {title}")
    if not found.seats:
        click.echo("No seat more would help anybody.")
    elif not found.exact:
        click.echo("Found one after the other; another choice of as many may gain a little more.")


def _split(written: str) -> tuple[str, int]:
    code, _, number = written.rpartition("=")
    digits = number.lstrip("+-")
    if not code or not (digits.isascii() and digits.isdigit()):
        raise click.BadParameter(f"{written}: write CODE=NUMBER", param_hint="--seats")
    return code, -int(digits) if number.startswith("-") else int(digits)


def _name(held: tuple[str, ...]) -> str:
    return ", ".join(held) or "no seat"
