"""What finds concepts is made in the background; whoever asks meanwhile is answered."""

from contextlib import contextmanager
from threading import Event
from typing import Any

import pytest

from matcher.services.finding_concepts import complete_concepts, find_occupations
from matcher.services.guide import Guide
from matcher.store import concepts
from matcher.store.concepts import ConceptRow, LabelRow
from matcher.vocabulary import ConceptKind


class House:
    """A house whose guide is made only when it may be."""

    def __init__(self, services: Any, *, patience: float) -> None:
        self.services = services
        self.may_be_made = Event()
        self.guide = Guide(self.open_session, patience=patience)

    @contextmanager
    def open_session(self) -> Any:
        assert self.may_be_made.wait(10)
        with self.services.session() as session:
            yield session

    def add(self, uri: str, label: str) -> None:
        with self.services.transaction() as session:
            concepts.add_concepts(session, [ConceptRow(uri, ConceptKind.OCCUPATION, "1", "own")])
            concepts.add_labels(session, [LabelRow(uri, "da", label, preferred=True)])

    def find(self, title: str) -> list[tuple[str, bool]]:
        with self.services.session() as session:
            found = find_occupations(session, title, guide=self.guide)
        return [(one.concept.uri, one.score is not None) for one in found]

    def complete(self, text: str) -> list[str]:
        with self.services.session() as session:
            return [one.concept.uri for one in complete_concepts(session, text, guide=self.guide)]


@pytest.fixture
def house(services):
    """Give a house with an occupation of its own."""
    made = House(services, patience=0.01)
    made.add("urn:b", "sværdsluger")
    yield made
    made.may_be_made.set()


def wait_until_made(house):
    house.may_be_made.set()
    for _, future in house.guide._under_way.values():
        future.result(10)


def test_until_there_is_a_guide_names_are_searched_for_what_is_asked(house):
    assert house.find("sværdslug") == [("urn:b", False)]
    assert house.complete("sværd") == ["urn:b"]


def test_what_was_made_answers_while_the_next_is_being_made(house):
    with house.services.session() as session:
        house.guide.prepare(session)
    house.add("urn:s", "ildspruder")
    assert house.find("sværdslugere")[0] == ("urn:b", True)
    assert ("urn:s", True) not in house.find("ildspruder")


def test_what_is_new_is_found_when_the_next_is_made(house):
    with house.services.session() as session:
        house.guide.prepare(session)
    house.add("urn:s", "ildspruder")
    house.find("ildspruder")
    wait_until_made(house)
    assert house.find("ildsprudere")[0] == ("urn:s", True)


def test_a_making_that_fails_is_told_of_and_tried_again(house, caplog):
    def fail():
        raise OSError("the disk is gone")

    open_session, house.guide._open_session = house.guide._open_session, fail
    house.guide._patience = 10.0
    assert house.find("sværdsluger") == [("urn:b", False)]
    assert "the disk is gone" in caplog.text
    house.guide._open_session = open_session
    house.may_be_made.set()
    assert house.find("sværdsluger")[0] == ("urn:b", True)
