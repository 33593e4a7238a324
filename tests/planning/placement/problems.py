"""Small rounds, drawn at random."""

from hypothesis import strategies as st

from matcher.planning.placement import Problem, Room

LIMITS = ["age", "travel", "timetable", "forbidden", "declined"]


@st.composite
def problems(
    draw, *, least=1, most=1, periods=1, locks=0, students=6, rooms=4, tracks=("",), worth=False
):
    codes = [f"P{i}" for i in range(draw(st.integers(1, rooms)))]
    names = [f"S{i}" for i in range(draw(st.integers(1, students)))]
    pairs = [(student, one) for student in names for one in codes]
    chosen = st.sampled_from(pairs)
    return Problem(
        {one: draw(st.permutations(codes).flatmap(_cut)) for one in names},
        {one: draw(_rooms(least, periods, tracks)) for one in codes},
        seed=draw(st.integers(0, 99)),
        ranks=draw(st.dictionaries(chosen, st.integers(1, 3), max_size=6)),
        merits=draw(st.dictionaries(chosen, st.integers(0, 2), max_size=6)),
        benefits={pair: draw(st.integers(0, 9)) / 10 for pair in pairs} if worth else {},
        locks=frozenset(draw(st.sets(chosen, max_size=locks))),
        refused=draw(st.dictionaries(chosen, st.sampled_from(LIMITS), max_size=3)),
        most=most,
    )


def _cut(order):
    return st.integers(0, len(order)).map(lambda length: tuple(order[:length]))


def _rooms(least, periods, tracks):
    return st.builds(
        Room,
        st.integers(1, least),
        st.integers(1, 3),
        st.integers(1, periods),
        st.sampled_from(tracks),
    )
