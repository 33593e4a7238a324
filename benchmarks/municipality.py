"""The demo municipality, made once for all benchmarks of a run."""

import tempfile
from datetime import date
from functools import cache
from pathlib import Path

from matcher.services import Services, open_services
from matcher.settings import Settings
from training.simulator.demo import build_demo

TODAY = date(2026, 11, 24)
SEED = 165


@cache
def open_demo() -> Services:
    """Make the municipality in a folder that is gone after the run."""
    folder = Path(tempfile.mkdtemp(prefix="albertslund-bench-"))
    settings = Settings.from_environment({"ALBERTSLUND_HOME": str(folder), "SECRET_KEY": "bench"})
    services = open_services(settings)
    build_demo(services, scale=1.0, seed=SEED, today=TODAY)
    return services
