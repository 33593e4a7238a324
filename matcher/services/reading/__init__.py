"""CSV and XLSX files, Danish or English, to contract rows; or every fault of every row."""

from matcher.services.reading.rows import FileRows, read_file, read_rows
from matcher.services.reading.templates import template

__all__ = ["FileRows", "read_file", "read_rows", "template"]
