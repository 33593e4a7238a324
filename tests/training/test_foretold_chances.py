"""What is said of a pair against the simulator's truth, which nobody else knows."""

from datetime import date

import numpy as np
import pytest

from matcher.features import NAMES
from matcher.models.calibration import Calibration
from matcher.models.doubt import LEVEL, Foretelling
from matcher.models.match import DIRECTIONS, build_version_0
from matcher.models.ranker import AdditiveRanker
from matcher.services import open_services
from matcher.services.stocking import stock_catalogue
from matcher.settings import Settings
from matcher.store import concepts
from matcher.vocabulary import Outcome
from training.labels import GAINS
from training.simulate import SimulationConfig, build_pool, simulate
from training.simulator.process import BARS

EXAMINATION, NOISE = 0.55, 0.7
NEIGHBOURS = 100


@pytest.fixture(scope="module")
def pool(tmp_path_factory):
    home = str(tmp_path_factory.mktemp("doubt"))
    services = open_services(Settings.from_environment({"ALBERTSLUND_HOME": home}))
    with services.transaction() as session:
        stock_catalogue(session, today=date(2026, 1, 1))
        knowledge = concepts.read_knowledge(session)
    services.engine.dispose()
    return build_pool(knowledge, scale=0.3)


def compute_truth(worth):
    """The chance that a pair somebody took up lasts: every bar after the shortlist is passed."""
    passed = [1 / (1 + np.exp((bar - worth) / NOISE)) for bar in BARS[1:]]
    return np.prod(passed, axis=0)


def average_alike(scores, truth):
    """The mean truth of the pairs that score about as much as each."""
    order = np.argsort(scores, kind="stable")
    padded = np.pad(truth[order], NEIGHBOURS // 2, mode="edge")
    found = np.empty_like(truth)
    found[order] = np.convolve(padded, np.full(NEIGHBOURS + 1, 1 / (NEIGHBOURS + 1)), "valid")
    return found


@pytest.mark.slow
def test_the_interval_holds_the_true_share_of_pairs_alike_at_least_as_often_as_it_says(pool):
    made = simulate(pool, SimulationConfig(lists=300, examination=EXAMINATION, seed=4))
    lists = made.frame["list_id"].astype(int).to_numpy()
    early = lists < 180
    ranker = AdditiveRanker(
        prior=build_version_0(),
        monotonic=DIRECTIONS,
        gain="linear",
        max_iter=60,
        n_members=8,
        random_state=0,
    ).fit(made.features[early], made.frame["gain"][early].to_numpy(float), group=lists[early])
    # a pair nobody looked at says nothing of itself
    taken_up = ~early & made.frame["shortlisted"].to_numpy()
    lasted = made.frame["gain"][taken_up].to_numpy() == GAINS[Outcome.STAYED_26]
    calibration = Calibration.fit(ranker.predict(made.features[taken_up]), lasted)
    foretelling = Foretelling.compile(calibration, ranker.compile_bags("1"), NAMES)

    later = simulate(pool, SimulationConfig(lists=300, examination=EXAMINATION, seed=5))
    new = later.frame["row"][later.frame["shortlisted"]].to_numpy()
    scores = ranker.predict(pool.frame.iloc[new])
    told = foretelling.foretell(scores, pool.features[new])
    low, share, high = (
        np.array([getattr(one, name) for one in told]) for name in ("low", "share", "high")
    )
    truth = compute_truth(pool.worth[new])
    alike = average_alike(scores, truth)
    assert share.mean() == pytest.approx(truth.mean(), abs=0.07)
    held = np.mean((low <= alike) & (alike <= high))
    assert held >= LEVEL - 0.05
    assert np.mean(high - low) < 0.6
