"""Writes and reads what was learned: names as text, weights as numbers, nothing that runs."""

from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matcher.taxonomy.chain import Chain
from matcher.taxonomy.clues import Lexicon
from matcher.taxonomy.grouping import GroupModel
from matcher.taxonomy.tagging import LABELS, SpanTagger

SMALL = 0.02
"""Weights below this in size change nothing and are left out."""


def write_weights(path: Path, tagger: SpanTagger, groups: GroupModel, *, digest: str) -> None:
    """Write both models to one compressed file; ``digest`` names what they were learned from."""
    clues, clue_weights = _prune(tagger.numbers, tagger.chain.weights)
    parts, part_weights = _prune(groups.numbers, groups.weights)
    np.savez_compressed(
        path,
        digest=_to_bytes(digest),
        clues=_to_bytes("\n".join(clues)),
        clue_weights=clue_weights,
        steps=tagger.chain.steps,
        parts=_to_bytes("\n".join(parts)),
        part_weights=part_weights,
        groups=_to_bytes("\n".join(groups.groups)),
        offsets=groups.offsets,
    )


def read_weights(content: bytes, lexicon: Lexicon) -> tuple[SpanTagger, GroupModel, str]:
    """Read both models and the digest of what they were learned from."""
    with np.load(BytesIO(content), allow_pickle=False) as stored:
        chain = Chain(LABELS, stored["clue_weights"].astype(np.float64), stored["steps"])
        tagger = SpanTagger(chain, _number(stored["clues"]), lexicon)
        groups = GroupModel(
            tuple(_to_text(stored["groups"]).split("\n")),
            _number(stored["parts"]),
            stored["part_weights"].astype(np.float64),
            stored["offsets"],
        )
        return tagger, groups, _to_text(stored["digest"])


def _prune(
    numbers: dict[str, int], weights: NDArray[np.float64]
) -> tuple[list[str], NDArray[np.float16]]:
    names = sorted(numbers, key=numbers.__getitem__)
    kept = np.flatnonzero(np.abs(weights).max(axis=1) >= SMALL)
    rounded = np.where(np.abs(weights) < SMALL, 0.0, weights)[kept]
    return [names[place] for place in kept], rounded.astype(np.float16)


def _to_bytes(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode("utf-8"), np.uint8)


def _to_text(stored: NDArray[np.uint8]) -> str:
    return stored.tobytes().decode("utf-8")


def _number(stored: NDArray[np.uint8]) -> dict[str, int]:
    return {name: number for number, name in enumerate(_to_text(stored).split("\n"))}
