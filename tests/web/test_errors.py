"""Every error is told clearly, to people as a page and to programs as a problem document."""

import pytest
from werkzeug.exceptions import RequestEntityTooLarge

from matcher.errors import (
    ArtifactRefused,
    Conflict,
    ImportRejected,
    InvalidInput,
    NotAllowed,
    NotFound,
    RowError,
)
from web.access import ACCESS, PUBLIC

ROW = RowError(7, "postcode", "26", "for kort", "too short", "fire cifre", "four digits")
RAISED = [
    (NotFound("candidate", "K-1"), 404, "Kandidaten K-1 findes ikke"),
    (NotAllowed(), 403, "Du har ikke adgang til dette"),
    (
        InvalidInput("reason", "a reason is missing", "Give its CVR number"),
        422,
        "Der mangler en begrundelse. Angiv dens CVR-nummer.",
    ),
    (
        Conflict("This outcome is recorded already for this pair"),
        409,
        "Udfaldet er allerede registreret for dette par",
    ),
    (ImportRejected([ROW]), 422, "Der blev fundet 1 fejl"),
    (ArtifactRefused("/secret/place"), 500, "Fejlen er noteret"),
    (ZeroDivisionError("secret"), 500, "Fejlen er noteret"),
    (RequestEntityTooLarge(), 413, "højst fylde 25 MB"),
]


@pytest.fixture
def fail(app, monkeypatch):
    """Give what asks for a page, or the API, that raises an error."""

    def ask(error, path="/fails", **more):
        def raise_it():
            raise error

        monkeypatch.setitem(ACCESS, "fails", PUBLIC)
        app.add_url_rule(path, "fails", raise_it)
        return app.test_client().get(path, **more)

    return ask


@pytest.mark.parametrize(("error", "status", "text"), RAISED)
def test_people_get_a_page_in_their_language_that_says_what_to_do(fail, error, status, text):
    answer = fail(error)
    assert answer.status_code == status
    assert answer.content_type.startswith("text/html")
    assert '<html lang="da">' in answer.text
    assert text in answer.text
    assert "secret" not in answer.text


@pytest.mark.parametrize(("error", "status", "text"), RAISED)
def test_programs_get_a_problem_document(fail, error, status, text):
    answer = fail(error, path="/api/v1/fails")
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
    assert answer.json["status"] == status
    assert text in answer.json["detail"]
    assert "secret" not in answer.text


def test_who_accepts_json_gets_a_problem_document_also_outside_the_api(fail):
    answer = fail(NotFound("opening", "S-1"), headers={"Accept": "application/json"})
    assert answer.content_type == "application/problem+json"


def test_a_faulty_import_names_every_row_in_the_readers_language(fail):
    page = fail(ImportRejected([ROW])).text
    assert "for kort" in page
    assert "fire cifre" in page
    assert "too short" not in page


def test_wrong_input_names_the_field_what_is_wrong_and_what_would_be_right(fail):
    problem = fail(RAISED[2][0], path="/api/v1/fails").json
    assert problem["field"] == "reason"
    assert problem["wrong"] == "Der mangler en begrundelse"
    assert problem["remedy"] == "Angiv dens CVR-nummer"


def test_a_broken_database_still_gets_its_page(client, services, monkeypatch):
    monkeypatch.setattr("web.starting.list_entries", lambda: 1 / 0)
    answer = client.get("/")
    assert answer.status_code == 500
    assert "Noget gik galt hos os" in answer.text


def test_an_unknown_address_is_a_page_with_a_way_home(client):
    answer = client.get("/findes-ikke")
    assert answer.status_code == 404
    assert "Siden findes ikke" in answer.text
    assert 'href="/"' in answer.text


@pytest.mark.parametrize(
    "path", ["/models/runs/99999999999999999999", "/%00", "/?lang=%00", "/sign-in?next=%ff%fe"]
)
def test_an_address_that_makes_no_sense_is_the_askers_error(client, path):
    assert client.get(path).status_code < 500


def test_a_method_an_address_does_not_know_is_told_with_those_it_does(client):
    answer = client.delete("/sign-in")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]
