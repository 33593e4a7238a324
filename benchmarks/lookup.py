"""How well held-out names find their concept again, beside plain measures of likeness."""

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import fmean
from time import process_time

import bm25s
import numpy as np
from rapidfuzz import fuzz, process
from sklearn.feature_extraction.text import TfidfVectorizer

from matcher.services.looking_up import read_knowledge, read_occupations
from matcher.taxonomy.evidence import NOTHING_KNOWN, Knowledge
from matcher.taxonomy.finder import Finder
from matcher.taxonomy.naming import Named
from matcher.taxonomy.reranking import (
    FOLDS,
    Lesson,
    build_lessons,
    hold_out,
    learn_weights,
)
from matcher.taxonomy.words import plain

ROOT = Path(__file__).resolve().parents[1]
TITLES = 900
LOOKED_AT = 20
SHOWN = 100
Ranker = Callable[[str], Sequence[int]]


def measure_lookup() -> None:
    """Print mean reciprocal rank, recall@20 and milliseconds of processor time, side by side."""
    default = ROOT.parent / "shared" / "data"
    folder = Path(os.environ.get("ALBERTSLUND_SHARED_DATA", default)) / "esco"
    if not (folder / "da").is_dir():
        print(f"lookup: not measured, no folder at {folder} (set ALBERTSLUND_SHARED_DATA)")
        return
    concepts = sorted(read_occupations(folder / "da"), key=lambda one: one.uri)
    danish = read_knowledge(folder / "da", None)
    print(f"lookup: {TITLES} practice titles, {FOLDS} folds, names of the fold held out")
    _measure_ours("names alone", concepts, NOTHING_KNOWN)
    _measure_ours("and groups", concepts, replace(danish, usual={}))
    _measure_ours("and usual titles", concepts, danish)
    if (folder / "en").is_dir():
        _measure_ours("and English", concepts, read_knowledge(folder / "da", folder / "en"))
    _measure_peers(concepts)


def _measure_ours(name: str, concepts: Sequence[Named], known: Knowledge) -> None:
    """Weigh each fold by weights learned from the others; time the index of everything."""
    lessons = list(build_lessons(concepts, known, titles=TITLES))
    figures = []
    for fold in range(FOLDS):
        weights = learn_weights([one for one in lessons if one.fold != fold])
        for one in (lesson for lesson in lessons if lesson.fold == fold):
            scores = weights.score(one.gathered.table)
            order = one.gathered.places[np.argsort(-scores, kind="stable")]
            figures.append(_judge(order, one))
    start = process_time()
    finder = Finder(concepts, known)
    built = process_time() - start
    times = []
    for one in lessons:
        start = process_time()
        finder.find(one.text, limit=SHOWN)
        times.append(1000 * (process_time() - start))
    _print(name, figures, times, f", index of all in {built:.1f} s")


def _measure_peers(concepts: Sequence[Named]) -> None:
    lessons = list(build_lessons(concepts, NOTHING_KNOWN, titles=TITLES))
    for name, build in {
        "character TF-IDF, plain": _build_plain_tfidf,
        "character TF-IDF, best name": _build_tfidf,
        "BM25 of words (bm25s)": _build_bm25,
        "rapidfuzz WRatio": _build_fuzzy,
    }.items():
        figures, times = [], []
        for fold in range(FOLDS):
            kept = hold_out(concepts, fold)
            names = [(i, plain(name.text)) for i, one in enumerate(kept) for name in one.names]
            rank = build([text for _, text in names], np.array([i for i, _ in names]))
            for one in (lesson for lesson in lessons if lesson.fold == fold):
                start = process_time()
                order = rank(plain(one.text))
                times.append(1000 * (process_time() - start))
                figures.append(_judge(order, one))
        _print(name, figures, times)


def _build_plain_tfidf(texts: Sequence[str], owners: np.ndarray) -> Ranker:
    """Rank names, as they stand; a concept that has several of them takes several places."""
    rank = _build_tfidf(texts, np.arange(len(texts)))
    return lambda text: owners[rank(text)].tolist()


def _build_tfidf(texts: Sequence[str], owners: np.ndarray) -> Ranker:
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    postings = vectorizer.fit_transform(texts).T.tocsr()
    return lambda text: _order((vectorizer.transform([text]) @ postings).toarray()[0], owners)


def _build_bm25(texts: Sequence[str], owners: np.ndarray) -> Ranker:
    index = bm25s.BM25()
    index.index([text.split() for text in texts], show_progress=False)
    return lambda text: _order(index.get_scores(text.split()), owners)


def _build_fuzzy(texts: Sequence[str], owners: np.ndarray) -> Ranker:
    return lambda text: _order(process.cdist([text], texts, scorer=fuzz.WRatio)[0], owners)


def _order(near: np.ndarray, owners: np.ndarray) -> list[int]:
    order = owners[np.argsort(-near, kind="stable")[:2000]]
    return list(dict.fromkeys(int(one) for one in order))


def _judge(order: Sequence[int], lesson: Lesson) -> tuple[float, float]:
    ranks: dict[int, int] = {}
    for rank, place in enumerate(order, 1):
        if place in lesson.bearers:
            ranks.setdefault(int(place), rank)
    reciprocal = 1 / min(ranks.values()) if ranks else 0.0
    found = sum(rank <= LOOKED_AT for rank in ranks.values())
    return reciprocal, found / len(lesson.bearers)


def _print(
    name: str, figures: Sequence[tuple[float, float]], times: Sequence[float], more: str = ""
) -> None:
    print(
        f"  {name:<28} MRR {fmean(one for one, _ in figures):.3f}  "
        f"recall@{LOOKED_AT} {fmean(one for _, one in figures):.3f}  "
        f"median {np.median(times):.1f} ms, p99 {np.percentile(times, 99):.1f} ms a title{more}"
    )
