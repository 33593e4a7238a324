"""The commands of the training room; ``albertslund-match`` finds them by their entry points."""

import os
import signal
import sys
import threading
from datetime import UTC, date, datetime

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from matcher.errors import MatcherError
from matcher.services import Services, open_services
from matcher.settings import MODELS, Settings
from matcher.store.models import TrainingRun
from training.retraining import retrain
from training.simulator.demo import ACCOUNTS, PASSWORD, build_demo, is_empty
from training.worker import post, read_schedules, work

STEPS = ("features", "fit")
ACTOR = "command line"


@click.command()
@click.argument("model", type=click.Choice(MODELS))
@click.option("--seed", default=0, show_default=True, help="Of the fit and the bootstrap.")
def train(model: str, seed: int) -> None:
    """Retrain MODEL now, and promote it if it has earned it."""
    services = open_services(Settings.from_environment())
    try:
        run = _train_with_bar(services, model, seed)
    except MatcherError as error:
        raise click.ClickException(str(error)) from error
    _print_run(run)


@click.command()
@click.option("--follow", is_flag=True, help="Stop when the standard input is closed.")
def worker(follow: bool) -> None:
    """Retrain each model when its cron says so or somebody asks, and send mail, until stopped."""
    services = open_services(Settings.from_environment())
    try:
        found = read_schedules(services, now=datetime.now(UTC))
    except MatcherError as error:
        raise click.ClickException(str(error)) from error
    for model, schedule in found.items():
        click.echo(f"{model}: next run {schedule.next_run_at:%Y-%m-%d %H:%M} UTC")
    stopped = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stopped.set())
    if follow:
        threading.Thread(target=_await_end, args=(stopped,), daemon=True).start()
    for task in (work, post):
        threading.Thread(target=task, args=(services, stopped), daemon=True).start()
    stopped.wait()
    # a training under way is begun anew by the next worker; an orderly end of the interpreter would
    # take its threads away under it, and it would be recorded as failed
    os._exit(0)


@click.command()
@click.option("--scale", default=1.0, show_default=True, help="Multiplies people and openings.")
@click.option("--seed", default=165, show_default=True)
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The day it is made for.")
def demo(scale: float, seed: int, today: datetime | None) -> None:
    """Fill an empty database with a synthetic municipality and train its first models."""
    services = open_services(Settings.from_environment())
    if not is_empty(services):
        click.echo("The database holds people already; nothing was added.")
        _print_accounts()
        return
    day = today.date() if today else date.today()  # noqa: DTZ011 - the municipality's own day
    click.echo("Making the demo municipality (about half a minute) ...")
    made = build_demo(services, scale=scale, seed=seed, today=day)
    click.echo(
        f"{made.organisations} companies, {made.candidates} people, {made.openings} openings, "
        f"{made.shown} suggestions shown, {made.outcomes} outcomes."
    )
    for model in MODELS:
        _print_run(_train_with_bar(services, model, seed))
    _print_accounts()


def _print_accounts() -> None:
    click.echo("Demo sign-ins (role, e-mail, password):")
    for role, (email, _) in ACCOUNTS.items():
        click.echo(f"  {role.en:<20} {email:<28} {PASSWORD}")


def _await_end(stopped: threading.Event) -> None:
    sys.stdin.read()
    stopped.set()


def _train_with_bar(services: Services, model: str, seed: int) -> TrainingRun:
    columns = (TextColumn("{task.description:<10}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        tasks = {step: progress.add_task(step, total=1.0) for step in STEPS}
        return retrain(
            services,
            model,
            now=datetime.now(UTC),
            seed=seed,
            actor=ACTOR,
            report=lambda step, done: progress.update(tasks[step], completed=done),
        )


def _print_run(run: TrainingRun) -> None:
    click.echo(f"{run.model} {run.version}: {run.state}")
    figure, words = ("ndcg_at_10", "nDCG@10") if run.model == "match" else ("log_loss", "log loss")
    for name, one in run.report[figure].items():
        click.echo(f"  {words} {name:<12} {one['mean']:.3f} [{one['low']:.3f}, {one['high']:.3f}]")
    for reason in run.report["ruling"]["reasons_en"]:
        click.echo(f"  {reason}")
