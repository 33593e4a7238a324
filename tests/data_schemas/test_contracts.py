"""The contracts: what they let through, what they refuse, and that they speak the vocabulary."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import get_args

import pytest
from pydantic import ValidationError

from data_schemas.contracts import (
    CandidateRow,
    CourseRow,
    OpeningRow,
    OrganisationRow,
    api,
    export_schemas,
    fields,
)
from data_schemas.contracts.schemas import list_contracts
from matcher import vocabulary

CANDIDATE = {"reference": "K-1001", "birth_year": 1985, "postcode": "2620"}
OPENING = {
    "reference": "S-1",
    "kind": "ordinary",
    "title": "Lagermedarbejder",
    "postcode": "2620",
    "starts_on": date(2027, 1, 4),
}
ORGANISATION = {"cvr": "66137112", "name": "Albertslund Kommune"}
COURSE = {
    "code": "amu-truck",
    "kind": "amu",
    "title_da": "Truck",
    "provider": "TEC",
    "days": 7,
    "postcode": "2650",
}
WHOLE = {
    CandidateRow: CANDIDATE,
    OpeningRow: OPENING,
    OrganisationRow: ORGANISATION,
    CourseRow: COURSE,
}


def find_errors(contract, **changes):
    with pytest.raises(ValidationError) as caught:
        contract(**{**WHOLE[contract], **changes})
    return {(error["loc"][0], error["type"]) for error in caught.value.errors()}


@pytest.mark.parametrize("contract", WHOLE)
def test_a_row_needs_no_more_than_its_required_fields(contract):
    row = contract(**WHOLE[contract])
    assert contract.model_validate_json(row.model_dump_json()) == row


@pytest.mark.parametrize(
    "name",
    [
        "OpeningKind",
        "BenefitGroup",
        "EducationLevel",
        "Outcome",
        "Answer",
        "Sureness",
        "Tag",
        "WorkTime",
        "Role",
    ],
)
def test_the_contracts_speak_the_vocabulary(name):
    assert list(get_args(getattr(fields, name))) == list(getattr(vocabulary, name))


def test_language_levels_are_those_of_the_vocabulary():
    for level in vocabulary.CEFR.values():
        assert CandidateRow(**CANDIDATE, languages={"da": level}).languages == {"da": level}
    assert find_errors(CandidateRow, languages={"da": 7}) == {("languages", "less_than_equal")}


@pytest.mark.parametrize(
    "reference",
    ["0101011234", "010101-1234", "9999999999", "K-010101-1234", "K0101011234", "610101-1234"],
)
def test_what_could_be_a_cpr_number_is_no_reference(reference):
    assert find_errors(CandidateRow, reference=reference) == {("reference", "cpr_number")}


@pytest.mark.parametrize("reference", ["K-1001", "999999-1234", "12345678901", "a" * 40])
def test_other_references_pass(reference):
    assert CandidateRow(**{**CANDIDATE, "reference": reference}).reference == reference


@pytest.mark.parametrize("field", ["occupation", "education_field"])
def test_texts_hold_no_cpr_number(field):
    assert find_errors(CandidateRow, **{field: "Tømrer 010101-1234"}) == {(field, "cpr_number")}


def test_an_identifier_of_esco_is_no_cpr_number():
    uri = "http://data.europa.eu/esco/skill/ab121212-1234-4a2f-9111-121212123412"
    assert CandidateRow(**CANDIDATE, skills=[(uri, 3)]).skills[0].concept == uri


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("reference", "K 1001", "reference_form"),
        ("reference", "a" * 41, "reference_form"),
        ("reference", "-1", "formula"),
        ("birth_year", 1929, "greater_than_equal"),
        ("birth_year", datetime.now(UTC).year + 1, "future_year"),
        ("postcode", "262", "postcode_form"),
        ("benefit_group", "su", "literal_error"),
        ("unemployed_since", datetime.now(UTC).date() + timedelta(2), "future_day"),
        ("occupation", "=1+1", "formula"),
        ("occupation", "lager\x07", "control_character"),
        ("occupation", "lager\u202e", "control_character"),
        ("occupation", "a" * 201, "string_too_long"),
        ("weekly_hours", 0.5, "greater_than_equal"),
        ("weekly_hours", 48.5, "less_than_equal"),
        ("travel_limit_minutes", 241, "less_than_equal"),
        ("travel_limit_minutes", 4, "greater_than_equal"),
        ("skills", [("a", 6)], "less_than_equal"),
        ("skills", [("a", 1), ("a", 2)], "repeated"),
        ("wishes", ["a", "a"], "repeated"),
        ("licences", ["B", "B"], "repeated"),
        ("licences", ["B!"], "licence_form"),
        ("languages", {"dansk": 3}, "language_code"),
        ("experience", {"a": 0}, "greater_than_equal"),
        ("work_times", ["day", "noon"], "literal_error"),
        ("name", "Anna", "extra_forbidden"),
    ],
)
def test_a_candidate_refuses(field, value, error):
    assert find_errors(CandidateRow, **{field: value}) == {(field, error)}


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("ends_on", date(2027, 1, 3), "ends_before_start"),
        ("positions", 0, "greater_than_equal"),
        ("positions", 501, "less_than_equal"),
        ("kind", "job", "literal_error"),
        ("organisation", "66137113", "cvr_check"),
        ("tags", ["green", "green"], "repeated"),
        ("parameters", {"A B": 1}, "parameter_key"),
        ("starts_on", date(1900, 1, 1), "greater_than_equal"),
    ],
)
def test_an_opening_refuses(field, value, error):
    assert find_errors(OpeningRow, **{field: value}) == {(field, error)}


def test_an_opening_may_last_a_day():
    assert OpeningRow(**OPENING, ends_on=OPENING["starts_on"]).ends_on == OPENING["starts_on"]


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("cvr", "6613711", "cvr_form"),
        ("cvr", "66137111", "cvr_check"),
        ("p_number", "123456789", "p_number_form"),
        ("db07", "11100", "db07_form"),
        ("employees", -1, "greater_than_equal"),
        ("postcode", "DK-2620", "postcode_form"),
    ],
)
def test_an_organisation_refuses(field, value, error):
    assert find_errors(OrganisationRow, **{field: value}) == {(field, error)}


@pytest.mark.parametrize("cvr", ["66137112", "10150817", "22756214", "25313763"])
def test_real_cvr_numbers_pass(cvr):
    assert OrganisationRow(cvr=cvr, name="En virksomhed").cvr == cvr


def test_a_course_refuses_what_it_could_not_be():
    assert find_errors(CourseRow, days=0) == {("days", "greater_than_equal")}
    assert find_errors(CourseRow, code="a b") == {("code", "course_code")}


def test_enums_of_the_vocabulary_may_be_given_as_they_are():
    verdict = api.VerdictOut(scheme="s", answer=vocabulary.Answer.NEEDS, findings=[])
    assert json.loads(verdict.model_dump_json())["answer"] == "needs"


def test_an_outcome_has_happened():
    tomorrow = datetime.now(UTC).date() + timedelta(2)
    with pytest.raises(ValidationError):
        api.OutcomeIn(opening="S-1", candidate="K-1", outcome="placed", happened_on=tomorrow)


def test_every_contract_is_exported_as_a_closed_schema(tmp_path):
    paths = export_schemas(tmp_path / "schemas")
    assert len(paths) == len(list_contracts()) >= 20
    for path in paths:
        schema = json.loads(path.read_text(encoding="utf-8"))
        assert schema["title"] == path.name.removesuffix(".schema.json")
        assert schema["description"]
    row = json.loads((tmp_path / "schemas" / "OrganisationRow.schema.json").read_text())
    assert row["properties"]["cvr"]["pattern"] == "^[1-9][0-9]{7}$"
    assert row["additionalProperties"] is False
