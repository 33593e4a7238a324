"""A round from the command line: its lots drawn again, and asked what would be otherwise."""

from hashlib import sha256

import pytest
from click.testing import CliRunner

from matcher.services import open_services
from matcher.services.placing.rounding import (
    RoundDraft,
    choose_programmes,
    choose_students,
    open_round,
    open_wishes,
)
from matcher.services.placing.wishing import state_wishes
from matcher.settings import Settings
from matcher.store import programmes, students
from tests.services.placing.conftest import ALL, CAMILLA, NOW, TODAY, make_programme, make_student
from web.cli import main

BY = {"viewer": CAMILLA, "now": NOW}


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run a command in a house with one round, in which two students wish the same seat."""
    monkeypatch.setenv("ALBERTSLUND_HOME", str(tmp_path))
    opened = open_services(Settings.from_environment({"ALBERTSLUND_HOME": str(tmp_path)}))
    with opened.transaction() as session:
        drawn = [make_student(1), make_student(2)]
        students.add_students(session, drawn)
        given = {one.reference: ALL for one in drawn}
        students.set_consents(session, given, today=TODAY, actor="a")
        programmes.add_programmes(session, [make_programme(1), make_programme(2)])
        made = open_round(session, RoundDraft("Forår", seed=1, code="R"), **BY)
        made = choose_programmes(session, "R", ["P-1", "P-2"], seen=made.version, **BY)
        made = choose_students(session, "R", ["S-1", "S-2"], seen=made.version, **BY)
        made = open_wishes(session, "R", seen=made.version, **BY)
        for one in ("S-1", "S-2"):
            made = state_wishes(session, "R", one, ["P-1"], seen=made.version, **BY)
    opened.engine.dispose()
    return lambda *arguments: CliRunner().invoke(main, ["rounds", *arguments])


def test_the_lots_can_be_counted_again(run):
    lines = [line.split() for line in run("lots", "R").output.splitlines()]
    digests = {one: sha256(f"1:{one}".encode()).hexdigest() for one in ("S-1", "S-2")}
    assert [one for _, one, _ in lines] == sorted(digests, key=digests.get)
    assert all(digests[one] == digest for _, one, digest in lines)


def test_what_a_seat_more_would_do_is_told_and_nothing_is_changed(run):
    told = run("what-if", "R", "--seats", "P-1=+1").output
    assert "no seat -> P-1" in told
    assert "With a seat: 1 -> 2." in told
    assert "no seat" in run("what-if", "R", "--seats", "P-1=+1").output


def test_the_seat_to_go_out_and_find_is_the_one_that_is_waited_for(run):
    assert run("find-seats", "R").output.startswith("P-1 ")


@pytest.mark.parametrize("arguments", [["R", "--seats", "P-1"], ["R"], ["R-9", "--drop", "P-1"]])
def test_what_cannot_be_asked_is_told_in_a_line(run, arguments):
    found = run("what-if", *arguments)
    assert found.exit_code != 0
    assert "Traceback" not in found.output
