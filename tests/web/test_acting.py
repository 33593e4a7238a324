"""From a list: two clicks record, checked rows go together, four are compared, undo undoes."""

import re

import pytest

from matcher.services.stocking import stock_catalogue
from matcher.store import openings, outcomes, people
from matcher.vocabulary import Candidate, Opening, OpeningKind, Role, SkillLevel
from web.clock import read_clock

SKILL = SkillLevel("urn:albertslund:skill:svejsning", 3)
PAGE = "/consultant/openings/O-1"


@pytest.fixture
def consultant(services, enter):
    today = read_clock().date()
    with services.transaction() as session:
        stock_catalogue(session, today=today)
        known = [
            Candidate(
                f"K-{n}",
                1985,
                "2620",
                skills=(SKILL,),
                languages={"da": n + 1},
                shown_to_companies=n > 3,
            )
            for n in range(6)
        ]
        people.add_candidates(session, known)
        opening = Opening(
            "O-1",
            OpeningKind.ORDINARY,
            "Svejser",
            "2620",
            today,
            organisation="99000001",
            required_skills=(SKILL,),
        )
        openings.add_openings(session, [opening])
    return enter(Role.CONSULTANT)


def post(visitor, address, **fields):
    page = visitor.get(PAGE).text
    token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    return visitor.post(address, data={"csrf_token": token} | fields)


def list_told(services):
    with services.session() as session:
        told = outcomes.list_outcomes(session)
    return [(one.candidate, str(one.outcome)) for one in told]


def read_undo(page):
    form = page.split('class="undo"')[1].split("</form>")[0]
    fields = re.findall(r'name="([^"]+)" value="([^"]*)"', form)
    return {name: [value for key, value in fields if key == name] for name, _ in fields}


def test_what_happened_today_is_recorded_with_one_button(consultant, services):
    address = "/consultant/now?to=opening&language=da-B1"
    answer = post(consultant, address, now="contacted O-1 K-1")
    assert answer.location == f"{PAGE}?language=da-B1#candidates"
    assert list_told(services) == [("K-1", "contacted")]
    page = consultant.get(PAGE).text
    assert "Kontaktet registreret for K-1" in page
    assert "<strong>Kontaktet</strong>" in page


@pytest.mark.parametrize(
    ("to", "where"),
    [
        ("day", "/consultant/day"),
        ("candidate", "/consultant/candidates/K-1#openings"),
        ("https://elsewhere.example", f"{PAGE}/candidates/K-1"),
    ],
)
def test_one_comes_back_to_where_the_button_stood_and_nowhere_else(consultant, to, where):
    answer = post(consultant, "/consultant/now", now="contacted O-1 K-1", to=to)
    assert answer.location == where


def test_what_was_recorded_is_taken_back_from_the_next_page(consultant, services):
    post(consultant, f"{PAGE}/checked", candidate=["K-1", "K-2"], action="shortlist")
    page = consultant.get(PAGE).text
    assert "På kortliste registreret for K-1, K-2" in page
    assert len(list_told(services)) == 2
    assert post(consultant, "/consultant/undo", **read_undo(page)).location == f"{PAGE}#candidates"
    assert list_told(services) == []
    page = consultant.get(PAGE).text
    assert "Fortrudt: På kortliste" in page
    assert 'class="undo"' not in page


def test_undoing_twice_or_nothing_is_told_and_breaks_nothing(consultant, services):
    post(consultant, f"{PAGE}/checked", candidate=["K-1"], action="shortlist")
    fields = read_undo(consultant.get(PAGE).text)
    post(consultant, "/consultant/undo", **fields)
    post(consultant, "/consultant/undo", **fields)
    assert "Det er allerede fortrudt" in consultant.get(PAGE).text
    post(consultant, "/consultant/undo", outcome="weather")
    assert "Der er ikke noget at fortryde" in consultant.get(PAGE).text


