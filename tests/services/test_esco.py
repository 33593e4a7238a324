"""ESCO's own files: all of them, on the same concepts, as often as one likes, or nothing."""

import io
import zipfile
from datetime import UTC, date, datetime

import pytest

from matcher.errors import ImportRejected
from matcher.services import open_services
from matcher.services.esco import import_esco, preview_esco
from matcher.services.finding import search_concepts
from matcher.services.importing import commit_import
from matcher.services.stocking import stock_catalogue
from matcher.services.suggesting import suggest_candidates
from matcher.settings import Settings
from matcher.store import concepts, openings, people
from matcher.vocabulary import Candidate, ConceptKind, Opening, OpeningKind

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.fixture
def empty(tmp_path):
    return open_services(Settings.from_environment({"ALBERTSLUND_HOME": str(tmp_path)}))


@pytest.mark.slow
def test_the_official_folders_come_in_whole_and_again_without_doubles(empty, shared_data):
    folders = [shared_data / "esco" / "en", shared_data / "esco" / "da"]
    with empty.transaction() as session:
        stock_catalogue(session, today=date(2026, 11, 24))
        first = import_esco(session, folders)
    # 3,007 occupations in English; the older Danish release still has three more
    assert (first.occupations, first.skills) == (3007 + 3, 13896)
    assert first.occupation_skill_relations == 123855
    with empty.transaction() as session:
        assert import_esco(session, folders).new_concepts == 0

    with empty.session() as session:
        for text in ("lagermedarbejder", "social- og sundhedshjælper"):
            found = search_concepts(session, text)
            assert text in {one.label_da.lower() for one in found[:3]}
        knowledge = concepts.read_knowledge(session)
        esco = next(
            one.uri
            for one in search_concepts(session, "lagermedarbejder", limit=20)
            if one.uri.startswith("http://data.europa.eu/esco/")
        )
        assert knowledge.labels[esco][0]
    check_matching_over_esco_skills(empty)


def check_matching_over_esco_skills(services):
    """An opening that asks what ESCO says a welder can ranks the welder above everybody."""
    with services.transaction() as session:
        welder = next(
            one.uri
            for one in search_concepts(session, "welder", kind=ConceptKind.OCCUPATION)
            if one.uri.startswith("http://data.europa.eu/esco/")
        )
        listed = concepts.list_occupation_skills(session, welder)
        asked = tuple(skill for skill, relation in listed if relation == "essential")
        openings.add_openings(
            session,
            [
                Opening(
                    "O-E",
                    OpeningKind.ORDINARY,
                    "Svejser",
                    "2620",
                    date(2027, 1, 4),
                    occupation=welder,
                    required_skills=asked,
                )
            ],
        )
        some = [Candidate(f"K-{i}", 1980, "2620", skills=asked[:i]) for i in range(len(asked))]
        people.add_candidates(session, [*some, Candidate("K-E", 1980, "2620", skills=asked)])
    with services.session() as session:
        found = suggest_candidates(
            session, "O-E", memory=services.memory, limit=5, today=NOW.date()
        )
    assert found.items[0].candidate.reference == "K-E"
    parts = [
        one.text_en
        for one in found.items[0].contributions
        if one.feature == "skills__required_coverage"
    ]
    assert len(parts) == len(asked) > 5
    assert all(one.endswith(": met") for one in parts)


def write(folder, name, header, *rows):
    folder.mkdir(exist_ok=True)
    (folder / name).write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")


OCCUPATIONS = "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,description,code"


@pytest.mark.parametrize(
    ("name", "header", "row", "column"),
    [
        ("readme.csv", "a", "b", "folder"),
        ("occupations_en.csv", "conceptUri,altLabels,code", "x,y,z", "preferredLabel"),
        ("occupations_en.csv", OCCUPATIONS, "Occupation,urn:mine,1234,smith,,,1", "conceptUri"),
        (
            "occupations_en.csv",
            OCCUPATIONS,
            "Occupation,http://data.europa.eu/esco/occupation/1,1234,,,,1",
            "conceptUri",
        ),
    ],
)
def test_a_folder_that_is_not_escos_is_refused_whole(empty, tmp_path, name, header, row, column):
    folder = tmp_path / "esco"
    write(folder, name, header, row)
    with pytest.raises(ImportRejected) as refused, empty.transaction() as session:
        import_esco(session, [folder])
    assert refused.value.errors[0].column == column
    with empty.session() as session:
        assert concepts.list_uris(session) == frozenset()


def pack(folder):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in folder.iterdir():
            packed.write(path, f"ESCO dataset/{path.name}")
    return written.getvalue()


def preview(session, content):
    return preview_esco(
        session, filename="esco.zip", content=content, actor="a@example.dk", now=NOW
    )


def test_a_zip_is_previewed_then_committed_whole(empty, tmp_path):
    folder = tmp_path / "esco"
    smith = "Occupation,http://data.europa.eu/esco/occupation/1,7221,smith,black smith,,1"
    write(folder, "occupations_en.csv", OCCUPATIONS, smith)
    with empty.transaction() as session:
        batch = preview(session, pack(folder))
        assert (batch.state, batch.report["new"]) == ("previewed", 1)
        assert concepts.list_uris(session) == frozenset()
    with empty.transaction() as session:
        assert commit_import(session, batch.id, actor="a@example.dk", now=NOW) == 1
    with empty.session() as session:
        assert search_concepts(session, "black smith")[0].label_en == "smith"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not a zip"])
def test_what_is_no_zip_of_esco_is_rejected_with_its_remedy(empty, content):
    with empty.transaction() as session:
        batch = preview(session, content)
    assert batch.state == "rejected"
    assert batch.report["errors"][0]["right_da"]
