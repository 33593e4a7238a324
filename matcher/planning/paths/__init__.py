"""Upskilling paths, solved exactly: which courses, on which starts, reach what is missing.

A path is a set cover with precedence and a calendar: every missing level is taught, a course comes
after what it requires, no two overlap, and the limits hold. `search` finds the best paths under a
preference, different sets of courses each, or says what is in the way.
"""

from matcher.planning.paths.offers import (
    NO_LIMITS,
    Catalogue,
    Goal,
    Limit,
    Limits,
    Offer,
    Person,
    Slot,
    count_last_day,
)
from matcher.planning.paths.searching import (
    Found,
    Hindrance,
    Search,
    Taken,
    find_hindrances,
    list_reachable,
    search,
)
from matcher.planning.paths.weights import BALANCED, Weights

__all__ = [
    "BALANCED",
    "NO_LIMITS",
    "Catalogue",
    "Found",
    "Goal",
    "Hindrance",
    "Limit",
    "Limits",
    "Offer",
    "Person",
    "Search",
    "Slot",
    "Taken",
    "Weights",
    "count_last_day",
    "find_hindrances",
    "list_reachable",
    "search",
]
