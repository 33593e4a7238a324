"""``albertslund-match lookup occupation``: titles to ranked occupations."""

from pathlib import Path

import click

from matcher.services.looking_up import (
    build_finder,
    rank_queries,
    read_occupations,
    read_queries,
    write_ranked,
)

FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("occupation")
@click.option("--labels", type=FOLDER, required=True, help="ESCO's folder in the wanted language.")
@click.option("--queries", type=FILE, required=True, help="Titles: id and text, tab separated.")
@click.option("--out", type=FILE, required=True, help="Where the ranked concepts go.")
@click.option("--top", type=click.IntRange(1, 1000), default=100, show_default=True)
def look_up_occupations(labels: Path, queries: Path, out: Path, top: int) -> None:
    """Rank the occupations that each title may mean."""
    asked = read_queries(queries)
    finder = build_finder(read_occupations(labels))
    count = write_ranked(out, rank_queries(finder, asked, top=top))
    click.echo(f"{len(asked)} titles, {count} rows in {out}.")
