"""A consultant's day as a page, and taking, giving and going through a case."""

from datetime import timedelta

import pytest

from matcher.services.stocking import stock_catalogue
from matcher.store import caseloads, people
from matcher.vocabulary import Candidate, Role
from web.clock import read_clock

CONSULTANT = "consultant@example.dk"


@pytest.fixture
def consultant(services, enter):
    today = read_clock().date()
    with services.transaction() as session:
        stock_catalogue(session, today=today)
        long_ago = today - timedelta(days=400)
        known = [Candidate(f"K-{n}", 1985, "2620", unemployed_since=long_ago) for n in range(30)]
        people.add_candidates(session, known, today=long_ago)
        mine = [one.reference for one in known[:7]]
        caseloads.assign_cases(session, mine, consultant=CONSULTANT, on=today)
    return enter(Role.CONSULTANT)


def post(visitor, address, **fields):
    page = visitor.get("/consultant/candidates/K-1").text
    token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    return visitor.post(
        f"/consultant/candidates/K-1/{address}", data={"csrf_token": token} | fields
    )


def read_case(services):
    with services.session() as session:
        return caseloads.get_case(session, "K-1")


def test_a_consultant_begins_with_their_day(consultant):
    assert consultant.get("/").location == "/consultant/day"
    text = consultant.get("/consultant/day").text
    assert "Du har 7 sager" in text
    assert "K-0" in text
    assert "K-8" not in text
    assert "Se alle 7" in text


def test_everybodys_cases_are_one_click_away_and_paged(consultant):
    assert "30 sager i alt" in consultant.get("/consultant/day?of=everybody").text
    text = consultant.get("/consultant/day/waiting?of=everybody&page=2").text
    assert text.count('class="task-who"') == 5
    assert "of=everybody&amp;page=1" in text


def test_who_has_no_cases_is_told_what_to_do(enter):
    assert "Du har ingen sager endnu" in enter(Role.ADMIN).get("/consultant/day").text


def test_a_concern_nobody_knows_is_not_found(consultant):
    assert consultant.get("/consultant/day/weather").status_code == 404


def test_a_case_is_taken_and_given_away(consultant, services):
    assert post(consultant, "case", consultant="").status_code == 302
    assert read_case(services).consultant is None
    post(consultant, "case", consultant=CONSULTANT)
    assert read_case(services).consultant == CONSULTANT
    post(consultant, "case", consultant="company@example.dk")
    assert read_case(services).consultant == CONSULTANT
    assert "Vælg en konsulent" in consultant.get("/consultant/candidates/K-1").text


def test_going_through_a_profile_and_asking_for_consent_take_one_click(consultant, services):
    post(consultant, "checked")
    assert read_case(services).checked_on == read_clock().date()
    post(consultant, "consent", given="yes")
    assert "samtykke givet" in consultant.get("/consultant/candidates/K-1").text
    post(consultant, "consent", given="no")
    assert "intet samtykke" in consultant.get("/consultant/candidates/K-1").text
