"""What can go wrong, as one tree.

::

    MatcherError
    ├── NotFound            what was asked for is not there
    ├── NotAllowed          the user may not do this
    ├── InvalidInput        a field is wrong; says which and what would be right
    │   └── ImportRejected  an import has faulty rows; carries the whole report
    ├── Conflict            somebody else was faster, or the state forbids it
    └── ArtifactRefused     a stored model is not what its manifest says
"""

from collections.abc import Sequence
from dataclasses import dataclass


class MatcherError(Exception):
    """Base of every error the house raises on purpose."""


class NotFound(MatcherError):
    """What was asked for is not there."""

    def __init__(self, noun: str, key: object) -> None:
        super().__init__(f"{noun} {key} does not exist")
        self.noun = noun
        self.key = key


class NotAllowed(MatcherError):
    """The user may not do this."""


class InvalidInput(MatcherError):
    """A field is wrong; the message says what would be right."""

    def __init__(self, field: str, wrong: str, remedy: str) -> None:
        super().__init__(f"{field}: {wrong}. {remedy}")
        self.field = field
        self.wrong = wrong
        self.remedy = remedy


@dataclass(frozen=True)
class RowError:
    """One fault in one row of an import.

    ``row`` counts as a spreadsheet does: the header is row 1. ``wrong`` and ``right`` are given in
    Danish and English.
    """

    row: int
    column: str
    value: str
    wrong_da: str
    wrong_en: str
    right_da: str
    right_en: str


class ImportRejected(InvalidInput):
    """An import has faulty rows, so none of it was taken in."""

    def __init__(self, errors: Sequence[RowError]) -> None:
        super().__init__("file", f"{len(errors)} faults", "Mend the rows named and import again")
        self.errors = tuple(errors)


class Conflict(MatcherError):
    """Somebody else was faster, or the present state forbids it."""


class ArtifactRefused(MatcherError):
    """A stored model is not what its manifest says; it was not opened."""
