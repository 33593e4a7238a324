"""The commands of the campus: rounds listed, shown and taken from step to step."""

from typing import Any

import click

from matcher.services import open_services
from matcher.services.placing import (
    DECLINE_REASONS,
    STEPS,
    list_rounds,
    measure,
    read_field,
    read_round,
    recommend_programmes,
    recommend_students,
    state_host_view,
    take_step,
    withdraw_programme,
)
from matcher.settings import Settings
from matcher.vocabulary import Account, Role
from web.clock import read_clock

VIEWER = Account(0, "command line", "command line", Role.ADMIN)


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
    services = open_services(Settings.from_environment())
    with services.transaction() as session:
        found = read_round(session, code, why="command", **_by())
        field = read_field(session, found, memory=services.memory)
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
@click.argument("step", type=click.Choice([one.replace("_", "-") for one in STEPS]))
def take_on(code: str, step: str) -> None:
    """Take the round CODE a STEP on."""
    services = open_services(Settings.from_environment())
    name, by = step.replace("-", "_"), {**_by(), "memory": services.memory}
    with services.transaction() as session:
        found = read_round(session, code, why="command", **_by())
        after = take_step(session, code, name, seen=found.version, **by)
    click.echo(f"{after.code} is now at: {after.status.en}")


@rounds.command("withdraw")
@click.argument("code")
@click.argument("programme")
@click.option("--reason", required=True, help="Why the host withdraws it.")
def take_back(code: str, programme: str, reason: str) -> None:
    """Take PROGRAMME out of the round CODE, and place its students anew."""
    services = open_services(Settings.from_environment())
    by = {**_by(), "memory": services.memory}
    with services.transaction() as session:
        found = read_round(session, code, why="command", **_by())
        after = withdraw_programme(
            session, code, programme, reason=reason, seen=found.version, **by
        )
    moves = after.events[-1].detail["moves"]
    for student, held in moves.items():
        click.echo(f"  {student}  {', '.join(held) or 'no seat'}")
    click.echo(f"{len(moves)} students moved.")


@rounds.command("suited")
@click.option("--student", help="The programmes that suit this student.")
@click.option("--programme", help="The students whom this programme suits.")
@click.option("--count", type=click.IntRange(1, 100), default=5, show_default=True)
def print_suited(student: str | None, programme: str | None, count: int) -> None:
    """List what the talent model recommends to a student, or to a programme."""
    if (student is None) == (programme is None):
        raise click.UsageError("Give either --student or --programme.")
    services = open_services(Settings.from_environment())
    by = {**_by(), "memory": services.memory, "count": count}
    with services.transaction() as session:
        if student is not None:
            found = recommend_programmes(session, student, **by)
        else:
            found = recommend_students(session, str(programme), **by)
    click.echo(f"{found.possible} are possible; talent model, version {found.version}")
    for one in found.suited:
        stages = ", ".join(f"{name} {chance:.2f}" for name, chance in one.stages.items())
        click.echo(
            f"  {one.student.reference}  {one.programme.code}"
            f"  expected benefit {one.benefit:.2f}  ({stages})"
        )


@rounds.command("host")
@click.argument("code")
@click.argument("programme")
@click.argument("student")
@click.option("--rank", type=click.IntRange(min=1), help="1 for whom the host would rather have.")
@click.option("--decline", type=click.Choice(DECLINE_REASONS), help="Why the host says no.")
def enter_host_view(
    code: str, programme: str, student: str, rank: int | None, decline: str | None
) -> None:
    """Enter what the host of PROGRAMME says of STUDENT in the round CODE; nothing takes it back."""
    if rank is not None and decline is not None:
        raise click.UsageError("Give either --rank or --decline.")
    with open_services(Settings.from_environment()).transaction() as session:
        found = read_round(session, code, why="command", **_by())
        after = state_host_view(
            session,
            code,
            programme,
            student,
            rank=rank,
            declined=decline is not None,
            reason=decline or "",
            seen=found.version,
            **_by(),
        )
    click.echo(f"{after.code} is now at version {after.version}")


def _by() -> dict[str, Any]:
    return {"viewer": VIEWER, "now": read_clock()}
