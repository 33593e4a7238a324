"""A model version on disk: plain tables to serve from, the estimator to learn on from.

The manifest holds the SHA-256 of every file; the manifest's own SHA-256 is what the registry's
row knows it by. Nothing is opened before all of them agree.
"""

import json
import os
import platform
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import joblib
import sklearn

from matcher.errors import ArtifactRefused
from matcher.models.calibration import Calibration
from matcher.models.ranker import AdditiveRanker
from matcher.models.shape_table import AdditiveModel, compute_checksum

FILES = ("shapes.json", "calibration.json", "metrics.json", "estimator.joblib")


@dataclass(frozen=True)
class Manifest:
    """What was saved: each file's SHA-256, and the manifest's own."""

    checksum: str
    files: Mapping[str, str]


@dataclass(frozen=True)
class Artifact:
    """What serving needs of a version."""

    model: AdditiveModel
    bags: tuple[AdditiveModel, ...]
    calibration: Calibration


def save_artifact(
    folder: Path,
    *,
    model: AdditiveModel,
    estimator: AdditiveRanker,
    calibration: Calibration,
    metrics: Mapping[str, Any],
) -> Manifest:
    """Save a version by one rename, so that it is all there or not at all.

    Raises
    ------
    FileExistsError
        If the folder is there already; a version is never written over.
    """
    if folder.exists():
        raise FileExistsError(folder)
    making = folder.with_name(f".{folder.name}.{os.getpid()}")
    making.mkdir(parents=True)
    try:
        _write(making / "shapes.json", model.to_json().encode())
        _write(making / "calibration.json", calibration.to_json().encode())
        _write(making / "metrics.json", _dump(metrics))
        joblib.dump(estimator, making / "estimator.joblib")
        digests = {name: compute_checksum((making / name).read_bytes()) for name in FILES}
        versions = {"python": platform.python_version(), "scikit-learn": sklearn.__version__}
        content = _dump({"files": digests, "versions": versions})
        _write(making / "manifest.json", content)
        making.rename(folder)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return Manifest(compute_checksum(content), digests)


def load_model(folder: Path, *, checksum: str) -> Artifact:
    """Load the tables and the calibration; the estimator is not opened.

    Raises
    ------
    ArtifactRefused
        If anything is missing or is not what the checksums say.
    """
    contents = _read_checked(folder, checksum)
    calibration = Calibration.from_json(contents["calibration.json"])
    return Artifact(AdditiveModel.from_json(contents["shapes.json"]), (), calibration)


def load_estimator(folder: Path, *, checksum: str) -> AdditiveRanker:
    """Load the estimator, after every checksum has agreed.

    Raises
    ------
    ArtifactRefused
        If anything is missing or is not what the checksums say.
    """
    _read_checked(folder, checksum)
    estimator: AdditiveRanker = joblib.load(folder / "estimator.joblib")
    return estimator


def _read_checked(folder: Path, checksum: str) -> dict[str, bytes]:
    try:
        content = (folder / "manifest.json").read_bytes()
        if compute_checksum(content) != checksum:
            raise ArtifactRefused(f"{folder.name}: the manifest is not the one registered")
        digests = json.loads(content)["files"]
        contents = {name: (folder / name).read_bytes() for name in FILES}
    except OSError as error:
        raise ArtifactRefused(f"{folder.name}: {error.strerror} ({error.filename})") from error
    for name, found in contents.items():
        if compute_checksum(found) != digests.get(name):
            raise ArtifactRefused(f"{folder.name}: {name} is not what its checksum says")
    return contents


def _dump(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, sort_keys=True, indent=1).encode()


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
