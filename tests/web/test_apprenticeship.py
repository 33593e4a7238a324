"""The page of an adult apprenticeship: worked out from a form, printed, and kind to wrong input."""

from datetime import date

import pytest

from matcher.store import openings, people
from matcher.vocabulary import (
    BenefitGroup,
    Candidate,
    EducationLevel,
    Opening,
    OpeningKind,
    Role,
)

KNOWN = Candidate(
    "K-1",
    1985,
    "2620",
    benefit_group=BenefitGroup.JOBPARAT,
    education_level=EducationLevel.GRUNDSKOLE,
)
ASKED = {"candidate": "K-1", "education": "elektriker", "starts_on": "2026-01-05"}


@pytest.fixture
def consultant(services, enter):
    with services.transaction() as session:
        people.add_candidates(session, [KNOWN])
    return enter(Role.CONSULTANT)


def test_the_empty_form_asks_and_accuses_nobody(consultant):
    answer = consultant.get("/voksenlaerling/")
    assert answer.status_code == 200
    assert "form-error-message" not in answer.text


def test_route_weeks_amount_and_deadline_are_told_for_the_day_of_the_agreement(consultant):
    text = consultant.get("/voksenlaerling/", query_string=ASKED).text
    assert "EUV 3" in text
    # 158 weeks x 37 hours x 45 kr., and the month after 5 January
    assert "263.070,00 kr." in text
    assert "5. februar 2026" in text


def test_the_occupation_one_comes_from_chooses_the_education(consultant):
    address = "/voksenlaerling/?occupation=urn:albertslund:occupation:murer"
    assert '<option selected value="murer">' in consultant.get(address).text


def test_the_print_is_a_pdf_of_the_same_case(consultant):
    answer = consultant.get("/voksenlaerling/pdf", query_string=ASKED)
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"candidate": "K-404"}, "Der er ingen kandidat"),
        ({"candidate": ""}, "Angiv kandidatens reference"),
        ({"education": "trolddom"}, "Vælg en fra listen"),
        ({"starts_on": "2026-13-41"}, "Det er ikke en dag"),
        ({"starts_on": ""}, "Angiv dagen"),
        ({"euv_route": "euv9"}, "Vælg en fra listen"),
        ({"applied_on": "i går"}, "Det er ikke en dag"),
    ],
)
@pytest.mark.parametrize("path", ["/voksenlaerling/", "/voksenlaerling/pdf"])
def test_wrong_input_is_told_at_its_field_in_danish(consultant, path, wrong, told):
    answer = consultant.get(path, query_string=ASKED | wrong)
    assert answer.status_code == 422
    assert told in answer.text


@pytest.mark.parametrize("starts_on", ["0001-01-01", "9999-12-31", "1999-06-01", "2200-01-01"])
def test_days_far_away_are_answered_with_what_is_not_known(consultant, starts_on):
    answer = consultant.get("/voksenlaerling/", query_string=ASKED | {"starts_on": starts_on})
    assert answer.status_code in {200, 422}


def test_reading_the_candidate_is_audited(consultant, services):
    consultant.get("/voksenlaerling/", query_string=ASKED)
    with services.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT actor, key FROM audit_reads").fetchall()
    assert ("consultant@example.dk", "K-1") in rows


def test_english_readers_get_english(consultant):
    text = consultant.get("/voksenlaerling/", query_string=ASKED | {"lang": "en"}).text
    assert "Adult apprenticeship" in text
    assert "DKK 263,070.00" in text


ROOT = "/api/v1/candidates/K-1/voksenlaerling"
API = f"{ROOT}/elektriker"


def test_the_api_works_out_the_same_case_to_the_oere(consultant):
    told = consultant.get(API, query_string={"starts_on": "2026-01-05", "agreement": "eud"}).json
    assert told["route"] == "euv3"
    assert told["timetable"]["training_weeks"] == 158
    assert [one["amount"] for one in told["supports"]] == ["263070.00", "383600.00", None]
    assert told["verdict"]["answer"] == "needs"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (API, 422),
        (f"{API}?starts_on=1999-01-01", 422),
        (f"{API}?starts_on=2026-01-05&euv_route=euv9", 422),
        ("/api/v1/candidates/K-404/voksenlaerling/elektriker?starts_on=2026-01-05", 404),
        ("/api/v1/candidates/K-1/voksenlaerling/trolddom?starts_on=2026-01-05", 404),
    ],
)
def test_the_api_answers_wrong_input_with_a_problem(consultant, address, status):
    answer = consultant.get(address)
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"


