"""Version 0 as a page: every shape drawn on one scale, with its reason."""

import pytest

from matcher.services.reading_shapes import read_expert_files
from matcher.vocabulary import Role
from web.shapes import HEIGHT, WIDTH, draw_shapes

SHAPES = next(iter(read_expert_files().values())).shapes


def read_points(drawing):
    return [tuple(map(float, one.split(","))) for one in drawing.line.split()]


def test_lines_span_the_box_and_higher_is_more(app):
    with app.test_request_context():
        drawings = draw_shapes(SHAPES)
    for one in drawings:
        points = read_points(one)
        assert (points[0][0], points[-1][0]) == (0.0, WIDTH)
        assert all(0 <= y <= HEIGHT for _, y in points)
        for (_, y), (_, height) in zip(points, one.shape.points, strict=True):
            assert (y < one.zero) == (height > 0)
    assert len({one.zero for one in drawings}) == 1


@pytest.mark.parametrize(
    ("language", "words"),
    [("da", "Ikke gennemgået endnu."), ("en", "Not reviewed yet.")],
)
def test_staff_can_read_every_shape_with_its_reason_and_review(enter, language, words):
    page = enter(Role.ADMIN).get(f"/models/match/0?lang={language}").text
    for one in SHAPES:
        reason = one.why_da if language == "da" else one.why_en
        assert reason.replace("'", "&#39;") in page
    assert page.count("<polyline") == page.count(words) == len(SHAPES)
