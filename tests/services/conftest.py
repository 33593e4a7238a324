"""A small municipality in a real SQLite file."""

from datetime import date

import pytest

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
