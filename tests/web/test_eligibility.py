"""The law on the pages and in the API: every scheme for a person, everybody before an opening."""

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher.rules.terms import TERMS
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
    assert "Kun kandidater med svaret »Skal afklares« under Voksenlærling" in page.text
    assert client.get(f"/consultant/openings/{place}?scheme=magic&answer=x").status_code == 200


def test_the_narrowed_page_tells_how_many_have_each_answer_and_links_to_them(client, place):
    page = client.get(f"/consultant/openings/{place}?scheme=voksenlaerling&answer=needs").text
    for answer in ("eligible", "needs", "not_eligible"):
        assert f"scheme=voksenlaerling&amp;answer={answer}#candidates" in page
    counts = list(map(int, re.findall(r"#candidates\"[^>]*>[^<:]+: (\d+)</a>", page)))
    assert len(counts) == 3
    assert sum(counts) > 0


def test_a_scheme_with_nothing_to_ask_of_an_adult_is_left_out(client, person):
    page = client.get(f"/consultant/candidates/{person}/schemes").text
    assert "Arbejde for unge" not in page
    assert "Unges arbejde" not in page


@pytest.fixture(scope="module")
def open_pair(client):
    """Give the page of a flex job and somebody whom its rules leave open."""
    (place,) = client.get("/api/v1/openings?kind=fleksjob&limit=1").json["items"]
    reference = place["reference"]
    query = "scheme=fleksjob&answer=needs&limit=1"
    (found,) = client.get(f"/api/v1/openings/{reference}/verdicts?{query}").json["items"]
    return f"/consultant/openings/{reference}/candidates/{found['candidate']}"


def state(client, pair, stated):
    """Send the form of what is known of the agreement."""
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(pair).text)[1]
    return client.post(f"{pair}/stated", data={"csrf_token": token, **stated})


def test_the_pair_page_asks_what_is_missing_and_answers_with_what_is_stated(client, open_pair):
    asked = client.get(open_pair).text
    assert 'name="agreement_pay"' in asked
    assert "retsinformation.dk" in asked
    refused = state(client, open_pair, {"agreement_pay": "false"}).text
    assert "Ikke opfyldt: løn" in refused
    stated = {"agreement_pay": "true", "nothing": "known", "outcome": ""}
    met = state(client, open_pair, stated).text
    assert "Oplyst: løn" in met
    assert "Ryd det oplyste" in met
    # kept nowhere
    assert client.get(open_pair).text.count("Oplyst: løn") == asked.count("Oplyst: løn")


def test_no_birth_date_stands_in_an_address(client, open_pair):
    answer = state(client, open_pair, {"born_on": "1980-02-03"})
    assert answer.status_code == 200
    assert "1980-02-03" not in answer.request.url
    assert not re.search(r'(href|action)="[^"]*1980-02-03', answer.text)
    # an address that carries one is not read
    assert 'value="1980-02-03"' not in client.get(f"{open_pair}?born_on=1980-02-03").text
    # and who changes language there comes back to the pair
    assert client.get(f"{open_pair}/stated?lang=en").location.endswith(open_pair)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("social_terms_months=many", "Det er ikke et tal"),
        ("social_terms_months=nan", "Angiv et tal fra 0"),
        ("social_terms_months=-1", "Angiv et tal fra 0"),
        ("social_terms_months=1e400", "Angiv et tal fra 0"),
        ("agreement_pay=perhaps", "Vælg en"),
        ("born_on=yesterday", "24-11-2026"),
        ("born_on=9999-12-31", "Angiv en dag fra 1900"),
        ("born_on=0001-01-01", "Angiv en dag fra 1900"),
    ],
)
def test_what_makes_no_sense_is_told_at_its_field(client, open_pair, query, told):
    name, _equals, value = query.partition("=")
    page = state(client, open_pair, {name: value})
    assert page.status_code == 422
    at_field = page.text.split(f'id="{name}-error"')[1].split("</div>")[0]
    assert told in at_field


@given(query=st.dictionaries(st.sampled_from(sorted(TERMS)) | st.text(), st.text(), max_size=6))
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_nothing_stated_is_a_fault(client, open_pair, query):
    query.pop("csrf_token", None)
    assert state(client, open_pair, query).status_code in {200, 422}


def test_a_person_nobody_knows_is_not_found(client):
    assert client.get("/api/v1/candidates/K-none/schemes").status_code == 404
    assert client.get("/consultant/candidates/K-none/schemes").status_code == 404


def ask(client, place, person, stated):
    token = client.post(
        "/api/v1/session", json={"email": "konsulent@demo.example", "password": PASSWORD}
    ).json["csrf_token"]
    return client.post(
        f"/api/v1/openings/{place}/candidates/{person}/verdicts",
        json={"stated": stated},
        headers={"X-CSRFToken": token},
    )


def test_the_api_judges_a_pair_by_what_is_stated_and_keeps_nothing(client, open_pair):
    # given a pair of which the law asks more
    place, person = open_pair.split("/")[-3::2]
    before = ask(client, place, person, {}).json
    asked = next(one for one in before["missing"] if one["kind"] == "flag")
    # when one of it is stated
    after = ask(client, place, person, {asked["name"]: True}).json
    # then it is missing no longer, and asked again it is as before
    assert asked["name"] not in {one["name"] for one in after["missing"]}
    assert ask(client, place, person, {}).json == before


@pytest.mark.parametrize(
    ("stated", "field", "told"),
    [
        ({"trolddom": True}, "stated.trolddom", "dette navn"),
        ({"agreement_pay": "måske"}, "stated.agreement_pay", "Værdien"),
    ],
)
def test_the_api_names_what_cannot_be_stated(client, open_pair, stated, field, told):
    place, person = open_pair.split("/")[-3::2]
    answer = ask(client, place, person, stated)
    assert answer.status_code == 422
    assert answer.json["field"] == field
    assert told in answer.json["wrong"]
