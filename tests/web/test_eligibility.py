"""The law on the pages and in the API: every scheme for a person, everybody before an opening."""

from datetime import date

import pytest

from matcher.services import open_services
from matcher.settings import Settings
from training.simulator.demo import PASSWORD, build_demo
from web.factory import create_app

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    home = tmp_path_factory.mktemp("law")
    chosen = Settings.from_environment({"ALBERTSLUND_HOME": str(home), "SECRET_KEY": "test"})
    services = open_services(chosen)
    build_demo(services, scale=0.1, seed=3, today=TODAY)
    client = create_app(chosen, services=services).test_client()
    email = "konsulent@demo.example"
    assert client.post("/api/v1/session", json={"email": email, "password": PASSWORD})
    return client


@pytest.fixture(scope="module")
def person(client):
    return client.get("/api/v1/candidates?limit=1").json["items"][0]["reference"]


@pytest.fixture(scope="module")
def place(client):
    found = client.get("/api/v1/openings?kind=voksenlaerling&limit=1").json["items"]
    return found[0]["reference"]


def test_the_api_gives_every_scheme_for_a_person_on_a_day(client, person):
    body = client.get(f"/api/v1/candidates/{person}/schemes?on=2027-03-01").json
    assert (body["candidate"], body["on"]) == (person, "2027-03-01")
    assert {"jobrotation", "voksenlaerling"} <= {
        one["verdict"]["scheme"] for one in body["schemes"]
    }
    for one in body["schemes"]:
        assert one["name_da"]
        for finding in one["verdict"]["findings"]:
            assert finding["unit"]
            assert finding["reason_da"]
            assert finding["reason_en"]


def test_the_api_gives_everybody_before_an_opening_and_a_page_of_them(client, place):
    body = client.get(f"/api/v1/openings/{place}/verdicts?limit=3").json
    (counts,) = body["counts"].values()
    assert sum(counts.values()) == body["total"]
    assert len(body["items"]) == 3
    for answer, count in counts.items():
        asked = client.get(
            f"/api/v1/openings/{place}/verdicts?scheme=voksenlaerling&answer={answer}"
        ).json
        assert asked["total"] == count
        assert {one["answer"] for one in asked["items"]} <= {answer}


def test_the_api_ranks_only_those_with_the_verdict_asked_for(client, place):
    counts = client.get(f"/api/v1/openings/{place}/verdicts").json["counts"]["voksenlaerling"]
    for answer in counts:
        query = f"scheme=voksenlaerling&answer={answer}&limit=200"
        asked = client.get(f"/api/v1/openings/{place}/verdicts?{query}").json
        narrowed = client.get(f"/api/v1/openings/{place}/matches?{query}").json
        shown = {one["reference"] for one in narrowed["items"]}
        assert len(shown) <= asked["total"]
        if asked["total"] <= 200:
            assert shown <= {one["candidate"] for one in asked["items"]}


@pytest.mark.parametrize(
    "query", ["scheme=magic", "scheme=fleksjob&answer=perhaps", "scheme=" + "x" * 99]
)
def test_a_scheme_or_an_answer_that_is_none_is_refused_with_its_field(client, place, query):
    for noun in ("verdicts", "matches"):
        answer = client.get(f"/api/v1/openings/{place}/{noun}?{query}")
        assert answer.status_code == 422
        told = answer.json.get("errors") or answer.json["detail"]
        assert len(str(told)) > 20


@pytest.mark.parametrize("day", ["yesterday", "1650-01-01", "9999-12-31"])
def test_a_day_no_law_is_known_for_is_refused(client, person, day):
    assert client.get(f"/api/v1/candidates/{person}/schemes?on={day}").status_code == 422
    page = client.get(f"/consultant/candidates/{person}/schemes?on={day}")
    assert page.status_code == 422
    assert "error-summary" in page.text


def test_the_page_shows_every_scheme_with_reasons_and_the_law_s_address(client, person):
    page = client.get(f"/consultant/candidates/{person}/schemes?on=2025-06-01")
    assert page.status_code == 200
    for words in ("Jobrotation", "Voksenlærling", "Fleksjob", "retsinformation.dk"):
        assert words in page.text
    assert (
        f"/consultant/candidates/{person}/schemes"
        in client.get(f"/consultant/candidates/{person}").text
    )


def test_the_opening_page_is_narrowed_and_says_so(client, place):
    page = client.get(f"/consultant/openings/{place}?scheme=voksenlaerling&answer=needs")
    assert "Kun kandidater" in page.text
    assert client.get(f"/consultant/openings/{place}?scheme=magic&answer=x").status_code == 200


def test_a_person_nobody_knows_is_not_found(client):
    assert client.get("/api/v1/candidates/K-none/schemes").status_code == 404
    assert client.get("/consultant/candidates/K-none/schemes").status_code == 404
