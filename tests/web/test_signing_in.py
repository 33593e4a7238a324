"""Getting in, getting out, and what a failed attempt tells."""

import pytest

from matcher.vocabulary import Role


def test_who_signs_in_is_greeted_by_name_on_their_first_page(client, submit):
    submit()
    page = client.get("/", follow_redirects=True)
    assert page.request.path == "/consultant/day"
    assert "Bruger consultant" in page.text


@pytest.mark.parametrize("email", ["consultant@example.dk", "ingen@example.dk"])
def test_a_wrong_password_says_the_same_whether_the_account_exists_or_not(submit, email):
    answer = submit(email, password="forkert")
    assert answer.status_code == 422
    assert answer.text.count("E-mail eller adgangskode er forkert") == 2
    assert 'href="#email"' in answer.text


def test_an_empty_form_says_what_is_missing_at_each_field(submit):
    answer = submit("", password="")
    assert "Skriv din e-mail" in answer.text
    assert "Skriv din adgangskode" in answer.text


def test_the_eleventh_failure_in_a_minute_must_wait_but_others_may_sign_in(submit):
    failures = [submit(password="forkert").status_code for _ in range(11)]
    assert failures == [422] * 10 + [429]
    assert submit().status_code == 429
    assert submit("admin@example.dk").status_code == 302


def test_signing_in_well_is_never_counted(submit, client):
    for _ in range(12):
        assert submit().status_code == 302
        client.delete_cookie("session")


@pytest.mark.parametrize(
    ("wish", "place"),
    [
        ("/models/?page=2", "/models/?page=2"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example", "/"),
        ("/\\elsewhere.example", "/"),
        ("/\t/elsewhere.example", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_signing_in_leads_on_only_within_the_service(submit, wish, place):
    assert submit(query=f"?next={wish}").location == place


def test_a_page_asked_for_is_come_back_to(client):
    answer = client.get("/models/runs/1?lang=en")
    assert answer.location == "/sign-in?next=/models/runs/1?lang%3Den"


def test_signing_out_takes_a_form_and_keeps_the_language(enter):
    client = enter(Role.ADMIN)
    page = client.get("/models/?lang=en").text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    assert client.get("/sign-out").status_code == 405
    client.post("/sign-out", data={"csrf_token": token})
    assert client.get("/models/").status_code == 302
    assert "You are signed out" in client.get("/").text
