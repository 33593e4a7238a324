"""The page of transferable occupations, and the same by the API."""

import pytest

from matcher.services.stocking import stock_catalogue
from matcher.store import audit, people
from matcher.vocabulary import Candidate, Role, SkillLevel
from web.clock import read_clock

WAREHOUSE = "urn:albertslund:occupation:lagermedarbejder"
KNOWN = Candidate(
    "K-1",
    1985,
    "2620",
    experience={"urn:albertslund:occupation:truckfoerer": 24},
    skills=(SkillLevel("urn:albertslund:skill:pakning", 3),),
)
PAGE = "/consultant/candidates/K-1/occupations"


@pytest.fixture
def consultant(services, enter):
    with services.transaction() as session:
        stock_catalogue(session, today=read_clock().date())
        people.add_candidates(session, [KNOWN])
    return enter(Role.CONSULTANT)


def post(visitor, address, occupation, **more):
    page = visitor.get(PAGE).text
    token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    form = {"csrf_token": token, "occupation": occupation, **more}
    return visitor.post(f"{PAGE}/{address}", data=form)


def test_the_page_tells_what_is_held_near_and_missing(consultant):
    text = consultant.get(PAGE).text
    assert "Overførbare jobs" in text
    assert "Lagermedarbejder" in text
    assert "<strong>Har</strong>" in text
    assert "<strong>Mangler</strong>" in text


def test_the_candidates_page_leads_to_it(consultant):
    assert PAGE in consultant.get("/consultant/candidates/K-1").text


def test_each_occupation_with_a_gap_leads_to_the_ways_that_close_it(consultant):
    link = f"/upskilling/candidates/K-1?target=occupation:{WAREHOUSE}"
    assert f'href="{link}"' in consultant.get(f"{PAGE}?more=1").text.replace("%3A", ":")
    answer = consultant.get(link)
    assert answer.status_code == 200
    chosen = answer.text.split(f'value="occupation:{WAREHOUSE}"')[0].rpartition("<option")[2]
    assert "selected" in chosen


def test_a_wish_is_one_click_and_so_is_its_undoing(consultant, services):
    answer = post(consultant, "wishes", WAREHOUSE, only="openings")
    assert answer.location.endswith(f"{PAGE}?only=openings")
    with services.session() as session:
        assert people.get_candidate(session, "K-1").wishes == {WAREHOUSE}
        assert audit.list_reads(session, noun="wish", key="K-1")
    assert "Tag ud af ønskerne" in consultant.get(f"{PAGE}?more=1").text
    post(consultant, "wishes/removals", WAREHOUSE)
    with services.session() as session:
        assert not people.get_candidate(session, "K-1").wishes


def test_what_is_narrowed_to_nothing_says_so(consultant):
    assert "Intet fag inden for rækkevidde" in consultant.get(f"{PAGE}?only=openings").text


@pytest.mark.parametrize("query", ["only=nonsense", "more=x", "only=&more="])
def test_a_query_that_makes_no_sense_shows_everything(consultant, query):
    assert consultant.get(f"{PAGE}?{query}").status_code == 200


def test_an_unknown_candidate_or_wish_is_not_found(consultant):
    assert consultant.get("/consultant/candidates/K-404/occupations").status_code == 404
    assert post(consultant, "wishes", "nothing").status_code == 404
    assert post(consultant, "wishes", "urn:albertslund:skill:pakning").status_code == 422


def test_the_api_gives_the_same_order_as_the_page(consultant, services):
    found = consultant.get("/api/v1/candidates/K-1/occupations?limit=3").json
    assert [one["rank"] for one in found["items"]] == [1, 2, 3]
    assert found["total"] > 100
    text = consultant.get(PAGE).text
    places = [text.index(f'value="{one["occupation"]}"') for one in found["items"]]
    assert places == sorted(places)
    with services.session() as session:
        assert len(audit.list_reads(session, noun="candidate", key="K-1")) == 2


def test_the_api_tells_related_occupations_with_parts_that_add_up(consultant):
    found = consultant.get("/api/v1/occupations/related", query_string={"uri": WAREHOUSE}).json
    assert len(found["items"]) == 10
    for one in found["items"]:
        assert one["score"] == pytest.approx(sum(one["parts"].values()))
    unknown = consultant.get("/api/v1/occupations/related?uri=nothing")
    assert unknown.status_code == 404
