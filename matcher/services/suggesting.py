"""Who fits an opening, and which openings fit a candidate: one way, walked in both directions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256

import numpy as np
import pandas as pd

from matcher.features import build_pair_features
from matcher.models.explanation import explain
from matcher.models.exploration import Swaps, compute_propensities, derive_seed, swap_neighbours
from matcher.rules import judge
from matcher.services.eligibility import Asked, find_answers, find_who
from matcher.services.memory import Champion, Memory, weigh_demand
from matcher.services.narrowing import EVERYBODY, Narrowing
from matcher.store import Session, audit, openings, people, recommendations
from matcher.vocabulary import (
    Answer,
    Candidate,
    Chance,
    Knowledge,
    Opening,
    OpeningKind,
    Shown,
    Suggestion,
    Suggestions,
    Verdict,
    combine_answers,
)

Counts = Mapping[Answer, int]

FIRST_STAGE = 300
"""How many pairs the first stage hands to the model."""

STUDENT_KINDS = frozenset(
    {
        OpeningKind.ELEVPRAKTIK,
        OpeningKind.FRITIDSJOB,
        OpeningKind.TALENTFORLOEB,
        OpeningKind.MENTORFORLOEB,
    }
)
"""Kinds meant for pupils and students; the others are for the adult job seekers."""


@dataclass(frozen=True)
class Reader:
    """Who reads a list, what they narrow it to, and how neighbours in it may change places.

    None leaves everybody in, and neighbours where they are.
    """

    actor: str = ""
    swaps: Swaps | None = None
    asked: Asked | None = None
    narrowing: Narrowing = EVERYBODY

    @property
    def query(self) -> str:
        """What the list is narrowed to, as the log keeps it."""
        return " ".join(part for part in (str(self.asked or ""), str(self.narrowing)) if part)


NOBODY = Reader()


def suggest_candidates(
    session: Session,
    reference: str,
    *,
    memory: Memory,
    limit: int = 50,
    today: date,
    reader: Reader = NOBODY,
) -> Suggestions:
    """Rank the candidates for an opening, with exact reasons and each scheme's verdict.

    Parameters
    ----------
    session : Session
        An open session.
    reference : str
        The opening's reference.
    memory : Memory
        What this process keeps: people, taxonomy and the champion.
    limit : int
        How many to rank, at most; as many refused are kept beside them.
    today : date
        The day the suggestion is made.
    reader : Reader
        For whom; the same reader finds the list in the same order all day.

    Returns
    -------
    Suggestions
        Ranked by the champion's score, ties by reference; then some neighbours among those the
        rules let through change places.

    Raises
    ------
    NotFound
        If there is no such opening.
    """
    opening = openings.get_opening(session, reference)
    knowledge = memory.get_knowledge(session)
    pool = memory.get_people(session)
    allowed = np.fromiter((may_meet(one, opening) for one in pool.items), bool, len(pool.items))
    if reader.asked is not None:
        allowed &= find_who(reader.asked, pool, opening)
    if reader.narrowing:
        allowed &= reader.narrowing.mark(pool, opening, knowledge)
    found = pool.index.search(
        weigh_demand(opening), nearness=knowledge.skill_nearness, allowed=allowed, k=FIRST_STAGE
    )
    pairs = [(pool.items[i], opening) for i in found]
    ranked = _rank(pairs, knowledge, memory.get_champion(session), limit=limit)
    day = today.isoformat()
    query = reader.query
    seed = derive_seed("candidates", reference, day, ranked.model_version, reader.actor, query)
    ranked = replace(ranked, query=query)
    return _name_list(_explore(ranked, reader.swaps, seed), day, reader)


def suggest_openings(
    session: Session,
    reference: str,
    *,
    memory: Memory,
    limit: int = 50,
    today: date,
    reader: Reader = NOBODY,
) -> Suggestions:
    """Rank the openings that can still be filled for a candidate; the mirror of the other way.

    Nothing is learned from this direction, so neighbours stay where they are.

    Raises
    ------
    NotFound
        If there is no such candidate.
    """
    candidate = people.get_candidate(session, reference)
    knowledge = memory.get_knowledge(session)
    pool = memory.get_openings(session)
    allowed = np.fromiter(
        (one.starts_on >= today and may_meet(candidate, one) for one in pool.items),
        bool,
        len(pool.items),
    )
    supply = {skill.concept: float(skill.level) for skill in candidate.skills}
    found = pool.index.search(
        supply, nearness=knowledge.skill_nearness, allowed=allowed, k=FIRST_STAGE
    )
    pairs = [(candidate, pool.items[i]) for i in found]
    ranked = _rank(pairs, knowledge, memory.get_champion(session), limit=limit)
    return _name_list(ranked, today.isoformat(), reader)


def count_answers(session: Session, reference: str, *, memory: Memory, scheme: str) -> Counts:
    """Count who could fit an opening by their answers under a scheme.

    Raises
    ------
    NotFound
        If there is no such opening.
    """
    opening, pool = openings.get_opening(session, reference), memory.get_people(session)
    found = find_answers(scheme, pool, opening)
    fit = np.fromiter((may_meet(one, opening) for one in pool.items), bool, len(pool.items))
    return {answer: int(np.count_nonzero(fit & found.are(answer))) for answer in Answer}


def explain_pair(session: Session, opening: str, candidate: str, *, memory: Memory) -> Suggestion:
    """Score and explain one pair, wherever it would rank.

    Raises
    ------
    NotFound
        If either is not there.
    """
    pair = (people.get_candidate(session, candidate), openings.get_opening(session, opening))
    ranked = _rank([pair], memory.get_knowledge(session), memory.get_champion(session), limit=1)
    return (ranked.items + ranked.refused)[0]


def remember_shown(
    session: Session, suggestions: Suggestions, *, direction: str, actor: str, now: datetime
) -> None:
    """Log what was shown, in which order, by which version; and that these people were read.

    What is needed to make the list again is in its rows: the scores and references give the model's
    order, the seed and the propensities the neighbours that changed places. A list read again on
    the same day is one list, and is logged once.
    """
    rows = [
        Shown(
            one.opening.reference,
            one.candidate.reference,
            one.rank,
            one.score,
            suggestions.model_version,
            now,
            direction,
            suggestions.list_id,
            one.propensity,
            one.model_rank,
            suggestions.seed,
            suggestions.query,
        )
        for one in suggestions.items
    ]
    recommendations.add_shown(session, rows)
    for one in (suggestions.items + suggestions.refused)[:1]:
        key = one.opening.reference if direction == "candidates" else one.candidate.reference
        audit.add_read(
            session, actor=actor, noun="suggestions", key=key, why=suggestions.list_id, at=now
        )


def may_meet(candidate: Candidate, opening: Opening) -> bool:
    """Tell whether such a person and such an opening are meant for one another at all."""
    return candidate.is_student == (opening.kind in STUDENT_KINDS)


def _rank(
    pairs: Sequence[tuple[Candidate, Opening]],
    knowledge: Knowledge,
    champion: Champion,
    *,
    limit: int,
) -> Suggestions:
    """Score every pair, order by score, and part the let-through from the refused."""
    if not pairs:
        return Suggestions((), (), 0, champion.version, "")
    frame = pd.DataFrame(
        {"candidate": [pair[0] for pair in pairs], "opening": [pair[1] for pair in pairs]}
    )
    features = build_pair_features(frame, knowledge)
    scores = champion.model.score(features)
    chances = champion.foretell(scores, features)
    verdicts = [judge(candidate, opening) for candidate, opening in pairs]
    order = sorted(
        range(len(pairs)),
        key=lambda i: (-scores[i], pairs[i][0].reference, pairs[i][1].reference),
    )
    refused = [i for i in order if _is_refused(verdicts[i])]
    let_through = [i for i in order if not _is_refused(verdicts[i])]

    def show(positions: Sequence[int]) -> tuple[Suggestion, ...]:
        return tuple(
            _explain(
                rank,
                pairs[i],
                features.iloc[i],
                float(scores[i]),
                chances[i],
                verdicts[i],
                knowledge,
                champion,
            )
            for rank, i in enumerate(positions[:limit], start=1)
        )

    return Suggestions(show(let_through), show(refused), len(pairs), champion.version, "")


def _explore(ranked: Suggestions, swaps: Swaps | None, seed: int) -> Suggestions:
    """Let neighbours among the items change places by lot; the refused stay apart."""
    if swaps is None or not swaps.share or len(ranked.items) < swaps.shortest:
        return ranked
    order = swap_neighbours(len(ranked.items), share=swaps.share, seed=seed)
    chances = compute_propensities(order, share=swaps.share)
    items = tuple(
        replace(ranked.items[i], rank=place, moved=place - ranked.items[i].rank, propensity=chance)
        for place, (i, chance) in enumerate(zip(order, chances.tolist(), strict=True), start=1)
    )
    return replace(ranked, items=items, seed=seed)


def _name_list(ranked: Suggestions, day: str, reader: Reader) -> Suggestions:
    """Name a list by its content, day and reader, so that the same list is known again."""
    lines = [
        f"{one.opening.reference} {one.candidate.reference} {one.score!r} {one.rank}"
        for one in ranked.items
    ]
    content = "\n".join([day, reader.actor, ranked.model_version, ranked.query, *lines])
    return replace(ranked, list_id=sha256(content.encode()).hexdigest()[:32])


def _is_refused(verdicts: tuple[Verdict, ...]) -> bool:
    return combine_answers(one.answer for one in verdicts) is Answer.NOT_ELIGIBLE


def _explain(
    rank: int,
    pair: tuple[Candidate, Opening],
    row: pd.Series,
    score: float,
    chance: Chance,
    verdicts: tuple[Verdict, ...],
    knowledge: Knowledge,
    champion: Champion,
) -> Suggestion:
    contributions = explain(*pair, row=row, model=champion.model, knowledge=knowledge)
    return Suggestion(rank, *pair, score, champion.model.intercept, chance, contributions, verdicts)
