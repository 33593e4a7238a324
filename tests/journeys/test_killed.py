"""Killed at any moment, the service starts clean: nothing half-written, nothing locked."""

import contextlib
import os
import random
import re
import signal
import sqlite3
import subprocess
import threading
import time
from datetime import UTC, datetime
from http.client import HTTPException
from http.cookiejar import CookieJar
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest

from matcher.services import open_services
from matcher.settings import Settings
from training.simulator.backwards import let_backwards_rank
from training.simulator.demo import PASSWORD

pytestmark = pytest.mark.slow
TRIES = 3
ROWS = 4_000


@pytest.fixture(scope="module")
def own_house(make_house):
    """Make a house that may be killed, whose champion any challenger beats."""
    made = make_house()
    made.environment["TRAIN_LEASE_SECONDS"] = "3"
    made.run("demo", "--scale", "0.18")
    services = open_services(Settings.from_environment(made.environment))
    let_backwards_rank(services, now=datetime.now(UTC))
    services.engine.dispose()
    return made


def query(house, statement):
    with contextlib.closing(sqlite3.connect(house.home / "albertslund.db", timeout=30)) as database:
        return database.execute(statement).fetchall()


def await_row(house, statement, process, seconds=180):
    until = time.monotonic() + seconds
    while time.monotonic() < until and process.poll() is None:
        if query(house, statement):
            return
        time.sleep(0.02)
    pytest.fail(f"never came: {statement}")


@pytest.mark.parametrize("attempt", range(TRIES))
def test_training_killed_midway_leaves_the_champion_and_the_next_worker_finishes_it(
    own_house, attempt
):
    # given a champion, and a training in the middle of its work
    champion = query(
        own_house, "SELECT version FROM model_versions WHERE is_champion AND model = 'match'"
    )
    last = query(own_house, "SELECT max(id) FROM training_runs")[0][0]
    process = own_house.start("train", "match")
    await_row(own_house, f"SELECT 1 FROM training_runs WHERE id > {last}", process)
    time.sleep(random.Random(attempt).uniform(0, 2.5))

    # when it is killed
    os.kill(process.pid, signal.SIGKILL)
    process.wait()

    # then the champion ranks as before, and every version there is opens
    assert query(own_house, "PRAGMA integrity_check") == [("ok",)]
    now_champion = query(
        own_house, "SELECT version FROM model_versions WHERE is_champion AND model = 'match'"
    )
    run = query(own_house, f"SELECT state, version FROM training_runs WHERE id = {last + 1}")[0]
    assert run[0] in {"running", "promoted", "kept"}
    assert now_champion == champion or run == ("promoted", now_champion[0][0])
    assert own_house.run("models", "verify").returncode == 0

    # and the next worker finishes what was left when the lease has run out
    worker = own_house.start("worker")
    try:
        await_row(own_house, FINISHED.format(last=last), worker)
    finally:
        worker.terminate()
        worker.wait(timeout=30)
    kept = {path.name for path in (own_house.home / "models" / "match").iterdir()}
    assert kept == {
        row[0]
        for row in query(own_house, "SELECT version FROM model_versions WHERE model = 'match'")
    }


@pytest.mark.parametrize("seconds", [0.5, 2.5])
def test_a_worker_told_to_stop_midway_leaves_its_training_to_the_next(own_house, seconds):
    # given a worker in the middle of a training that was left to it
    last = query(own_house, "SELECT max(id) FROM training_runs")[0][0]
    left = own_house.start("train", "match")
    await_row(own_house, f"SELECT 1 FROM training_runs WHERE id > {last}", left)
    os.kill(left.pid, signal.SIGKILL)
    left.wait()
    worker = own_house.start("worker")
    await_row(own_house, f"SELECT 1 FROM training_runs WHERE id > {last + 1}", worker)
    time.sleep(seconds)
    # when it is told to stop
    worker.terminate()
    assert worker.wait(timeout=30) == 0
    # then its training has not failed, and the next worker finishes it
    state = f"SELECT state FROM training_runs WHERE id = {last + 2}"
    assert query(own_house, state) != [("failed",)]
    worker = own_house.start("worker")
    try:
        await_row(own_house, FINISHED.format(last=last), worker)
    finally:
        worker.terminate()
        worker.wait(timeout=30)


FINISHED = """
    SELECT 1 FROM training_runs WHERE id > {last} AND state IN ('promoted', 'kept')
    AND NOT EXISTS (SELECT 1 FROM training_runs WHERE state = 'running')
"""


def build_rows(attempt):
    header = "reference;birth_year;postcode\n"
    return header + "".join(f"NY-{attempt}-{i:05d};1980;2620\n" for i in range(ROWS))


