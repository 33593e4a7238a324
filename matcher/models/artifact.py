"""Model versions on disk: plain tables and texts, each known by its SHA-256, all of them signed.

A version is a folder. Its manifest holds the SHA-256 of every file; the registry's row holds the
manifest's own SHA-256 and its signature, an HMAC by a key that is never in the database. So neither
who can write the folder nor who can write the database can make a version that is opened. Nothing
here can execute anything: the files are JSON, Markdown and SVG.
"""

import hmac
import json
import os
import platform
import re
import shutil
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version as find_version
from pathlib import Path
from typing import Any

from matcher.errors import ArtifactRefused, NotFound
from matcher.features import CATALOGUES
from matcher.models.calibration import Calibration
from matcher.models.shape_table import AdditiveModel, compute_checksum
from matcher.models.stages import Stage
from matcher.vocabulary import ModelVersion

FORMAT = 2
STAGE_FILES = ("shapes.json", "bags.json", "calibration.json")
OWN_FILES = (*STAGE_FILES, "metrics.json")
"""What every version holds; a document may have any other name.

Stages after the first have their files in a folder named after them.
"""

FIRST_STAGE = "lasted"
"""The only stage of a match version, whose manifest may be older than stages are."""

MANIFEST = "manifest.json"
DOCUMENT_NAME = re.compile(r"([a-z0-9_-]+/)?[a-z0-9_-]+\.[a-z0-9]+", re.ASCII)
LABEL = b"albertslund-match model manifest\n"


@dataclass(frozen=True)
class Manifest:
    """What was saved: each file's SHA-256, the manifest's own, and its signature."""

    checksum: str
    signature: str
    files: Mapping[str, str]


@dataclass(frozen=True)
class Artifact:
    """What serving needs of a version: its stages, in the order that people come through them."""

    stages: Mapping[str, Stage]

    @property
    def first(self) -> Stage:
        """The first stage, which is the only one of the match model."""
        return next(iter(self.stages.values()))


@dataclass(frozen=True)
class Shelf:
    """Where the versions lie, ``<folder>/<model>/<version>/``, and the keys that vouch for them.

    The first key signs; a signature by any of them is good, so that a key can be changed.
    """

    folder: Path
    keys: tuple[bytes, ...] = field(repr=False)

    def save(
        self,
        name: str,
        stages: Mapping[str, Stage],
        *,
        metrics: Mapping[str, Any],
        documents: Mapping[str, bytes] | None = None,
    ) -> Manifest:
        """Save a version by one rename, so that it is all there or not at all.

        Parameters
        ----------
        name : str
            Which model this is a version of.
        stages : mapping of str to Stage
            Calibrated, all of one version, which the tables say.
        metrics, documents
            What is kept with them; documents by file name, at most one folder deep.

        Raises
        ------
        ValueError
            If the stages are of several versions, or a document has a stage file's name.
        FileExistsError
            If the version is there already; it is never written over.
        """
        (version,) = {one.model.version for one in stages.values()}
        folder = self.folder / name / version
        if folder.exists():
            raise FileExistsError(folder)
        contents = {"metrics.json": _dump(metrics)}
        for number, stage in enumerate(stages):
            contents |= _write_stage(stages[stage], stage if number else "")
        contents |= _check_documents(documents or {}, contents)
        digests = {file: compute_checksum(content) for file, content in contents.items()}
        content = _dump(
            {
                "format": FORMAT,
                "model": name,
                "version": version,
                "stages": list(stages),
                "files": digests,
                "made_with": {
                    "python": platform.python_version(),
                    **{one: find_version(one) for one in ("numpy", "scikit-learn")},
                },
            }
        )
        _write_folder(folder, {**contents, MANIFEST: content})
        return Manifest(compute_checksum(content), _sign(content, self.keys[0]), digests)

    def load(self, version: ModelVersion) -> Artifact:
        """Load what serving needs of a version.

        Raises
        ------
        ArtifactRefused
            If anything is missing, changed, or not signed by this server.
        """
        self._read(version, ("metrics.json",))
        names = self._read_manifest(version).get("stages", [FIRST_STAGE])
        stages = {
            stage: self._load_stage(version, stage if number else "")
            for number, stage in enumerate(names)
        }
        return Artifact(stages)

    def read_document(self, version: ModelVersion, name: str) -> bytes:
        """Read a file that is kept with a version.

        Raises
        ------
        NotFound
            If the version holds no file of this name.
        ArtifactRefused
            If anything is missing, changed, or not signed by this server.
        """
        if name not in self.list_files(version):
            raise NotFound("document", name)
        return self._read(version, (name,))[name]

    def list_files(self, version: ModelVersion) -> tuple[str, ...]:
        """List the files of a version, after its manifest has been checked."""
        return tuple(sorted(self._read_manifest(version)["files"]))

    def check(self, version: ModelVersion) -> None:
        """Check a version whole: signature, every file, that it opens, and the row's figures.

        Raises
        ------
        ArtifactRefused
            If anything does not hold.
        """
        found = self._read(version, self.list_files(version))
        self.load(version)
        if json.loads(found["metrics.json"]) != json.loads(_dump(version.metrics)):
            raise ArtifactRefused(f"{version.version}: the registry's figures are not the saved")

    def sweep(self, name: str, known: Collection[str]) -> None:
        """Remove what no version of the registry owns; only for who holds the model's lease."""
        for path in (self.folder / name).glob("*"):
            if path.name in known:
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()

    def discard(self, name: str, version: str) -> None:
        """Remove a folder that was saved and then not registered."""
        shutil.rmtree(self.folder / name / version, ignore_errors=True)

    def _load_stage(self, version: ModelVersion, stage: str) -> Stage:
        places = [_place(name, stage) for name in STAGE_FILES]
        found = self._read(version, places)
        shapes, bags, calibration = (found[one] for one in places)
        model = AdditiveModel.from_json(shapes)
        if model.version != version.version:
            raise ArtifactRefused(f"{version.version}: the tables are those of {model.version}")
        known = {one.name for one in CATALOGUES.get(version.model, ())}
        strange = {one.feature for one in model.shapes} - known
        if strange:
            raise ArtifactRefused(
                f"{version.version}: {version.model} may not see {', '.join(sorted(strange))}"
            )
        return Stage(model, _read_bags(bags), Calibration.from_json(calibration.decode()))

    def _read(self, version: ModelVersion, names: Collection[str]) -> dict[str, bytes]:
        digests = self._read_manifest(version)["files"]
        folder = self._find_folder(version)
        contents = {name: _read_file(folder, name) for name in names}
        for name, found in contents.items():
            if compute_checksum(found) != digests.get(name):
                raise ArtifactRefused(f"{version.version}: {name} is not what its checksum says")
        return contents

    def _read_manifest(self, version: ModelVersion) -> Mapping[str, Any]:
        content = _read_file(self._find_folder(version), MANIFEST)
        if compute_checksum(content) != version.checksum:
            raise ArtifactRefused(f"{version.version}: the manifest is not the one registered")
        if not any(
            hmac.compare_digest(_sign(content, key).encode(), version.signature.encode())
            for key in self.keys
        ):
            raise ArtifactRefused(f"{version.version}: the signature is not this server's")
        body = json.loads(content)
        if body.get("format") != FORMAT:
            raise ArtifactRefused(f"{version.version}: the format {body.get('format')} is unknown")
        if (body["model"], body["version"]) != (version.model, version.version):
            raise ArtifactRefused(
                f"{version.version}: the manifest is that of {body['model']} {body['version']}"
            )
        found: Mapping[str, Any] = body
        return found

    def _find_folder(self, version: ModelVersion) -> Path:
        if {version.version, version.model} & {"", ".", ".."} or re.search(
            r"[/\\\0]", version.version + version.model
        ):
            raise ArtifactRefused(f"{version.version!r} is no name of a version")
        return self.folder / version.model / version.version


