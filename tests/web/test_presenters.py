"""How values read, in Danish and in English."""

from datetime import UTC, date, datetime

import pytest
from flask_babel import force_locale

from matcher.vocabulary import Finding, OpeningKind, WorkTime
from web import presenters, ruling


@pytest.fixture(params=["da", "en"])
def language(request, app):
    with app.test_request_context(), force_locale(request.param):
        yield request.param


@pytest.mark.parametrize(
    ("present", "value", "danish", "english"),
    [
        (presenters.day, date(2026, 11, 24), "24. november 2026", "24 November 2026"),
        (
            presenters.moment,
            datetime(2026, 11, 24, 13, 5, tzinfo=UTC),
            "24. november 2026 kl. 14.05",
            "24 November 2026, 14:05",
        ),
        (presenters.number, 1234567, "1.234.567", "1,234,567"),
        (presenters.number, 37.0, "37", "37"),
        (presenters.number, 30.5, "30,5", "30.5"),
        (presenters.decimal, 0.4567, "0,457", "0.457"),
        (presenters.signed, 1.005, "+1,00", "+1.00"),
        (presenters.signed, -12.5, "−12,50", "−12.50"),
        (presenters.signed, -0.001, "0,00", "0.00"),
        (presenters.percent, 0.314, "31 %", "31 %"),
        (presenters.label, OpeningKind.LAEREPLADS, "Læreplads", "Apprenticeship"),
        (presenters.scheme_name, "smaajob", "Småjob", "Small job"),
        (presenters.scheme_name, "unges_arbejde", "Unges arbejde", "Work of people under 18"),
        (presenters.scheme_name, "kommunal", "kommunal", "kommunal"),
        (presenters.labels, {WorkTime.NIGHT, WorkTime.DAY}, "Dag, Nat", "Day, Night"),
        (presenters.languages, {"en": 4, "da": 6}, "dansk C2, engelsk B2", "Danish C2, English B2"),
        (presenters.licences, {"B", "X9"}, "Kørekort B, X9", "Driving licence B, X9"),
        (presenters.place, "0000", "0000", "0000"),
        (presenters.told_reason, "distance", "For lang transport", "Too far to travel"),
        (
            presenters.told_reason,
            "other: vi ved det ikke",
            "Andet: vi ved det ikke",
            "Something else: vi ved det ikke",
        ),
        (presenters.told_reason, "Vi ved det ikke", "Vi ved det ikke", "Vi ved det ikke"),
        (presenters.concept_label, "urn:x", "urn:x", "urn:x"),
        (
            ruling.group_name,
            {"attribute": "age", "group": "25-39"},
            "Alder 25–39",
            "Age 25–39",
        ),
        (
            ruling.group_name,
            {"attribute": "age", "group": "-24"},
            "Alder til og med 24",
            "Age up to 24",
        ),
        (ruling.group_name, {"attribute": "age", "group": "55-"}, "Alder 55+", "Age 55+"),
        (
            ruling.group_name,
            {"attribute": "benefit_group", "group": "sygedagpenge"},
            "Sygedagpenge",
            "Sickness benefit",
        ),
    ],
)
def test_a_value_reads_as_its_language_writes_it(language, present, value, danish, english):
    assert present(value) == (danish if language == "da" else english)


def test_a_reason_is_given_in_the_readers_language(language):
    finding = Finding("r", None, "fordi", "because", "", date(2026, 1, 1), "", "")
    assert presenters.reason(finding) == ("fordi" if language == "da" else "because")
