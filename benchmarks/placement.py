"""Placement rounds: how fast and in how much memory, beside PyPI's ``matching`` and OR-tools.

Every run is a process of its own with a limit on its time, on the same round; what a run found is
compared with what ours found, so that no peer is measured on an easier question.
"""

import json
import subprocess
import sys
from dataclasses import dataclass

from benchmarks.placement_runs import RUNS

LIMIT = 180
"""Seconds that a run may take."""


@dataclass(frozen=True)
class Size:
    """A round to be made: students, programmes, and the most that a programme needs to open."""

    students: int
    programmes: int
    least: int = 1

    def __str__(self) -> str:
        """Write it as in the tables."""
        needed = f", up to {self.least} needed to open" if self.least > 1 else ""
        return f"{self.students:,} students x {self.programmes:,} programmes, 10 wishes{needed}"


SMALL, MIDDLE, LARGE = (400, 60), (5_000, 1_000), (50_000, 10_000)

TABLES: tuple[tuple[str, Size, tuple[str, ...]], ...] = (
    ("stable", Size(*SMALL), ("ours_stable", "matching_stable")),
    ("stable", Size(*MIDDLE), ("ours_stable", "matching_stable")),
    ("stable", Size(*LARGE), ("ours_stable", "matching_stable")),
    ("stable", Size(*LARGE, least=4), ("ours_stable",)),
    ("best total", Size(*SMALL), ("ours_best", "ortools_flow", "highs_linear")),
    ("best total", Size(*MIDDLE), ("ours_best", "ortools_flow", "highs_linear")),
    ("best total", Size(*SMALL, least=4), ("ours_best", "ortools_cp_sat")),
    ("best total", Size(*MIDDLE, least=4), ("ours_best", "ortools_cp_sat")),
    ("three seats more", Size(*MIDDLE), ("ours_additions",)),
)


def measure_placement() -> None:
    """Print seconds, memory and what was found, ours first and the peers with their ratios."""
    for what, size, names in TABLES:
        print(f"{what}: {size}")
        ours: dict[str, float] | None = None
        for name in names:
            found = _run(name, size)
            print(f"  {RUNS[name][0]:<34} {_tell(found, ours)}")
            ours = ours or (found if isinstance(found, dict) else None)


def _run(name: str, size: Size) -> dict[str, float] | str:
    command = [sys.executable, "-m", "benchmarks.placement_runs", name]
    command += [str(size.students), str(size.programmes), str(size.least)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=False)
    except subprocess.TimeoutExpired:
        return f"not done after {LIMIT} s"
    if done.returncode:
        return f"failed: {done.stderr.strip().splitlines()[-1:]}"
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _tell(found: dict[str, float] | str, ours: dict[str, float] | None) -> str:
    if isinstance(found, str):
        return found
    told = f"{found['seconds']:8.3f} s ({found['cpu']:.3f} of the processor)"
    told += f"  {found['megabytes']:6.0f} MiB  found {found['value']:.3f}"
    if ours is None:
        return told
    # the processor's seconds are the same on a busy machine
    ratio = found["cpu"] / ours["cpu"]
    same = "the same" if abs(found["value"] - ours["value"]) < 5e-4 else "NOT THE SAME"
    return f"{told}, {same}, {ratio:.1f} times ours"
