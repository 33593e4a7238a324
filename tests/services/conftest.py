"""A small municipality in a real SQLite file, and a real post office."""

import socket
from datetime import date
from email import message_from_bytes
from email.policy import default

import pytest
from aiosmtpd.controller import Controller

from matcher.services import open_services
from matcher.settings import Settings
from training.simulator.demo import build_demo

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory):
    """Make the demo once; tests that write take a copy."""
    home = tmp_path_factory.mktemp("demo")
    build_demo(open_in(home), scale=0.1, seed=1, today=TODAY)
    return home


def open_in(home):
    return open_services(Settings.from_environment({"ALBERTSLUND_HOME": str(home)}))


@pytest.fixture
def services(demo_home, tmp_path):
    """Give the demo in a database of this test's own."""
    import shutil

    home = tmp_path / "home"
    shutil.copytree(demo_home, home)
    return open_in(home)


@pytest.fixture
def session(services):
    with services.session(writing=True) as opened:
        yield opened


class PostOffice:
    """A real SMTP server that keeps what it accepts, and refuses as it is told."""

    def __init__(self):
        self.received = []
        self.refusals = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        if self.refusals:
            return self.refusals.pop(0)
        self.received.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"


@pytest.fixture
def office():
    made = PostOffice()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        made.port = free.getsockname()[1]
    controller = Controller(made, hostname="127.0.0.1", port=made.port)
    controller.start()
    yield made
    controller.stop()