class Visitor:
    """Somebody with a session, without a browser."""

    def __init__(self, house):
        self.address = house.address
        self.opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def get(self, path):
        with self.opener.open(self.address + path, timeout=60) as answer:
            return answer.read().decode()

    def find_token(self, path):
        return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.get(path)).group(1)

    def post(self, path, fields, file=None, token_from=None):
        fields = {**fields, "csrf_token": self.find_token(token_from or path)}
        edge = "----edge"
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in fields.items()
        ]
        if file:
            parts.append(
                f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="rows.csv"\r\n'
                f"Content-Type: text/csv\r\n\r\n{file}\r\n"
            )
        body = ("".join(parts) + f"--{edge}--\r\n").encode()
        request = Request(self.address + path, body)
        request.add_header("Content-Type", f"multipart/form-data; boundary={edge}")
        request.add_header("Referer", self.address + path)
        with self.opener.open(request, timeout=120) as answer:
            return answer.url, answer.read().decode()

    def sign_in(self):
        self.post("/sign-in", {"email": "admin@demo.example", "password": PASSWORD})


def kill_tree(process):
    """Kill the web processes and the one above them at once, as a power cut would."""
    children = subprocess.run(
        ["pgrep", "-P", str(process.pid)], capture_output=True, text=True, check=False
    ).stdout.split()
    for pid in [process.pid, *map(int, children)]:
        os.kill(pid, signal.SIGKILL)
    process.wait()


@pytest.mark.parametrize("attempt", range(TRIES))
def test_an_import_killed_midway_is_whole_or_not_there_and_the_service_starts_again(
    own_house, attempt
):
    # given a previewed import, and the web in the middle of committing it
    before = query(own_house, "SELECT count(*) FROM people")[0][0]
    process = own_house.serve()
    visitor = Visitor(own_house)
    visitor.sign_in()
    place, _ = visitor.post("/imports/", {"noun": "candidates"}, file=build_rows(attempt))
    path = place.removeprefix(own_house.address)

    def commit():
        with contextlib.suppress(OSError, HTTPException):
            visitor.post(f"{path}/commit", {}, token_from=path)

    committing = threading.Thread(target=commit)
    committing.start()
    time.sleep(random.Random(attempt).uniform(0.05, 1.2))

    # when everything is killed
    kill_tree(process)
    committing.join()

    # then the rows are all there or none is, and the service starts and says which
    assert query(own_house, "PRAGMA integrity_check") == [("ok",)]
    after = query(own_house, "SELECT count(*) FROM people")[0][0]
    state = query(own_house, "SELECT state FROM import_batches ORDER BY id DESC LIMIT 1")[0][0]
    assert (after - before, state) in {(0, "previewed"), (ROWS, "committed")}
    again = own_house.serve()
    try:
        visitor = Visitor(own_house)
        visitor.sign_in()
        assert "rows.csv" in visitor.get(path)
    finally:
        again.terminate()
        again.wait(timeout=60)


def is_free(house):
    """Tell whether nobody holds the write lock of the database."""
    with contextlib.closing(sqlite3.connect(house.home / "albertslund.db", timeout=0)) as database:
        try:
            database.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        return True


def freeze(house, process):
    """Stop a process where it stands, but not while it holds the write lock for a moment."""
    for _ in range(100):
        process.send_signal(signal.SIGSTOP)
        time.sleep(0.05)
        if is_free(house):
            return
        process.send_signal(signal.SIGCONT)
        time.sleep(0.01)
    pytest.fail("it held the write lock a hundred times")


def set_lease_end(house, moment):
    with contextlib.closing(sqlite3.connect(house.home / "albertslund.db", timeout=30)) as database:
        database.execute("UPDATE leases SET expires_at = ?", (moment,))
        database.commit()


def test_a_frozen_training_keeps_others_out_until_it_is_taken_for_dead_and_then_writes_nothing(
    own_house,
):
    # given a process that is training and stops in the middle of it
    last = query(own_house, "SELECT max(id) FROM training_runs")[0][0]
    first = own_house.start("train", "match")
    try:
        await_row(own_house, f"SELECT 1 FROM training_runs WHERE id > {last}", first)
        freeze(own_house, first)
        # when another is told to train while the lease holds
        set_lease_end(own_house, "2999-01-01 00:00:00")
        second = own_house.run("train", "match", check=False)
        # then it says why it does not
        assert second.returncode == 1
        assert "another process" in second.stderr
        # and when the first is taken for dead, the next one trains
        set_lease_end(own_house, "2000-01-01 00:00:00")
        third = own_house.run("train", "match")
        assert "nDCG@10" in third.stdout
        versions = query(own_house, "SELECT version, is_champion FROM model_versions")
        # and the one that wakes up can write nothing
        first.send_signal(signal.SIGCONT)
        assert first.wait(timeout=300) == 1
        assert query(own_house, "SELECT version, is_champion FROM model_versions") == versions
    finally:
        first.kill()
        first.wait()
