"""The administrator's pages: health, users, schedules, audit, privacy."""

from web.admin import users, watching
from web.admin.blueprint import admin

__all__ = ["admin", "users", "watching"]
