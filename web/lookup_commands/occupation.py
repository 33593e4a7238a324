"""``albertslund-match lookup occupation``: titles to ranked occupations."""

from pathlib import Path

import click

from matcher.services.looking_up import (
    build_finder,
    learn_from,
    rank_queries,
    read_queries,
    write_ranked,
)
from matcher.settings import Settings

FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("occupation")
@click.option("--labels", type=FOLDER, required=True, help="ESCO's folder in the wanted language.")
@click.option("--also", type=FOLDER, help="ESCO's folder in another language.")
@click.option("--queries", type=FILE, required=True, help="Titles: id and text, tab separated.")
@click.option("--out", type=FILE, required=True, help="Where the ranked concepts go.")
@click.option("--top", type=click.IntRange(1, 1000), default=100, show_default=True)
def look_up_occupations(
    labels: Path, also: Path | None, queries: Path, out: Path, top: int
) -> None:
    """Rank the occupations that each title may mean."""
    asked = read_queries(queries)
    finder = build_finder(labels, also, learned=find_weights())
    count = write_ranked(out, rank_queries(finder, asked, top=top))
    click.echo(f"{len(asked)} titles, {count} rows in {out}.")


@click.command("learn")
@click.option("--labels", type=FOLDER, required=True, help="ESCO's folder in the wanted language.")
@click.option("--also", type=FOLDER, help="ESCO's folder in another language.")
def learn_to_look_up(labels: Path, also: Path | None) -> None:
    """Learn from a folder's names how evidence is weighed; takes minutes."""
    weights = learn_from(labels, also, find_weights())
    click.echo(f"Learned from {weights.learned_from} titles; kept in {find_weights()}.")


def find_weights() -> Path:
    """Give where this installation's own weights lie."""
    return Settings.from_environment().home / "lookup_weights.json"
