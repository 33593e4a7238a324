"""A company's pages: one entrance to the municipality, and nothing of any other company's."""

from web.company import candidates, colleagues, contact, openings, start
from web.company.blueprint import company

__all__ = ["candidates", "colleagues", "company", "contact", "openings", "start"]