def _sign(content: bytes, key: bytes) -> str:
    return hmac.new(key, LABEL + content, "sha256").hexdigest()


def _place(name: str, stage: str) -> str:
    return f"{stage}/{name}" if stage else name


def _write_stage(stage: Stage, place: str) -> dict[str, bytes]:
    if stage.calibration is None:
        raise ValueError(f"{stage.model.version}: what is kept is calibrated")
    bags = [json.loads(one.to_json()) for one in stage.bags]
    contents = (stage.model.to_json().encode(), _dump(bags), stage.calibration.to_json().encode())
    return {_place(one, place): content for one, content in zip(STAGE_FILES, contents, strict=True)}


def _check_documents(documents: Mapping[str, bytes], own: Collection[str]) -> Mapping[str, bytes]:
    for name in documents:
        if not DOCUMENT_NAME.fullmatch(name) or name in {*own, MANIFEST}:
            raise ValueError(f"{name!r} is no name for a document")
    return documents


def _read_bags(content: bytes) -> tuple[AdditiveModel, ...]:
    try:
        return tuple(AdditiveModel.from_json(json.dumps(one)) for one in json.loads(content))
    except (TypeError, ValueError, RecursionError) as error:
        raise ArtifactRefused(f"the bootstrap tables cannot be read: {error}") from error


def _read_file(folder: Path, name: str) -> bytes:
    try:
        return (folder / name).read_bytes()
    except OSError as error:
        raise ArtifactRefused(f"{folder.name}: {error.strerror} ({name})") from error


def _dump(body: Any) -> bytes:
    return json.dumps(body, sort_keys=True, indent=1).encode()


def _write_folder(folder: Path, contents: Mapping[str, bytes]) -> None:
    making = folder.with_name(f".{folder.name}.{os.getpid()}")
    making.mkdir(parents=True)
    try:
        for name, content in contents.items():
            _write(making / name, content)
        for written in {(making / name).parent for name in contents}:
            _sync_folder(written)
        making.rename(folder)
        _sync_folder(folder.parent)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the names in a folder last, as its files do; a power cut may else undo a rename."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
