"""Campus Albertslund's pages: students, programmes, placement rounds, and the host's own view.

Coordinators alone see students; a host sees its own programmes, and of a published round the
students in them who consented.
"""

from web.campus import (
    documents,
    hosting,
    overtaking,
    programmes,
    recommending,
    rounds,
    students,
    supposing,
)
from web.campus.blueprint import campus

__all__ = [
    "campus",
    "documents",
    "hosting",
    "overtaking",
    "programmes",
    "recommending",
    "rounds",
    "students",
    "supposing",
]
