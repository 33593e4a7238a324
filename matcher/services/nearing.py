"""How near skills lie, computed once for each content of the taxonomy and kept beside it."""

import json
import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from matcher.store import Session, outlines
from matcher.taxonomy.nearness import Names, compute_nearness
from matcher.taxonomy.outline import Outline

Nearness = Mapping[str, Mapping[str, float]]
FORM = 1
"""Raised when the computing changes, so that what was kept before is computed again."""


def recall_nearness(session: Session, folder: Path) -> dict[str, dict[str, float]]:
    """Give the nearness of skills, from the folder if this very content was computed before.

    A catalogue whose ties are all written by hand needs none, and costs nothing.
    """
    names = outlines.read_skill_names(session)
    by_hand = outlines.list_skills_by_hand(session)
    if names.keys() <= by_hand:
        return {}
    outline = outlines.read_outline(session)
    path = folder / f"nearness-{name_content(outline, names)}.json"
    kept = _read(path)
    if kept is None:
        kept = compute_nearness(outline, names)
        _keep(path, kept)
    return kept


def name_content(outline: Outline, names: Names) -> str:
    """Name what nearness is computed from, so that other content has another name."""
    content = sha256(str(FORM).encode())
    for one in sorted(outline.occupations, key=lambda one: one.uri):
        content.update(repr((one.uri, sorted(one.skills.items()))).encode())
    for uri in sorted(names):
        content.update(repr((uri, tuple(names[uri]))).encode())
    return content.hexdigest()[:32]


def _read(path: Path) -> dict[str, dict[str, float]] | None:
    """Read what was kept; what cannot be read is computed again."""
    try:
        found: dict[str, dict[str, float]] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found


def _keep(path: Path, nearness: Nearness) -> None:
    """Keep it by one rename, for all processes; those of other contents go."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as stream:
        json.dump(nearness, stream)
    os.replace(stream.name, path)
    for other in path.parent.glob("nearness-*.json"):
        if other != path:
            other.unlink(missing_ok=True)
