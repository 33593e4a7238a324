"""What a process keeps in memory, renewed when the database says that it is stale.

Each web process holds the taxonomy, the people, the openings and the champion; a number in the
database, raised by whoever changes one of them, tells when to read again. So a version promoted by
the worker is used by the next request of every process, without a restart.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import Any, Generic, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from matcher.features import NAMES
from matcher.models.artifact import load_model
from matcher.models.doubt import Foretelling
from matcher.models.match import build_version_0
from matcher.models.shape_table import AdditiveModel
from matcher.retrieval import SkillIndex
from matcher.store import Session, changes, concepts, models, openings, people
from matcher.vocabulary import UNKNOWN_CHANCE, Candidate, Chance, Knowledge, Opening

Item = TypeVar("Item", Candidate, Opening)
Value = TypeVar("Value")


@dataclass(frozen=True)
class Pool(Generic[Item]):
    """All items of one noun with the index of their skills, positions agreeing."""

    items: tuple[Item, ...]
    positions: dict[str, int]
    index: SkillIndex


@dataclass(frozen=True)
class Champion:
    """The model that ranks now, with its name and what foretells chances, if it was calibrated."""

    version: str
    model: AdditiveModel
    foretelling: Foretelling | None

    def foretell(self, scores: NDArray[np.float64], features: pd.DataFrame) -> tuple[Chance, ...]:
        """Foretell how often pairs like these last; unknown while nothing is calibrated."""
        if self.foretelling is None:
            return (UNKNOWN_CHANCE,) * len(scores)
        return self.foretelling.foretell(scores, features[list(NAMES)].to_numpy(np.float32))


class Memory:
    """Versioned values shared by the threads of a process.

    Parameters
    ----------
    registry : Path
        The folder the model versions lie in.
    """

    def __init__(self, registry: Path) -> None:
        self._registry = registry
        self._lock = RLock()
        self._kept: dict[str, tuple[object, Any]] = {}

    def get_knowledge(self, session: Session) -> Knowledge:
        """Give the taxonomy and the places as features want them."""
        version = changes.get_data_version(session, "concepts")
        return self._renew("knowledge", version, lambda: concepts.read_knowledge(session))

    def get_people(self, session: Session) -> Pool[Candidate]:
        """Give every candidate, indexed by skill."""
        version = changes.get_data_version(session, "people")
        return self._renew(
            "people", version, lambda: _index_people(people.list_candidates(session))
        )

    def get_openings(self, session: Session) -> Pool[Opening]:
        """Give every opening, indexed by the skills it asks for."""
        version = changes.get_data_version(session, "openings")
        return self._renew(
            "openings", version, lambda: _index_openings(openings.list_openings(session))
        )

    def get_champion(self, session: Session) -> Champion:
        """Give the promoted version, or version 0 where none has been promoted.

        Raises
        ------
        ArtifactRefused
            If what lies on disk is not what was promoted.
        """
        stored = models.get_champion(session, "match")
        if stored is None:
            return self._renew("champion", "0", _build_first_champion)
        return self._renew(
            "champion",
            (stored.version, stored.checksum),
            lambda: self._load(stored.version, stored.checksum),
        )

    def _load(self, version: str, checksum: str) -> Champion:
        artifact = load_model(self._registry / "match" / version, checksum=checksum)
        foretelling = Foretelling.compile(artifact.calibration, artifact.bags, NAMES)
        return Champion(version, artifact.model, foretelling)

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
