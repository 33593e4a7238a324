"""One box on every page finds everything that a role may see, and nothing else."""

import pytest

from matcher.services.stocking import stock_catalogue
from matcher.store import courses, openings, people
from matcher.vocabulary import Candidate, Opening, OpeningKind, Role
from web.clock import read_clock

SMED = "urn:albertslund:occupation:smed"


@pytest.fixture
def stocked(services):
    today = read_clock().date()
    with services.transaction() as session:
        stock_catalogue(session, today=today)
        known = [Candidate(f"K-{n:05}", 1985, "2620", experience={SMED: 12}) for n in range(30)]
        people.add_candidates(session, known)
        opening = Opening(
            "O-1", OpeningKind.ORDINARY, "Smed til værksted", "2620", today, organisation="99000001"
        )
        openings.add_openings(session, [opening])


@pytest.fixture
def consultant(stocked, enter):
    return enter(Role.CONSULTANT)


def test_every_page_of_staff_has_the_box_and_a_companys_has_not(stocked, enter):
    for role, expected in (
        (Role.CONSULTANT, True),
        (Role.COORDINATOR, True),
        (Role.ADMIN, True),
        (Role.COMPANY, False),
    ):
        page = enter(role).get("/", follow_redirects=True).text
        assert ('id="search-everything"' in page) is expected, role


def test_everything_is_found_at_once_and_each_kind_by_its_tab(consultant):
    text = consultant.get("/search?text=smed").text
    assert "K-00000" in text
    assert "Smed til værksted" in text
    assert "K-00020" not in text
    only = consultant.get("/search?text=smed&scope=people").text
    assert "K-00020" in only
    assert "Smed til værksted" not in only
    following = only.split("after=")[1].split('"')[0]
    assert "K-00029" in consultant.get(f"/search?text=smed&scope=people&after={following}").text


def test_a_slip_is_forgiven_and_said(consultant):
    assert "Intet hedder “værksetd”" in consultant.get("/search?text=værksetd&scope=openings").text


@pytest.mark.parametrize(
    "query", ["", "?text=", "?text=%25", "?scope=weather&text=x", "?text=a&after=x~y", "?text=🙂"]
)
def test_what_makes_no_sense_still_answers(consultant, query):
    assert consultant.get(f"/search{query}").status_code == 200


def test_a_coordinator_finds_companies_and_courses_and_never_people(stocked, enter):
    coordinator = enter(Role.COORDINATOR)
    text = coordinator.get("/search?text=smed").text + coordinator.get("/search?text=K-00001").text
    assert "K-00001</a>" not in text
    assert "Kandidater" not in text.split("<main")[1]
    assert coordinator.get("/search?text=smed&scope=people").text.count("K-000") == 0
    assert "Firma" in coordinator.get("/search?text=firma").text


def test_a_company_may_not_search(stocked, enter):
    assert enter(Role.COMPANY).get("/search?text=smed").status_code == 403


def test_companies_and_courses_have_pages(consultant, services):
    page = consultant.get("/organisations/99000001").text
    assert "Smed til værksted" in page
    with services.session() as session:
        code = courses.list_courses(session)[0].code
    assert "Det lærer man" in consultant.get(f"/courses/{code}").text
    assert consultant.get("/courses/none").status_code == 404
    assert consultant.get("/organisations/none").status_code == 404
