"""What the law requires, one file a scheme; pure. A verdict is never a feature.

A rule answers yes, no or "I need to know", and says why in both languages, with the parameter, the
day it was tested on, the source and how sure that is. It declares the facts of the candidate and
the terms of the opening it reads, and may read no others. A scheme names its rules, and which of
them are asked of a case. May import the vocabulary and the dated parameters of `data_schemas`, and
nothing that remembers, ranks or shows.
"""

from collections.abc import Mapping

from matcher.rules import (
    elevpraktik,
    fleksjob,
    fritidsjob,
    fvu,
    jobrotation,
    laereplads,
    loentilskud,
    mentorforloeb,
    obu,
    regional_uddannelsespulje,
    rkv,
    seks_ugers_jobrettet,
    smaajob,
    svu,
    unges_arbejde,
    veu,
    virksomhedspraktik,
    voksenlaerling,
)
from matcher.rules.case import Case, Reason, Rule
from matcher.rules.scheme import Scheme
from matcher.vocabulary import Candidate, Opening, OpeningKind, Verdict

SCHEMES: Mapping[str, Scheme] = {
    scheme.name: scheme
    for scheme in (
        jobrotation.SCHEME,
        voksenlaerling.SCHEME,
        virksomhedspraktik.SCHEME,
        loentilskud.SCHEME,
        fleksjob.SCHEME,
        smaajob.SCHEME,
        mentorforloeb.SCHEME,
        fritidsjob.SCHEME,
        elevpraktik.SCHEME,
        unges_arbejde.SCHEME,
        laereplads.SCHEME,
        regional_uddannelsespulje.SCHEME,
        seks_ugers_jobrettet.SCHEME,
        fvu.SCHEME,
        obu.SCHEME,
        rkv.SCHEME,
        svu.SCHEME,
        veu.SCHEME,
    )
}
"""Every scheme, by its name."""

FUNDED_OTHERWISE = frozenset({"vikariat", "opkvalificering", "kommunal"})
"""What may pay for a rotation with no scheme to meet, as ``Opening.parameters["funding"]``."""

FUNDED_AS = frozenset({OpeningKind.VOKSENLAERLING, OpeningKind.LOENTILSKUD})
"""Kinds by whose schemes a rotation is judged where they pay for it."""


def list_schemes_of(opening: Opening) -> tuple[Scheme, ...]:
    """Give the schemes an opening is judged by, from its kind.

    A rotation names its funding in ``parameters["funding"]``: left out, it is the old benefit;
    an adult apprenticeship and a wage subsidy are judged as such; an ordinary temporary job has no
    scheme to meet.
    """
    kind, funding = opening.kind, opening.parameters.get("funding")
    if kind is OpeningKind.JOBROTATION and funding in FUNDED_OTHERWISE:
        return ()
    if kind is OpeningKind.JOBROTATION:
        kind = next((other for other in FUNDED_AS if other == funding), kind)
    return tuple(scheme for scheme in SCHEMES.values() if kind in scheme.kinds)


def judge(candidate: Candidate, opening: Opening) -> tuple[Verdict, ...]:
    """Judge a pair by the schemes of the opening's kind, for the day the opening starts.

    A scheme that asks nothing of the pair, as the law on the young asks nothing of adults, is
    left out.
    """
    verdicts = (scheme.judge(candidate, opening) for scheme in list_schemes_of(opening))
    return tuple(verdict for verdict in verdicts if verdict.findings)


__all__ = [
    "FUNDED_AS",
    "FUNDED_OTHERWISE",
    "SCHEMES",
    "Case",
    "Reason",
    "Rule",
    "Scheme",
    "judge",
    "list_schemes_of",
]
