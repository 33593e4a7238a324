"""What time it is; the one place of the web room that asks."""

from datetime import UTC, datetime


def read_clock() -> datetime:
    """Read the time, in UTC."""
    return datetime.now(UTC)
