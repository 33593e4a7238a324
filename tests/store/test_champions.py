"""Which version ranks: changed by one at a time, and every change remembered."""

from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from multiprocessing import get_context

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from matcher.errors import Conflict, NotFound
from matcher.store import champions, models, open_engine, session_factory
from matcher.vocabulary import VERSION_0, ChampionChange, ChampionMove, ModelVersion

NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)
FIRST = ModelVersion("match", "1", "abc", NOW, None, False, {}, "note", "signed")
PROMOTED = ChampionChange("match", "1", ChampionMove.PROMOTED, "a@example.dk", "better", NOW)
PINNED = replace(PROMOTED, change=ChampionMove.PINNED)
UNPINNED = replace(PROMOTED, change=ChampionMove.UNPINNED)


@pytest.fixture
def registry(session):
    for name in ("1", "2", "3"):
        models.add_version(session, replace(FIRST, version=name))
    return session


def promote(session, version, expected):
    change = replace(PROMOTED, version=version)
    champions.change_champion(session, change, expected=expected)


def test_promoting_replaces_the_champion_and_every_change_is_remembered(registry):
    assert models.find_champion_name(registry, "match") == VERSION_0
    promote(registry, "2", VERSION_0)
    promote(registry, "1", "2")
    champion = models.get_champion(registry, "match")
    assert (champion.version, champion.promoted_at) == ("1", NOW)
    assert sum(one.is_champion for one in models.list_versions(registry, "match")) == 1
    changes = champions.list_changes(registry, "match")
    assert changes == (PROMOTED, replace(PROMOTED, version="2"))


def test_the_experts_version_can_be_put_back(registry):
    promote(registry, "1", VERSION_0)
    promote(registry, VERSION_0, "1")
    assert models.get_champion(registry, "match") is None


def test_a_version_that_is_not_there_cannot_be_promoted(registry):
    with pytest.raises(NotFound):
        promote(registry, "9", VERSION_0)


def test_what_ranks_already_is_not_promoted_again(registry):
    promote(registry, "1", VERSION_0)
    with pytest.raises(Conflict, match="already"):
        promote(registry, "1", "1")


def test_who_decided_on_an_older_picture_is_told_what_ranks_by_now(registry):
    promote(registry, "1", VERSION_0)
    with pytest.raises(Conflict, match="Meanwhile version 1"):
        promote(registry, "2", VERSION_0)
    assert models.find_champion_name(registry, "match") == "1"


def test_a_pinned_champion_is_not_replaced_until_it_is_let_go(registry):
    promote(registry, "1", VERSION_0)
    champions.change_pin(registry, PINNED)
    assert champions.is_pinned(registry, "match")
    with pytest.raises(Conflict, match="pinned"):
        promote(registry, "2", "1")
    champions.change_pin(registry, UNPINNED)
    promote(registry, "2", "1")
    assert not champions.is_pinned(registry, "match")


def test_pinning_twice_and_letting_go_what_is_loose_are_refused(registry):
    promote(registry, "1", VERSION_0)
    with pytest.raises(Conflict, match="not pinned"):
        champions.change_pin(registry, UNPINNED)
    champions.change_pin(registry, PINNED)
    with pytest.raises(Conflict, match="pinned already"):
        champions.change_pin(registry, PINNED)
    with pytest.raises(Conflict, match="Meanwhile"):
        champions.change_pin(registry, replace(UNPINNED, version="2"))


@pytest.mark.parametrize("statement", ["UPDATE champion_changes SET note = 'x'"])
def test_the_history_is_never_rewritten(registry, refuses, statement):
    promote(registry, "1", VERSION_0)
    assert "append-only" in refuses(statement, DBAPIError)
    assert "append-only" in refuses("DELETE FROM champion_changes", DBAPIError)


def put_back(version):
    return replace(PROMOTED, version=version, change=ChampionMove.PUT_BACK)


def test_rolling_back_twice_goes_back_two_steps():
    newest_first = [replace(PROMOTED, version=name) for name in ("3", "2", "1")]
    assert champions.list_succession(newest_first) == ("3", "2", "1", "0")
    assert champions.list_succession([put_back("2"), *newest_first]) == ("2", "1", "0")
    assert champions.list_succession([PINNED, put_back("1"), put_back("2"), *newest_first]) == (
        "1",
        "0",
    )
    assert champions.list_succession([]) == (VERSION_0,)


@given(st.lists(st.tuples(st.sampled_from("0123"), st.sampled_from(list(ChampionMove)))))
def test_what_was_changed_to_last_stands_first_and_nothing_stands_twice(moves):
    changes = [replace(PROMOTED, version=name, change=move) for name, move in moves]
    order = champions.list_succession(changes)
    assert len(set(order)) == len(order)
    changed = [name for name, move in moves if move in {"promoted", "put_back"}]
    assert order[0] == (changed[0] if changed else VERSION_0)


def promote_alone(url, version):
    """Promote in a process of its own, having seen version 0 rank."""
    engine = open_engine(url)
    try:
        with session_factory(engine, writing=True).begin() as session:
            change = replace(PROMOTED, model="race", version=version)
            champions.change_champion(session, change, expected=VERSION_0)
            # so that the others come while this one is not yet done
            session.connection().exec_driver_sql(SLEEP[engine.dialect.name])
    except Conflict as error:
        return str(error)
    finally:
        engine.dispose()
    return "won"


SLEEP = {
    "postgresql": "SELECT pg_sleep(0.3)",
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000)"
    " SELECT max(i) FROM n",
}


def test_of_promotions_at_once_one_wins_and_the_others_are_told(engine):
    # given three versions of which none ranks
    with session_factory(engine, writing=True).begin() as session:
        for name in ("1", "2", "3"):
            models.add_version(session, replace(FIRST, model="race", version=name))
    # when three processes promote one each at once
    url = engine.url.render_as_string(hide_password=False)
    with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as pool:
        told = sorted(pool.map(promote_alone, [url] * 3, ["1", "2", "3"]))
    # then one ranks, its change is the only one, and the others know which it is
    with session_factory(engine)() as session:
        champion = models.find_champion_name(session, "race")
        changes = champions.list_changes(session, "race")
        count = session.execute(
            text("SELECT count(*) FROM model_versions WHERE is_champion AND model = 'race'")
        ).scalar_one()
    assert count == 1
    assert [one.version for one in changes] == [champion]
    assert told[2] == "won"
    assert all(f"version {champion} has come to rank" in one for one in told[:2])
