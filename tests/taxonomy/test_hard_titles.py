"""Sixty titles that likeness of letters does not find: meaning, trade names, umbrella titles.

Each stands among its right concepts (ESCO, European Commission) and those that look most like it.
"""

import csv
from pathlib import Path

import pytest

from data_schemas.catalogue import read_usual_titles
from matcher.taxonomy.evidence import Knowledge
from matcher.taxonomy.finder import Finder
from matcher.taxonomy.naming import Name, Named

HERE = Path(__file__).parent
PREFIX = "http://data.europa.eu/esco/occupation/"


def read(file: str) -> list[dict[str, str]]:
    with (HERE / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def build(row: dict[str, str]) -> Named:
    labels = row["labels"].split("|")
    names = [Name(label, "da", preferred=number == 0) for number, label in enumerate(labels)]
    return Named(row["concept"], row["code"], tuple(names))


CONCEPTS = [build(row) for row in read("hard_concepts.csv")]
TITLES = {
    row["title"]: {PREFIX + one for one in row["concepts"].split("|")}
    for row in read("hard_titles.csv")
}


@pytest.fixture(scope="module")
def finder() -> Finder:
    return Finder(CONCEPTS, Knowledge(read_usual_titles().by_concept, {}, {}))


def test_there_are_sixty_hard_titles() -> None:
    assert len(TITLES) == 60


@pytest.mark.parametrize("title", sorted(TITLES))
def test_a_hard_title_finds_what_it_means_among_the_first_three(finder: Finder, title: str) -> None:
    found = {hit.uri for hit in finder.find(title, limit=3)}
    assert found & TITLES[title]
