"""What a ranker learns from: only what was shown, credited to the list that showed it."""

from datetime import UTC, date, datetime, timedelta

import pandas as pd

from training.frames import ENDED_EARLY_GAIN, GAINS, build_shown_frame, split_by_time

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
UNTIL = date(2026, 11, 24)


def show(list_id, *candidates, opening="O-1", at=NOON):
    return [
        {
            "list_id": list_id,
            "opening": opening,
            "candidate": one,
            "rank": rank,
            "score": 1.0 / rank,
            "shown_at": at,
        }
        for rank, one in enumerate(candidates, start=1)
    ]


def tell(candidate, outcome, *, opening="O-1", at=NOON):
    return {"opening": opening, "candidate": candidate, "outcome": outcome, "recorded_at": at}


def build(shown, told, until=UNTIL):
    columns = ["opening", "candidate", "outcome", "recorded_at"]
    return build_shown_frame(pd.DataFrame(shown), pd.DataFrame(told, columns=columns), until=until)


def test_a_pair_is_graded_by_the_furthest_step_it_came_to():
    told = [
        tell("K-1", "shortlisted"),
        tell("K-1", "interview", at=NOON + timedelta(days=7)),
        tell("K-1", "placed", at=NOON + timedelta(days=21)),
    ]
    frame = build(show("a", "K-1", "K-2"), told)
    assert frame["gain"].tolist() == [GAINS["placed"], 0.0]
    assert frame["placed"].tolist() == [True, False]


def test_an_outcome_is_credited_to_the_last_list_that_showed_the_pair_before_it():
    shown = show("a", "K-1") + show("b", "K-1", at=NOON + timedelta(days=10))
    frame = build(shown, [tell("K-1", "shortlisted", at=NOON + timedelta(days=11))])
    assert dict(zip(frame["list_id"], frame["gain"], strict=True)) == {"a": 0.0, "b": 1.0}


def test_what_was_never_shown_is_not_learned_from():
    frame = build(show("a", "K-1"), [tell("K-9", "placed")])
    assert frame["candidate"].tolist() == ["K-1"]
    assert frame["gain"].tolist() == [0.0]


def test_an_outcome_before_the_list_is_not_the_lists_doing():
    frame = build(show("a", "K-1"), [tell("K-1", "placed", at=NOON - timedelta(days=1))])
    assert frame["gain"].tolist() == [0.0]


def test_a_placement_that_ended_early_is_worth_less_than_one_that_lasts():
    told = [tell("K-1", "placed"), tell("K-1", "ended_early", at=NOON + timedelta(days=9))]
    assert build(show("a", "K-1"), told)["gain"].tolist() == [ENDED_EARLY_GAIN]


def test_a_list_too_young_for_its_outcomes_is_left_out():
    frame = build(show("a", "K-1"), [], until=(NOON + timedelta(days=34)).date())
    assert frame.empty


def test_the_later_part_holds_openings_the_earlier_never_saw_and_nothing_earlier_tells_its_future():
    shown = []
    for day in range(20):
        at = NOON + timedelta(days=day)
        shown += show(f"first-{day}", "K-1", "K-2", opening=f"O-{day}", at=at)
        shown += show(f"again-{day}", "K-1", opening=f"O-{day}", at=at + timedelta(days=30))
    earlier, later = split_by_time(build(shown, []))
    assert not set(earlier["opening"]) & set(later["opening"])
    assert earlier["shown_at"].max() < later["shown_at"].min()
    assert later["opening"].nunique() == 6
