"""How well nearness names the occupations that experts name, beside plain cosine of skills."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from time import perf_counter

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.preprocessing import normalize

from matcher.services.outlining import read_outline
from matcher.taxonomy.outline import OccupationOutline, Outline
from matcher.taxonomy.relatedness import WEIGHTS, Relatedness

ROOT = Path(__file__).resolve().parents[1]
EXPERTS = Path(__file__).parent / "data" / "related_occupations.txt"
WITHOUT_ISCO = {name: WEIGHTS[name] for name in ("walk", "skill_groups", "words", "names")}
SAMPLE = 300
HIDDEN = 0.2
TOP = 50

Ranker = Callable[[str], list[str]]
Wanted = Mapping[str, frozenset[str]]


def measure_related() -> None:
    """Print the proxies for plain cosine and for ours, part by part, and the time."""
    default = ROOT.parent / "shared" / "data"
    folder = Path(os.environ.get("ALBERTSLUND_SHARED_DATA", default)) / "esco" / "en"
    if not folder.is_dir():
        print(f"related: not measured, no folder at {folder} (set ALBERTSLUND_SHARED_DATA)")
        return
    outline = read_outline(folder)
    start = perf_counter()
    whole = Relatedness(outline)
    print(f"related: {len(outline.occupations)} occupations made ready in", end=" ")
    print(f"{perf_counter() - start:.1f} s")
    _print_time(whole, [one.uri for one in outline.occupations])
    _print_experts(outline, whole)
    _print_groups(outline, whole)
    _print_hidden(outline)


def _print_time(relatedness: Relatedness, uris: Sequence[str]) -> None:
    taken = []
    for uri in Random(0).sample(uris, SAMPLE):
        start = perf_counter()
        relatedness.rank(uri, TOP)
        taken.append((perf_counter() - start) * 1000)
    middle, high = np.percentile(taken, [50, 95])
    print(f"  an occupation: {middle:.1f} ms median, {high:.1f} ms at the 95th percentile")


def _print_experts(outline: Outline, whole: Relatedness) -> None:
    named = read_experts(outline)
    halves = {"chose": dict(named[::2]), "check": dict(named[1::2])}
    plain = rank_by_cosine(outline)
    rankers: dict[str, Ranker] = {"plain cosine": plain, "ours": _by(whole)}
    for part in WEIGHTS:
        left = {name: weight for name, weight in WEIGHTS.items() if name != part}
        rankers[f"without {part}"] = _by(whole.reweigh(left))
        rankers[f"only {part}"] = _by(whole.reweigh({part: 1.0}))
    rankers["without ISCO"] = _by(whole.reweigh(WITHOUT_ISCO))
    print(f"  experts' list, {len(named)} occupations: recall@10 and @50 on the half that chose")
    print("  the weights, and on the half that checks them")
    for name, ranker in rankers.items():
        told = (
            f"{measure_recall(ranker, half, 10):.3f} {measure_recall(ranker, half, 50):.3f}"
            for half in halves.values()
        )
        print(f"    {name:<24} {'   '.join(told)}")
    _print_gain(plain, _by(whole), halves["check"])


def _print_gain(plain: Ranker, ours: Ranker, wanted: Wanted) -> None:
    """Print the gain in recall@10 with an interval over the occupations asked."""
    gains = np.array(
        [
            measure_recall(ours, {uri: those}, 10) - measure_recall(plain, {uri: those}, 10)
            for uri, those in wanted.items()
        ]
    )
    drawn = np.random.default_rng(0).choice(gains, (2000, len(gains))).mean(axis=1)
    low, high = np.percentile(drawn, [2.5, 97.5])
    print(f"    gain on the checking half: {gains.mean():+.3f} ({low:+.3f} to {high:+.3f})")


def _print_groups(outline: Outline, whole: Relatedness) -> None:
    members: dict[str, set[str]] = {}
    for one in outline.occupations:
        members.setdefault(one.isco, set()).add(one.uri)
    small = [one for one in outline.occupations if 3 <= len(members[one.isco]) <= 11]
    asked = Random(0).sample(small, SAMPLE)
    wanted = {one.uri: frozenset(members[one.isco] - {one.uri}) for one in asked}
    print(f"  ISCO unit group found again without ISCO, {SAMPLE} occupations: recall@10")
    print(f"    plain cosine {measure_recall(rank_by_cosine(outline), wanted, 10):.3f}", end="  ")
    print(f"ours without ISCO {measure_recall(_by(whole.reweigh(WITHOUT_ISCO)), wanted, 10):.3f}")


def _print_hidden(outline: Outline) -> None:
    """Hide a fifth of some occupations' skills, and ask their nearest ten for them."""
    random = Random(0)
    asked = set(random.sample([one.uri for one in outline.occupations], SAMPLE))
    hidden: dict[str, frozenset[str]] = {}
    kept = []
    for one in outline.occupations:
        skills = sorted(one.skills)
        gone = frozenset(random.sample(skills, round(HIDDEN * len(skills))))
        hidden[one.uri] = gone
        left = {skill: one.skills[skill] for skill in skills if skill not in gone}
        kept.append(replace(one, skills=left) if one.uri in asked else one)
    shown = replace(outline, occupations=tuple(kept))
    by_uri = {one.uri: one for one in kept}
    wanted = {uri: hidden[uri] for uri in sorted(asked) if hidden[uri]}
    print(f"  a fifth of the skills hidden, {len(wanted)} occupations: recall@20 of the hidden")
    for name, ranker in (
        ("plain cosine", rank_by_cosine(shown)),
        ("ours", _by(Relatedness(shown))),
    ):
        found = [
            len(those & set(_guess(by_uri[uri], ranker, by_uri))) / len(those)
            for uri, those in wanted.items()
        ]
        print(f"    {name:<14} {np.mean(found):.3f}")


