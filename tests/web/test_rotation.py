"""The pages of a jobrotation case, as a consultant, a company and a stranger meet them."""

import re
import shutil
import subprocess
from datetime import date
from typing import get_args

import pytest

from data_schemas.contracts.rotations import CourseKind, FundingName, Level, Status
from matcher.services import open_services
from matcher.services.signing_in import register_account
from matcher.settings import Settings
from matcher.store import organisations
from matcher.vocabulary import Account, EducationLevel, Funding, Role, RotationStatus
from tests.web.conftest import submit_sign_in
from training.simulator.demo import PASSWORD, build_demo
from web.clock import read_clock
from web.factory import create_app
from web.rotation.forms import KINDS

PAST, COMING = "/rotations/JR-2025-001", "/rotations/JR-2026-001"
STRANGER = "anden@demo.example"


@pytest.fixture(scope="module")
def demo_home(tmp_path_factory):
    home = tmp_path_factory.mktemp("rotation")
    services = open_services(settings_in(home))
    build_demo(services, scale=0.1, seed=1, today=date(2026, 11, 24))
    with services.transaction() as session:
        own = {one.reference for one in organisations.list_organisations(session)}
        other = max(own)
        account = Account(0, STRANGER, "Anna", Role.COMPANY, other)
        register_account(session, account, password=PASSWORD)
    services.engine.dispose()
    return home


def settings_in(home):
    return Settings.from_environment(
        {
            "ALBERTSLUND_HOME": str(home),
            "SECRET_KEY": "test",
            "MUNICIPALITY": "Prøvekøbing",
            "UNIT_NAME": "Enhed X",
        }
    )


@pytest.fixture
def visit(demo_home, tmp_path):
    """Give what signs somebody in to a demo of this test's own."""
    settings = settings_in(shutil.copytree(demo_home, tmp_path / "home"))
    services = open_services(settings)
    app = create_app(settings, services=services)

    def enter(email="konsulent@demo.example"):
        client = app.test_client()
        assert submit_sign_in(client, email, PASSWORD).status_code == 302
        return client

    yield enter
    services.engine.dispose()


def send(client, path, page=None, **form):
    text = client.get(page or path).text
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', text)[1]
    return client.post(path, data={"csrf_token": token, **form})


def read_pdf(content):
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed (apt-get install poppler-utils)")
    done = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True
    )
    return done.stdout.decode()


def test_the_list_leads_to_both_cases(visit):
    text = visit().get("/rotations/").text
    assert "Truckcertifikat og lagerstyring, forår 2025" in text
    assert "Lean og sikkerhed på lageret" in text
    closed = visit().get("/rotations/?status=closed").text
    assert "Lean og sikkerhed" not in closed


def test_the_case_of_2025_shows_the_benefit_to_the_oere(visit):
    text = visit().get(PAST).text
    assert "103,6 timer × 210,49 kr. = 21.806,76 kr." in text
    assert "40.498,27 kr." in text
    assert "Alle uger går op." in text
    assert "ophørte" not in text


def test_the_case_ahead_says_when_and_why_the_benefit_ended(visit):
    text = visit().get(COMING).text
    assert "Jobrotationsydelsen ophørte 1. februar 2026" in text
    assert "Lov nr. 1750 af 29-12-2025" in text
    for way in ("Opkvalificering ved ansættelse", "Voksenlærling", "Kommunens egen ordning"):
        assert way in text


def test_a_case_is_built_from_nothing(visit):
    client = visit()
    company = re.search(r'<option[^>]*value="(\d{8})"', client.get("/rotations/new").text)[1]
    form = {
        "organisation": company,
        "title": "Svejsning <script>",
        "occupation": "lagermedarbejder",
        "starts_on": "2027-03-01",
        "ends_on": "2027-03-12",
        "weekly_hours": "37",
        "opening": "",
    }
    unchosen = send(client, "/rotations/new", **form | {"organisation": ""})
    assert unchosen.status_code == 422
    assert "Virksomhed: Vælg virksomheden" in unchosen.text
    made = send(client, "/rotations/new", **form)
    assert made.status_code == 302, made.text
    path = made.location.partition("#")[0]
    assert "Svejsning &lt;script&gt;" in client.get(path).text
    employee = {"name": "ÆØ", "weekly_hours": "37", "education_level": "eud", "hired_on": ""}
    assert send(client, f"{path}/employees/new", **employee).status_code == 302
    course = {
        "title": "Svejsning",
        "kind": "amu",
        "starts_on": "2027-03-01",
        "ends_on": "2027-03-12",
        "hours_a_day": "7,4",
        "weekdays": ["0", "1", "2", "3", "4"],
    }
    assert send(client, f"{path}/employees/M1/courses/new", **course).status_code == 302
    assert "Uge 9" in client.get(path).text
    plan = client.get(f"{path}/plan").text
    assert "1 vikar dækker alle kurser" in plan
    assert "unavngivne" in plan


