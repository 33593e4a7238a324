"""The house's own promises: rooms are kept apart."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_no_room_imports_upwards():
    linter = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([linter], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("room", ["matcher", "web", "training", "data_schemas"])
def test_every_room_says_what_it_is_for(room):
    for init in (ROOT / room).rglob("__init__.py"):
        if "migrations" not in init.parts:
            assert init.read_text().startswith('"""'), f"{init} does not say what the room is for"
