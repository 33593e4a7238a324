"""A champion that ranks backwards: what any learned version beats, so promotions can be seen."""

from dataclasses import replace
from datetime import datetime

import numpy as np

from matcher.models.artifact import FIRST_STAGE
from matcher.models.calibration import Calibration
from matcher.models.match import build_version_0
from matcher.models.stages import Stage
from matcher.services import Services
from matcher.services.modelling import promote
from matcher.store import models
from matcher.vocabulary import ModelVersion

BACKWARDS = "backwards"


def let_backwards_rank(services: Services, *, now: datetime) -> ModelVersion:
    """Save, sign and promote version 0 with every step turned round, as any version would be."""
    expert = build_version_0()
    turned = tuple(
        replace(one, values=tuple(-value for value in one.values)) for one in expert.shapes
    )
    manifest = services.shelf.save(
        "match",
        {
            FIRST_STAGE: Stage(
                replace(expert, version=BACKWARDS, shapes=turned),
                calibration=Calibration.fit(np.arange(18.0), np.arange(18) % 3 == 0),
            )
        },
        metrics={},
    )
    row = ModelVersion("match", BACKWARDS, manifest.checksum, now, None, False, {})
    version = replace(row, signature=manifest.signature)
    with services.transaction() as session:
        models.add_version(session, version)
        promote(
            session, "match", version=BACKWARDS, note="to be beaten", actor="simulator", now=now
        )
    return version
