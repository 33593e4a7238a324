"""A search is saved from the list it shows, listed with what it found, and ended."""

from datetime import timedelta

import pytest

from matcher.services.alerting import look_again
from matcher.services.stocking import stock_catalogue
from matcher.store import openings, people
from matcher.vocabulary import Candidate, Opening, OpeningKind, Role, SkillLevel
from web.clock import read_clock

SKILL = SkillLevel("urn:albertslund:skill:svejsning", 3)
PAGE = "/consultant/searches"


def add_person(services, reference):
    with services.transaction() as session:
        person = Candidate(reference, 1985, "2620", skills=(SKILL,), languages={"da": 5})
        people.add_candidates(session, [person])


@pytest.fixture
def consultant(services, enter):
    today = read_clock().date()
    with services.transaction() as session:
        stock_catalogue(session, today=today)
        opening = Opening(
            "O-1",
            OpeningKind.ORDINARY,
            "Svejser",
            "2620",
            today + timedelta(days=30),
            required_skills=(SKILL,),
        )
        openings.add_openings(session, [opening])
    add_person(services, "K-1")
    return enter(Role.CONSULTANT)


def post(visitor, address=PAGE, **fields):
    page = visitor.get(PAGE).text
    token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    return visitor.post(address, data={"csrf_token": token} | fields)


def test_a_search_is_saved_with_its_filters_and_tells_what_is_new(consultant, services):
    page = consultant.get("/consultant/openings/O-1?language=da-B2&travel=30").text
    form = page.split('save-form"')[1].split("</form>")[0]
    assert 'name="language" value="da-B2"' in form
    fields = {"opening": "O-1", "language": "da-B2", "travel": "30", "often": "daily"}
    assert post(consultant, **fields).location == PAGE
    page = consultant.get(PAGE).text
    assert "Kandidater til Svejser" in page
    assert "Højst 30 minutter, Dansk, mindst B2" in page
    add_person(services, "K-2")
    tomorrow = (read_clock() + timedelta(days=1)).replace(hour=12)
    assert look_again(services, now=tomorrow) == 1
    assert "1 nyt fund" in consultant.get("/consultant/day").text
    assert "/consultant/openings/O-1/candidates/K-2" in consultant.get(PAGE).text


def test_openings_for_a_candidate_are_saved_from_their_page(consultant):
    assert 'name="candidate" value="K-1"' in consultant.get("/consultant/candidates/K-1").text
    post(consultant, candidate="K-1", often="weekly")
    assert "Stillinger til K-1" in consultant.get(PAGE).text


def test_the_same_search_or_none_is_refused_with_words(consultant):
    post(consultant, candidate="K-1", often="weekly")
    post(consultant, candidate="K-1", often="weekly")
    assert "Du har allerede gemt denne søgning" in consultant.get(PAGE).text
    post(consultant, candidate="K-1", often="hourly")
    assert "Vælg dagligt eller ugentligt" in consultant.get(PAGE).text
    assert post(consultant, opening="O-9", often="daily").status_code == 404
    assert post(consultant, often="daily").status_code == 404


def test_a_search_is_ended_by_its_owner_alone(consultant, enter):
    post(consultant, candidate="K-1", often="daily")
    number = consultant.get(PAGE).text.split("/searches/")[1].split("/end")[0]
    other = enter(Role.ADMIN)
    assert post(other, f"{PAGE}/{number}/end").status_code == 404
    post(consultant, f"{PAGE}/{number}/end")
    assert "Du har ikke gemt nogen søgninger" in consultant.get(PAGE).text
