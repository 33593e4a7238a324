"""The campus's API and commands: the pages' own services, by version."""

import json
from math import exp

import pytest
from click.testing import CliRunner

from matcher.vocabulary import Role
from tests.web.test_campus import code  # noqa: F401 - the round the pages are tried on
from web.cli import main


@pytest.fixture
def ask(enter):
    """Give what asks the API as a coordinator."""
    return build_ask(enter(Role.COORDINATOR), "/campus/rounds/")


@pytest.fixture
def ask_as_host(enter):
    """Give what asks the API as the host of P-1."""
    return build_ask(enter(Role.COMPANY), "/campus/hosting/")


def build_ask(client, form_at):
    page = client.get(form_at).text
    token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]

    def send(method, path, **body):
        answer = client.open(
            f"/api/v1/campus{path}",
            method=method,
            json=body or None,
            headers={"X-CSRFToken": token, "Accept": "application/json"},
        )
        return answer.status_code, json.loads(answer.data or "null")

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


def test_what_suits_a_student_and_a_programme_is_told_with_reasons_that_add_up(ask, code):  # noqa: F811
    for path in ("/students/S-1/suited", "/programmes/P-1/suited"):
        status, found = ask("GET", path)
        assert status == 200
        assert 0 < len(found["items"]) <= found["possible"]
        assert found["talent_version"]
        benefits = [one["benefit"] for one in found["items"]]
        assert benefits == sorted(benefits, reverse=True)
        for stage in (each for one in found["items"] for each in one["stages"]):
            odds = stage["intercept"] + sum(one["amount"] for one in stage["contributions"])
            assert 1 / (1 + exp(-odds)) == pytest.approx(stage["chance"], abs=1e-4)


def test_a_host_ranks_and_declines_by_the_api_and_sees_no_names(ask, ask_as_host, code):  # noqa: F811
    # given a programme that four wish, one of whom does not agree to be shown
    at = f"/rounds/{code}/programmes/P-1/applicants"
    status, seen = ask_as_host("GET", at)
    assert (status, seen["hidden"], seen["version"]) == (200, 1, 0)
    assert {one["student"] for one in seen["items"]} == {"S-1", "S-3", "S-4"}
    assert "given_name" not in seen["items"][0]
    # when it ranks one and declines another
    told = {"ranks": {"S-4": 1}, "declined": {"S-1": "hours"}}
    status, kept = ask_as_host("PUT", at, version=0, **told)
    said = {one["student"]: (one["rank"], one["declined"]) for one in kept["items"]}
    assert (status, said) == (200, {"S-4": (1, None), "S-1": (None, "hours"), "S-3": (None, None)})
    # then a list that was read before is refused, and seats are given by what it said
    assert ask_as_host("PUT", at, version=0)[0] == 409
    found = ask("GET", f"/rounds/{code}")[1]
    found = ask("POST", f"/rounds/{code}/steps/propose", version=found["version"])[1]
    inside = {one["student"] for one in found["seats"] if one["programme"] == "P-1"}
    assert "S-4" in inside
    assert "S-1" not in inside


def test_a_host_says_no_to_a_published_student_by_the_api(ask, ask_as_host, code):  # noqa: F811
    found = ask("GET", f"/rounds/{code}")[1]
    view = {"programme": "P-1", "student": "S-3", "rank": 1}
    found = ask("POST", f"/rounds/{code}/host-views", version=found["version"], **view)[1]
    for step in ("propose", "publish"):
        found = ask("POST", f"/rounds/{code}/steps/{step}", version=found["version"])[1]
    no = {"student": "S-3", "reason": "capacity"}
    assert ask_as_host("POST", "/programmes/P-1/declines", **no) == (204, None)
    # and to nobody who is not its guest
    assert ask_as_host("POST", "/programmes/P-2/declines", **no)[0] == 404


def test_only_who_may_recommends_and_ranks(ask, ask_as_host, code):  # noqa: F811
    assert ask_as_host("GET", "/students/S-1/suited")[0] == 403
    assert ask("GET", f"/rounds/{code}/programmes/P-1/applicants")[0] == 403
    assert ask_as_host("GET", f"/rounds/{code}/programmes/P-2/applicants")[0] == 404


def test_the_commands_recommend_and_enter_what_a_host_says(services, code, monkeypatch):  # noqa: F811
    monkeypatch.setenv("ALBERTSLUND_HOME", str(services.settings.home))
    runner = CliRunner()
    told = runner.invoke(main, ["rounds", "suited", "--student", "S-1"]).output
    assert "S-1  P-" in told
    assert runner.invoke(main, ["rounds", "suited", "--programme", "P-1"]).exit_code == 0
    assert runner.invoke(main, ["rounds", "suited"]).exit_code == 2
    host = ["rounds", "host", code, "P-1"]
    assert runner.invoke(main, [*host, "S-1", "--decline", "hours"]).exit_code == 0
    assert runner.invoke(main, [*host, "S-4", "--rank", "1"]).exit_code == 0
    assert runner.invoke(main, ["rounds", "step", code, "propose"]).exit_code == 0
    shown = runner.invoke(main, ["rounds", "show", code]).output
    assert "S-4  P-1" in shown
    assert "S-1  P-1" not in shown


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
