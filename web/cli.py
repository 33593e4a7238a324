"""The command line, ``albertslund-match``."""

import click


@click.group()
@click.version_option(package_name="albertslund-match")
def main() -> None:
    """Match the people of a municipality to its openings."""
