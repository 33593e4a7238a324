"""The commands about model versions: ``albertslund-match models ...``."""

import getpass
import json
from collections.abc import Callable
from typing import Any

import click

from matcher.errors import MatcherError
from matcher.services import Services, open_services
from matcher.services.modelling import (
    ask_for_run,
    change_pin,
    check_versions,
    compare_versions,
    list_changes,
    list_versions,
    promote,
    read_standing,
    read_version,
    roll_back,
)
from matcher.settings import MODELS, Settings
from web.clock import read_clock

MODEL = click.option("--model", default="match", show_default=True, type=click.Choice(MODELS))
NOTE = click.option("--note", required=True, help="Why; kept in the history.")
SHOWN = 10
"""Features that a comparison shows."""


@click.group()
def models() -> None:
    """See the models' versions, and decide which of them ranks."""


@models.command("list")
@MODEL
def show_versions(model: str) -> None:
    """List the versions, newest first, and when the next retraining is due."""
    with _open().session() as session:
        standing = read_standing(session, model)
        for one in list_versions(session, model):
            mark = "*" if one.is_champion else " "
            click.echo(
                f"{mark} {one.version}  {one.created_at:%Y-%m-%d %H:%M}  {one.checksum[:12]}"
            )
    pinned = ", pinned" if standing.pinned else ""
    click.echo(f"Version {standing.champion} ranks{pinned}.")
    if standing.schedule:
        click.echo(f"Next retraining: {standing.schedule.next_run_at:%Y-%m-%d %H:%M} UTC.")


@models.command("show")
@click.argument("version")
@MODEL
def show_version(version: str, model: str) -> None:
    """Show VERSION with its figures, and what was decided about it."""

    def show(session: Any) -> None:
        one = read_version(session, model, version=version)
        click.echo(f"{one.model} {one.version}{' (ranks now)' if one.is_champion else ''}")
        click.echo(f"made       {one.created_at:%Y-%m-%d %H:%M} UTC")
        click.echo(f"checksum   {one.checksum}\nsignature  {one.signature}")
        for change in list_changes(session, model):
            if change.version == version:
                click.echo(f"{change.at:%Y-%m-%d %H:%M}  {change.change.en} by {change.actor}")
                click.echo(f"                  {change.note}")
        click.echo(json.dumps(one.metrics, indent=1, sort_keys=True, ensure_ascii=False))

    _write(show)


@models.command("promote")
@click.argument("version")
@NOTE
@MODEL
def promote_version(version: str, note: str, model: str) -> None:
    """Let VERSION rank; 0 is the experts' version."""
    _write(lambda session: promote(session, model, version=version, **_sign(note)))
    click.echo(f"{version} ranks now.")


@models.command("roll-back")
@NOTE
@MODEL
def roll_back_champion(note: str, model: str) -> None:
    """Let the version that ranked before rank again."""
    version = _write(lambda session: roll_back(session, model, **_sign(note)))
    click.echo(f"{version} ranks again.")


@models.command("pin")
@NOTE
@MODEL
def pin_champion(note: str, model: str) -> None:
    """Let no retraining replace the version that ranks."""
    version = _write(lambda session: change_pin(session, model, pinned=True, **_sign(note)))
    click.echo(f"{version} is pinned.")


@models.command("unpin")
@NOTE
@MODEL
def unpin_champion(note: str, model: str) -> None:
    """Let retrainings replace the version that ranks again."""
    version = _write(lambda session: change_pin(session, model, pinned=False, **_sign(note)))
    click.echo(f"{version} is unpinned.")


@models.command("compare")
@click.argument("first")
@click.argument("second")
@MODEL
def compare_two(first: str, second: str, model: str) -> None:
    """Compare FIRST with SECOND: the features whose shapes differ the most; 0 is the experts'."""
    services = _open()

    def compare(session: Any) -> None:
        found = compare_versions(session, services.shelf, model, first=first, second=second)
        for name, row in zip((first, second), found.rows, strict=True):
            click.echo(f"{name}: {_word_figures(row.metrics if row else {})}")
        for stage in found.stages:
            click.echo(f"{stage.stage:<34} {'largest difference':>18}  from")
            for one in stage.shapes[:SHOWN]:
                at = "unknown" if one.unknown else "lowest" if one.at is None else f"{one.at:g}"
                click.echo(f"{one.feature:<34} {one.largest:>+18.3f}  {at}")

    _write(compare, services)


@models.command("verify")
@MODEL
def verify(model: str) -> None:
    """Check every version on disk: its signature, each checksum, and that it opens."""
    services = _open()
    with services.session() as session:
        found = check_versions(session, services.shelf, model)
    for version, wrong in found.items():
        click.echo(f"{version}: {wrong or 'whole'}")
    broken = sum(bool(wrong) for wrong in found.values())
    if broken:
        raise click.ClickException(f"{broken} of {len(found)} versions would be refused")


@models.command("retrain")
@MODEL
def ask_the_worker(model: str) -> None:
    """Ask the worker to retrain now; ``albertslund-match train`` does it in this process."""
    _write(lambda session: ask_for_run(session, model, actor=_name_user(), now=read_clock()))
    click.echo("Asked for; the worker takes it up in a moment.")


def _word_figures(metrics: Any) -> str:
    """Word what a version was worth on its own later data."""
    for name, words in (("ndcg_at_10", "nDCG@10"), ("log_loss", "log loss")):
        if name in metrics:
            return f"{words} {metrics[name]['challenger']['mean']:.3f}"
    return "no figures"


def _open() -> Services:
    return open_services(Settings.from_environment())


def _write(act: Callable[[Any], Any], services: Services | None = None) -> Any:
    try:
        with (services or _open()).transaction() as session:
            return act(session)
    except MatcherError as error:
        raise click.ClickException(str(error)) from error


def _sign(note: str) -> dict[str, Any]:
    return {"note": note, "actor": _name_user(), "now": read_clock()}


def _name_user() -> str:
    """Name who sits at the command line, for the history."""
    return f"{getpass.getuser()} (command line)"
