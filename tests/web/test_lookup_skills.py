"""The commands that read sentences of files."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from web.cli import main

SENTENCE = "Du er fleksibel og har kendskab til Excel ."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(f"{SENTENCE}\n\nRing til os\n", encoding="utf-8")
    (tmp_path / "a.tsv").write_text(f"id\ttext\nx7\t{SENTENCE}\n", encoding="utf-8")
    tokens = "\n".join(f"{token}\tO\tO" for token in SENTENCE.split())
    (tmp_path / "a.conll").write_text(f"{tokens}\n\nRing\nnu\n", encoding="utf-8")
    (tmp_path / "phrases.tsv").write_text("Excel\tK06\nfleksibel\n", encoding="utf-8")
    return tmp_path


def look_up(*arguments: object) -> str:
    result = CliRunner().invoke(main, ["lookup", "skills", *map(str, arguments)])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.parametrize(("name", "key"), [("a.txt", "1"), ("a.tsv", "x7"), ("a.conll", "1")])
def test_each_kind_of_file_gives_the_same_spans(folder: Path, name: str, key: str) -> None:
    look_up("--sentences", folder / name, "--out", folder / "out.tsv")
    header, *rows = (folder / "out.tsv").read_text(encoding="utf-8").splitlines()
    assert header.split("\t") == ["id", "start", "end", "text", "tag", "concept", "group", "score"]
    cells = [row.split("\t") for row in rows]
    assert [(c[0], c[3], c[4], c[6]) for c in cells] == [
        (key, "fleksibel", "skill", "A1"),
        (key, "Excel .", "knowledge", "K06"),
    ]
    assert all(SENTENCE[int(c[1]) : int(c[2])] == c[3] for c in cells)


def test_tokens_are_tagged_line_by_line_as_they_came(folder: Path) -> None:
    look_up("--sentences", folder / "a.conll", "--conll", folder / "tags.conll")
    rows = (folder / "tags.conll").read_text(encoding="utf-8").splitlines()
    assert [row.split("\t")[0] for row in rows if row] == [*SENTENCE.split(), "Ring", "nu"]
    assert "fleksibel\tB-Skill\tO" in rows
    assert rows[7:10] == ["Excel\tO\tB-Knowledge", ".\tO\tI-Knowledge", ""]


def test_phrases_get_their_top_group(folder: Path) -> None:
    out = look_up("--phrases", folder / "phrases.tsv").splitlines()
    assert [line.split("\t")[:2] for line in out] == [
        ["phrase", "group"],
        ["Excel", "K06"],
        ["fleksibel", "A1"],
    ]


def test_nothing_asked_for_is_a_fault_told_in_one_line() -> None:
    result = CliRunner().invoke(main, ["lookup", "skills"])
    assert result.exit_code == 2
    assert "give --sentences, --document or --phrases" in result.output


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "b.tsv").write_bytes(b"\xff\xfe\x00")
    result = CliRunner().invoke(main, ["lookup", "skills", "--sentences", str(tmp_path / "b.tsv")])
    assert result.exit_code == 1
    assert "Save it as UTF-8" in result.output
