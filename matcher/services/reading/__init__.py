"""CSV and XLSX files, Danish or English, to contract rows; or every fault of every row."""

from matcher.services.reading.rows import read_rows
from matcher.services.reading.templates import template

__all__ = ["read_rows", "template"]
