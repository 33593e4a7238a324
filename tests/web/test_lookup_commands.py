"""Titles are looked up from the command line, in files that anyone can score."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from web.cli import main

OCCUPATIONS = """conceptUri,preferredLabel,altLabels,code
http://data.europa.eu/esco/occupation/a,gaffeltruckfører,"truckfører
fører af gaffeltruck",8344.1
http://data.europa.eu/esco/occupation/b,bager,brødbager,7512.1
http://data.europa.eu/esco/occupation/c,sygeplejerske,,2221.1
"""
NAMES = [
    (front, head, other)
    for front in (
        "lager",
        "byg",
        "skov",
        "have",
        "gade",
        "metal",
        "plast",
        "rust",
        "skole",
        "hotel",
    )
    for head, other in (("arbejder", "medarbejder"), ("chef", "leder"), ("tekniker", "montør"))
]


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    folder = tmp_path / "da"
    folder.mkdir()
    (folder / "occupations_da.csv").write_text(OCCUPATIONS, encoding="utf-8")
    return folder


def look_up(folder: Path, queries: str | None, *options: str) -> Result:
    path = folder.parent / "queries.tsv"
    if queries is not None:
        path.write_text(queries, encoding="utf-8")
    out = folder.parent / "ranked.tsv"
    asked = ["--labels", str(folder), "--queries", str(path), "--out", str(out), *options]
    return CliRunner().invoke(main, ["lookup", "occupation", *asked])


@pytest.mark.parametrize("header", ["", "id\ttext\n"])
def test_titles_are_ranked_with_and_without_a_header(labels: Path, header: str) -> None:
    result = look_up(labels, f"{header}1\tTruckfører, nat\n2\tBager\n")
    rows = [
        line.split("\t")
        for line in (labels.parent / "ranked.tsv").read_text(encoding="utf-8").splitlines()
    ]
    first = {row[0]: row[1][-1] for row in rows[1:] if row[2] == "1"}
    assert result.exit_code == 0, result.output
    assert rows[0] == ["query_id", "concept_uri", "rank", "score"]
    assert first == {"1": "a", "2": "b"}


def test_no_more_rows_are_written_than_asked_for(labels: Path) -> None:
    look_up(labels, "1\tbager\n2\ttruck\n", "--top", "1")
    assert len((labels.parent / "ranked.tsv").read_text(encoding="utf-8").splitlines()) == 3


@pytest.mark.parametrize(
    ("queries", "told"),
    [
        (None, "there is no file"),
        ("", "holds no titles"),
        ("id\ttext\n", "holds no titles"),
        ("1 bager\n", "line 1 has no tab"),
        ("1\tbager\n1\tsmed\n", "holds 1 more than once"),
    ],
)
def test_a_faulty_file_of_titles_is_told_of(labels: Path, queries: str | None, told: str) -> None:
    result = look_up(labels, queries)
    assert result.exit_code == 1
    assert told in result.output


def test_a_folder_without_occupations_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "da").mkdir()
    result = look_up(tmp_path / "da", "1\tbager\n")
    assert result.exit_code == 1
    assert "holds no occupations_*.csv" in result.output


def test_a_missing_column_is_told_of(labels: Path) -> None:
    (labels / "occupations_da.csv").write_text("conceptUri,label\na,b\n", encoding="utf-8")
    result = look_up(labels, "1\tbager\n")
    assert "has no column preferredLabel" in result.output


def test_an_occupation_that_stands_twice_is_told_of(labels: Path) -> None:
    path = labels / "occupations_da.csv"
    path.write_text(OCCUPATIONS + OCCUPATIONS.splitlines()[-1] + "\n", encoding="utf-8")
    result = look_up(labels, "1\tbager\n")
    assert result.exit_code == 1
    assert "occupation/c more than once" in result.output


@pytest.mark.parametrize("file", ["queries.tsv", "da/occupations_da.csv"])
def test_a_file_in_another_encoding_is_told_of(labels: Path, file: str) -> None:
    look_up(labels, "1\tbager\n")
    (labels.parent / file).write_bytes("1\tgaffeltruckfører\n".encode("latin-1"))
    result = look_up(labels, None)
    assert result.exit_code == 1
    assert "is not in UTF-8" in result.output


def test_what_is_learned_is_used_and_learned_again_is_the_same(
    labels: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALBERTSLUND_HOME", str(tmp_path / "home"))
    rows = (f"http://x/{i},{a}{b},{a}{c},{i}" for i, (a, b, c) in enumerate(NAMES))
    table = "\n".join(["conceptUri,preferredLabel,altLabels,code", *rows])
    (labels / "occupations_da.csv").write_text(table, encoding="utf-8")
    learned = []
    for _ in range(2):
        result = CliRunner().invoke(main, ["lookup", "learn", "--labels", str(labels)])
        assert result.exit_code == 0, result.output
        learned.append((tmp_path / "home" / "lookup_weights.json").read_bytes())
    assert learned[0] == learned[1]
    assert look_up(labels, "1\tlagerarbejder\n").exit_code == 0
