"""How fast the service answers."""

import statistics
from collections.abc import Callable
from time import perf_counter

import numpy as np

from benchmarks.municipality import open_demo
from matcher.vocabulary import Role
from training.simulator.demo import ACCOUNTS, PASSWORD
from web.factory import create_app

ROUNDS = 100


def measure_answers() -> None:
    """Print median and 99th percentile of the top 50 of 3,000 with explanations, by the API."""
    services = open_demo()
    app = create_app(services.settings, services=services)
    client = app.test_client()
    email = ACCOUNTS[Role.CONSULTANT][0]
    client.post("/api/v1/session", json={"email": email, "password": PASSWORD})
    with services.session() as session:
        found = services.memory.get_openings(session).items[:ROUNDS]
        people = len(services.memory.get_people(session).items)
    paths = [f"/api/v1/openings/{one.reference}/matches?limit=50" for one in found]
    client.get(paths[0])
    times = [_time(lambda path=path: _get(client, path)) for path in paths]
    print(f"API: top 50 of {people} with explanations, {len(times)} openings, one process")
    print(f"  median {statistics.median(times) * 1e3:.0f} ms, ", end="")
    print(f"99th percentile {np.quantile(times, 0.99) * 1e3:.0f} ms")


def _get(client: object, path: str) -> None:
    response = client.get(path)  # type: ignore[attr-defined]
    if response.status_code != 200:
        raise RuntimeError(
            f"{path}: {response.status_code} {response.get_data(as_text=True)[:200]}"
        )


def _time(call: Callable[[], object]) -> float:
    start = perf_counter()
    call()
    return perf_counter() - start
