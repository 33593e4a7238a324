"""Lots that anybody can draw again, and that favour nobody."""

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from matcher.planning.placement import draw_lots, write_digest


@given(st.sets(st.text(max_size=8), max_size=20), st.integers(0, 2**31))
def test_every_student_has_a_lot_of_their_own(students, seed):
    assert sorted(draw_lots(students, seed).values()) == list(range(1, len(students) + 1))


@given(st.sets(st.integers(0, 50), min_size=2), st.integers(0, 9))
def test_a_late_student_changes_nobody_elses_order(numbers, seed):
    names = sorted(f"S{one}" for one in numbers)
    whole, fewer = draw_lots(names, seed), draw_lots(names[1:], seed)
    assert sorted(names[1:], key=whole.get) == sorted(names[1:], key=fewer.get)


def test_a_parent_can_check_a_lot_with_any_tool_that_counts_sha_256():
    assert write_digest("S-2", 165) == sha256(b"165:S-2").hexdigest()
    lots = draw_lots(["S-1", "S-2"], 165)
    assert (lots["S-1"] < lots["S-2"]) == (write_digest("S-1", 165) < write_digest("S-2", 165))


def test_over_many_rounds_every_student_comes_first_as_often_as_another():
    students, rounds = [f"S-{i}" for i in range(5)], 5_000
    firsts = dict.fromkeys(students, 0)
    for seed in range(rounds):
        lots = draw_lots(students, seed)
        firsts[min(students, key=lots.__getitem__)] += 1
    expected = rounds / len(students)
    # chi square with four degrees of freedom; the seeds are fixed, so this is no chance
    assert sum((one - expected) ** 2 / expected for one in firsts.values()) < 9.49
