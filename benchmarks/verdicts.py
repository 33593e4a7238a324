"""How fast a scheme's verdict is given for everybody before one opening."""

from collections.abc import Sequence
from datetime import date, timedelta
from time import perf_counter

import numpy as np

from matcher.rules import SCHEMES, Scheme
from matcher.rules.frames import ANSWERS, Crowd, judge_many
from matcher.vocabulary import (
    BenefitGroup,
    Candidate,
    EducationLevel,
    Opening,
    OpeningKind,
)

PEOPLE = 100_000
LOOPED = 2_000
START = date(2025, 9, 1)
ROUNDS = 5


def measure_verdicts() -> None:
    """Print, for each scheme, the time for 100,000 people at once and one by one."""
    people = make_people(PEOPLE, seed=165)
    print(f"verdicts of {PEOPLE:,} people before one opening, one process")
    print("  scheme                 columns + verdicts  verdicts alone  one by one (from 2,000)")
    for scheme in SCHEMES.values():
        _measure(scheme, people)


def _measure(scheme: Scheme, people: Sequence[Candidate]) -> None:
    opening = make_opening(scheme)
    fresh = min(_time(scheme, Crowd.of(people), opening) for _ in range(ROUNDS))
    crowd = Crowd.of(people)
    judge_many(scheme, crowd, opening)
    warm = min(_time(scheme, crowd, opening) for _ in range(ROUNDS))
    begun = perf_counter()
    answers = [scheme.judge(one, opening).answer for one in people[:LOOPED]]
    looped = (perf_counter() - begun) * PEOPLE / LOOPED
    codes = judge_many(scheme, crowd, opening).codes[:LOOPED]
    if [ANSWERS[code] for code in codes] != answers:
        raise RuntimeError(f"{scheme.name}: the crowd is not judged as its people are")
    print(
        f"  {scheme.name:22} {fresh * 1e3:11.0f} ms {warm * 1e3:14.0f} ms {looped:14.1f} s"
        f"  ({looped / fresh:,.0f} times)"
    )


def _time(scheme: Scheme, crowd: Crowd, opening: Opening) -> float:
    begun = perf_counter()
    judge_many(scheme, crowd, opening)
    return perf_counter() - begun


def make_opening(scheme: Scheme) -> Opening:
    """Give an opening of a kind the scheme judges."""
    kind = min(scheme.kinds, default=OpeningKind.ORDINARY)
    return Opening("o", kind, "Plads", "2620", START, ends_on=START + timedelta(days=84))


def make_people(count: int, *, seed: int) -> list[Candidate]:
    """Give people of every group, born and unemployed on any day, a tenth of each fact unknown."""
    rng = np.random.default_rng(seed)
    groups = [None, *BenefitGroup]
    levels = [None, *EducationLevel]
    born = rng.integers(1958, 2010, count)
    since = rng.integers(0, 3_000, count)
    used = rng.integers(1990, 2026, count)
    known = rng.random((3, count)) > 0.1
    return [
        Candidate(
            f"k{i}",
            int(born[i]),
            "2620",
            benefit_group=groups[rng.integers(len(groups))],
            unemployed_since=START - timedelta(days=int(since[i])) if known[0, i] else None,
            education_level=levels[rng.integers(len(levels))],
            education_last_used=int(used[i]) if known[1, i] else None,
        )
        for i in range(count)
    ]
