"""The demo's log holds all that is learned from: lots, own searches, outcomes still open."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from matcher.features import NAMES, build_pair_features
from matcher.models.exploration import compute_propensities, swap_neighbours
from matcher.services import open_services
from matcher.services.deciding import record_outcome
from matcher.settings import Settings
from matcher.store import outcomes, recommendations
from matcher.vocabulary import EndReason, Outcome, read_end_reason
from training.material import read_material
from training.simulator.demo import build_demo
from training.simulator.history import SHARE

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)


@pytest.fixture(scope="module")
def services(tmp_path_factory):
    home = tmp_path_factory.mktemp("material")
    opened = open_services(Settings.from_environment({"ALBERTSLUND_HOME": str(home)}))
    build_demo(opened, scale=0.1, seed=4, today=NOW.date())
    yield opened
    opened.engine.dispose()


@pytest.fixture(scope="module")
def material(services):
    with services.session() as session:
        return read_material(session, services, NOW.date())


def test_the_demo_has_lists_with_swapped_neighbours_own_searches_and_open_outcomes(material):
    frame = material.frame
    assert set(frame["source"]) == {"list", "search"}
    assert 0.05 < (frame["rank"] != frame["model_rank"]).mean() < 0.15
    assert set(frame["propensity"]) == {1.0, 0.9, 0.95, 0.05}
    assert {True, False} == set(frame["settled"])
    assert frame["lasted"].isna().any()
    assert (frame["lasted"] == 1.0).any()


def test_each_list_of_the_demo_is_made_again_by_its_seed(services):
    with services.session() as session:
        shown = recommendations.frame_shown(session)
    for _, rows in shown.groupby("list_id"):
        order = swap_neighbours(len(rows), share=SHARE, seed=int(rows["seed"].iloc[0]))
        assert (rows["model_rank"].to_numpy() == order + 1).all()
        assert rows["propensity"].tolist() == compute_propensities(order, share=SHARE).tolist()


def test_the_demo_ends_placements_for_reasons_of_the_closed_list(services):
    with services.session() as session:
        events = outcomes.frame_outcomes(session)
    ended = events[events["outcome"] == Outcome.ENDED_EARLY]
    reasons = {read_end_reason(one) for one in ended["reason"]}
    assert reasons
    assert EndReason.OTHER not in reasons


def test_whom_a_consultant_found_by_an_own_search_is_learned_from(services, material):
    # given somebody no list of an opening showed, whose lists are old
    frame = material.frame
    opening = frame["opening"].iloc[0]
    seen = set(frame.loc[frame["opening"] == opening, "candidate"])
    with services.session() as session:
        pool = services.memory.get_people(session)
        job = next(
            one for one in services.memory.get_openings(session).items if one.reference == opening
        )
        knowledge = services.memory.get_knowledge(session)
    person = next(one for one in reversed(pool.items) if one.reference not in seen)
    # when a consultant records an interview
    with services.transaction() as session:
        record_outcome(
            session,
            opening,
            candidate=person.reference,
            outcome=Outcome.INTERVIEW,
            happened_on=NOW.date() - timedelta(days=40),
            actor="k@example.dk",
            now=NOW,
        )
    # then the next training has the pair with its own features, in the opening's last list
    with services.session() as session:
        after = read_material(session, services, NOW.date())
    added = after.frame[~after.frame["candidate"].isin(seen) & (after.frame["opening"] == opening)]
    assert added[["candidate", "source", "propensity", "gain"]].to_numpy().tolist() == [
        [person.reference, "search", 1.0, 2.0]
    ]
    lists = frame[frame["opening"] == opening].sort_values("shown_at")
    assert added["list_id"].item() == lists["list_id"].iloc[-1]
    row = added["row"].item()
    assert after.people[row] == person
    pairs = after.select(added).frame.assign(candidate=[person], opening=[job])
    expected = build_pair_features(pairs[["candidate", "opening"]], knowledge)[list(NAMES)]
    got = after.features.iloc[[row]][list(NAMES)]
    assert np.array_equal(got.to_numpy(float), expected.to_numpy(float), equal_nan=True)
