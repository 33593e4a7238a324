"""The command line, ``albertslund-match``; other rooms add commands by entry points."""

from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import click

from matcher.errors import ImportRejected, MatcherError
from matcher.services import Services, open_services
from matcher.services.esco import import_esco
from matcher.services.importing import NOUNS, commit_import, preview_import
from matcher.services.reading import template
from matcher.services.signing_in import register_account
from matcher.services.stocking import stock_catalogue
from matcher.settings import Settings
from matcher.vocabulary import Account, Role
from web.clock import read_clock
from web.goal_commands import goals
from web.lookup_commands import lookup
from web.model_commands import models
from web.path_commands import paths
from web.serving import serve_forever
from web.supposing_commands import rounds

ACTOR = "command line"


class CommandsOfAllRooms(click.Group):
    """A group that also knows the commands other rooms have announced."""

    def invoke(self, ctx: click.Context) -> Any:
        """Tell what is wrong in one line, whichever command finds it."""
        try:
            return super().invoke(ctx)
        except MatcherError as error:
            raise click.ClickException(str(error)) from error

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List this room's commands and the announced ones."""
        announced = (point.name for point in entry_points(group="albertslund_match.commands"))
        return sorted({*super().list_commands(ctx), *announced})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load an announced command only when it is called."""
        own = super().get_command(ctx, cmd_name)
        found = entry_points(group="albertslund_match.commands", name=cmd_name)
        return own or next((point.load() for point in found), None)


@click.group(cls=CommandsOfAllRooms)
@click.version_option(package_name="albertslund-match")
def main() -> None:
    """Match the people of a municipality to its openings."""


main.add_command(goals)
main.add_command(lookup)
main.add_command(models)
main.add_command(rounds)
main.add_command(paths)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=5000, show_default=True)
@click.option("--processes", default=2, show_default=True, help="Web processes.")
@click.option("--worker/--no-worker", default=True, help="Also run the retraining worker.")
def serve(host: str, port: int, processes: int, worker: bool) -> None:
    """Serve the pages and the API, and retrain on schedule, until stopped."""
    serve_forever(
        Settings.from_environment(),
        address=f"{host}:{port}",
        processes=processes,
        with_worker=worker,
    )


@main.group("import")
def import_group() -> None:
    """Take in files; all of a file or nothing of it."""


@import_group.command("esco")
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path))
def take_in_esco(folders: tuple[Path, ...]) -> None:
    """Take in ESCO's official CSV FOLDERS, one a language, the one with relations first."""
    services = _open()
    try:
        with services.transaction() as session:
            report = import_esco(session, folders)
    except ImportRejected as error:
        _print_faults(error)
        raise click.ClickException("nothing was imported") from error
    click.echo(
        f"{report.occupations} occupations, {report.skills} skills, {report.groups} groups, "
        f"{report.occupation_skill_relations} occupation-skill relations, "
        f"{report.other_relations} other relations, {report.labels} labels; "
        f"{report.new_concepts} concepts are new."
    )


@import_group.command("catalogue")
def take_in_catalogue() -> None:
    """Take in the starter catalogue that comes with the service."""
    with _open().transaction() as session:
        new = stock_catalogue(session, today=read_clock().date())
    click.echo(f"{new} concepts are new.")


@import_group.command("rows")
@click.argument("noun", type=click.Choice(NOUNS))
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Commit without asking.")
def take_in_rows(noun: str, path: Path, yes: bool) -> None:
    """Preview the rows of a CSV or XLSX file of NOUN at PATH, then commit them."""
    services = _open()
    now = read_clock()
    with services.transaction() as session:
        preview = preview_import(
            session, noun, filename=path.name, content=path.read_bytes(), actor=ACTOR, now=now
        )
    if preview.errors:
        _print_faults(ImportRejected(preview.errors))
        raise click.ClickException("nothing was imported")
    click.echo(f"{preview.rows} rows: {preview.new} new, {preview.rows - preview.new} changed.")
    if yes or click.confirm("Commit?"):
        with services.transaction() as session:
            commit_import(session, preview.batch, actor=ACTOR, now=now)
        click.echo("Committed.")


@main.command("template")
@click.argument("noun", type=click.Choice(NOUNS))
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--language", type=click.Choice(["da", "en"]), default="da", show_default=True)
def write_template(noun: str, path: Path, language: str) -> None:
    """Write the import template of NOUN to PATH, as CSV or XLSX by its ending."""
    form = path.suffix.removeprefix(".").lower()
    if form not in {"csv", "xlsx"}:
        raise click.BadParameter("the file must end in .csv or .xlsx", param_hint="PATH")
    path.write_bytes(template(noun, language=language, form=form))  # type: ignore[arg-type]


@main.command("add-user")
@click.argument("email")
@click.argument("name")
@click.option("--role", type=click.Choice([str(role) for role in Role]), required=True)
@click.option("--organisation", help="CVR number, for a company's user.")
@click.password_option()
def add_user(email: str, name: str, role: str, organisation: str | None, password: str) -> None:
    """Add a user who signs in with EMAIL and is called NAME."""
    account = Account(0, email, name, Role[role.upper()], organisation)
    with _open().transaction() as session:
        register_account(session, account, password=password)
    click.echo(f"{email} may sign in as {role}.")


def _open() -> Services:
    return open_services(Settings.from_environment())


def _print_faults(rejected: ImportRejected) -> None:
    for one in rejected.errors:
        click.echo(
            f"row {one.row}, {one.column} = {one.value!r}: {one.wrong_en}. {one.right_en}.",
            err=True,
        )