def test_a_new_case_is_told_all_that_is_missing_at_once(visit):
    wrong = {"organisation": "", "title": "", "occupation": "", "starts_on": "", "ends_on": ""}
    answer = send(visit(), "/rotations/new", **wrong, weekly_hours="mange")
    assert answer.status_code == 422
    summary = answer.text.split("error-summary-heading")[2].split("</ul>")[0]
    for field in wrong | {"weekly_hours": ""}:
        assert f'href="#{field}"' in summary


def test_of_an_employee_something_is_stated(visit):
    client, path = visit(), f"{COMING}/employees/new"
    empty = {"name": "", "birth_year": "", "education_level": "", "weekly_hours": "37"}
    answer = send(client, path, **empty)
    assert answer.status_code == 422
    assert "Skriv navn eller initialer" in answer.text
    assert send(client, path, **empty | {"birth_year": "1980"}).status_code == 302


@pytest.mark.parametrize(("ends_on", "warned"), [("2026-11-23", True), ("2999-01-01", False)])
def test_a_course_that_is_over_already_is_kept_with_a_warning(visit, ends_on, warned):
    client = visit()
    course = {
        "title": "Svejsning",
        "kind": "amu",
        "starts_on": "2026-11-16" if warned else "2998-12-31",
        "ends_on": ends_on,
        "hours_a_day": "7,4",
        "weekdays": ["0", "1", "2", "3", "4"],
    }
    assert send(client, f"{COMING}/employees/M1/courses/new", **course).status_code == 302
    text = client.get(COMING).text
    assert ("er allerede forbi" in text) is warned
    # the notice is told once, the mark stays
    assert ("Allerede forbi" in client.get(COMING).text) is warned


def test_what_pays_is_chosen_above_the_ways_to_pay(visit):
    text = visit().get(COMING).text
    assert text.index('name="funding"') < text.index('class="funding-options"')


def test_a_substitute_is_found_taken_in_and_planned_with(visit):
    client = visit()
    page = client.get(f"{COMING}/substitutes").text
    new = re.search(r'name="candidate" value="(K-\d+)"', page)[1]
    taken = send(
        client, f"{COMING}/substitutes", candidate=new, weekly_hours="37", available_from=""
    )
    assert taken.status_code == 302
    assert new in client.get(COMING).text
    assert send(client, f"{COMING}/plan", page=f"{COMING}/plan").status_code == 302
    assert "Alle uger går op." in client.get(COMING).text


@pytest.mark.parametrize(
    ("path", "form", "told"),
    [
        ("/steps", {"status": "running", "happened_on": "2026-11-20"}, "kan ikke blive »I gang«"),
        ("/steps", {"status": "applied", "happened_on": "i går"}, "Det er ikke en dag"),
        ("/steps", {"status": "magic", "happened_on": "2026-11-20"}, "Vælg"),
        ("/terms", {"funding": "magic"}, "Vælg"),
        ("/documents", {"kind": "contract", "received_on": "2999-01-01"}, "fremtiden"),
        ("/substitutes", {"candidate": "K-00001", "weekly_hours": "mange"}, "Skriv timerne"),
        ("/assignments", {"training": "M1.1", "candidate": "nobody"}, "Vælg"),
    ],
)
def test_what_will_not_do_is_told_on_the_page(visit, path, form, told):
    answer = send(visit(), f"{COMING}{path}", page=COMING, **form)
    assert answer.status_code == 422
    assert told in answer.text
    assert "error-summary" in answer.text


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"hours_a_day": "syv"}, "Skriv timerne som et tal"),
        ({"hours_a_day": "NaN"}, "Skriv timerne som et tal"),
        ({"hours_a_day": "9"}, "45"),
        ({"ends_on": "2026-01-01"}, "sidste dag"),
        ({"weekdays": []}, "ugedag"),
        ({"title": ""}, "hvad kurset hedder"),
    ],
)
def test_a_faulty_course_is_told_at_its_field(visit, form, told):
    good = {
        "title": "Kursus",
        "kind": "amu",
        "starts_on": "2027-03-01",
        "ends_on": "2027-03-12",
        "hours_a_day": "7,4",
        "weekdays": ["0", "1", "2", "3", "4"],
    }
    answer = send(visit(), f"{COMING}/employees/M1/courses/new", **{**good, **form})
    assert answer.status_code == 422
    assert told in answer.text


