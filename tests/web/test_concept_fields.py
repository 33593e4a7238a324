"""A form takes the name of a concept, and offers the nearest where nothing is called so."""

import re

import pytest

from matcher.services.stocking import stock_catalogue
from matcher.store import people
from matcher.vocabulary import Candidate, Role
from web.clock import read_clock

REACH = "/consultant/candidates/K-1/occupations"
ADVERT = "Lagermedarbejder til nathold\nDu skal kunne køre truck. 37 timer. 2620 Albertslund."


@pytest.fixture
def visitor(services, enter):
    with services.transaction() as session:
        stock_catalogue(session, today=read_clock().date())
        people.add_candidates(session, [Candidate("K-1", 1985, "2620")])
    return enter(Role.CONSULTANT)


def send(visitor, address, **form):
    token = (
        visitor.get(address).text.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    )
    return visitor.post(address, data={"csrf_token": token, **form})


def wish(visitor, name):
    page = visitor.get(REACH).text
    token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    return visitor.post(f"{REACH}/wishes/by-name", data={"csrf_token": token, "name": name})


def read_offers(page):
    return re.findall(r'<option value="([^"]*)">', page)


def test_a_field_of_concepts_tells_its_script_where_to_ask(visitor) -> None:
    page = visitor.get("/consultant/openings/new").text
    field = re.search(r'<input[^>]*name="occupation"[^>]*>', page)
    assert field is not None
    assert "/api/v1/concepts?kind=occupation" in field.group()
    assert "data-many" not in field.group()
    assert re.search(r'<input[^>]*data-many[^>]*name="more_skills"', page)


def test_what_the_script_asks_is_answered_to_whoever_may_see_the_form(visitor) -> None:
    page = visitor.get("/consultant/openings/new").text
    address = re.search(r'data-source="([^"]*kind=occupation[^"]*)"', page)
    assert address is not None
    answer = visitor.get(address.group(1).replace("&amp;", "&") + "&q=lagerm")
    assert "lagermedarbejder" in [one["label_da"] for one in answer.json["items"]]


def test_a_wish_is_added_by_any_of_its_names(visitor, services) -> None:
    sent = wish(visitor, "Sygeplejerske")
    assert sent.status_code == 302
    with services.session() as session:
        wishes = people.get_candidate(session, "K-1").wishes
    assert wishes == {"urn:albertslund:occupation:sygeplejerske"}


def test_a_wish_that_is_misspelt_is_refused_and_the_nearest_are_offered(visitor) -> None:
    sent = wish(visitor, "sygeplejeske")
    assert sent.status_code == 422
    assert "sygeplejerske" in read_offers(sent.text)
    assert 'value="sygeplejeske"' in sent.text


def test_an_advertisements_title_suggests_its_occupation(visitor) -> None:
    page = send(visitor, "/consultant/openings/from-text", text=ADVERT).text
    field = re.search(r'<input[^>]*name="occupation"[^>]*>', page)
    assert field is not None
    assert 'value="lagermedarbejder"' in field.group()
    assert read_offers(page.partition('id="occupation-offers"')[2])[0] == "lagermedarbejder"