def test_where_it_is_no_sure_yes_the_other_schemes_and_the_ways_to_a_yes_stand_beside_it(
    consultant,
):
    text = consultant.get("/voksenlaerling/", query_string=ASKED | {"euv_route": "euv1"}).text
    assert "Andre muligheder" in text
    # who is job-ready and has primary school only may have the education pool, with the reason
    assert "/candidates/K-1/schemes?on=2026-01-05#regional_uddannelsespulje" in text
    assert "I målgruppen: Kontanthjælp, jobparat" in text
    assert "Flere end tre ting er åbne. Skal først oplyses:" in text
    assert "Uddannelsesaftale; " in text


def test_where_one_thing_hinders_the_way_to_a_yes_is_told(consultant):
    text = consultant.get(
        "/voksenlaerling/", query_string=ASKED | SURE | {"euv_route": "euv1"}
    ).text
    assert "Hvad der skal til" in text
    assert "EUV 2 har oplæring." in text


SURE = {
    "euv_route": "euv2",
    "agreement": "eud",
    "approved_place": "true",
    "pay_floor_met": "true",
    "applied_on": "2026-01-05",
    "other_support": "none",
    "de_minimis_declared": "true",
    "employed_here_before": "false",
    "positivliste": "true",
}


def test_a_sure_yes_asks_for_no_other_way(consultant):
    text = consultant.get("/voksenlaerling/", query_string=ASKED | SURE).text
    assert "Andre muligheder" not in text


def test_an_opening_fills_the_form_and_its_company_is_judged_under_the_other_schemes(
    consultant, services
):
    place = Opening(
        "O-7",
        OpeningKind.VOKSENLAERLING,
        "Murerlærling",
        "2620",
        date(2026, 3, 2),
        organisation="99000001",
        parameters={"education": "murer", "approved_place": True, "employer_sector": "privat"},
    )
    with services.transaction() as session:
        openings.add_openings(session, [place])
    page = consultant.get("/voksenlaerling/?candidate=K-1&opening=O-7").text
    assert '<option selected value="murer">' in page
    assert 'value="2026-03-02"' in page
    asked = {"candidate": "K-1", "education": "murer", "starts_on": "2026-03-02", "opening": "O-7"}
    told = consultant.get("/voksenlaerling/", query_string=asked)
    assert told.status_code == 200
    # the wage subsidy is judged whole, so what the company must state is asked
    known = consultant.get(f"{ROOT}/murer", query_string=asked).json
    (subsidy,) = (one for one in known["options"] if one["scheme"] == "loentilskud")
    assert subsidy["answer"] == "needs"


def test_an_opening_that_is_not_there_is_told(consultant):
    answer = consultant.get("/voksenlaerling/", query_string=ASKED | {"opening": "O-404"})
    assert answer.status_code == 422
    assert "Der er intet opslag med den reference" in answer.text


def test_the_api_gives_the_other_options_and_the_ways_to_a_yes(consultant):
    told = consultant.get(API, query_string={"starts_on": "2026-01-05", "euv_route": "euv1"}).json
    assert told["verdict"]["answer"] == "not_eligible"
    answers = [one["answer"] for one in told["options"]]
    assert set(answers) <= {"eligible", "needs"}
    assert answers == sorted(answers)
    assert told["options"][0]["strongest"]["reason_da"]
    assert "voksenlaerling" not in {one["scheme"] for one in told["options"]}
    sure = consultant.get(API, query_string={"starts_on": "2026-01-05"} | SURE).json
    assert sure["verdict"]["answer"] == "eligible"
    assert sure["options"] == sure["ways"] == []