def test_the_checked_are_recorded_and_who_cannot_be_is_named(consultant, services):
    post(consultant, f"{PAGE}/checked", candidate=["K-1"], action="record", outcome="contacted")
    many = ["K-1", "K-2", "K-NOBODY"]
    post(consultant, f"{PAGE}/checked", candidate=many, action="record", outcome="contacted")
    page = consultant.get(PAGE).text
    assert list_told(services) == [("K-1", "contacted"), ("K-2", "contacted")]
    assert "K-1: " in page
    assert "K-NOBODY" in page


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"action": "shortlist"}, "Sæt først kryds"),
        ({"action": "record", "candidate": ["K-1"]}, "Vælg fra listen"),
        ({"action": "compare", "candidate": ["K-1"]}, "Vælg to til fire"),
        ({"action": "compare", "candidate": [f"K-{n}" for n in range(5)]}, "Vælg to til fire"),
    ],
)
def test_what_is_missing_is_said(consultant, services, fields, told):
    assert post(consultant, f"{PAGE}/checked", **fields).status_code == 302
    assert told in consultant.get(PAGE).text
    assert list_told(services) == []


def test_up_to_four_are_compared_and_each_column_adds_up_to_its_score(consultant):
    chosen = ["K-0", "K-2", "K-4", "K-5"]
    answer = post(consultant, f"{PAGE}/checked", candidate=chosen, action="compare")
    page = consultant.get(answer.location).text
    scores = [float(one) for one in re.findall(r'data-score="([^"]+)"', page)]
    amounts = [float(one) for one in re.findall(r'data-amount="([^"]+)"', page)]
    assert len(scores) == 4
    for column, score in enumerate(scores):
        assert sum(amounts[column::4]) == pytest.approx(score, abs=1e-9)


def test_a_comparison_of_nobody_leads_back_and_of_a_stranger_is_not_found(consultant):
    assert consultant.get(f"{PAGE}/compare").location == f"{PAGE}#candidates"
    assert consultant.get(f"{PAGE}/compare?candidate=K-1&candidate=K-X").status_code == 404


def test_a_list_is_narrowed_by_language_travel_and_start(consultant):
    page = consultant.get(f"{PAGE}?language=da-B2&travel=own&start=in_time").text
    assert [n for n in range(6) if f"contacted O-1 K-{n}" in page] == [3, 4, 5]
    assert "3 kandidater opfylder det, du beder om" in page
    nobody = consultant.get(f"{PAGE}?language=en-B1").text
    assert "Ingen opfylder alt det, du beder om" in nobody
    assert consultant.get(f"{PAGE}?language=xx&travel=far&start=when").status_code == 200


def test_the_pair_page_documents_its_keys(consultant):
    page = consultant.get(f"{PAGE}/candidates/K-1").text
    assert [n for n in "123456" if f'accesskey="{n}"' in page] == list("123456")
    assert "Med tastaturet" in page


def test_the_checked_are_sent_to_the_company_if_they_agreed_and_taken_back(consultant, services):
    post(consultant, f"{PAGE}/checked", candidate=["K-3", "K-4", "K-5"], action="send")
    page = consultant.get(PAGE).text
    assert "K-4, K-5" in page
    assert "K-3: " in page
    assert page.count("<strong>Sendt til virksomheden</strong>") == 2
    post(consultant, "/consultant/undo", **read_undo(page))
    page = consultant.get(PAGE).text
    assert "<strong>Sendt til virksomheden</strong>" not in page


@pytest.mark.parametrize("now", ["", "contacted", "weather O-1 K-1", "contacted O-1", "a b c d"])
def test_a_button_that_says_nothing_records_nothing(consultant, services, now):
    assert post(consultant, "/consultant/now", now=now).location == "/consultant/day"
    assert list_told(services) == []


def test_a_pair_that_is_not_there_is_told(consultant, services):
    assert post(consultant, "/consultant/now", now="contacted O-9 K-1").status_code == 404
    post(consultant, "/consultant/now?to=opening", now="contacted O-1 K-9")
    assert "K-9" in consultant.get(PAGE).text
    assert list_told(services) == []
