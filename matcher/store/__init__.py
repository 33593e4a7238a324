"""What is remembered: tables, queries by noun, migrations.

The only room that knows SQLAlchemy. It never commits; the edge that opened the session does. Its
queries give the words of the vocabulary or frozen dataclasses, never rows.
"""

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from matcher.store.engine import open_engine, session_factory
from matcher.store.schema import upgrade

__all__ = ["Engine", "Session", "open_engine", "session_factory", "upgrade"]
