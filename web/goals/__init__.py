"""The goals' pages: what is to be reached, how far it has come, and what it is made of."""

from web.goals.views import goals

__all__ = ["goals"]
