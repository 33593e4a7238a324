"""No CPR number comes in by any form, address or API body, and none is told again."""

import io
import logging

import pytest

from matcher.store import imports
from matcher.vocabulary import Role

NUMBER = "070761-4285"
WRITTEN = (NUMBER, "0707614285", "070761 4285", "Ring til 070761-4285 i morgen")


def read_token(page):
    return page.text.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]


def send(visitor, path, **form):
    return visitor.post(path, data={"csrf_token": read_token(visitor.get("/admin/users")), **form})


@pytest.mark.parametrize("written", WRITTEN)
def test_a_form_with_a_number_is_refused_with_its_field_and_the_remedy(enter, written, caplog):
    caplog.set_level(logging.DEBUG)
    page = send(enter(Role.ADMIN), "/admin/users", name=written, email="n@example.dk", role="admin")
    assert page.status_code == 422
    assert "ser ud til at indeholde et CPR-nummer" in page.text
    assert "K-1001" in page.text
    assert "4285" not in page.text + caplog.text


def test_a_reader_of_english_is_told_in_english(enter):
    page = enter(Role.ADMIN).get(f"/admin/audit?lang=en&person={NUMBER}")
    assert page.status_code == 422
    assert "holds what looks like a CPR number" in page.text
    assert "4285" not in page.text


@pytest.mark.parametrize(
    "body",
    [
        {"text": 1, "candidate": NUMBER},
        {"deep": [{"deeper": ["x", {"note": f"se {NUMBER}"}]}]},
        {"reference": 707614285},
        {NUMBER: 1},
    ],
)
def test_a_body_with_a_number_anywhere_is_refused(client, body):
    answer = client.post("/api/v1/rotations", json=body)
    assert answer.status_code == 422
    assert answer.content_type == "application/problem+json"
    assert "4285" not in answer.text


def test_a_body_nested_too_deep_is_not_understood(client):
    body = "[" * 100_000
    answer = client.post("/api/v1/rotations", data=body, content_type="application/json")
    assert answer.status_code == 400


def test_an_address_with_a_number_is_nobodys(enter):
    page = enter(Role.ADMIN).get(f"/consultant/candidates/{NUMBER}")
    assert page.status_code == 404
    assert "4285" not in page.text


@pytest.mark.parametrize("name", ["text", "page"])
def test_telephones_and_companies_pass(enter, name):
    words = "43 68 68 68, CVR 66137112, 24-11-2026"
    page = enter(Role.ADMIN).get("/consultant/candidates", query_string={name: words})
    assert page.status_code < 400


def test_a_password_may_be_any_since_it_is_hashed(submit):
    assert "CPR" not in submit(password=NUMBER).text


def test_a_text_that_is_only_read_is_taken_and_shown_without_its_number(enter):
    visitor = enter(Role.ADMIN)
    form = {"csrf_token": read_token(visitor.get("/consultant/openings/from-text"))}
    text = f"Lagermedarbejder med truckcertifikat. Spørg efter {NUMBER}."
    page = visitor.post("/consultant/openings/from-text", data={**form, "text": text})
    assert page.status_code == 200
    assert "truck" in page.text
    assert "4285" not in page.text.split("<textarea")[0]


def test_an_import_report_tells_where_and_never_what(enter, services):
    visitor = enter(Role.ADMIN)
    rows = f"Reference;Fødselsår;Postnummer;Uddannelsesretning\nK-1;1980;2620;Se {NUMBER}\n"
    form = {
        "csrf_token": read_token(visitor.get("/imports/")),
        "noun": "candidates",
        "file": (io.BytesIO(rows.encode()), f"folk {NUMBER}.csv"),
    }
    page = visitor.post("/imports/", data=form, follow_redirects=True)
    assert "det ligner et CPR-nummer" in page.text
    assert "4285" not in page.text
    with services.session() as session:
        (batch,) = imports.list_batches(session)
    assert batch.state == "rejected"
    assert "4285" not in f"{batch}"
