"""What a ranker learns from: what was shown or searched for, credited to the list behind it."""

from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pandas as pd
import pytest

from matcher.errors import InvalidInput
from matcher.vocabulary import Outcome, OutcomeEvent, Shown
from training.frames import build_shown_frame, check_frame, split_by_time
from training.labels import GAINS

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
UNTIL = date(2027, 11, 24)


def show(list_id, *candidates, opening="O-1", at=NOON):
    return [
        Shown(opening, one, rank, 1.0 / rank, "0", at, "candidates", list_id, 1.0, rank)
        for rank, one in enumerate(candidates, start=1)
    ]


def tell(candidate, outcome, days=0, *, opening="O-1", reason=""):
    at = NOON + timedelta(days=days, hours=1)
    return OutcomeEvent(opening, candidate, Outcome[outcome.upper()], at.date(), "ida", at, reason)


def as_frame(rows, kind):
    return pd.DataFrame([asdict(one) for one in rows], columns=list(kind.__dataclass_fields__))


def build(shown, told, until=UNTIL):
    return build_shown_frame(as_frame(shown, Shown), as_frame(told, OutcomeEvent), until=until)


def pick(frame, column, candidate="K-1"):
    return frame.set_index("candidate").loc[candidate, column]


def test_a_pair_is_graded_by_the_furthest_step_it_came_to():
    told = [tell("K-1", "shortlisted"), tell("K-1", "interview", 7), tell("K-1", "placed", 21)]
    frame = build(show("a", "K-1", "K-2"), told)
    assert frame["gain"].tolist() == [GAINS["placed"], 0.0]
    assert frame["placed"].tolist() == [True, False]
    assert frame["source"].tolist() == ["list", "list"]


def test_an_outcome_is_credited_to_the_last_list_that_showed_the_pair_before_it():
    shown = show("a", "K-1") + show("b", "K-1", at=NOON + timedelta(days=10))
    frame = build(shown, [tell("K-1", "shortlisted", 11)])
    assert dict(zip(frame["list_id"], frame["gain"], strict=True)) == {"a": 0.0, "b": 1.0}


def test_all_that_came_of_a_pair_goes_to_the_list_behind_its_first_event():
    shown = show("a", "K-1", "K-2") + show("b", "K-1", "K-2", at=NOON + timedelta(days=10))
    frame = build(shown, [tell("K-1", "shortlisted", 1), tell("K-1", "placed", 20)])
    # then the second list, where the pair was no longer a choice, does not count it as passed over
    rows = frame[["list_id", "candidate", "gain"]].to_numpy().tolist()
    assert rows == [["a", "K-1", 4.0], ["a", "K-2", 0.0], ["b", "K-2", 0.0]]


def test_an_event_after_a_list_too_young_to_judge_is_not_credited_to_an_older_one():
    shown = show("a", "K-1") + show("b", "K-1", at=NOON + timedelta(days=40))
    until = (NOON + timedelta(days=60)).date()
    frame = build(shown, [tell("K-1", "shortlisted", 41)], until=until)
    assert frame[["list_id", "gain"]].to_numpy().tolist() == [["a", 0.0]]


def test_what_was_recorded_after_the_day_of_training_is_not_known():
    until = (NOON + timedelta(days=40)).date()
    told = [tell("K-1", "shortlisted", 40), tell("K-2", "shortlisted", 41)]
    assert build(show("a", "K-1", "K-2"), told, until=until)["shortlisted"].tolist() == [
        True,
        False,
    ]


def test_whom_no_list_showed_is_learned_from_as_found_by_a_search_in_the_last_list_before():
    shown = show("a", "K-1") + show("b", "K-1", at=NOON + timedelta(days=10))
    shown += show("c", "K-1", "K-9", at=NOON + timedelta(days=20))
    frame = build(shown, [tell("K-9", "interview", 12), tell("K-9", "placed", 25)])
    found = frame[frame["source"] == "search"]
    columns = ["list_id", "candidate", "rank", "propensity", "gain", "placed"]
    assert found[columns].to_numpy().tolist() == [["b", "K-9", 1, 1.0, 4.0, True]]
    assert found["shown_at"].tolist() == [NOON + timedelta(days=10)]
    assert found["score"].isna().all()
    # and the list that showed the pair when it was under way already leaves it out
    assert frame[frame["list_id"] == "c"]["candidate"].tolist() == ["K-1"]


def test_searches_before_any_list_make_a_list_of_their_own_where_there_are_two():
    told = [
        tell("K-1", "interview", 0, opening="O-2"),
        tell("K-2", "contacted", 3, opening="O-2"),
        tell("K-3", "placed", 0, opening="O-3"),
    ]
    frame = build(show("a", "K-1"), told)
    searched = frame[frame["source"] == "search"]
    assert searched[["list_id", "candidate"]].to_numpy().tolist() == [
        ["search-O-2", "K-1"],
        ["search-O-2", "K-2"],
    ]
    assert searched["shown_at"].nunique() == 1


def test_an_outcome_before_the_list_is_not_the_lists_doing():
    shown = show("a", "K-1", "K-2", at=NOON + timedelta(days=2))
    frame = build(shown, [tell("K-1", "placed", 0)])
    assert frame[["candidate", "gain"]].to_numpy().tolist() == [["K-2", 0.0]]


@pytest.mark.parametrize(("days", "rows"), [(34, 0), (35, 1)])
def test_a_list_too_young_for_its_outcomes_is_left_out(days, rows):
    midnight = datetime(2026, 3, 2, tzinfo=UTC)
    until = (midnight + timedelta(days=days)).date()
    assert len(build(show("a", "K-1", at=midnight), [], until=until)) == rows


def test_a_line_logged_before_model_ranks_were_has_its_rank():
    shown = as_frame(show("a", "K-1", "K-2"), Shown).assign(model_rank=[None, 1])
    frame = build_shown_frame(shown, as_frame([], OutcomeEvent), until=UNTIL)
    assert frame["model_rank"].tolist() == [1, 1]


def test_nothing_shown_gives_a_frame_without_rows():
    assert build([], []).empty
    assert build([], [tell("K-1", "placed")]).empty


BREAKS = {
    "propensity": {"propensity": 0.0},
    "gain": {"gain": 7.5},
    "source": {"source": "guess"},
    "what lasted was placed": {"lasted": 1.0},
    "a pair is settled": {"lasted": np.nan},
    "a list has one pair a rank": {"rank": 1},
    "what a list showed has a score": {"score": np.nan},
    "a list is of one opening": {"opening": ["O-1", "O-2"]},
    "list_id": {"candidate": "K-1"},
}


@pytest.mark.parametrize("rule", BREAKS)
def test_a_frame_that_cannot_be_is_refused_naming_the_rule_and_an_example(rule):
    frame = build(show("a", "K-1", "K-2"), [])
    with pytest.raises(InvalidInput) as refused:
        check_frame(frame.assign(**BREAKS[rule]))
    assert rule in str(refused.value)
    assert refused.value.remedy


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


def test_searches_are_learned_from_and_never_judged_by():
    shown, told = [], []
    for day in range(10):
        at = NOON + timedelta(days=day)
        shown += show(f"list-{day}", "K-1", opening=f"O-{day}", at=at)
        told.append(tell("K-9", "placed", day + 1, opening=f"O-{day}"))
    earlier, later = split_by_time(build(shown, told))
    assert earlier["source"].value_counts().to_dict() == {"list": 7, "search": 7}
    assert later["source"].unique().tolist() == ["list"]
