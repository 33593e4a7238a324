"""The match model's trial: lists shown and what came of them, fitted listwise, judged by nDCG."""

from matcher.models.artifact import FIRST_STAGE
from matcher.models.stages import Stage
from matcher.services import Services
from matcher.store import models
from training.fairness import read_traits
from training.frames import split_by_time
from training.judging import judge_challenger
from training.kinds import Task, Trial
from training.material import fit_challenger, read_material
from training.propensity import estimate_examination

MODEL = "match"


def try_match(services: Services, task: Task) -> Trial:
    """Fit a challenger of the match model and judge it.

    Raises
    ------
    InvalidInput
        If too little has been shown to learn anything.
    """
    with services.session() as session:
        material = read_material(session, services, task.today, task.report)
        champion = services.memory.get_champion(session)
        traits = read_traits(session)
        standing = models.find_champion_name(session, MODEL)
    task.report("fit", 0.0)
    early, later = split_by_time(material.frame)
    fitting, tuning = split_by_time(early, later=0.2)
    examination = estimate_examination(early)
    challenger = fit_challenger(material.select(fitting), examination, task.seed)
    task.report("fit", 1.0)
    judgement = judge_challenger(
        material,
        (tuning, later),
        champion=champion.model,
        challenger=challenger,
        examination=examination,
        today=task.today,
        traits=traits,
    )
    figures = judgement.figures | {
        "champion": champion.version,
        "rows": {"fitting": len(fitting), "tuning": len(tuning), "later": len(later)},
        "examination": [round(float(one), 4) for one in examination],
    }
    stage = Stage(challenger.compile(""), challenger.compile_bags(""), judgement.calibration)
    return Trial({FIRST_STAGE: stage}, judgement.promoted, figures, judgement.documents, standing)
