"""What every visitor is promised."""

from pathlib import Path

import pytest

from matcher.settings import Settings
from web.factory import create_app


@pytest.fixture
def client(tmp_path: Path):
    settings = Settings.from_environment(
        {"ALBERTSLUND_HOME": str(tmp_path), "UNIT_NAME": "Enhed X"}
    )
    return create_app(settings).test_client()


def test_the_unit_bears_its_configured_name(client):
    assert "Enhed X" in client.get("/").text


def test_a_monitor_hears_that_the_process_answers(client):
    assert client.get("/api/v1/health").json == {"status": "ok"}


def test_an_unknown_address_is_a_problem_document(client):
    response = client.get("/findes-ikke")
    assert response.status_code == 404
    assert response.content_type == "application/problem+json"
    assert response.json["status"] == 404


def test_scripts_from_elsewhere_are_refused(client):
    assert "default-src 'self'" in client.get("/").headers["Content-Security-Policy"]
