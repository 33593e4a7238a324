"""The list of usual titles is whole: each concept once, no title twice under it."""

import csv
import re
from importlib.resources import files
from io import StringIO

from data_schemas.catalogue import read_usual_titles

URI = re.compile(r"http://data\.europa\.eu/esco/occupation/[0-9a-f-]{36}")


def read() -> list[dict[str, str]]:
    text = files("data_schemas.catalogue").joinpath("titles.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(StringIO(text)))


def test_every_row_names_an_esco_occupation_once() -> None:
    concepts = [row["concept"] for row in read()]
    assert all(URI.fullmatch(one) for one in concepts)
    assert len(set(concepts)) == len(concepts)


def test_titles_are_trimmed_and_stand_once_under_a_concept() -> None:
    for row in read():
        titles = row["titles_da"].split("|")
        assert all(one and one == one.strip() for one in titles)
        assert len(set(titles)) == len(titles)


def test_titles_are_read_by_concept_and_by_english_label() -> None:
    titles = read_usual_titles()
    assert "flaskedreng" in titles.by_label_en["shelf filler"]
    assert len(titles.by_concept) == len(read())
