"""The command line, ``albertslund-match``."""

import click

from web.factory import create_app


@click.group()
@click.version_option(package_name="albertslund-match")
def main() -> None:
    """Match the people of a municipality to its openings."""


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=5000, show_default=True)
def serve(host: str, port: int) -> None:
    """Serve the pages and the API."""
    click.echo(f"http://{host}:{port}")
    create_app().run(host=host, port=port)
