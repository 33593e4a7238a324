"""How near skills lie to one another: those asked for together that also sound alike.

Neither sign is enough. What is asked for together is often different work (stacking and counting);
what sounds alike is often another trade (a cake mixer, a concrete mixer). So a skill is near
another as far as both signs say so: the root of their product, of the few best of each skill.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.sparse.linalg import svds
from sklearn.preprocessing import normalize

from matcher.taxonomy.outline import Outline
from matcher.taxonomy.relatedness import weigh_skills
from matcher.taxonomy.stems import cut_stems, weigh_letters, weigh_stems

Names = Mapping[str, Sequence[tuple[str, str]]]
"""A skill's URI to its names, each with its language; the preferred ones first."""

FACTORS = 100
"""Dimensions that the table of occupations and skills is brought down to."""

FLOOR = 0.55
"""What is less alike than this is not called near."""

NEIGHBOURS = 8
"""How many near skills each skill has, at most, by what is computed; each among the other's."""

SERVES = 0.75
"""What a skill that is as near as can be counts for; having the skill itself counts for 1."""

AT_MOST = 0.6
BLOCK = 1000
SEED = 0


def compute_nearness(outline: Outline, names: Names) -> dict[str, dict[str, float]]:
    """Compute the few skills near each skill, both ways alike.

    Parameters
    ----------
    outline : Outline
        Occupations with their skills.
    names : mapping of str to sequence of (language, name)
        Every skill's names.

    Returns
    -------
    dict
        As `Knowledge.skill_nearness`: values in (0, 1], never a skill itself.

    Examples
    --------
    >>> from matcher.taxonomy.outline import OccupationOutline
    >>> asked = {"forklift": 1.0, "reach": 1.0}
    >>> outline = Outline((OccupationOutline("driver", "", (), skills=asked),
    ...                    OccupationOutline("nurse", "", (), skills={"wounds": 1.0})))
    >>> near = compute_nearness(outline, {"forklift": [("en", "drive forklift truck")],
    ...     "reach": [("en", "drive reach truck")], "wounds": [("en", "dress wounds")]})
    >>> near["forklift"].keys(), near["reach"].keys(), "wounds" in near
    (dict_keys(['reach']), dict_keys(['forklift']), False)
    """
    uris = sorted(names)
    if len(uris) < 2 or not outline.occupations:
        return {}
    together = _place_skills(outline, uris)
    letters = weigh_letters([" ".join(n for _, n in _prefer(names[uri])) for uri in uris])
    words = weigh_stems([_cut(names[uri]) for uri in uris], pairs=False)
    best: dict[tuple[int, int], float] = {}
    for start in range(0, len(uris), BLOCK):
        rows = slice(start, min(start + BLOCK, len(uris)))
        best |= _find_best(_compare(together, letters, words, rows), start)
    near: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for (one, other), value in sorted(best.items()):
        # each must be among the other's best, so that what everything resembles is near to nothing
        if (other, one) in best:
            near[uris[one]][uris[other]] = round(min(AT_MOST, SERVES * value), 3)
    return dict(near)


def merge_nearness(
    told: Mapping[str, Mapping[str, float]],
    computed: Mapping[str, Mapping[str, float]],
    *,
    by_hand: Collection[str],
) -> dict[str, dict[str, float]]:
    """Add what is computed to what people have said; what people said of a pair stands.

    Two skills of ``by_hand``, a catalogue whose ties are all written by hand, are brought no nearer
    by computing than its authors did.
    """
    merged = {uri: dict(those) for uri, those in told.items()}
    for uri, those in computed.items():
        for other, value in those.items():
            if uri in by_hand and other in by_hand:
                continue
            if other not in told.get(uri, {}) and uri not in told.get(other, {}):
                merged.setdefault(uri, {})[other] = value
    return merged


def _place_skills(outline: Outline, uris: Sequence[str]) -> NDArray[np.float32]:
    """Place each skill by the occupations that ask for it, in few dimensions; rows of length 1."""
    table, columns = weigh_skills(sorted(outline.occupations, key=lambda one: one.uri))
    rows = normalize(table)
    if min(rows.shape) <= FACTORS:
        found = rows.T.toarray()
    else:
        start = np.random.default_rng(SEED).random(min(rows.shape))
        _, sizes, axes = svds(rows, k=FACTORS, v0=start)
        found = axes.T * sizes
    placed = np.zeros((len(uris), found.shape[1]), dtype=np.float32)
    known = [(i, columns[uri]) for i, uri in enumerate(uris) if uri in columns]
    for i, column in known:
        placed[i] = found[column]
    unit: NDArray[np.float32] = normalize(placed)
    return unit


def _compare(together: NDArray[np.float32], letters: Any, words: Any, rows: slice) -> Any:
    sounds = (letters[rows] @ letters.T + words[rows] @ words.T).tocoo()
    # whatever is asked for together, less than this cannot reach the floor
    loud = sounds.data / 2 >= FLOOR**2
    sounds = coo_array(
        (sounds.data[loud], (sounds.row[loud], sounds.col[loud])), shape=sounds.shape
    )
    asked = np.einsum("ij,ij->i", together[rows][sounds.row], together[sounds.col])
    values = np.sqrt(np.clip(asked, 0.0, 1.0) * np.clip(sounds.data / 2, 0.0, 1.0))
    kept = values >= FLOOR
    shape = sounds.shape
    return csr_array((values[kept], (sounds.row[kept], sounds.col[kept])), shape=shape)


def _find_best(alike: Any, start: int) -> dict[tuple[int, int], float]:
    """Find each row's few best columns with their values, ties by position, itself left out."""
    found = {}
    for row in range(alike.shape[0]):
        cells = slice(alike.indptr[row], alike.indptr[row + 1])
        pairs = zip(alike.data[cells].tolist(), alike.indices[cells].tolist(), strict=True)
        others = [(-round(value, 6), column) for value, column in pairs if column != start + row]
        for value, column in sorted(others)[:NEIGHBOURS]:
            found[start + row, column] = -value
    return found


def _prefer(names: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
    return list(dict(reversed(names)).items())


def _cut(names: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(stem for language, name in names for stem in cut_stems(name, language))
