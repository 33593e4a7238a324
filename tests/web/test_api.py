"""The API: the pages' services as JSON; whatever is sent, the answer is clear and never a 500."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.services import open_services
from matcher.settings import Settings
from training.simulator.demo import PASSWORD, build_demo
from web.factory import create_app

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def demo_app(tmp_path_factory):
    home = tmp_path_factory.mktemp("api")
    chosen = Settings.from_environment({"ALBERTSLUND_HOME": str(home), "SECRET_KEY": "test"})
    services = open_services(chosen)
    build_demo(services, scale=0.1, seed=2, today=TODAY)
    return create_app(chosen, services=services)


def begin(app, email):
    client = app.test_client()
    answer = client.post("/api/v1/session", json={"email": email, "password": PASSWORD})
    assert answer.status_code == 200, answer.text
    return client, {"X-CSRFToken": answer.json["csrf_token"]}


@pytest.fixture(scope="module")
def consultant(demo_app):
    return begin(demo_app, "konsulent@demo.example")


@pytest.fixture(scope="module")
def opening(consultant):
    return consultant[0].get("/api/v1/openings?kind=ordinary&limit=1").json["items"][0]["reference"]


def test_the_top_of_an_opening_comes_with_reasons_that_add_up(consultant, opening):
    body = consultant[0].get(f"/api/v1/openings/{opening}/matches?limit=50").json
    assert len(body["items"]) == 50
    for one in body["items"]:
        total = one["intercept"] + sum(part["amount"] for part in one["contributions"])
        assert total == pytest.approx(one["score"], abs=1e-9)


def test_an_explored_list_says_so_and_gives_each_ones_place_by_score_and_its_chance(
    consultant, opening
):
    body = consultant[0].get(f"/api/v1/openings/{opening}/matches?limit=50").json
    assert body["is_explored"] is True
    by_model = sorted(body["items"], key=lambda one: one["model_rank"])
    scores = [one["score"] for one in by_model]
    assert scores == sorted(scores, reverse=True)
    for one in body["items"]:
        stays = 0.95 if one["model_rank"] in {1, 50} else 0.9
        moved = abs(one["rank"] - one["model_rank"])
        assert moved <= 1
        assert one["propensity"] == pytest.approx(0.05 if moved else stays)
    short = consultant[0].get(f"/api/v1/openings/{opening}/matches?limit=9").json
    assert short["is_explored"] is False


@pytest.mark.parametrize(
    ("language", "told"), [("da", "trækkes lod om"), ("en", "Lots are drawn for a few neighbours")]
)
def test_the_page_tells_that_neighbours_may_have_changed_places(
    consultant, opening, language, told
):
    page = consultant[0].get(f"/consultant/openings/{opening}?lang={language}")
    assert told in page.text


def test_an_outcome_is_recorded_once(consultant, opening):
    client, token = consultant
    person = client.get(f"/api/v1/openings/{opening}/matches?limit=50").json["items"][-1]
    body = {
        "opening": opening,
        "candidate": person["reference"],
        "outcome": "offered",
        "happened_on": datetime.now(UTC).date().isoformat(),
    }
    assert client.post("/api/v1/outcomes", json=body, headers=token).status_code == 201
    again = client.post("/api/v1/outcomes", json=body, headers=token)
    assert (again.status_code, again.content_type) == (409, "application/problem+json")
    told = client.get(f"/api/v1/outcomes?opening={opening}&candidate={person['reference']}").json
    assert "offered" in [one["outcome"] for one in told["items"]]


@pytest.mark.parametrize(
    ("method", "path", "sent", "status"),
    [
        ("GET", "/openings/NOPE", None, 404),
        ("GET", "/openings/NOPE/matches", None, 404),
        ("GET", "/candidates/NOPE/matches", None, 404),
        ("GET", "/openings?limit=0", None, 422),
        ("GET", "/openings?limit=many", None, 422),
        ("GET", "/openings?limit=100000", None, 422),
        ("GET", "/openings?offset=-1", None, 422),
        ("GET", "/openings?kind=hobby", None, 422),
        ("GET", "/openings/%00", None, 400),
        ("GET", "/nothing", None, 404),
        ("DELETE", "/openings", None, 405),
        ("POST", "/outcomes", None, 422),
        ("POST", "/outcomes", "not json", 422),
        ("POST", "/outcomes", [], 422),
        ("POST", "/outcomes", {}, 422),
        ("POST", "/outcomes", {"outcome": "promoted"}, 422),
        ("POST", "/outcomes", {"happened_on": "2026-02-30"}, 422),
        ("POST", "/outcomes", {"happened_on": "2999-01-01"}, 422),
        ("POST", "/outcomes", {"opening": "NOPE"}, 404),
        ("POST", "/outcomes", {"candidate": "NOPE"}, 404),
        ("POST", "/outcomes", {"outcome": "stayed_13"}, 422),
        ("POST", "/outcomes", {"outcome": "ended_early"}, 422),
        ("POST", "/outcomes", {"more": "than asked"}, 422),
        ("POST", "/models/match/versions/9/promote", None, 403),
    ],
)
def test_what_makes_no_sense_is_answered_with_a_problem_that_says_why(
    consultant, opening, method, path, sent, status
):
    client, token = consultant
    whole = {
        "opening": opening,
        "candidate": "K-00001",
        "outcome": "contacted",
        "happened_on": "2026-01-02",
    }
    body = whole | sent if isinstance(sent, dict) and sent else sent
    answer = client.open(f"/api/v1{path}", method=method, json=body, headers=token)
    assert answer.status_code == status, answer.text
    assert answer.content_type == "application/problem+json"
    assert answer.json["detail"]


@pytest.mark.parametrize(
    "path", ["/openings", "/candidates", "/outcomes", "/models/match/versions"]
)
def test_a_stranger_is_asked_who_they_are(demo_app, path):
    answer = demo_app.test_client().get(f"/api/v1{path}")
    assert (answer.status_code, answer.content_type) == (401, "application/problem+json")


@pytest.mark.parametrize("path", ["/openings", "/candidates/K-00001", "/outcomes"])
@pytest.mark.parametrize("email", ["virksomhed@demo.example", "campus@demo.example"])
def test_who_has_no_business_there_is_refused(demo_app, path, email):
    client, _ = begin(demo_app, email)
    assert client.get(f"/api/v1{path}").status_code == 403


def test_writing_without_the_token_is_refused(consultant, opening):
    answer = consultant[0].post("/api/v1/outcomes", json={"opening": opening})
    assert answer.status_code == 400


def test_a_wrong_password_is_refused_without_saying_which_part_was_wrong(demo_app):
    client = demo_app.test_client()
    known = client.post(
        "/api/v1/session", json={"email": "konsulent@demo.example", "password": "wrong"}
    )
    unknown = client.post("/api/v1/session", json={"email": "x@example.dk", "password": "wrong"})
    assert known.status_code == unknown.status_code == 403
    assert known.json["detail"] == unknown.json["detail"]


@settings(deadline=None, max_examples=60)
@given(text=st.text(max_size=30), raw=st.binary(max_size=60), number=st.text(max_size=6))
def test_no_request_however_malformed_fails_us(consultant, text, raw, number):
    client, token = consultant
    answers = [
        client.get("/api/v1/openings", query_string={"text": text, "offset": number}),
        client.get("/consultant/candidates", query_string={"text": text, "page": number}),
        client.post("/api/v1/outcomes", data=raw, headers=token, content_type="application/json"),
    ]
    assert all(one.status_code < 500 for one in answers)


def test_the_description_names_every_answer(demo_app):
    described = demo_app.test_client().get("/api/v1/openapi.json").json["paths"]
    assert "/api/v1/openings/{reference}/matches" in described
    assert all("summary" in verb for path in described.values() for verb in path.values())
