"""The commands about upskilling: ``albertslund-match paths ...``."""

from datetime import datetime

import click

from matcher.pathways import Preference
from matcher.services import Services, open_services
from matcher.services.upskilling import (
    Question,
    find_paths,
    list_shortages,
    list_turns,
    propose_courses,
    read_shortage,
    read_target,
)
from matcher.services.valuing import ForetoldPath
from matcher.settings import Settings
from web.clock import read_clock

ACTOR = "command line"
DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def paths() -> None:
    """Find upskilling paths, and what companies cannot fill."""


@paths.command("find")
@click.argument("candidate")
@click.option(
    "--target",
    default="anything",
    show_default=True,
    help="anything, opening:REF or occupation:URI.",
)
@click.option("--latest", type=DAY, help="The last day.")
@click.option("--budget", type=click.IntRange(0), help="Kroner at most.")
@click.option("--travel", type=click.FloatRange(0), help="Minutes one way at most.")
@click.option(
    "--preference", type=click.Choice([str(one) for one in Preference]), default="balanced"
)
@click.option("--count", type=click.IntRange(1, 10), default=3, show_default=True)
def find(
    candidate: str,
    target: str,
    latest: datetime | None,
    budget: int | None,
    travel: float | None,
    preference: str,
    count: int,
) -> None:
    """Print the best paths of CANDIDATE to a target, or what is in the way."""
    services = _open()
    question = Question(
        read_target(target),
        latest.date() if latest else None,
        budget,
        travel,
        preference=next(one for one in Preference if one == preference),
        count=count,
    )
    with services.transaction() as session:
        answer = find_paths(
            session, candidate, question, memory=services.memory, actor=ACTOR, now=read_clock()
        )
    for one in answer.offered:
        best = ", ".join(one.preferences) or "next best"
        path = one.path
        click.echo(
            f"{best}: done {path.ends_on}, {path.days:g} days, DKK {path.price_dkk}, "
            f"{path.travel_minutes / 60:.1f} h of travel, {len(path.openings)} openings"
        )
        if one.told is not None:
            click.echo(f"  {_tell(one.told)}")
        for step in path.steps:
            click.echo(f"  {step.starts_on} - {step.ends_on}  {step.course}  {step.title_en}")
    for hindrance in answer.hindrances:
        click.echo(
            f"in the way: {hindrance.kind} {hindrance.skill} {hindrance.least or ''}".rstrip()
        )


@paths.command("shortages")
@click.option("--occupation", help="The URI of one of them: the courses people could share.")
def shortages(occupation: str | None) -> None:
    """Print the occupations asked for, the scarcest first, or the courses for one of them."""
    services, now = _open(), read_clock()
    with services.transaction() as session:
        if occupation is None:
            for one in list_shortages(session, memory=services.memory, actor=ACTOR, now=now):
                click.echo(f"{one.lacking:>5} of {one.positions:>5} lacking  {one.occupation}")
            return
        orders = read_shortage(session, occupation, memory=services.memory, actor=ACTOR, now=now)
    for order in orders:
        click.echo(
            f"{order.course.code}: {order.reachable} people, {order.positions} positions, "
            f"{order.starts_on}, order {order.seats} seats"
        )


@paths.command("workforce")
@click.argument("origin")
@click.option("--target", help="The occupation they are to have; left out: what is lacking here.")
def workforce(origin: str, target: str | None) -> None:
    """Print what employees who work as ORIGIN could turn to, by which courses, and the cover."""
    services, now = _open(), read_clock()
    with services.transaction() as session:
        if target:
            ways = [
                propose_courses(session, origin, target, memory=services.memory, today=now.date())
            ]
        else:
            turns = list_turns(session, origin, memory=services.memory, actor=ACTOR, now=now)
            for turn in turns[:1]:
                click.echo(f"{turn.substitutes} people could cover")
            ways = [turn.proposed for turn in turns]
    for way in ways:
        click.echo(
            f"{way.target.label_en}: {way.days:g} days, DKK {way.price_dkk:.0f}, "
            f"done {way.ends_on or 'already'}, {len(way.left)} of {len(way.gap)} skills left"
        )
        for one in way.choices:
            click.echo(f"  {one.starts_on} - {one.ends_on}  {one.course.title_en}")


def _tell(told: ForetoldPath) -> str:
    """Word what is foretold of a path, with its intervals."""
    stages = {**told.stages, "both": told.whole}
    parts = [
        f"{name} {one.share:.2f} [{one.low:.2f}, {one.high:.2f}]" for name, one in stages.items()
    ]
    if told.value is not None:
        value = told.value
        parts.append(f"gain {value.gain:.3f} [{value.low:.3f}, {value.high:.3f}]")
        for name, rate in (("week", value.per_week), ("DKK 1,000", value.per_thousand_kroner)):
            if rate is not None:
                parts.append(f"a {name} {rate.gain:.4f} [{rate.low:.4f}, {rate.high:.4f}]")
    return f"version {told.version}: {', '.join(parts)}"


def _open() -> Services:
    return open_services(Settings.from_environment())
