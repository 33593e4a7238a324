"""The pages, the API and the command of upskilling: ways found, compared, saved and printed."""

import shutil
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from math import exp, prod

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from matcher.pathways import PathStatus
from matcher.services import open_services
from matcher.services.rotating import Draft, Employee, open_case, put_employee, read_case
from matcher.services.stocking import stock_catalogue
from matcher.settings import Settings
from matcher.store import audit, openings, organisations, paths, people
from matcher.store.organisations import Organisation
from matcher.vocabulary import (
    Account,
    BenefitGroup,
    Candidate,
    EducationLevel,
    Opening,
    OpeningKind,
    Role,
    SkillLevel,
)
from web.cli import main
from web.clock import read_clock
from web.upskilling.words import compute_lix

TRUCK = "urn:albertslund:skill:truckcertifikat-b"
PLACE = "urn:albertslund:occupation:lagermedarbejder"
KNOWN = Candidate(
    "K-1",
    1985,
    "2620",
    benefit_group=BenefitGroup.DAGPENGE,
    education_level=EducationLevel.GRUNDSKOLE,
    languages={"da": 4},
    wishes=frozenset({PLACE}),
)
QUERY = {"target": "opening:O-1", "preference": "balanced"}


def open_in(home):
    return open_services(Settings.from_environment({"ALBERTSLUND_HOME": str(home)}))


@pytest.fixture(scope="module")
def stocked_home(furnished_home, tmp_path_factory):
    """Make a house once with the catalogue, a person and an opening."""
    home = shutil.copytree(furnished_home, tmp_path_factory.mktemp("stocked") / "home")
    opened = open_in(home)
    today = read_clock().date()
    with opened.transaction() as session:
        stock_catalogue(session, today=today)
        organisations.add_organisations(session, [Organisation("99000015", "Lager ApS")])
        people.add_candidates(session, [KNOWN])
        opening = Opening(
            "O-1",
            OpeningKind.ORDINARY,
            "Truckfører",
            "2620",
            today + timedelta(days=60),
            occupation=PLACE,
            organisation="99000015",
            positions=9,
            required_skills=(SkillLevel(TRUCK, 3),),
        )
        harder = replace(
            opening, reference="O-2", occupation=None, required_skills=(SkillLevel(TRUCK, 5),)
        )
        openings.add_openings(session, [opening, harder])
    opened.engine.dispose()
    return home


@pytest.fixture
def services(stocked_home, tmp_path):
    """Give a house of this test's own."""
    opened = open_in(shutil.copytree(stocked_home, tmp_path / "home"))
    yield opened
    opened.engine.dispose()


@pytest.fixture
def consultant(enter):
    """Give a consultant who has signed in."""
    return enter(Role.CONSULTANT)


@pytest.fixture
def post(consultant):
    """Give what sends a form with the token of a page."""

    def send(address, fields):
        page = consultant.get("/upskilling/candidates/K-1", query_string=QUERY).text
        token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
        return consultant.post(address, data={**fields, "csrf_token": token})

    return send


def find_key(client, **more):
    answer = client.get("/api/v1/candidates/K-1/paths", query_string={**QUERY, **more}).json
    step = answer["paths"][0]["steps"][0]
    return f"{step['course']}@{step['starts_on']}"


def test_the_empty_form_asks_and_accuses_nobody(consultant):
    answer = consultant.get("/upskilling/candidates/K-1")
    assert answer.status_code == 200
    assert "form-error-message" not in answer.text


def test_the_way_to_an_opening_is_the_course_that_teaches_what_is_missing(consultant, services):
    text = consultant.get("/upskilling/candidates/K-1", query_string=QUERY).text
    assert "Gaffeltruckcertifikat B" in text
    assert "1.456 kr." in text
    assert "Hurtigst færdig" in text
    with services.session() as session:
        assert audit.list_reads(session, noun="candidate", key="K-1")[0].why in {"paths", "page"}


def test_a_price_below_the_least_is_told_as_what_is_in_the_way(consultant):
    soon = (read_clock().date() + timedelta(days=90)).isoformat()
    query = {**QUERY, "budget": 100, "latest": soon}
    text = consultant.get("/upskilling/candidates/K-1", query_string=query).text
    assert "Prisen står i vejen: det billigste er 1.456 kr." in text


@pytest.mark.parametrize(
    "wrong",
    [
        {"latest": "i morgen"},
        {"latest": "2020-01-01"},
        {"budget": "mange"},
        {"budget": -1},
        {"travel": 999},
        {"hours": "lang tid"},
        {"coverage": 0},
        {"target": "O-9"},
        {"target": "opening:"},
        {"target": "<script>"},
        {"target": ""},
        {"occupation": "qwxzj"},
        {"opening": "O-9"},
        {"opening": "O-1", "occupation": "smed"},
        {"target": "occupation:urn:x"},
        {"target": f"occupation:{TRUCK}"},
        {"preference": "nicest"},
    ],
)
def test_wrong_input_is_met_with_what_would_be_right(consultant, wrong):
    assert consultant.get("/upskilling/candidates/K-1", query_string=QUERY).status_code == 200
    answer = consultant.get("/upskilling/candidates/K-1", query_string={**QUERY, **wrong})
    assert answer.status_code == 422
    assert "form-error-message" in answer.text or "error-summary" in answer.text


