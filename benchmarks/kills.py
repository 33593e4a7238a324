"""A retraining killed at random moments: the champion intact, the run finished by the next worker.

The champion ranks backwards, so every challenger is promoted: each kill may fall on a promotion.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np

from benchmarks.municipality import SEED, TODAY
from matcher.errors import ArtifactRefused
from matcher.models.shape_table import compute_checksum
from matcher.services import Services, open_services
from matcher.services.memory import Memory
from matcher.services.modelling import promote, read_standing
from matcher.services.suggesting import suggest_candidates
from matcher.settings import Settings
from matcher.store import models
from matcher.store.models import TrainingRun
from matcher.vocabulary import ModelVersion
from training.simulator.backwards import BACKWARDS, let_backwards_rank
from training.simulator.demo import build_demo

MODEL = "match"
KILLS, AIMED = 20, 5
"""How many in all, and how many of them while the version is written and registered."""

LEASE_SECONDS = "3"
NEVER = "0 3 1 1 *"
PATIENCE = 180.0
LOOK, LOOK_SELDOM = 0.01, 0.2
"""Seconds between looks: for a moment to be met, and for a run to end."""


@dataclass(frozen=True)
class Moment:
    """When to kill: so many seconds after the run began, or after its folder did."""

    seconds: float
    aimed: bool


@dataclass(frozen=True)
class House:
    """The demo in a folder, with the environment of its processes."""

    services: Services
    environment: dict[str, str]

    @property
    def shelf(self) -> Path:
        """Where the versions of the model lie."""
        return self.services.settings.models / MODEL

    def start(self, *arguments: str) -> "subprocess.Popen[bytes]":
        """Start a command in its own process."""
        command = [sys.executable, "-m", "training", *arguments]
        silent = subprocess.DEVNULL
        return subprocess.Popen(command, env=self.environment, stdout=silent, stderr=silent)

    def read_runs(self) -> tuple[TrainingRun, ...]:
        """Read the log of trainings, the newest first."""
        with self.services.session() as session:
            return models.list_runs(session, MODEL)


@dataclass(frozen=True)
class Ranked:
    """What ranks, and the list it makes."""

    champion: ModelVersion
    order: tuple[str, ...]


def measure_kills(kills: int = KILLS, aimed: int = AIMED) -> None:
    """Print how often the champion was intact and the run finished, of so many kills."""
    house = make_house()
    length, registering = measure_run(house)
    print(
        f"Kills: a retraining of {length:.1f} s, its last {registering:.2f} s writing and "
        f"registering, killed by SIGKILL at {kills} seeded moments, {aimed} of them in the latter"
    )
    drawn = np.random.default_rng(SEED)
    whole = kills - aimed
    moments = [Moment(length * (i + drawn.random()) / whole, aimed=False) for i in range(whole)]
    moments += [Moment(registering * drawn.random(), aimed=True) for _ in range(aimed)]
    intact = finished = 0
    met: Counter[str] = Counter()
    with keep_worker(house):
        for moment in moments:
            before, run, phase = kill_one(house, moment, drawn)
            faults = find_faults(house, before, run)
            ended = await_finish(house, run)
            met[phase] += 1
            intact += not faults
            finished += ended
            for fault in faults or ([] if ended else ["not finished"]):
                print(f"  killed after {moment.seconds:.2f} s, {phase}: {fault}", flush=True)
    print("  killed " + ", ".join(f"{phase}: {count}" for phase, count in met.items()))
    goal = "met" if intact == finished == kills else "missed"
    print(f"  champion intact {intact}/{kills}, run finished {finished}/{kills}; goal all: {goal}")


def make_house() -> House:
    """Make the demo, with a champion that any challenger beats."""
    home = tempfile.mkdtemp(prefix="albertslund-bench-")
    own = {"ALBERTSLUND_HOME": home, "SECRET_KEY": "bench", "TRAIN_MATCH_CRON": NEVER}
    own |= {"TRAIN_LEASE_SECONDS": LEASE_SECONDS, "DATABASE_URL": f"sqlite:///{home}/bench.db"}
    services = open_services(Settings.from_environment(own))
    build_demo(services, scale=0.18, seed=SEED, today=TODAY)
    let_backwards_rank(services, now=datetime.now(UTC))
    return House(services, {**os.environ, **own})


def measure_run(house: House) -> tuple[float, float]:
    """Measure a run that nobody kills: its length, and that of writing and registering."""
    known = list_folders(house)
    process = house.start("train", MODEL)
    await_that(lambda: house.read_runs())
    begun = time.monotonic()
    await_that(lambda: list_folders(house) - known)
    written = time.monotonic()
    await_that(lambda: house.read_runs()[0].state != "running")
    ended = time.monotonic()
    process.wait()
    return ended - begun, ended - written


@contextmanager
def keep_worker(house: House) -> Iterator[None]:
    """Keep the next worker running, as beside any other there would be one."""
    worker = house.start("worker")
    try:
        yield
    finally:
        worker.terminate()
        worker.wait()


def kill_one(
    house: House, moment: Moment, drawn: np.random.Generator
) -> tuple[Ranked, TrainingRun, str]:
    """Kill a training at a moment; one that ended before it is made again, a little earlier."""
    put_back(house)
    before, known, last = rank(house), list_folders(house), house.read_runs()[0].id
    process = house.start("train", MODEL)
    await_that(lambda: house.read_runs()[0].id > last)
    if moment.aimed:
        await_that(lambda: list_folders(house) - known or process.poll() is not None)
    time.sleep(moment.seconds)
    ended = process.poll() is not None
    process.kill()
    process.wait()
    run = next(one for one in reversed(house.read_runs()) if one.id > last)
    if ended:
        await_finish(house, run)
        return kill_one(house, replace(moment, seconds=moment.seconds * drawn.random()), drawn)
    if run.state != "running":
        return before, run, "after it was registered"
    written = list_folders(house) - known
    return before, run, "while it was registered" if written else "before it was written"


def find_faults(house: House, before: Ranked, run: TrainingRun) -> list[str]:
    """Find what a killed training has broken: the champion, its list, or any version."""
    faults = []
    with house.services.engine.connect() as connection:
        told = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
    if told != "ok":
        faults.append(f"the database is broken: {told}")
    after = rank(house)
    if run.state != "promoted" and after != before:
        faults.append(f"{after.champion.version} ranks, or ranks otherwise than before")
    if run.state == "promoted" and after.champion.version != run.version:
        faults.append(f"{run.version} was promoted and does not rank")
    with house.services.session() as session:
        versions = models.list_versions(session, MODEL)
    for one in versions:
        try:
            house.services.shelf.check(one)
        except ArtifactRefused as error:
            faults.append(str(error))
    return faults + [
        f"{name} is half written"
        for name in list_folders(house)
        if not name.startswith(".") and not is_whole(house.shelf / name)
    ]


def await_finish(house: House, run: TrainingRun) -> bool:
    """Wait until the next worker has finished what was left, and nothing of it remains."""

    def is_finished() -> bool:
        with house.services.session() as session:
            standing = read_standing(session, MODEL)
        newest = house.read_runs()[0]
        due = standing.schedule is None or standing.schedule.is_due(datetime.now(UTC))
        return newest.state in {"promoted", "kept"} and not standing.training and not due

    try:
        await_that(is_finished, LOOK_SELDOM)
    except TimeoutError:
        return False
    with house.services.session() as session:
        known = {one.version for one in models.list_versions(session, MODEL)}
    newest = house.read_runs()[0]
    by_other = newest.id > run.id or run.state != "running"
    return by_other and newest.version in known and list_folders(house) == known


def put_back(house: House) -> None:
    """Let the version rank again that any challenger beats."""
    with house.services.transaction() as session:
        standing = read_standing(session, MODEL)
        if standing.champion != BACKWARDS:
            now = datetime.now(UTC)
            promote(session, MODEL, version=BACKWARDS, note="again", actor="bench", now=now)


def rank(house: House) -> Ranked:
    """Make a list as a process that has just started would."""
    memory = Memory(house.services.shelf, house.services.settings.home / "taxonomy")
    with house.services.session() as session:
        champion = models.get_champion(session, MODEL)
        opening = memory.get_openings(session).items[0].reference
        made = suggest_candidates(session, opening, memory=memory, today=date(2026, 11, 24))
    if champion is None or made.model_version != champion.version:
        raise RuntimeError(f"{made.model_version} ranks instead of {champion}")
    return Ranked(champion, tuple(one.candidate for one in made.items))


def list_folders(house: House) -> set[str]:
    """List the folders of versions, those in the making included."""
    return {path.name for path in house.shelf.glob("*")}


def is_whole(folder: Path) -> bool:
    """Tell whether a folder holds every file that its manifest names, unchanged."""
    files = json.loads((folder / "manifest.json").read_bytes())["files"]
    return all(
        compute_checksum((folder / name).read_bytes()) == digest for name, digest in files.items()
    )


def await_that(holds: Callable[[], object], look: float = LOOK) -> None:
    """Wait until something holds.

    Raises
    ------
    TimeoutError
        If it does not in `PATIENCE` seconds.
    """
    until = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > until:
            raise TimeoutError
        time.sleep(look)
