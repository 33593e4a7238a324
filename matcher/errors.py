"""What can go wrong, as one tree.

::

    MatcherError
    ├── NotFound            what was asked for is not there
    ├── NotAllowed          the user may not do this
    ├── InvalidInput        a field is wrong; says which and what would be right
    │   └── ImportRejected  an import has faulty rows; carries the whole report
    ├── Conflict            somebody else was faster, or the state forbids it
    │   ├── LeaseLost       another process has taken over what this one was doing
    │   └── Overtaken       somebody changed it since it was read; nothing was overwritten
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
    """A field is wrong; the message says what would be right.

    Parameters
    ----------
    field : str
        Name of the field.
    wrong, remedy : str
        English messages marked with `N_`, with ``%(name)s`` where a value goes; the web room
        translates them.
    **values : object
        The values that go into the messages.
    """

    def __init__(self, field: str, wrong: str, remedy: str, **values: object) -> None:
        super().__init__(f"{field}: {wrong % values}. {remedy % values}.")
        self.field = field
        self.wrong = wrong
        self.remedy = remedy
        self.values = values


class Conflict(MatcherError):
    """Somebody else was faster, or the present state forbids it; told as in `InvalidInput`."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message % values)
        self.message = message
        self.values = values


class LeaseLost(Conflict):
    """Another process has taken over what this one was doing; nothing more may be written."""


class Overtaken(Conflict):
    """Somebody changed a thing since its version ``seen`` was read; nothing was overwritten."""

    def __init__(self, noun: str, key: str, *, seen: int, newest: int) -> None:
        super().__init__(
            N_("Somebody else changed this while you worked; nothing of theirs was overwritten")
        )
        self.noun = noun
        self.key = key
        self.seen = seen
        self.newest = newest


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for a marked message
    """Mark a message for translation where it is written; it is translated where it is shown."""
    return message


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
        super().__init__(
            "file",
            N_("%(count)s faults were found"),
            N_("Mend the rows named and import again"),
            count=len(errors),
        )
        self.errors = tuple(errors)


class ArtifactRefused(MatcherError):
    """A stored model is not what its manifest says; it was not opened."""