@pytest.mark.parametrize("wrong", [{"target": "elsewhere"}, {"target": ""}, {"opening": "O-9"}])
def test_nobody_sees_the_words_of_the_code(consultant, wrong):
    page = consultant.get("/upskilling/candidates/K-1", query_string=wrong).text
    said = page.partition("error-summary")[2].partition("</ul>")[0]
    assert said
    assert not {"anything", "opening:", "occupation:"} & set(said.replace("<", " ").split())


def test_a_target_is_chosen_or_an_occupation_written_by_any_of_its_names(consultant):
    page = consultant.get("/upskilling/candidates/K-1", query_string={"target": "anything"})
    assert "Veje til Alt, hvor der er ledige stillinger her" in page.text
    query = {"target": "", "occupation": "Lagerarbejder", "opening": ""}
    text = consultant.get("/upskilling/candidates/K-1", query_string=query).text
    assert f'<option selected value="occupation:{PLACE}">' in text
    query = {"target": "anything", "opening": "O-1"}
    text = consultant.get("/upskilling/candidates/K-1", query_string=query).text
    assert "Veje til stillingen Truckfører, Lager ApS" in text


def test_a_path_is_saved_once_and_followed_step_by_step(consultant, services, post):
    key = find_key(consultant)
    address = "/upskilling/candidates/K-1/plans?target=opening:O-1"
    saved = post(address, {"path": key})
    plan = saved.headers["Location"].rpartition("/")[2]
    assert post(address, {"path": key}).headers["Location"].startswith("/upskilling/candidates/K-1")
    today = date.isoformat(read_clock().date())
    told = {"course": "amu-gaffeltruck-b", "happened_on": today}
    for status in ("enrolled", "completed"):
        assert post(f"/upskilling/plans/{plan}", {**told, "status": status}).status_code == 302
    assert post(f"/upskilling/plans/{plan}", {**told, "status": "dropped"}).status_code == 422
    with services.session() as session:
        found = [one.status for one in paths.list_events(session, plan=plan)]
    assert found == [
        PathStatus.SUGGESTED,
        PathStatus.CHOSEN,
        PathStatus.ENROLLED,
        PathStatus.COMPLETED,
    ]
    assert "Gennemført" in consultant.get(f"/upskilling/plans/{plan}").text


def test_two_ways_stand_side_by_side(consultant):
    found = consultant.get(
        "/api/v1/candidates/K-1/paths", query_string={"target": "anything", "count": 3}
    ).json
    assert found["paths"]
    key = find_key(consultant)
    query = {**QUERY, "path": [key, key]}
    text = consultant.get("/upskilling/candidates/K-1/compare", query_string=query).text
    assert text.count("Gaffeltruckcertifikat B") >= 2
    alone = consultant.get("/upskilling/candidates/K-1/compare", query_string=QUERY)
    assert alone.status_code == 302


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_hand_out_is_plain_and_says_how_plain(consultant, language):
    query = {**QUERY, "path": find_key(consultant), "lang": language}
    answer = consultant.get("/upskilling/candidates/K-1/print", query_string=query)
    assert answer.mimetype == "application/pdf"
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(answer.data)).pages)
    lix = int(text.partition("LIX ")[2].partition(".")[0])
    assert 5 < lix < 40


def test_a_path_that_is_no_longer_offered_is_refused(consultant):
    query = {**QUERY, "path": "amu-gaffeltruck-b@1999-01-01"}
    assert consultant.get("/upskilling/candidates/K-1/print", query_string=query).status_code == 422


def test_the_shortage_tells_who_is_one_course_away_and_how_many_seats(consultant):
    assert "lagermedarbejder" in consultant.get("/upskilling/shortages").text
    text = consultant.get(f"/upskilling/shortages/{PLACE}").text
    assert "1 person er et kursus på 7 dage fra 9 stillinger" in text
    answer = consultant.get("/api/v1/shortages/courses", query_string={"occupation": PLACE}).json
    best = answer["items"][0]
    assert (best["course"], best["reachable"], best["seats"]) == ("amu-gaffeltruck-b", 1, 1)


def test_the_api_tells_what_no_course_teaches(consultant):
    query = {"target": "opening:O-2", "coverage": 1}
    answer = consultant.get("/api/v1/candidates/K-1/paths", query_string=query).json
    assert [(one["kind"], one["level"], one["best"]) for one in answer["hindrances"]] == [
        ("untaught", 5, 4)
    ]


def test_lix_counts_words_a_sentence_and_long_words():
    assert compute_lix("Jeg er her. Virksomheden ligger derhenne.") == 36.3
    assert compute_lix("") == 0


