"""What every template keeps to."""

from pathlib import Path

import pytest

TEMPLATES = Path(__file__).resolve().parents[2] / "web" / "templates"


@pytest.mark.parametrize(
    "path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES))
)
def test_what_scrolls_can_be_scrolled_by_keyboard(path):
    for line in path.read_text(encoding="utf-8").splitlines():
        for part in line.split("table--responsive-scroll")[1:]:
            assert part.startswith('" tabindex="0"'), line[:120]
