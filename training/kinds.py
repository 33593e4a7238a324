"""What a training is made of, whichever model it trains.

A model is tried in its own way: its outcomes are read, a challenger is fitted on the earlier ones
and judged on the later. What stands around a trial, the lease, the run, the registry, the ruling's
effect and the schedule, is the same for all of them (`training.retraining`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from matcher.models.stages import Stage
from matcher.services import Services

Report = Callable[[str, float], None]
"""Told the step's name and how much of it is done, from 0 to 1."""


@dataclass(frozen=True)
class Task:
    """What is asked of a trial: the day it is for, its seed, and who is told of the progress."""

    today: date
    seed: int = 0
    report: Report = lambda name, done: None


@dataclass(frozen=True)
class Trial:
    """A challenger, judged, before anything is written.

    Attributes
    ----------
    stages : mapping of str to Stage
        What it foretells by, calibrated.
    promoted : bool
        Whether the gates let it take the champion's place.
    figures : mapping
        For the run and the registry, ``ruling`` among them.
    documents : mapping of str to bytes
        The files kept with the version.
    standing : str
        The version it was judged against.
    """

    stages: Mapping[str, Stage]
    promoted: bool
    figures: Mapping[str, Any]
    documents: Mapping[str, bytes]
    standing: str

    def name_stages(self, version: str) -> dict[str, Stage]:
        """Give the stages under a version's name."""
        return {name: _rename(one, version) for name, one in self.stages.items()}


Try = Callable[[Services, Task], Trial]


def _rename(stage: Stage, version: str) -> Stage:
    bags = tuple(
        replace(one, version=f"{version}/{number}") for number, one in enumerate(stage.bags, 1)
    )
    return replace(stage, model=replace(stage.model, version=version), bags=bags)
