"""What the law requires, one file a scheme; pure. A verdict is never a feature.

A rule answers yes, no or "I need to know", and says why in both languages, with the parameter, the
day it was tested on, the source and how sure that is. May import the vocabulary and the dated
parameters of `data_schemas`, and nothing that remembers, ranks or shows.
"""

from collections.abc import Callable, Mapping

from matcher.rules import jobrotation, voksenlaerling
from matcher.vocabulary import Candidate, Opening, OpeningKind, Verdict

SCHEMES: Mapping[OpeningKind, Callable[[Candidate, Opening], Verdict]] = {
    OpeningKind.JOBROTATION: jobrotation.judge,
    OpeningKind.VOKSENLAERLING: voksenlaerling.judge,
}

FUNDED_OTHERWISE = frozenset({"vikariat", "loentilskud", "opkvalificering", "kommunal"})
"""What may pay for a rotation instead of the benefit, as ``Opening.parameters["funding"]``."""


def judge(candidate: Candidate, opening: Opening) -> tuple[Verdict, ...]:
    """Judge a pair by the scheme of the opening's kind, for the day the opening starts.

    A rotation names its funding in ``parameters["funding"]``: left out, it is the old benefit;
    ``voksenlaerling`` is judged as such; an ordinary temporary job has no scheme to meet.
    """
    kind, funding = opening.kind, opening.parameters.get("funding")
    if kind is OpeningKind.JOBROTATION and funding in FUNDED_OTHERWISE:
        return ()
    if kind is OpeningKind.JOBROTATION and funding == OpeningKind.VOKSENLAERLING.value:
        kind = OpeningKind.VOKSENLAERLING
    scheme = SCHEMES.get(kind)
    return () if scheme is None else (scheme(candidate, opening),)


__all__ = ["FUNDED_OTHERWISE", "SCHEMES", "judge"]
