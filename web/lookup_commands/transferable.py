"""The command that ranks transferable occupations: ``albertslund-match lookup transferable``."""

from pathlib import Path

import click

from matcher.errors import ImportRejected
from matcher.services.transferring import rank_file


@click.command("transferable")
@click.option("--esco", required=True, type=click.Path(path_type=Path), help="ESCO's CSV folder.")
@click.option(
    "--occupations", required=True, type=click.Path(path_type=Path), help="One URI a line, or TSV."
)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The TSV to write.")
@click.option("--top", default=50, show_default=True, type=click.IntRange(min=1))
def rank_transferable(esco: Path, occupations: Path, out: Path, top: int) -> None:
    """Rank the occupations that lie near each one of a file, the nearest first."""
    try:
        ranking = rank_file(esco, occupations, out, top=top)
    except ImportRejected as error:
        for one in error.errors:
            click.echo(f"line {one.row}: {one.value!r}: {one.wrong_en}. {one.right_en}.", err=True)
        raise click.ClickException("nothing was ranked") from error
    click.echo(f"{ranking.occupations} occupations, {ranking.lines} lines.")
