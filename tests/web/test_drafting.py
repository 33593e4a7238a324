"""From a text to an opening or a profile: suggested, confirmed, kept; and nothing before."""

import io
from datetime import date

import pytest

from matcher.services.stocking import stock_catalogue
from matcher.store import concepts, openings, people
from matcher.store.concepts import ConceptRow, LabelRow
from matcher.vocabulary import Candidate, ConceptKind, Role

PREFIX = "urn:albertslund:skill:"
ADVERT = """Lagermedarbejder til nathold
Du skal have truckcertifikat B og kendskab til varemodtagelse.
Du er mødestabil. Erfaring med Excel er en fordel.
Du taler flydende engelsk. Kørekort C er et krav.
37 timer om ugen. Tiltrædelse 1. maj 2031. 2620 Albertslund. Ring 43 68 00 00.
"""


@pytest.fixture(autouse=True)
def stocked(services):
    with services.transaction() as session:
        stock_catalogue(session, today=date(2026, 11, 25))
        people.add_candidates(session, [Candidate("K-1", 1980, "2620", licences=frozenset({"B"}))])


@pytest.fixture
def consultant(enter):
    return enter(Role.CONSULTANT)


def read_token(page):
    return page.text.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]


def send(visitor, path, **form):
    token = read_token(visitor.get("/consultant/openings/from-text"))
    return visitor.post(path, data={"csrf_token": token, **form})


def list_all(services):
    with services.session() as session:
        return openings.list_openings(session)


def confirm(visitor, **changes):
    form = {
        "title": "Lagermedarbejder",
        "kind": "ordinary",
        "organisation": "99000001",
        "occupation": "",
        "postcode": "2620",
        "starts_on": "2031-05-01",
        "weekly_hours": "37",
        "positions": "2",
        "work_times": ["night"],
        "skill": [f"{PREFIX}varemodtagelse", f"{PREFIX}regneark"],
        f"need:{PREFIX}regneark": "nice",
        f"level:{PREFIX}varemodtagelse": "4",
        "language": ["en"],
        "grade:en": "5",
        "licence": ["C", "truck_b"],
    }
    return send(visitor, "/consultant/openings/new", **{**form, **changes})


def test_a_text_is_shown_with_its_words_marked_and_nothing_is_kept(consultant, services):
    page = send(consultant, "/consultant/openings/from-text", text=ADVERT)
    assert page.status_code == 200
    for word in ("truckcertifikat B", "varemodtagelse", "Excel", "engelsk"):
        assert f">{word}<span" in page.text
    assert "43 68 00 00" not in page.text
    for wanted in (
        'value="Lagermedarbejder til nathold"',
        'value="2031-05-01"',
        'value="2620"',
        f'value="{PREFIX}varemodtagelse"',
        'id="licence-C"',
        'id="language-en"',
    ):
        assert wanted in page.text
    assert list_all(services) == ()


def test_what_is_confirmed_becomes_an_opening(consultant, services):
    assert confirm(consultant).status_code == 302
    (opening,) = list_all(services)
    assert (opening.title, opening.postcode, opening.positions) == ("Lagermedarbejder", "2620", 2)
    assert [(s.concept, s.level) for s in opening.required_skills] == [
        (f"{PREFIX}varemodtagelse", 4)
    ]
    assert [s.concept for s in opening.nice_skills] == [f"{PREFIX}regneark"]
    assert opening.languages == {"en": 5}
    assert opening.licences == {"C", "truck_b"}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"title": ""}, "Skriv en titel"),
        ({"postcode": "26"}, "Skriv fire cifre"),
        ({"ends_on": "2030-01-01"}, "sidste dag"),
        ({"organisation": "12345678"}, "Vælg"),
        ({"occupation": "Troldmand"}, "Intet her hedder Troldmand"),
        ({"more_skills": "trylleri"}, "Intet her hedder trylleri"),
        ({"weekly_hours": "mange"}, "form-error"),
    ],
)
def test_a_faulty_form_keeps_nothing_and_says_why(consultant, services, changes, told):
    page = confirm(consultant, **changes)
    assert page.status_code == 422
    assert told in page.text
    assert f'value="{PREFIX}regneark"' in page.text
    assert list_all(services) == ()


def test_an_opening_is_changed_in_its_place(consultant, services):
    confirm(consultant)
    (before,) = list_all(services)
    path = f"/consultant/openings/{before.reference}/edit"
    assert 'value="Lagermedarbejder"' in consultant.get(path).text
    form = {"kind": "ordinary", "organisation": "", "postcode": "2600", "weekly_hours": "30"}
    form |= {"starts_on": "2031-06-01", "positions": "1", "title": "Ny", "work_times": ["day"]}
    assert send(consultant, path, **form, more_skills="truckkørsel").status_code == 302
    (after,) = list_all(services)
    assert (after.reference, after.title, after.weekly_hours) == (before.reference, "Ny", 30.0)
    assert [one.concept for one in after.required_skills] == [f"{PREFIX}truckkoersel"]


