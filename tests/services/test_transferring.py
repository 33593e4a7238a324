import csv

import pytest

from matcher.errors import ImportRejected, InvalidInput
from matcher.services.transferring import rank_file

BASE = "http://data.europa.eu/esco/occupation/"
FORKLIFT, REACH, NURSE = f"{BASE}forklift", f"{BASE}reach", f"{BASE}nurse"


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "esco"
    made.mkdir()
    write(
        made / "occupations_en.csv",
        ["conceptUri", "iscoGroup", "preferredLabel", "altLabels", "description"],
        [
            [
                FORKLIFT,
                "8344",
                "forklift operator",
                "truck driver\nlift driver",
                "Drives forklifts.",
            ],
            [REACH, "8344", "reach truck operator", "", "Drives reach trucks."],
            [NURSE, "2221", "nurse", "", "Cares for the sick."],
        ],
    )
    write(
        made / "occupationSkillRelations.csv",
        ["occupationUri", "relationType", "skillType", "skillUri"],
        [
            [FORKLIFT, "essential", "", "drive"],
            [REACH, "optional", "", "drive"],
            [NURSE, "essential", "", "wounds"],
        ],
    )
    return made


def write(path, header, rows):
    with path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([header, *rows])


def rank(folder, tmp_path, asked, top=50):
    path, out = tmp_path / "asked.tsv", tmp_path / "ranked.tsv"
    path.write_text(asked, encoding="utf-8")
    rank_file(folder, path, out, top=top)
    return [line.split("\t") for line in out.read_text(encoding="utf-8").splitlines()]


def test_each_occupation_asked_for_is_given_its_nearest_with_rank_and_score(folder, tmp_path):
    header, *lines = rank(folder, tmp_path, f"{FORKLIFT}\n")
    assert header == ["occupation", "related", "rank", "score"]
    assert [line[:3] for line in lines] == [[FORKLIFT, REACH, "1"], [FORKLIFT, NURSE, "2"]]
    assert float(lines[0][3]) > float(lines[1][3])


def test_no_more_are_given_than_asked_for_and_an_occupation_named_twice_is_ranked_once(
    folder, tmp_path
):
    lines = rank(folder, tmp_path, f"{FORKLIFT}\n\n{NURSE}\n{FORKLIFT}\n", top=1)
    assert [line[0] for line in lines[1:]] == [FORKLIFT, NURSE]


@pytest.mark.parametrize("header", ["id\turi", "uri\tid"])
def test_a_table_is_read_by_its_uri_column(folder, tmp_path, header):
    cells = {"id": "7", "uri": NURSE}
    row = "\t".join(cells[name] for name in header.split("\t"))
    assert rank(folder, tmp_path, f"{header}\n{row}\n")[1][0] == NURSE


def test_a_table_without_a_uri_column_is_read_by_its_id_column(folder, tmp_path):
    assert rank(folder, tmp_path, f"title\tid\nnurse\t{NURSE}\n")[1][0] == NURSE


def test_every_unknown_uri_is_named_with_its_line_and_nothing_is_written(folder, tmp_path):
    with pytest.raises(ImportRejected) as caught:
        rank(folder, tmp_path, f"{FORKLIFT}\nx\n{NURSE}\ny\n")
    assert [(one.row, one.value) for one in caught.value.errors] == [(2, "x"), (4, "y")]
    assert not (tmp_path / "ranked.tsv").exists()


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("occupations_en.csv", "no file occupations_en.csv in the folder esco"),
        ("occupationSkillRelations.csv", "no file occupationSkillRelations.csv"),
    ],
)
def test_a_missing_file_is_named(folder, tmp_path, file, message):
    (folder / file).unlink()
    with pytest.raises(InvalidInput, match=message):
        rank(folder, tmp_path, FORKLIFT)


def test_a_file_without_escos_columns_is_named_with_the_column(folder, tmp_path):
    write(folder / "occupations_en.csv", ["conceptUri", "title"], [[FORKLIFT, "x"]])
    with pytest.raises(InvalidInput, match="iscoGroup is missing from"):
        rank(folder, tmp_path, FORKLIFT)


@pytest.mark.parametrize("text", ["", "\n\n", "uri\n"])
def test_a_file_that_names_nothing_is_refused(folder, tmp_path, text):
    with pytest.raises(InvalidInput, match="names no occupation"):
        rank(folder, tmp_path, text)


def test_a_file_that_is_no_text_is_refused(folder, tmp_path):
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InvalidInput, match="cannot be read as text"):
        rank_file(folder, tmp_path / "binary", tmp_path / "out", top=3)


def test_an_output_that_cannot_be_written_is_refused(folder, tmp_path):
    (tmp_path / "asked").write_text(FORKLIFT, encoding="utf-8")
    with pytest.raises(InvalidInput, match="cannot be written"):
        rank_file(folder, tmp_path / "asked", tmp_path / "none" / "out", top=3)
