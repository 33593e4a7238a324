"""The page of an adult apprenticeship: worked out from a form, printed, and kind to wrong input."""

import pytest

from matcher.store import people
from matcher.vocabulary import BenefitGroup, Candidate, EducationLevel, Role

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
    assert "EUV3" in text
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


API = "/api/v1/candidates/K-1/voksenlaerling/elektriker"


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
