"""What a real retraining leaves is told on the pages: its plots, its groups, chances in doubt."""

import re
import shutil
from datetime import UTC, datetime

import pytest

from tests.web.conftest import open_in, submit_sign_in
from training.retraining import retrain
from training.simulator.backwards import let_backwards_rank
from training.simulator.demo import PASSWORD, build_demo
from web.factory import create_app

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)


@pytest.fixture(scope="module")
def retrained(tmp_path_factory):
    """Make a demo in which a version was retrained and has earned its place."""
    home = tmp_path_factory.mktemp("retrained")
    services = open_in(home)
    build_demo(services, scale=0.18, seed=165, today=NOW.date())
    let_backwards_rank(services, now=NOW)
    run = retrain(services, now=NOW)
    services.engine.dispose()
    return home, run


@pytest.fixture
def services(retrained, tmp_path):
    """Give a copy of the retrained house, instead of an empty one."""
    opened = open_in(shutil.copytree(retrained[0], tmp_path / "home"))
    yield opened
    opened.engine.dispose()


@pytest.fixture
def visit(services):
    client = create_app(services.settings, services=services).test_client()
    assert submit_sign_in(client, "admin@demo.example", PASSWORD).status_code == 302
    return lambda path: client.get(f"{path}?lang=en")


def test_a_promoted_version_tells_the_chance_of_its_suggestions_with_an_interval(
    services, visit, retrained
):
    assert retrained[1].state == "promoted"
    with services.session() as session:
        opening = services.memory.get_openings(session).items[1].reference
    page = visit(f"/consultant/openings/{opening}").text
    chance = r"<strong>\d+ in 100 such matches lasted 26 weeks</strong>"
    doubt = r'<span class="chance-doubt">\([a-z ]+: between \d+ and \d+ in 100\)</span>'
    assert re.search(f"{chance} {doubt}. Rests on [0-9,]+ matches", page)


def test_the_doubt_of_a_promoted_version_holds_the_spread_of_its_ensemble(services):
    with services.session() as session:
        champion = services.memory.get_champion(session)
    assert len(champion.foretelling.members) > 1


def test_the_report_of_a_retraining_shows_its_plots_and_every_group_measured(visit, retrained):
    page = visit(f"/models/runs/{retrained[1].id}").text
    for words in ("Shapes, old and new", "Each later list", "Drift", "Women"):
        assert words in page
    assert "Not measured" not in page
    assert 'class="shape-old"' in page
    assert 'class="shape-new"' in page


def test_a_report_whose_version_was_tampered_with_shows_its_figures_without_plots(
    services, visit, retrained
):
    run = retrained[1]
    (services.shelf.folder / "match" / run.version / "report.json").write_bytes(b"{}")
    answer = visit(f"/models/runs/{run.id}")
    assert answer.status_code == 200
    assert "Ranking on later lists" in answer.text
    assert "Shapes, old and new" not in answer.text
