"""The page of label weights is the table the training uses."""

from pathlib import Path

from training.labels import write_tables

PAGE = Path(__file__).resolve().parents[2] / "docs/labels.md"


def test_the_page_shows_the_weights_as_they_are():
    assert write_tables() in PAGE.read_text(encoding="utf-8")
