"""What every visitor is promised."""

import os
import stat

import pytest
from flask import Flask

from matcher.services.keys import read_secret_key
from matcher.vocabulary import Role
from web import factory


def test_the_unit_bears_its_configured_name(client):
    assert "Enhed X" in client.get("/").text


def test_a_monitor_hears_that_the_process_answers(client):
    assert client.get("/api/v1/health").json == {"status": "ok"}


def test_an_unknown_address_of_the_api_is_a_problem_document(client):
    response = client.get("/api/v1/findes-ikke")
    assert response.status_code == 404
    assert response.content_type == "application/problem+json"
    assert response.json["status"] == 404


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Content-Security-Policy", "default-src 'self'"),
        ("Content-Security-Policy", "frame-ancestors 'none'"),
        ("X-Frame-Options", "DENY"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Cache-Control", "no-store"),
    ],
)
def test_pages_tell_the_browser_what_it_may_not_do(client, header, value):
    assert value in client.get("/").headers[header]


def test_nothing_inline_is_allowed_to_run(client):
    assert "unsafe-inline" not in client.get("/").headers["Content-Security-Policy"]


@pytest.mark.parametrize(("address", "secure"), [("http://x.dk", False), ("https://x.dk", True)])
def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(client, address, secure):
    cookie = client.get("/sign-in", base_url=address).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert ("Secure" in cookie) is secure


def test_a_secret_key_is_made_once_for_this_user_only(tmp_path):
    key = read_secret_key(tmp_path / "new")
    assert len(key) >= 64
    assert read_secret_key(tmp_path / "new") == key
    assert os.listdir(tmp_path / "new") == ["secret_key"]
    assert stat.S_IMODE((tmp_path / "new" / "secret_key").stat().st_mode) == 0o600


def test_a_file_of_more_than_25_mb_is_refused(enter):
    client = enter(Role.ADMIN)
    answer = client.post("/imports/", data={"noun": "x" * (25 * 1024 * 1024)})
    assert answer.status_code == 413


def test_no_two_modules_give_the_templates_different_things_by_one_name():
    given = []
    for name in vars(factory):
        if name.startswith("register_") and name != "register_errors":
            bare = Flask("bare").jinja_env
            before = {*bare.filters}, {*bare.globals}
            app = Flask("bare")
            getattr(factory, name)(app)
            given += {*app.jinja_env.filters} - before[0]
            given += {*app.jinja_env.globals} - before[1]
    assert len(given) > 20
    assert sorted(given) == sorted(set(given))
