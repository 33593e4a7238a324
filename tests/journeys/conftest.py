"""A whole service as people start it: made by commands, served on a free port, met in Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

# not short enough yet to run with the whole suite
collect_ignore = ["test_campus.py", "test_every_page.py"]

COMMAND = Path(sys.executable).with_name("albertslund-match")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def await_answer(address, process, seconds=60):
    """Wait until the service answers, or say what it printed when it ended."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            pytest.fail(f"the service ended with {process.returncode}")
        try:
            with urllib.request.urlopen(f"{address}/api/v1/health", timeout=2) as answer:
                return answer.status
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"no answer from {address} in {seconds} s")


class House:
    """A home folder with commands run in it and a service started on it."""

    def __init__(self, home: Path):
        self.environment = {
            **os.environ,
            "ALBERTSLUND_HOME": str(home),
            "SECRET_KEY": "journey",
            "DATABASE_URL": f"sqlite:///{home}/albertslund.db",
        }
        self.home = home
        self.address = f"http://127.0.0.1:{free_port()}"

    def run(self, *arguments, check=True):
        return subprocess.run(
            [COMMAND, *arguments],
            env=self.environment,
            check=check,
            capture_output=True,
            text=True,
            timeout=300,
        )

    def start(self, *arguments):
        return subprocess.Popen([COMMAND, *arguments], env=self.environment)

    def serve(self):
        port = self.address.rsplit(":", 1)[1]
        process = self.start("serve", "--port", port, "--processes", "1")
        await_answer(self.address, process)
        return process


@pytest.fixture(scope="session")
def make_house(tmp_path_factory):
    """Give what makes an empty house."""
    return lambda: House(tmp_path_factory.mktemp("house"))


@pytest.fixture(scope="session")
def house(make_house):
    """Give a served demo municipality of a sixth the size."""
    made = make_house()
    made.run("demo", "--scale", "0.17")
    process = made.serve()
    yield made
    process.terminate()
    process.wait(timeout=30)


def find_chromium():
    return shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def browser():
    """Give a headless Chromium."""
    path = find_chromium()
    if path is None:
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
        )
        yield opened
        opened.close()


def click_and_wait(page):
    """Give a click that waits until what it led to is there whole, and not its first part only."""
    click = page.click

    def wait(*arguments, **options):
        click(*arguments, **options)
        page.wait_for_load_state()

    return wait


@pytest.fixture
def page(browser, house):
    """Give a fresh Danish page whose script errors and failed files fail the test."""
    context = browser.new_context(base_url=house.address, locale="da-DK")
    opened = context.new_page()
    faults = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("response", lambda answer: answer.status < 500 or faults.append(answer.url))
    opened.click = click_and_wait(opened)
    yield opened
    context.close()
    assert faults == []
