"""Fixtures every test may use; in CI a skip is a failure."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]
IN_CI = os.environ.get("CI") == "true"

# no promise is about how long a machine takes; and what CI tries, it tries again the same way
settings.register_profile("house", deadline=None, derandomize=IN_CI)
settings.load_profile("house")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    report = outcome.get_result()
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI, where nothing may be: {report.longrepr}"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Give the folder of real data that lies beside the project, never in it."""
    folder = Path(os.environ.get("ALBERTSLUND_SHARED_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"real data not found at {folder} (set ALBERTSLUND_SHARED_DATA)")
    return folder
