"""The database brought to the newest form, by as many processes at once as like to."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text

from matcher.store.engine import begin_for_writing

MIGRATIONS = Path(__file__).with_name("migrations")
LOCK = 165_2620
"""Key of PostgreSQL's advisory lock; the first to hold it migrates, the others find it done."""


def upgrade(engine: Engine) -> None:
    """Bring the database to the newest form, in one transaction; can be repeated."""
    with begin_for_writing(engine).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        command.upgrade(build_config(connection), "head")


def build_config(connection: Connection) -> Config:
    """Build Alembic's configuration for an open connection; no file and no logger is touched."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def is_ours(name: str | None, kind: str) -> bool:
    """Tell whether a database object belongs to the store."""
    return kind != "table" or name != "alembic_version"