def test_a_company_sees_its_own_case_and_adds_its_employee(visit):
    client = visit("virksomhed@demo.example")
    text = client.get(COMING).text
    assert "Tilføj en medarbejder" in text
    assert "Find vikarer" not in text
    assert "Dagpenge" not in text
    added = send(client, f"{COMING}/employees/new", name="BB", weekly_hours="37")
    assert added.status_code == 302
    assert client.get(f"{COMING}/substitutes").status_code == 403
    refused = send(
        client, f"{PAST}/employees/new", page=f"{COMING}/employees/new", weekly_hours="37"
    )
    assert refused.status_code in {403, 409}


def test_for_another_company_the_case_is_not_there(visit):
    client = visit(STRANGER)
    for path in (COMING, f"{COMING}/application.pdf", f"{COMING}/employees/new"):
        assert client.get(path).status_code == 404
    assert "Lean og sikkerhed" not in client.get("/rotations/").text


def test_the_application_is_danish_and_holds_the_calculation_and_its_sources(visit):
    answer = visit().get(f"{PAST}/application.pdf?lang=en")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert "JR-2025-001.pdf" in answer.headers["Content-Disposition"]
    text = " ".join(read_pdf(answer.data).split())
    for told in (
        "Prøvekøbing Kommune",
        "Kursusplan",
        "Gaffeltruckcertifikat B",
        "40.498,27 kr.",
        "210,49 kr.",
        "Side 1",
        "Side 2",
        "Sats 210,49 kr. i timen fra 1. januar 2025",
        "SØ (M3)",
        "JR-13",
        "Loven, som den var",
    ):
        assert told in text, told


def test_the_application_of_the_case_ahead_tells_the_ways_instead(visit):
    text = " ".join(read_pdf(visit().get(f"{COMING}/application.pdf").data).split())
    assert "Jobrotationsydelsen ophørte 1. februar 2026" in text
    assert "Kommunens egen ordning" in text


def test_a_rate_that_is_not_the_days_own_is_said_to_be_so_in_print(visit):
    client = visit()
    assert send(client, f"{COMING}/terms", page=COMING, funding="vikariat_veu").status_code == 302
    text = " ".join(read_pdf(client.get(f"{COMING}/application.pdf").data).split())
    assert "satsen for 2027 er ikke kendt her" in text
    assert "Søges hos voksenuddannelse.dk" in text


def test_the_pages_speak_english_when_asked(visit):
    client = visit()
    for page in ("", "/plan", "/substitutes", "/employees/M1", "/employees/M1/courses/1"):
        assert client.get(f"{COMING}{page}?lang=en").status_code == 200
    assert "Job rotation benefit ended on 1 February 2026" in client.get(COMING).text


@pytest.mark.parametrize(
    "path", ["", "/plan", "/substitutes", "/employees/M1", "/employees/M1/courses/1"]
)
def test_what_is_not_there_is_not_found(visit, path):
    assert visit().get(f"/rotations/JR-1{path}").status_code == 404


def test_the_api_tells_a_case_in_exact_decimals(visit):
    client = visit()
    listed = client.get("/api/v1/rotations?status=closed").json
    assert [one["reference"] for one in listed["items"]] == ["JR-2025-001"]
    told = client.get("/api/v1/rotations/JR-2025-001").json
    (funding,) = told["fundings"]
    assert (funding["total"], funding["answer"]) == ("40498.27", "eligible")
    assert [one["amount"] for one in funding["claims"]] == ["21806.76", "18691.51"]
    assert told["weeks"][1] == {"year": 2025, "week": 16, "absent": "14.80", "covered": "14.80"}
    plan = client.get("/api/v1/rotations/JR-2026-001/plan").json
    assert (plan["substitutes"], plan["obstacles"]) == (1, [])
    assert [one["moved"] for one in plan["covers"]] == [False, True, True]


def test_the_api_keeps_a_company_to_its_own_cases(visit):
    own, other = visit("virksomhed@demo.example"), visit(STRANGER)
    assert own.get("/api/v1/rotations").json["total"] == 2
    assert own.get("/api/v1/rotations/JR-2026-001/plan").status_code == 403
    assert other.get("/api/v1/rotations").json["total"] == 0
    assert other.get("/api/v1/rotations/JR-2026-001").status_code == 404


