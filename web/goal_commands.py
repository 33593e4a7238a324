"""The commands about goals: ``albertslund-match goals ...``."""

from datetime import date, datetime
from pathlib import Path

import click

from matcher.services import open_services
from matcher.services.goals import READ, Progress, list_progress, record_reading
from matcher.settings import Settings
from matcher.vocabulary import Measure
from web.clock import read_clock
from web.exporting import build_csv, build_xlsx

DAY = click.DateTime(["%Y-%m-%d"])
HEADER = ("goal", "starts_on", "ends_on", "target", "reached", "expected", "share")


@click.group()
def goals() -> None:
    """See how far the municipality's goals have come."""


@goals.command("show")
@click.option("--on", type=DAY, help="The day; today if left out.")
def show_goals(on: datetime | None) -> None:
    """Show the goals in force."""
    for one in _find(on):
        reached = "-" if one.reached is None else f"{one.reached:g}"
        click.echo(f"{one.goal.code:<22} {reached:>8} of {one.goal.target:>8g}  {one.share:>5.0%}")


@goals.command("export")
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--on", type=DAY, help="The day; today if left out.")
def export_goals(path: Path, on: datetime | None) -> None:
    """Write the goals in force to PATH, as CSV or XLSX by its ending."""
    builders = {".csv": build_csv, ".xlsx": build_xlsx}
    if path.suffix.lower() not in builders:
        raise click.BadParameter("the file must end in .csv or .xlsx", param_hint="PATH")
    rows = [
        (
            one.goal.code,
            one.goal.starts_on,
            one.goal.ends_on,
            one.goal.target,
            one.reached,
            round(one.expected, 2),
            round(one.share, 4),
        )
        for one in _find(on)
    ]
    path.write_bytes(builders[path.suffix.lower()](HEADER, rows))


@goals.command("read")
@click.argument("measure", type=click.Choice(sorted(map(str, READ))))
@click.argument("value", type=float)
@click.option("--on", type=DAY, help="The day it is for; today if left out.")
@click.option("--source", required=True, help="Where it was read.")
def read_goal(measure: str, value: float, on: datetime | None, source: str) -> None:
    """Record the figure VALUE of MEASURE, which the service cannot count itself."""
    now = read_clock()
    with open_services(Settings.from_environment()).transaction() as session:
        record_reading(
            session,
            next(one for one in Measure if one == measure),
            value=value,
            happened_on=on.date() if on else now.date(),
            source=source,
            actor="command line",
            now=now,
        )
    click.echo("Recorded.")


def _find(on: datetime | None) -> tuple[Progress, ...]:
    day: date = on.date() if on else read_clock().date()
    with open_services(Settings.from_environment()).session() as session:
        return list_progress(session, on=day)
