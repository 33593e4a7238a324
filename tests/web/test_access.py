"""Nobody sees what the access table does not give them."""

import pytest

from matcher.vocabulary import Role
from web.access import ACCESS, PUBLIC, may_use


def list_requests(app):
    """List every endpoint with a method and an address that reaches it."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        values = dict.fromkeys(rule.arguments, 1)
        if rule.endpoint == "importing.download_template":
            values["form"] = "csv"
        path = adapter.build(rule.endpoint, values, method=sorted(rule.methods)[0])
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            yield rule.endpoint, method, path


def test_every_endpoint_is_in_the_table_and_every_entry_is_an_endpoint(app):
    assert set(app.view_functions) == set(ACCESS)


@pytest.mark.parametrize("role", Role)
def test_a_role_is_refused_whatever_the_table_does_not_give_it(app, enter, role):
    client = enter(role)
    refused = [one for one in list_requests(app) if not may_use(one[0], role)]
    answers = {path: client.open(path, method=method).status_code for _, method, path in refused}
    assert set(answers.values()) <= {403}


def test_a_stranger_is_sent_to_sign_in_or_told_so_by_the_api(app, client):
    for endpoint, method, path in list_requests(app):
        if ACCESS[endpoint] == PUBLIC:
            continue
        answer = client.open(path, method=method)
        if path.startswith("/api/"):
            assert answer.status_code == 401, path
        else:
            assert answer.status_code == 302, path
            assert answer.location.startswith("/sign-in"), path


def test_an_endpoint_missing_from_the_table_is_refused_to_everybody(app, enter):
    app.add_url_rule("/forgotten", "forgotten", lambda: "seen")
    assert enter(Role.ADMIN).get("/forgotten").status_code == 403


def test_writing_without_the_token_is_refused_with_a_page(client):
    answer = client.post("/sign-in", data={"email": "x@example.dk", "password": "x"})
    assert answer.status_code == 400
    assert "Formularen var blevet for gammel" in answer.text


def test_a_closed_account_is_signed_out_at_once(enter, services):
    client = enter(Role.ADMIN)
    with services.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE users SET active = 0")
    assert client.get("/models/").location.startswith("/sign-in")
