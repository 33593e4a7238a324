"""What paths are worth to somebody: foretold by the path model, valued by the match model."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from matcher.features import build_pair_features
from matcher.features.path import (
    PathCase,
    build_path_features,
    complete_path,
    count_earlier,
    count_openings,
)
from matcher.models.path_value import PathValue, Rate, value_path
from matcher.pathways import Path
from matcher.services.memory import Memory
from matcher.store import Session
from matcher.store.paths import list_events
from matcher.vocabulary import Candidate, Chance, Contribution, Opening

__all__ = ["ForetoldPath", "PathValue", "Rate", "foretell_paths"]


@dataclass(frozen=True)
class ForetoldPath:
    """What is foretold of one path of somebody, and why.

    Attributes
    ----------
    path : Path
        The path.
    whole : Chance
        That it is completed and leads to work in the target occupation.
    stages : mapping of str to Chance
        That it is ``completed``, and of who has completed, that the target is ``reached``.
    contributions : mapping of str to tuple of Contribution
        What adds to each stage's log odds, the weightiest first; with ``intercepts`` they add up.
    intercepts : mapping of str to float
        What each stage's log odds start from.
    version : str
        The version that foretold it, ``0`` for the experts'.
    value : PathValue or None
        None where it opens no opening, or no version of the match model has been calibrated.
    occupation : str or None
        The target occupation's URI; None where the path leads to no one occupation.
    """

    path: Path
    whole: Chance
    stages: Mapping[str, Chance]
    contributions: Mapping[str, tuple[Contribution, ...]]
    intercepts: Mapping[str, float]
    version: str
    value: PathValue | None
    occupation: str | None


def foretell_paths(
    session: Session,
    candidate: Candidate,
    paths: Sequence[Path],
    *,
    memory: Memory,
    today: date,
) -> tuple[ForetoldPath, ...]:
    """Foretell and value somebody's paths, in the order given.

    Parameters
    ----------
    session : Session
        An open session.
    candidate : Candidate
        Whose paths.
    paths : sequence of Path
        As a search found them; a path's ``openings`` are what it opens.
    memory : Memory
        For openings, knowledge and both models.
    today : date
        From which openings count.
    """
    if not paths:
        return ()
    pool = memory.get_openings(session)
    events = list_events(session, candidate=candidate.reference)
    earlier = count_earlier(events, before=today)
    cases = []
    for path in paths:
        occupation = _find_occupation(path, {one.reference: one for one in pool.items})
        openings = count_openings(pool.items, occupation, day=today)
        cases.append(PathCase(candidate, path, occupation, openings, *earlier))
    features = build_path_features(cases, memory.get_knowledge(session))
    champion = memory.get_staged(session, "path")
    told = champion.model.foretell(champion.model.read(features))
    found = []
    for number, path in enumerate(paths):
        stages = {name: chances[number] for name, chances in told.stages.items()}
        opened = [pool.items[pool.positions[one]] for one in path.openings if one in pool.positions]
        found.append(
            ForetoldPath(
                path,
                told.whole[number],
                stages,
                champion.model.explain(features.iloc[number]),
                {name: one.model.intercept for name, one in champion.model.stages.items()},
                champion.version,
                _value(session, candidate, path, opened, stages["completed"], memory),
                cases[number].occupation,
            )
        )
    return tuple(found)


def _find_occupation(path: Path, openings: Mapping[str, Opening]) -> str | None:
    if path.target.kind == "occupation":
        return path.target.key
    opening = openings.get(path.target.key)
    return opening.occupation if opening else None


def _value(
    session: Session,
    candidate: Candidate,
    path: Path,
    opened: Sequence[Opening],
    completed: Chance,
    memory: Memory,
) -> PathValue | None:
    if not opened:
        return None
    people = [candidate, complete_path(candidate, path)]
    pairs = pd.DataFrame(
        {
            "candidate": [person for person in people for _ in opened],
            "opening": [*opened, *opened],
        }
    )
    features = build_pair_features(pairs, memory.get_knowledge(session))
    champion = memory.get_champion(session)
    chances = champion.foretell(champion.model.score(features), features)
    before, after = chances[: len(opened)], chances[len(opened) :]
    return value_path(before, after, completed, weeks=path.weeks, price_dkk=path.price_dkk)