def _guess(
    own: OccupationOutline, ranker: Ranker, by_uri: Mapping[str, OccupationOutline]
) -> list[str]:
    votes: dict[str, float] = {}
    for place, uri in enumerate(ranker(own.uri)[:10]):
        for skill in by_uri[uri].skills.keys() - own.skills.keys():
            votes[skill] = votes.get(skill, 0.0) + 1 / (place + 5)
    return sorted(votes, key=lambda skill: (-votes[skill], skill))[:20]


def read_experts(outline: Outline) -> list[tuple[str, frozenset[str]]]:
    """Read the list written by hand as URIs, in its order."""
    uris = {one.names[0][1]: one.uri for one in outline.occupations}
    lines = EXPERTS.read_text(encoding="utf-8").splitlines()
    halves = [line.split(": ", 1) for line in lines if line and not line.startswith("#")]
    return [
        (uris[own], frozenset(uris[name] for name in names.split(" | "))) for own, names in halves
    ]


def rank_by_cosine(outline: Outline) -> Ranker:
    """Rank by the cosine of essential and optional skills, all alike."""
    uris = [one.uri for one in outline.occupations]
    places = {uri: i for i, uri in enumerate(uris)}
    rows = DictVectorizer().fit_transform(
        [dict.fromkeys(o.skills, 1.0) for o in outline.occupations]
    )
    rows = normalize(rows)

    def rank(uri: str) -> list[str]:
        alike = (rows @ rows[[places[uri]]].T).toarray()[:, 0]
        alike[places[uri]] = -1.0
        return [uris[i] for i in np.argsort(-alike, kind="stable")[:TOP]]

    return cache(rank)


def measure_recall(ranker: Ranker, wanted: Wanted, top: int) -> float:
    """Measure the mean share of what is wanted among the first ``top``."""
    return float(
        np.mean([len(those & set(ranker(uri)[:top])) / len(those) for uri, those in wanted.items()])
    )


def _by(relatedness: Relatedness) -> Ranker:
    return cache(lambda uri: [one.uri for one in relatedness.rank(uri, TOP)])
