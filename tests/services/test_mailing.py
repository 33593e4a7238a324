"""Mail is queued with what it tells about, sent once, tried again, and given up with its reason."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest

from matcher.errors import InvalidInput
from matcher.services import open_services
from matcher.services.mailing import WAITS, Mail, check_address, list_unsent, queue, retry, send_due
from matcher.settings import Settings

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.fixture
def house(tmp_path, office):
    environment = {
        "ALBERTSLUND_HOME": str(tmp_path),
        "SMTP_URL": f"smtp://127.0.0.1:{office.port}",
        "MAIL_FROM": "ingen-svar@albertslund.example",
    }
    opened = open_services(Settings.from_environment(environment))
    yield opened
    opened.engine.dispose()


def put(house, *mails, now=NOW):
    with house.transaction() as session:
        return queue(session, house.settings, mails, now=now)


def write(key="a", recipient="modtager@example.dk", **more):
    return Mail(key, recipient, "Emne æøå", "Brødtekst æøå\n", **more)


def look(house):
    with house.session() as session:
        return list_unsent(session)


def test_a_message_arrives_whole_and_what_it_said_is_dropped(house, office):
    put(house, write(headers={"List-Unsubscribe": "<https://x.example/1>"}))
    assert send_due(house, now=NOW) == 1
    message = office.received[0]
    assert (message["To"], message["Subject"]) == ("modtager@example.dk", "Emne æøå")
    assert message["From"] == "ingen-svar@albertslund.example"
    assert message["List-Unsubscribe"] == "<https://x.example/1>"
    assert message.get_content().splitlines() == ["Brødtekst æøå"]
    counts, unsent = look(house)
    assert (counts.sent, counts.waiting, unsent) == (1, 0, ())
    kept = (house.settings.home / "albertslund.db").read_bytes()
    assert b"modtager@example.dk" not in kept


def test_asking_twice_sends_once(house, office):
    assert (put(house, write("a"), write("b")), put(house, write("a"))) == (2, 0)
    assert send_due(house, now=NOW) == 2
    assert send_due(house, now=NOW + timedelta(days=9)) == 0
    assert len(office.received) == 2


def test_what_is_rolled_back_was_never_said(house, office):
    with house.session(writing=True) as session:
        queue(session, house.settings, [write()], now=NOW)
    assert send_due(house, now=NOW) == 0


def test_a_refusal_for_now_is_tried_again_later_with_the_same_message_id(house, office):
    office.refusals = ["451 Try again later"]
    put(house, write())
    assert send_due(house, now=NOW) == 0
    assert send_due(house, now=NOW + WAITS[0] - timedelta(seconds=1)) == 0
    waiting = look(house)[1][0]
    assert (waiting.attempts, waiting.failed_at) == (1, None)
    assert "451" in waiting.error
    assert send_due(house, now=NOW + WAITS[0]) == 1


def test_a_refusal_for_good_is_given_up_at_once_and_the_others_still_go(house, office):
    office.refusals = ["550 No such user"]
    put(house, write("a"), write("b"))
    assert send_due(house, now=NOW) == 1
    counts, unsent = look(house)
    assert (counts.failed, counts.sent) == (1, 1)
    assert "550" in unsent[0].error
    # until somebody says that it is to be tried again
    with house.transaction() as session:
        assert retry(session, now=NOW) == 1
    assert send_due(house, now=NOW) == 1


def test_after_the_last_wait_a_message_is_given_up(house, office):
    office.refusals = ["451 Try again later"] * 99
    put(house, write())
    now = NOW
    for wait in (*WAITS, timedelta()):
        send_due(house, now=now)
        now += wait
    counts, _unsent = look(house)
    assert (counts.failed, counts.waiting) == (1, 0)


def test_a_server_that_is_away_loses_nothing(tmp_path):
    environment = {"ALBERTSLUND_HOME": str(tmp_path), "SMTP_URL": "smtp://127.0.0.1:1"}
    house = open_services(Settings.from_environment(environment))
    put(house, write("a"), write("b"))
    assert send_due(house, now=NOW) == 0
    counts, unsent = look(house)
    # the second was not even tried: the server is away for everybody
    assert (counts.waiting, sorted(one.attempts for one in unsent)) == (2, [0, 1])
    house.engine.dispose()


def test_without_a_server_messages_wait(tmp_path):
    house = open_services(Settings.from_environment({"ALBERTSLUND_HOME": str(tmp_path)}))
    put(house, write())
    assert send_due(house, now=NOW) == 0
    assert look(house)[1][0].attempts == 0
    house.engine.dispose()


def test_two_senders_at_once_double_nothing(house, office):
    put(house, *(write(str(number)) for number in range(40)))
    command = [sys.executable, "-c", SEND, str(house.settings.home), house.settings.smtp_url]
    senders = [subprocess.Popen(command) for _ in range(3)]
    assert all(one.wait(timeout=120) == 0 for one in senders)
    ids = [message["Message-ID"] for message in office.received]
    assert (len(ids), len(set(ids))) == (40, 40)


def test_a_sender_killed_midway_loses_nothing_and_a_double_has_the_same_message_id(house, office):
    # given a sender in the middle of a hundred messages
    put(house, *(write(str(number)) for number in range(100)))
    command = [sys.executable, "-c", SEND, str(house.settings.home), house.settings.smtp_url]
    sender = subprocess.Popen(command)
    until = time.monotonic() + 60
    while len(office.received) < 20 and time.monotonic() < until:
        time.sleep(0.005)
    # when it is killed
    os.kill(sender.pid, signal.SIGKILL)
    sender.wait()
    # then the next one, when the claim has run out, sends the rest
    while send_due(house, now=NOW + timedelta(minutes=10)):
        pass
    keys = [message["Message-ID"] for message in office.received]
    assert len(set(keys)) == 100
    # at most the one under way came twice
    assert len(keys) <= 101


SEND = """
import sys
from datetime import UTC, datetime
from matcher.services import open_services
from matcher.services.mailing import send_due
from matcher.settings import Settings
home, url = sys.argv[1:]
services = open_services(Settings.from_environment({"ALBERTSLUND_HOME": home, "SMTP_URL": url}))
while send_due(services, now=datetime(2026, 11, 24, 9, tzinfo=UTC)):
    pass
"""


@pytest.mark.parametrize(
    "email",
    ["", "a", "a@", "@b.dk", "a@b", "a b@c.dk", "a@b.dk\nBcc: x@y.dk", "æ@b.dk", "a@b.dk,c@d.dk"],
)
def test_what_is_no_address_is_refused(email):
    with pytest.raises(InvalidInput):
        check_address(email)


def test_an_address_is_folded():
    assert check_address(" Navn@Example.DK ") == "navn@example.dk"