def test_a_cv_adds_what_was_confirmed_to_the_profile(consultant, services):
    path = "/consultant/candidates/K-1/from-text"
    page = send(consultant, path, text="Jeg har erfaring med varemodtagelse. Jeg har kørekort C.")
    assert f'value="{PREFIX}varemodtagelse"' in page.text
    with services.session() as session:
        assert people.get_candidate(session, "K-1").skills == ()
    sent = {"skill": [f"{PREFIX}varemodtagelse", "urn:none"], "licence": ["C", "no such"]}
    assert send(consultant, f"{path}/confirmed", **sent).status_code == 302
    with services.session() as session:
        candidate = people.get_candidate(session, "K-1")
    names = [one.concept.removeprefix(PREFIX) for one in candidate.skills]
    assert names == ["varemodtagelse", "koerekort-c"]
    assert candidate.licences == {"B", "C"}


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.pdf", b"PK\x03\x04", "ikke det, navnet siger"),
        ("a.docm", b"PK\x03\x04", "makroer"),
        ("a.pdf", b"%PDF-1.4 nothing", "beskadiget"),
        ("a.txt", b"", "Der er ingen tekst"),
    ],
)
def test_a_file_that_is_not_read_is_told_in_the_readers_language(consultant, name, content, told):
    handed = (io.BytesIO(content), name)
    page = send(consultant, "/consultant/openings/from-text", document=handed)
    assert page.status_code == 422
    assert told in page.text


def test_neither_text_nor_file_is_told(consultant):
    page = send(consultant, "/consultant/openings/from-text", text=" ")
    assert page.status_code == 422
    assert "Indsæt en tekst, eller vælg en fil" in page.text


def test_nothing_is_written_without_the_sessions_token(consultant, services):
    assert consultant.post("/consultant/openings/new", data={"title": "x"}).status_code in {
        400,
        422,
    }
    assert list_all(services) == ()


def test_the_api_suggests_with_places_and_keeps_nothing(consultant, services):
    token = read_token(consultant.get("/consultant/openings/from-text"))
    answer = consultant.post(
        "/api/v1/texts/skills", json={"text": ADVERT}, headers={"X-CSRFToken": token}
    )
    assert answer.status_code == 200
    found = answer.json
    assert {one["code"] for one in found["licences"]} == {"C", "truck_b"}
    assert found["languages"][0]["code"] == "en"
    by_name = {one["concept"].removeprefix(PREFIX): one for one in found["skills"]}
    assert by_name["varemodtagelse"]["required"]
    assert not by_name["regneark"]["required"]
    place = by_name["varemodtagelse"]["places"][0]
    assert found["text"][place["start"] : place["end"]] == "varemodtagelse"
    assert (found["weekly_hours"], found["postcode"]) == (37.0, "2620")
    assert list_all(services) == ()


def test_a_certificate_is_suggested_once_and_a_licence_that_is_a_plus_is_nice_to_have(consultant):
    advert = "Lagermand\nDu har truckcertifikat B. Kørekort C er en fordel, men ikke et krav.\n"
    page = send(consultant, "/consultant/openings/from-text", text=advert).text
    assert 'value="truck_b"' in page
    assert f'value="{PREFIX}truckcertifikat-b"' not in page
    assert 'name="licence" value="C"' not in page
    chosen = page.split(f'name="need:{PREFIX}koerekort-c"')[1].split("</select>")[0]
    assert '<option value="nice" selected>' in chosen


def test_a_person_has_the_licences_that_a_cv_names_whatever_stands_beside_them(consultant):
    cv = "Jeg har kørekort C, og det er gerne lastbil jeg vil køre."
    page = send(consultant, "/consultant/candidates/K-1/from-text", text=cv).text
    assert 'name="licence" value="C"' in page
    assert f'value="{PREFIX}koerekort-c"' not in page


def test_a_skill_that_was_imported_is_found_like_one_of_the_catalogue(consultant, services):
    uri = "http://data.europa.eu/esco/skill/1"
    assert uri not in send(consultant, "/consultant/openings/from-text", text=IMPORTED).text
    with services.transaction() as session:
        concepts.add_concepts(
            session, [ConceptRow(uri, ConceptKind.SKILL, "skill/competence", "ESCO")]
        )
        concepts.add_labels(session, [LabelRow(uri, "da", "osteskæring", preferred=True)])
    assert uri in send(consultant, "/consultant/openings/from-text", text=IMPORTED).text


IMPORTED = "Mejerist søges\nDu har erfaring med osteskæring."
