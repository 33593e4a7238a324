"""The trials of the models in stages: read what was begun, fit the earlier, judge on the later."""

from collections.abc import Callable
from datetime import date
from functools import partial

from matcher.features import list_directions, list_names
from matcher.models.staged_experts import build_staged_version_0
from matcher.models.stages import StagedModel
from matcher.services import Services
from matcher.store import Session, models
from training.begun import Begun, fit_stages, split_begun
from training.kinds import Task, Trial
from training.paths import read_paths
from training.staged_judging import judge_stages
from training.talents import read_talents

Read = Callable[[Session, Services, date], Begun]


def try_stages(model: str, read: Read, services: Services, task: Task) -> Trial:
    """Fit a challenger of a model in stages and judge it.

    Parameters
    ----------
    model : str
        ``path`` or ``talent``.
    read : callable
        Reads what was begun and how far it came; of this model's own tables alone.
    services : Services
        The open house.
    task : Task
        What is asked.

    Raises
    ------
    InvalidInput
        If too little has happened to learn anything.
    """
    task.report("features", 0.0)
    with services.session() as session:
        begun = read(session, services, task.today)
        champion = services.memory.get_staged(session, model)
        standing = models.find_champion_name(session, model)
    task.report("features", 1.0)
    version_0 = build_staged_version_0(model)
    earlier, later = split_begun(begun)
    task.report("fit", 0.0)
    stages = fit_stages(earlier, version_0, list_directions(model), seed=task.seed)
    task.report("fit", 1.0)
    judgement = judge_stages(
        model,
        (earlier, later),
        version_0=version_0,
        champion=champion.model,
        challenger=StagedModel.compile("challenger", list_names(model), stages),
    )
    figures = judgement.figures | {
        "champion": champion.version,
        "rows": {"fitting": len(earlier.frame), "later": len(later.frame)},
    }
    return Trial(stages, judgement.promoted, figures, judgement.documents, standing)


try_path = partial(try_stages, "path", read_paths)
try_talent = partial(try_stages, "talent", read_talents)
