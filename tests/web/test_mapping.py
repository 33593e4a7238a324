"""The map has every opening once, nearer ones nearer home, and nothing on top of another."""

from datetime import date
from math import hypot

from hypothesis import given
from hypothesis import strategies as st

from matcher.vocabulary import (
    UNKNOWN_CHANCE,
    Candidate,
    Opening,
    OpeningKind,
    Place,
    Suggestion,
)
from web.mapping import HALF, draw_map

PLACES = {
    code: Place(code, name, latitude, longitude)
    for code, name, latitude, longitude in (
        ("2620", "Albertslund", 55.6569, 12.3636),
        ("2630", "Taastrup", 55.6517, 12.2992),
        ("2600", "Glostrup", 55.6660, 12.4040),
        ("4000", "Roskilde", 55.6415, 12.0803),
        ("1050", "København K", 55.6807, 12.5860),
        ("1100", "København K", 55.6799, 12.5828),
        ("8000", "Aarhus C", 56.1572, 10.2107),
    )
}
KNOWN = st.sampled_from(sorted(PLACES))


def suggest(postcodes):
    person = Candidate("K", 1980, "2620")
    day = date(2026, 12, 1)
    return [
        Suggestion(
            rank,
            person,
            Opening(f"O-{rank}", OpeningKind.ORDINARY, "Job", code, day),
            0.0,
            0.0,
            UNKNOWN_CHANCE,
            (),
            (),
        )
        for rank, code in enumerate(postcodes, start=1)
    ]


@given(KNOWN, st.lists(KNOWN | st.just("9999"), max_size=25))
def test_every_opening_is_on_the_map_once_or_named_beside_it(home, postcodes):
    sketch = draw_map(home, suggest(postcodes), PLACES)
    on_it = [one.rank for mark in sketch.marks for one in mark.openings]
    beside = [one.rank for one in sketch.unplaced]
    assert sorted(on_it + beside) == list(range(1, len(postcodes) + 1))
    assert len(beside) == postcodes.count("9999")
    for mark in sketch.marks:
        assert max(abs(mark.x), abs(mark.y)) + mark.radius <= HALF
        assert [one.rank for one in mark.openings] == sorted(one.rank for one in mark.openings)


@given(KNOWN, st.lists(KNOWN, min_size=2, max_size=25))
def test_no_mark_lies_on_the_middle_of_another(home, postcodes):
    marks = draw_map(home, suggest(postcodes), PLACES).marks
    for i, one in enumerate(marks):
        for other in marks[i + 1 :]:
            assert hypot(one.x - other.x, one.y - other.y) > max(one.radius, other.radius)


def test_north_is_up_and_east_is_right():
    (mark,) = draw_map("2620", suggest(["1050"]), PLACES).marks
    assert mark.x > 0
    assert mark.y < 0
    assert mark.told == "1"


def test_a_home_nobody_knows_has_no_map():
    assert draw_map("9999", suggest(["2620"]), PLACES) is None
