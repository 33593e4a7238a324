"""The goals' pages: what is to be reached and how far it has come, set by administrators alone."""

import re
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from matcher.services.stocking import stock_catalogue
from matcher.store import openings
from matcher.vocabulary import Opening, OpeningKind, Role, Tag
from web.clock import read_clock


@pytest.fixture
def stocked(services):
    """A house with the starter goals, and one green job of two positions begun this year."""
    today = read_clock().date()
    with services.transaction() as session:
        stock_catalogue(session, today=today)
        job = Opening("J-1", OpeningKind.ORDINARY, "Vindtekniker", "2620", date(today.year, 1, 1))
        openings.add_openings(session, [job_of(job)])
    return services


def job_of(opening):
    from dataclasses import replace

    return replace(opening, positions=2, tags=frozenset({Tag.GREEN}), organisation="99000001")


@pytest.fixture
def admin(stocked, enter):
    return enter(Role.ADMIN)


def find_token(page):
    return re.search(r'name="csrf_token"[^>]*value="([^"]*)"', page).group(1)


def send(client, path, page, **fields):
    return client.post(path, data={"csrf_token": find_token(client.get(page).text)} | fields)


def set_goal(client, **changes):
    year = read_clock().date().year
    fields = {"measure": "rotations", "tag": "", "target": "40", "note": "Budget"}
    fields |= {"starts_on": f"{year}-01-01", "ends_on": f"{year}-12-31"}
    return send(client, "/goals/set", "/goals/set", **fields | changes)


def test_goals_are_shown_with_what_was_reached(stocked, enter):
    page = enter(Role.COORDINATOR).get("/goals/")
    assert page.status_code == 200
    assert "Nye job: Grøn teknologi" in page.text
    assert "<strong>2</strong>" in page.text
    assert "af 1.000" in page.text


@pytest.mark.parametrize("query", ["year=1999", "year=x", "area=nowhere", "tag=none", "tag=social"])
def test_a_query_that_makes_no_sense_is_still_a_page(admin, query):
    assert admin.get(f"/goals/?{query}").status_code == 200


def test_a_goal_is_looked_into_down_to_its_openings(admin, enter):
    page = admin.get("/goals/new_jobs-green").text
    assert 'href="/consultant/openings/J-1"' in page
    # a coordinator does not see openings, and is offered no way there
    assert (
        'href="/consultant/openings/J-1"'
        not in enter(Role.COORDINATOR).get("/goals/new_jobs-green").text
    )
    assert "Vindtekniker" not in admin.get("/goals/new_jobs-green?tag=social").text
    assert admin.get("/goals/new_jobs-green?page=99&quarter=2026-9").status_code == 200


def test_a_goal_is_set_anew_and_its_history_stays(admin):
    assert set_goal(admin).status_code == 302
    page = admin.get("/goals/rotations").text
    assert "Budget" in page
    assert "af 40" in page
    assert "60" in page


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"target": "mange"}, "tal"),
        ({"target": "-1"}, "over 0"),
        ({"target": "nan"}, "over 0"),
        ({"ends_on": "2001-01-01"}, "før den første"),
        ({"starts_on": "24/11"}, "dag"),
        ({"note": ""}, "få ord"),
        ({"measure": "x"}, "Vælg"),
        ({"tag": "green"}, "spor"),
    ],
)
def test_a_goal_that_cannot_be_is_asked_again_with_the_reason(admin, changes, told):
    answer = set_goal(admin, **changes)
    assert answer.status_code == 422
    assert told in answer.text
    assert "Budget" not in admin.get("/goals/rotations").text


def test_a_figure_read_elsewhere_is_recorded_with_its_source(admin):
    page = "/goals/young_without"
    today = read_clock().date().isoformat()
    fields = {"value": "16,5", "happened_on": today, "source": "Danmarks Statistik"}
    assert send(admin, "/goals/readings/young_without", page, **fields).status_code == 302
    assert "16,5 %" in admin.get(page).text
    refused = send(admin, "/goals/readings/young_without", page, **fields | {"value": "120"})
    assert refused.status_code == 422
    assert send(admin, "/goals/readings/rotations", page, **fields).status_code == 404


def test_what_is_not_set_is_not_found(admin):
    assert admin.get("/goals/no-such").status_code == 404
    assert admin.get("/goals/no-such/rows.csv").status_code == 404
    assert admin.get("/goals/set?code=no-such").status_code == 404


def test_the_list_and_the_rows_are_downloaded(admin):
    listed = admin.get("/goals/export.csv").data.decode("utf-8-sig")
    assert "Nye job: Grøn teknologi;" in listed
    sheet = load_workbook(BytesIO(admin.get("/goals/new_jobs-green/rows.xlsx").data)).active
    assert [one.value for one in sheet[2]][1:] == [2, None, "Grøn teknologi", "J-1", "Vindtekniker"]
    assert admin.get("/goals/export.pdf").data.startswith(b"%PDF")
    assert admin.get("/goals/export.exe").status_code == 404


def test_others_see_and_change_nothing(stocked, enter):
    consultant = enter(Role.CONSULTANT)
    assert consultant.get("/goals/rotations").status_code == 200
    assert consultant.get("/goals/set").status_code == 403
    assert enter(Role.COMPANY).get("/goals/").status_code == 403


def test_the_api_tells_what_the_page_tells_and_sets_as_it_does(admin):
    listed = admin.get("/api/v1/goals").json
    found = {one["code"]: one for one in listed["items"]}["new_jobs-green"]
    assert (found["reached"], found["target"]) == (2, 1000)
    token = find_token(admin.get("/goals/set").text)
    year = read_clock().date().year
    body = {"measure": "rotations", "target": 30, "note": "Budget"}
    body |= {"starts_on": f"{year}-01-01", "ends_on": f"{year}-12-31"}
    headers = {"X-CSRFToken": token}
    answer = admin.post("/api/v1/goals", json=body, headers=headers)
    assert (answer.status_code, answer.json["target"]) == (200, 30)
    wrong = admin.post("/api/v1/goals", json=body | {"tag": "green"}, headers=headers)
    assert wrong.status_code == 422
    reading = {"value": 16, "happened_on": f"{year}-01-01", "source": "Danmarks Statistik"}
    told = admin.post("/api/v1/goals/young_without/readings", json=reading, headers=headers)
    assert (told.status_code, told.json["reached"]) == (200, 16)
    missing = admin.post("/api/v1/goals/rotations/readings", json=reading, headers=headers)
    assert missing.status_code == 404
