"""The campus's API and commands: the pages' own services, by version."""

import json

import pytest
from click.testing import CliRunner

from matcher.vocabulary import Role
from tests.web.test_campus import code  # noqa: F401 - the round the pages are tried on
from web.cli import main


@pytest.fixture
def ask(enter):
    """Give what asks the API as a coordinator."""
    client = enter(Role.COORDINATOR)
    page = client.get("/campus/rounds/").text
    token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]

    def send(method, path, **body):
        answer = client.open(
            f"/api/v1/campus{path}",
            method=method,
            json=body or None,
            headers={"X-CSRFToken": token, "Accept": "application/json"},
        )
        return answer.status_code, json.loads(answer.data)

    return send


def test_a_round_is_taken_from_wishes_to_publication_by_the_api(ask, code):  # noqa: F811
    status, found = ask("GET", f"/rounds/{code}")
    assert (status, found["status"]) == (200, "wishes")
    status, found = ask(
        "PUT",
        f"/rounds/{code}/students/S-4/wishes",
        version=found["version"],
        wishes=["P-2"],
    )
    assert found["wishes"]["S-4"] == ["P-2"]
    for step in ("propose", "publish"):
        status, found = ask("POST", f"/rounds/{code}/steps/{step}", version=found["version"])
        assert status == 200
    assert found["measures"]["any"] == len({one["student"] for one in found["seats"]})
    status, place = ask("GET", f"/rounds/{code}/students/S-1")
    assert [one["programme"] for one in place["reasons"]] == ["P-1", "P-2"]


def test_an_older_version_is_refused_and_changes_nothing(ask, code):  # noqa: F811
    found = ask("GET", f"/rounds/{code}")[1]
    status, problem = ask("POST", f"/rounds/{code}/steps/propose", version=found["version"] - 1)
    assert status == 409
    assert "overskrevet" in problem["detail"]
    assert ask("GET", f"/rounds/{code}")[1] == found


def test_an_effect_is_told_and_a_move_made(ask, code):  # noqa: F811
    found = ask("GET", f"/rounds/{code}")[1]
    found = ask("POST", f"/rounds/{code}/steps/propose", version=found["version"])[1]
    student = found["seats"][0]["student"]
    effect = ask("GET", f"/rounds/{code}/effect?student={student}")[1]
    assert effect["after"]["any"] == effect["before"]["any"] - 1
    moved = ask("POST", f"/rounds/{code}/moves", version=found["version"], student=student)[1]
    assert student not in {one["student"] for one in moved["seats"]}


def test_support_needs_and_traits_never_cross_the_door(ask, code):  # noqa: F811
    students = ask("GET", "/students")[1]["items"]
    assert len(students) == 5
    assert not {"needs", "sex", "language_background", "born_on"} & students[0].keys()


@pytest.mark.parametrize("role", [Role.CONSULTANT, Role.COMPANY])
def test_nobody_else_asks_for_students(enter, role, code):  # noqa: F811
    client = enter(role)
    for path in ("students", "students/S-1", f"rounds/{code}"):
        assert client.get(f"/api/v1/campus/{path}").status_code == 403


def test_the_commands_take_a_round_on_and_print_it(services, code, monkeypatch):  # noqa: F811
    monkeypatch.setenv("ALBERTSLUND_HOME", str(services.settings.home))
    runner = CliRunner()
    for step in ("propose", "publish"):
        assert runner.invoke(main, ["rounds", "step", code, step]).exit_code == 0
    shown = runner.invoke(main, ["rounds", "show", code]).output
    assert "Published" in shown
    assert "3 with a seat" in shown
    gone = runner.invoke(main, ["rounds", "withdraw", code, "P-1", "--reason", "lukker"])
    assert "students moved" in gone.output
    assert code in runner.invoke(main, ["rounds", "list"]).output