def call(client, path, body, method="post"):
    token = client.post(
        "/api/v1/session", json={"email": "konsulent@demo.example", "password": PASSWORD}
    ).json["csrf_token"]
    return getattr(client, method)(
        f"/api/v1/rotations{path}", json=body, headers={"X-CSRFToken": token}
    )


COURSE = {"title": "Svejsning", "kind": "amu", "starts_on": "2027-03-01", "ends_on": "2027-03-12"}


def test_the_api_takes_a_case_from_nothing_to_an_application(visit):
    client = visit()
    company = re.search(r'<option[^>]*value="(\d{8})"', client.get("/rotations/new").text)[1]
    case = {
        "organisation": company,
        "title": "Svejsning",
        "occupation": "lagermedarbejder",
        "starts_on": "2027-03-01",
        "ends_on": "2027-03-12",
    }
    opened = call(client, "", case)
    assert opened.status_code == 201
    path = f"/{opened.json['reference']}"
    # an employee, a course and a substitute come in
    told = call(client, f"{path}/employees", {"name": "BB", "hired_on": "2020-01-01"}).json
    assert [one["name"] for one in told["employees"]] == ["BB"]
    told = call(client, f"{path}/employees/M1/courses", COURSE).json
    # ten days of 7.4 hours, five each week
    assert [one["absent"] for one in told["weeks"]] == ["37.00", "37.00"]
    assert call(client, f"{path}/substitutes", {"candidate": "K-00001"}).status_code == 201
    planned = call(client, f"{path}/plan", None)
    assert planned.status_code == 200
    assert [one["candidate"] for one in planned.json["assignments"]] == ["K-00001"]
    # the law asks what pays before it can be applied for
    step = {"status": "applied", "happened_on": read_clock().date().isoformat()}
    assert call(client, f"{path}/steps", step).status_code == 409
    terms = {"funding": "vikariat_veu", "usual_pay": True}
    assert call(client, f"{path}/terms", terms, "put").json["funding"] == "vikariat_veu"
    assert call(client, f"{path}/steps", step).json["status"] == "applied"
    assert client.get(f"/api/v1/rotations{path}").json["status"] == "applied"


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("", {"organisation": "10000009"}, 422),
        ("/JR-2026-001/employees", {}, 422),
        ("/JR-2026-001/employees", {"name": "A", "weekly_hours": 38}, 422),
        ("/JR-2026-001/employees/M99/courses", COURSE, 404),
        ("/JR-2026-001/employees/M1/courses", COURSE | {"ends_on": "2027-02-28"}, 422),
        ("/JR-2026-001/employees/M1/courses", COURSE | {"kind": "magi"}, 422),
        ("/JR-2026-001/substitutes", {"candidate": "K-404"}, 404),
        ("/JR-2026-001/steps", {"status": "running", "happened_on": "2026-11-24"}, 409),
        ("/JR-404/plan", None, 404),
    ],
)
def test_the_api_answers_what_will_not_do_with_a_problem_and_keeps_nothing(
    visit, path, body, status
):
    client = visit()
    before = client.get("/api/v1/rotations/JR-2026-001").json
    answer = call(client, path, body)
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    assert client.get("/api/v1/rotations/JR-2026-001").json == before


def test_the_api_lets_a_company_add_its_people_and_decide_nothing(visit):
    own = visit("virksomhed@demo.example")
    token = own.post(
        "/api/v1/session", json={"email": "virksomhed@demo.example", "password": PASSWORD}
    ).json["csrf_token"]
    sent = {"headers": {"X-CSRFToken": token}}
    mine = "/api/v1/rotations/JR-2026-001"
    assert own.post(f"{mine}/employees", json={"name": "Ny"}, **sent).status_code == 201
    for refused in ("substitutes", "steps", "plan"):
        assert own.post(f"{mine}/{refused}", json={}, **sent).status_code == 403
    assert own.post("/api/v1/rotations", json={}, **sent).status_code == 403


def test_the_contracts_name_what_the_vocabulary_does():
    assert set(get_args(FundingName)) == {str(one) for one in Funding}
    assert set(get_args(Level)) == {str(one) for one in EducationLevel}
    assert set(get_args(Status)) == {str(one) for one in RotationStatus}
    assert set(get_args(CourseKind)) == set(KINDS)
