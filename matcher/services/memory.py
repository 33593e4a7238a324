"""What a process keeps in memory, renewed when the database says that it is stale.

Each web process holds the taxonomy, the people, the openings and the champion; a number in the
database, raised by whoever changes one of them, tells when to read again. So a version promoted by
the worker is used by the next request of every process, without a restart.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from threading import RLock
from time import monotonic
from typing import Any, Generic, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from matcher.errors import ArtifactRefused
from matcher.features import NAMES, list_names
from matcher.models.artifact import Shelf
from matcher.models.doubt import Foretelling
from matcher.models.match import build_version_0
from matcher.models.shape_table import AdditiveModel
from matcher.models.staged_experts import build_staged_version_0
from matcher.models.stages import StagedModel
from matcher.retrieval import SkillIndex
from matcher.services.nearing import recall_nearness
from matcher.store import (
    Session,
    champions,
    changes,
    concepts,
    courses,
    models,
    openings,
    outlines,
    people,
)
from matcher.store.courses import Course
from matcher.store.outlines import Demands
from matcher.taxonomy.nearness import merge_nearness
from matcher.taxonomy.relatedness import Relatedness
from matcher.vocabulary import (
    UNKNOWN_CHANCE,
    VERSION_0,
    Candidate,
    Chance,
    Knowledge,
    ModelVersion,
    Opening,
)

log = logging.getLogger(__name__)
TRY_AGAIN = 60.0
"""Seconds until a version that was refused is looked at again; somebody may have mended it."""

Item = TypeVar("Item", Candidate, Opening)
Value = TypeVar("Value")
Used = TypeVar("Used", bound="Champion | StagedChampion")


@dataclass(frozen=True)
class Pool(Generic[Item]):
    """All items of one noun with the index of their skills, positions agreeing."""

    items: tuple[Item, ...]
    positions: dict[str, int]
    index: SkillIndex


@dataclass(frozen=True)
class Champion:
    """The model that ranks now, with its name and what foretells chances, if it was calibrated.

    ``refused`` names the version that ought to rank and could not be opened.
    """

    version: str
    model: AdditiveModel
    foretelling: Foretelling | None
    refused: str = ""

    def foretell(self, scores: NDArray[np.float64], features: pd.DataFrame) -> tuple[Chance, ...]:
        """Foretell how often pairs like these last; unknown while nothing is calibrated."""
        if self.foretelling is None:
            return (UNKNOWN_CHANCE,) * len(scores)
        return self.foretelling.foretell(scores, features[list(NAMES)].to_numpy(np.float32))


@dataclass(frozen=True)
class StagedChampion:
    """The version of a model in stages that foretells now; ``refused`` as `Champion` has it."""

    version: str
    model: StagedModel
    refused: str = ""


class Memory:
    """Versioned values shared by the threads of a process.

    Parameters
    ----------
    shelf : Shelf
        Where the model versions lie.
    folder : Path
        Where what is computed of the taxonomy is kept for the next process.
    """

    def __init__(self, shelf: Shelf, folder: Path) -> None:
        self._shelf = shelf
        self._folder = folder
        self._lock = RLock()
        self._kept: dict[str, tuple[object, Any]] = {}

    def get_knowledge(self, session: Session) -> Knowledge:
        """Give the taxonomy and the places as features want them."""
        version = changes.get_data_version(session, "concepts")
        return self._renew("knowledge", version, lambda: self._read_knowledge(session))

    def get_relatedness(self, session: Session) -> Relatedness:
        """Give how near the occupations lie to one another."""
        version = changes.get_data_version(session, "concepts")
        return self._renew(
            "relatedness", version, lambda: Relatedness(outlines.read_outline(session))
        )

    def get_demands(self, session: Session) -> Demands:
        """Give what each occupation asks for."""
        version = changes.get_data_version(session, "concepts")
        return self._renew("demands", version, lambda: outlines.read_demands(session))

    def get_people(self, session: Session) -> Pool[Candidate]:
        """Give every candidate, indexed by skill."""
        version = changes.get_data_version(session, "people")
        return self._renew(
            "people", version, lambda: _index_people(people.list_candidates(session))
        )

    def get_openings(self, session: Session) -> Pool[Opening]:
        """Give every opening its company has not closed, indexed by the skills it asks for."""
        version = changes.get_data_version(session, "openings")
        return self._renew(
            "openings",
            version,
            lambda: _index_openings(openings.list_openings(session, but_closed=True)),
        )

    def get_courses(self, session: Session, build: Callable[[tuple[Course, ...]], Value]) -> Value:
        """Give what is built of all courses."""
        version = changes.get_data_version(session, "courses")
        return self._renew("courses", version, lambda: build(courses.list_courses(session)))

    def get_champion(self, session: Session) -> Champion:
        """Give the promoted version, or version 0 where none has been promoted.

        A version that is not what was promoted is never opened: the one before it ranks instead,
        in the end version 0, and says so.
        """
        return self._get_champion(session, "match", _build_first_champion, self._open)

    def _read_knowledge(self, session: Session) -> Knowledge:
        """Read what people have said of the taxonomy, and add what is computed of it."""
        knowledge = concepts.read_knowledge(session)
        computed = recall_nearness(session, self._folder)
        by_hand = outlines.list_skills_by_hand(session)
        nearness = merge_nearness(knowledge.skill_nearness, computed, by_hand=by_hand)
        return replace(knowledge, skill_nearness=nearness)

    def get_staged(self, session: Session, model: str) -> StagedChampion:
        """Give the promoted version of a model in stages, as `get_champion` gives the match's."""
        return self._get_champion(
            session, model, lambda: _build_first_staged(model), self._open_staged
        )

    def get_staged_version(self, session: Session, model: str, version: str) -> StagedChampion:
        """Give a version of a model in stages by its name, to foretell again what it foretold.

        Raises
        ------
        NotFound
            If there is no such version.
        ArtifactRefused
            If it is not what was registered.
        """
        if version == VERSION_0:
            return self._renew(f"{model} {version}", version, lambda: _build_first_staged(model))
        stored = models.get_version(session, model, version)
        key = (stored.checksum, stored.signature)
        return self._renew(f"{model} {version}", key, lambda: self._open_staged(stored))

    def find_used(self, session: Session, model: str) -> str:
        """Find the version of a model that is used now."""
        return self._find(session, model).version

    def find_refused(self, session: Session, model: str) -> str:
        """Find the version of a model that ought to be used and could not be opened, if any."""
        return self._find(session, model).refused

    def keep(self, name: str, version: object, read: Callable[[], Value]) -> Value:
        """Give what is kept by this name, read again where its version has changed."""
        return self._renew(name, version, read)

    def _find(self, session: Session, model: str) -> "Champion | StagedChampion":
        return self.get_champion(session) if model == "match" else self.get_staged(session, model)

    def _get_champion(
        self,
        session: Session,
        model: str,
        begin: Callable[[], Used],
        open_version: Callable[[ModelVersion], Used],
    ) -> Used:
        name = f"champion of {model}"
        stored = models.get_champion(session, model)
        if stored is None:
            return self._renew(name, VERSION_0, begin)
        key = (stored.version, stored.checksum, stored.signature, self._count_tries(name))
        return self._renew(name, key, lambda: self._load(session, stored, begin, open_version))

    def _load(
        self,
        session: Session,
        stored: ModelVersion,
        begin: Callable[[], Used],
        open_version: Callable[[ModelVersion], Used],
    ) -> Used:
        try:
            return open_version(stored)
        except ArtifactRefused as error:
            log.error("the champion was refused: %s", error)
        found = begin()
        for name in champions.list_succession(champions.list_changes(session, stored.model)):
            if name == VERSION_0:
                # what experts' version was put in the place of has been judged and left
                break
            if name != stored.version:
                try:
                    found = open_version(models.get_version(session, stored.model, name))
                    break
                except ArtifactRefused as error:
                    log.error("an earlier champion was refused too: %s", error)
        log.error("version %s ranks instead of %s", found.version, stored.version)
        return replace(found, refused=stored.version)

    def _open(self, version: ModelVersion) -> Champion:
        stage = self._shelf.load(version).first
        assert stage.calibration is not None  # noqa: S101 - the shelf keeps what is calibrated
        foretelling = Foretelling.compile(stage.calibration, stage.bags, NAMES)
        return Champion(version.version, stage.model, foretelling)

    def _open_staged(self, version: ModelVersion) -> StagedChampion:
        stages = self._shelf.load(version).stages
        names = list_names(version.model)
        return StagedChampion(version.version, StagedModel.compile(version.version, names, stages))

    def _count_tries(self, name: str) -> int:
        kept = self._kept.get(name)
        return int(monotonic() // TRY_AGAIN) if kept and kept[1].refused else 0

    def _renew(self, name: str, version: object, read: Callable[[], Value]) -> Value:
        with self._lock:
            kept = self._kept.get(name)
            if kept is None or kept[0] != version:
                kept = (version, read())
                self._kept[name] = kept
            value: Value = kept[1]
            return value


def _build_first_champion() -> Champion:
    model = build_version_0()
    return Champion(model.version, model, None)


def _build_first_staged(model: str) -> StagedChampion:
    staged = build_staged_version_0(model)
    return StagedChampion(staged.version, staged)


def _index_people(candidates: tuple[Candidate, ...]) -> Pool[Candidate]:
    index = SkillIndex([{s.concept: float(s.level) for s in one.skills} for one in candidates])
    return Pool(candidates, {one.reference: i for i, one in enumerate(candidates)}, index)


def _index_openings(found: tuple[Opening, ...]) -> Pool[Opening]:
    index = SkillIndex([weigh_demand(one) for one in found])
    return Pool(found, {one.reference: i for i, one in enumerate(found)}, index)


def weigh_demand(opening: Opening) -> dict[str, float]:
    """Weigh the skills an opening asks for: the required by their level, the nice by a third."""
    weights = {skill.concept: skill.level / 3 for skill in opening.nice_skills}
    return weights | {skill.concept: float(skill.level) for skill in opening.required_skills}
