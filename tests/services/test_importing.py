"""Files come in after a preview, all of a file or nothing, and once."""

from datetime import UTC, datetime

import pytest

from matcher.errors import Conflict, NotFound
from matcher.services.importing import commit_import, preview_import, read_import
from matcher.store import openings, organisations, people
from matcher.store.traits import Traits, list_traits
from matcher.vocabulary import Origin, Sex

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
PEOPLE = (
    "Reference;Fødselsår;Postnummer;Stilling;Kompetencer;Ledig siden\n"
    "NY-1;1980;2620;lagermedarbejder;dansk:4|engelsk;01-02-2026\n"
    "\n"
    "NY-2;1990;2630;;;\n"
)
FIRMS = "CVR;Navn;Postnummer\n10150817;Eksempel A/S;2620\n"


def preview(session, noun, text):
    return preview_import(
        session, noun, filename="fil.csv", content=text.encode(), actor="a@example.dk", now=NOW
    )


def commit(session, batch):
    return commit_import(session, batch, actor="a@example.dk", now=NOW)


def test_a_preview_takes_nothing_in_and_a_commit_takes_in_all(session):
    before = people.count_candidates(session)
    seen = preview(session, "candidates", PEOPLE)
    assert (seen.rows, seen.new, seen.errors) == (2, 2, ())
    assert people.count_candidates(session) == before
    assert commit(session, seen.batch) == 2
    assert people.count_candidates(session) == before + 2
    one = people.get_candidate(session, "NY-1")
    assert {skill.label_da for skill in one.skills} == {"dansk", "engelsk"}
    assert one.occupation.endswith(":lagermedarbejder")


def test_the_same_file_again_changes_and_adds_nobody(session):
    commit(session, preview(session, "candidates", PEOPLE).batch)
    again = preview(session, "candidates", PEOPLE)
    assert (again.rows, again.new) == (2, 0)
    before = people.count_candidates(session)
    commit(session, again.batch)
    assert people.count_candidates(session) == before


def test_a_batch_is_committed_once(session):
    batch = preview(session, "candidates", PEOPLE).batch
    commit(session, batch)
    with pytest.raises(Conflict):
        commit(session, batch)
    with pytest.raises(NotFound):
        commit(session, 10_000)


def test_an_unknown_skill_is_told_with_its_row_its_header_and_the_nearest_name(session):
    told = preview(session, "candidates", PEOPLE.replace("2630;;;", "2630;;danskk:3;")).errors
    assert [(one.row, one.column, one.value) for one in told] == [(4, "Kompetencer", "danskk")]
    assert "dansk" in told[0].right_da
    assert "Did you mean" in told[0].right_en


def test_a_rejected_batch_is_kept_with_its_report_but_not_its_content(session):
    batch = read_import(session, preview(session, "candidates", "Reference\nK-1\n").batch)
    assert (batch.state, batch.payload) == ("rejected", b"")
    assert batch.report["errors"][0]["right_da"]
    with pytest.raises(Conflict):
        commit(session, batch.id)


def test_openings_need_their_company_first(session):
    text = (
        "Reference;Type;Titel;Postnummer;Startdato;CVR\n"
        "NY-O;Ordinært job;Kok;2620;01-02-2027;10150817\n"
    )
    assert preview(session, "openings", text).errors[0].column == "CVR"
    commit(session, preview(session, "organisations", FIRMS).batch)
    assert organisations.get_organisation(session, "10150817").name == "Eksempel A/S"
    commit(session, preview(session, "openings", text).batch)
    assert openings.get_opening(session, "NY-O").organisation_name == "Eksempel A/S"


def test_courses_come_in_with_what_they_teach(session):
    text = (
        "Kode;Type;Titel;Udbyder;Dage;Postnummer;Giver kompetencer\nx-1;amu;T;S;2,5;2620;dansk:3\n"
    )
    seen = preview(session, "courses", text)
    assert seen.errors == ()
    assert commit(session, seen.batch) == 1


TRAITS = "Reference;Køn;Herkomst\nNY-1;Kvinder;Indvandrere\nNY-2;mænd;\n"


def test_sex_and_origin_come_in_for_people_who_are_there_and_may_be_unknown(session):
    # given people who are not there, all of the file is refused by the row
    told = preview(session, "traits", TRAITS).errors
    assert [(one.row, one.column, one.value) for one in told] == [
        (2, "Reference", "NY-1"),
        (3, "Reference", "NY-2"),
    ]
    # when they are there
    commit(session, preview(session, "candidates", PEOPLE).batch)
    seen = preview(session, "traits", TRAITS)
    assert (seen.new, commit(session, seen.batch)) == (2, 2)
    # then their traits are kept, and the same file again is nothing new
    kept = list_traits(session)
    assert kept["NY-1"] == Traits("NY-1", Sex.FEMALE, Origin.IMMIGRANT)
    assert kept["NY-2"] == Traits("NY-2", Sex.MALE, None)
    assert preview(session, "traits", TRAITS).new == 0


def test_a_word_that_is_no_sex_is_told_with_those_that_are(session):
    commit(session, preview(session, "candidates", PEOPLE).batch)
    told = preview(session, "traits", "Reference;Køn\nNY-1;ukendt\n").errors
    assert "Kvinder, Mænd" in told[0].right_da
