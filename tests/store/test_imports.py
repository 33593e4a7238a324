"""Files that people brought in."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from matcher.errors import Conflict, NotFound
from matcher.store import imports
from matcher.store.imports import ImportBatch

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
BATCH = ImportBatch(
    0, "candidates", "æbler.csv", 3, "previewed", "ida", NOW, b"\x00\xff;", {"new": 3}
)


def test_a_file_is_given_back_byte_by_byte(session):
    added = imports.add_batch(session, BATCH)
    assert added == replace(BATCH, id=added.id)
    assert imports.get_batch(session, added.id) == added


@pytest.mark.parametrize("state", ["committed", "rejected"])
def test_a_file_is_committed_or_rejected_once(session, state):
    added = imports.add_batch(session, BATCH)
    assert imports.set_batch_state(session, added.id, state) == replace(added, state=state)
    with pytest.raises(Conflict, match=f"{state} already"):
        imports.set_batch_state(session, added.id, "committed")


def test_files_are_listed_the_latest_first(session):
    first, second = (imports.add_batch(session, BATCH) for _ in range(2))
    assert imports.list_batches(session) == (second, first)


def test_a_file_that_is_not_there_is_not_found(session):
    with pytest.raises(NotFound, match="import 9"):
        imports.get_batch(session, 9)
    with pytest.raises(NotFound, match="import 9"):
        imports.set_batch_state(session, 9, "committed")
