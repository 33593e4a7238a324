"""``python -m benchmarks [NAME ...]``: every measured claim, or those named."""

import sys

from benchmarks.completing import measure_completing
from benchmarks.esco import measure_esco
from benchmarks.kills import measure_kills
from benchmarks.learned import measure_paths_learning, measure_talent_learning
from benchmarks.lookup import measure_lookup
from benchmarks.paths import measure_paths
from benchmarks.placement import measure_placement
from benchmarks.public import measure_public, measure_training
from benchmarks.ranking import measure_ranking
from benchmarks.related import measure_related
from benchmarks.scoring import measure_scoring
from benchmarks.skilltext import measure_skilltext
from benchmarks.speed import measure_answers
from benchmarks.truth import (
    measure_bias,
    measure_discrimination,
    measure_drift,
    measure_learning_curve,
)
from benchmarks.verdicts import measure_verdicts

CLAIMS = {
    "public": measure_public,
    "training": measure_training,
    "learning": measure_learning_curve,
    "paths-learning": measure_paths_learning,
    "talent-learning": measure_talent_learning,
    "bias": measure_bias,
    "discrimination": measure_discrimination,
    "drift": measure_drift,
    "kills": measure_kills,
    "placement": measure_placement,
    "ranking": measure_ranking,
    "answers": measure_answers,
    "scoring": measure_scoring,
    "esco": measure_esco,
    "related": measure_related,
    "lookup": measure_lookup,
    "completing": measure_completing,
    "verdicts": measure_verdicts,
    "paths": measure_paths,
    "skilltext": measure_skilltext,
}


def main(names: list[str]) -> int:
    """Measure the claims named, or all."""
    unknown = [name for name in names if name not in CLAIMS]
    if unknown:
        print(f"unknown: {', '.join(unknown)}; choose from {', '.join(CLAIMS)}", file=sys.stderr)
        return 2
    for name in names or CLAIMS:
        CLAIMS[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