@pytest.fixture
def case(services):
    """Give a rotation case with one employee."""
    viewer = Account(0, "konsulent@example.dk", "K", Role.CONSULTANT)
    today, now = read_clock().date(), read_clock()
    draft = Draft("99000015", "Lager", "lagermedarbejder", today, today + timedelta(days=400))
    with services.transaction() as session:
        opened = open_case(session, draft, viewer=viewer, now=now)
        employee = Employee("", Decimal(37), name="A.B.")
        put_employee(session, opened.reference, employee, viewer=viewer)
        return read_case(session, opened.reference, viewer=viewer, now=now)


def test_what_employees_could_turn_to_is_listed_with_courses_and_cover(consultant, command, case):
    address = f"/upskilling/rotations/{case.reference}/{case.employees[0].reference}"
    text = consultant.get(address, query_string={"origin": "rengøringsassistent"}).text
    assert "kan skifte til" in text
    assert "lagermedarbejder" in text
    query = {"origin": "rengøringsassistent"}
    found = consultant.get("/api/v1/workforce/courses", query_string=query).json["items"]
    (turn,) = [one for one in found if one["occupation"] == PLACE]
    short = consultant.get("/api/v1/shortages").json["items"]
    assert turn["lacking"] == next(x["lacking"] for x in short if x["occupation"] == PLACE) >= 9
    assert turn["substitutes"] == 0
    assert turn["days"] == sum(one["days"] for one in turn["courses"]) > 0
    query["target"] = "lagermedarbejder"
    (asked,) = consultant.get("/api/v1/workforce/courses", query_string=query).json["items"]
    assert asked["courses"] == turn["courses"]
    wrong = consultant.get("/api/v1/workforce/courses", query_string={"origin": "xyzzy"})
    assert wrong.status_code == 422
    printed = command("workforce", "rengøringsassistent")
    assert f"{len(turn['left'])} of {len(turn['gap'])} skills left" in printed


def test_an_employee_of_a_case_gets_a_proposed_course_by_one_click(consultant, services, case):
    address = f"/upskilling/rotations/{case.reference}/{case.employees[0].reference}"
    text = consultant.get(
        address, query_string={"origin": "rengøringsassistent", "occupation": "lagermedarbejder"}
    ).text
    code = text.split('name="code" value="')[1].split('"')[0]
    fields = {
        "code": code,
        "starts_on": text.split('name="starts_on" value="')[1].split('"')[0],
        "csrf_token": text.split('name="csrf_token"')[1].split('value="')[1].split('"')[0],
    }
    answer = consultant.post(address, data=fields)
    assert answer.headers["Location"].startswith(f"/rotations/{case.reference}")
    viewer = Account(0, "konsulent@example.dk", "K", Role.CONSULTANT)
    with services.session(writing=True) as session:
        found = read_case(session, case.reference, viewer=viewer, now=read_clock())
    assert [one.starts_on.isoformat() for one in found.trainings] == [fields["starts_on"]]
    wrong = consultant.get(address, query_string={"origin": "xyzzy", "occupation": "smed"})
    assert wrong.status_code == 422


def test_what_a_way_may_lead_to_is_told_with_its_doubt_and_adds_up(consultant):
    answer = consultant.get("/api/v1/candidates/K-1/paths", query_string=QUERY).json
    told = answer["paths"][0]["foretold"]
    for stage in told["stages"]:
        odds = stage["intercept"] + sum(one["amount"] for one in stage["contributions"])
        assert 1 / (1 + exp(-odds)) == pytest.approx(stage["chance"]["value"])
        assert stage["chance"]["low"] < stage["chance"]["value"] < stage["chance"]["high"]
    both = prod(stage["chance"]["value"] for stage in told["stages"])
    assert told["whole"]["value"] == pytest.approx(both)
    # on the page: the same in words, the amounts shown adding up to the sum shown
    text = consultant.get("/upskilling/candidates/K-1", query_string=QUERY).text
    part = text.partition('class="path-worth"')[2].partition("</section>")[0]
    assert "Gennemfører vejen" in part
    assert "Eksperternes skøn" in part
    for table in part.split('class="contributions"')[1:]:
        *amounts, total = (
            float(one.partition("<")[0].replace(",", ".").replace("−", "-"))
            for one in (cell.partition(">")[2] for cell in table.split('class="amount" data-')[1:])
        )
        assert sum(amounts) == pytest.approx(total)


@pytest.fixture
def command(services, tmp_path, monkeypatch):
    """Give what runs a command of paths in this test's house, and what it prints."""
    monkeypatch.setenv("ALBERTSLUND_HOME", str(tmp_path / "home"))

    def run(*arguments):
        told = CliRunner().invoke(main, ["paths", *arguments], catch_exceptions=False)
        assert told.exit_code == 0, told.output
        return told.output

    return run


def test_the_command_tells_what_a_way_may_lead_to(command):
    printed = command("find", "K-1", "--target", "opening:O-1")
    assert "version 0: completed 0." in printed
    assert ", both 0." in printed
