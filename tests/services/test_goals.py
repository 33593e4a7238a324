"""Goals are dated data; what counts toward them is read from what happened, and never a person."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import InvalidInput, NotFound
from matcher.services.goals import (
    list_progress,
    list_years,
    measure_progress,
    read_progress,
    record_reading,
    set_goal,
)
from matcher.store.goals import Goal, Happening
from matcher.vocabulary import Measure, OpeningKind, Tag

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
TODAY = NOW.date()
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
ALL_JOBS = Goal(Measure.NEW_JOBS, None, 2000, *YEAR, "n", "a", NOW)


def happen(day, amount=1.0, *, tags=(), area="x"):
    return Happening(day, amount, area, frozenset(tags), "O-1", "Kok")


def decide(session, measure=Measure.ROTATIONS, **changes):
    given = {"tag": None, "target": 60.0, "starts_on": YEAR[0], "ends_on": YEAR[1]}
    given |= {"note": "Byrådet", "actor": "a@example.dk", "now": NOW}
    return set_goal(session, measure, **given | changes)


def test_the_starter_goals_are_in_force_for_the_years_of_a_strategy(services, session):
    found = {one.goal.code: one for one in list_progress(session, on=TODAY)}
    assert (found["rotations"].goal.target, found["new_jobs-green"].goal.target) == (60, 1000)
    assert list_years(session) == (2026, 2027, 2028, 2029, 2030)


def test_new_jobs_are_the_positions_of_ordinary_openings_that_have_started(services, session):
    pool = services.memory.get_openings(session).items
    kinds = {
        OpeningKind.ORDINARY,
        OpeningKind.FLEKSJOB,
        OpeningKind.SMAAJOB,
        OpeningKind.VOKSENLAERLING,
        OpeningKind.LAEREPLADS,
    }
    begun = [one for one in pool if one.kind in kinds and YEAR[0] <= one.starts_on <= TODAY]
    found = {one.goal.code: one for one in list_progress(session, on=TODAY)}
    assert found["new_jobs"].reached == sum(one.positions for one in begun)
    green = sum(one.positions for one in begun if Tag.GREEN in one.tags)
    assert found["new_jobs-green"].reached == green > 0


def test_placements_that_lasted_are_counted_on_the_day_they_had(services, session):
    found, _settings = read_progress(session, "lasting", on=TODAY)
    assert found.reached == len(found.happenings) > 0
    assert {one.happened_on.year for one in found.happenings} == {2026}


def test_days_to_shortlist_are_the_median_over_openings_and_fewer_is_better(services, session):
    found, _settings = read_progress(session, "shortlist_days", on=TODAY)
    assert found.reached >= 0
    assert found.expected == found.goal.target
    assert found.on_course is (found.reached <= found.goal.target)


def test_only_the_chosen_area_is_counted(services, session):
    whole = {one.goal.code: one for one in list_progress(session, on=TODAY)}["new_jobs"]
    parts = [
        {one.goal.code: one for one in list_progress(session, on=TODAY, area=part.key)}["new_jobs"]
        for part in whole.areas
        if part.key
    ]
    outside = sum(part.reached for part in whole.areas if not part.key)
    assert sum(one.reached for one in parts) + outside == whole.reached


def test_at_an_even_pace_half_the_target_is_expected_half_way():
    goal = replace(ALL_JOBS, starts_on=date(2026, 1, 1), ends_on=date(2026, 1, 10))
    found = measure_progress(goal, [happen(date(2026, 1, 2), 900)], on=date(2026, 1, 5))
    assert (found.reached, found.expected, found.on_course) == (900, 1000, False)
    assert measure_progress(goal, [], on=date(2025, 12, 1)).expected == 0


def test_what_happens_after_the_day_or_outside_the_period_or_track_does_not_count():
    goal = replace(ALL_JOBS, tag=Tag.GREEN)
    rows = [
        happen(date(2026, 3, 1), 2, tags=[Tag.GREEN, Tag.SOCIAL]),
        happen(date(2026, 3, 1), 4, tags=[Tag.SOCIAL]),
        happen(date(2025, 12, 31), 8, tags=[Tag.GREEN]),
        happen(TODAY + timedelta(days=1), 16, tags=[Tag.GREEN]),
    ]
    found = measure_progress(goal, rows, on=TODAY)
    assert found.reached == 2
    assert {part.key: part.reached for part in found.tracks} == {"green": 2, "social": 2}


@given(
    st.lists(
        st.builds(
            happen,
            st.dates(date(2025, 6, 1), date(2027, 6, 1)),
            st.integers(0, 50).map(float),
            area=st.sampled_from(["a", "b", ""]),
        )
    ),
    st.dates(*YEAR),
)
def test_quarters_years_and_areas_each_add_up_to_the_whole(rows, on):
    found = measure_progress(ALL_JOBS, rows, on=on)
    for parts in (found.quarters, found.years, found.areas):
        assert sum(part.reached for part in parts) == found.reached
        assert sum(part.count for part in parts) == len(found.happenings)


def test_setting_anew_takes_the_place_and_keeps_the_history(services, session):
    before = read_progress(session, "rotations", on=TODAY)[1]
    decide(session, target=40)
    found, settings = read_progress(session, "rotations", on=TODAY)
    assert found.goal.target == 40
    assert settings[1:] == before
    assert (settings[0].note, settings[0].actor) == ("Byrådet", "a@example.dk")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"target": 0}, "target"),
        ({"target": float("nan")}, "target"),
        ({"ends_on": date(2025, 1, 1)}, "ends_on"),
        ({"starts_on": date(2026, 7, 1)}, "starts_on"),
        ({"tag": Tag.GREEN}, "tag"),
        ({"note": "  "}, "note"),
        ({"note": "x" * 301}, "note"),
    ],
)
def test_a_goal_that_cannot_be_is_refused_by_its_field(services, session, changes, field):
    with pytest.raises(InvalidInput) as refused:
        decide(session, **changes)
    assert refused.value.field == field


def test_what_the_service_cannot_count_is_read_elsewhere_and_the_newest_counts(services, session):
    given = {"source": "Danmarks Statistik", "actor": "a", "now": NOW}
    for day, value in ((date(2026, 11, 20), 15.0), (date(2026, 11, 23), 14.5)):
        record_reading(session, Measure.YOUNG_WITHOUT, value=value, happened_on=day, **given)
    found, _settings = read_progress(session, "young_without", on=date(2026, 11, 23))
    assert (found.reached, found.on_course) == (14.5, True)
    # as it was known on an earlier day
    assert read_progress(session, "young_without", on=date(2026, 11, 21))[0].reached == 15.0


@pytest.mark.parametrize(
    ("measure", "changes", "field"),
    [
        (Measure.NEW_JOBS, {}, "measure"),
        (Measure.YOUNG_WITHOUT, {"value": 101.0}, "value"),
        (Measure.YOUNG_WITHOUT, {"value": float("inf")}, "value"),
        (Measure.SUBSCRIBERS, {}, "measure"),
        (Measure.YOUNG_WITHOUT, {"happened_on": TODAY + timedelta(days=1)}, "happened_on"),
        (Measure.YOUNG_WITHOUT, {"source": " "}, "source"),
    ],
)
def test_a_figure_that_cannot_be_is_refused_by_its_field(
    services, session, measure, changes, field
):
    given = {"value": 10.0, "happened_on": TODAY, "source": "s", "actor": "a", "now": NOW}
    with pytest.raises(InvalidInput) as refused:
        record_reading(session, measure, **given | changes)
    assert refused.value.field == field


def test_a_goal_that_is_not_set_is_not_found(services, session):
    with pytest.raises(NotFound):
        read_progress(session, "no-such", on=TODAY)


def test_no_row_of_a_goal_names_a_person(services, session):
    people = {one.reference for one in services.memory.get_people(session).items}
    for one in list_progress(session, on=TODAY):
        told = {row.reference for row in one.happenings} | {row.title for row in one.happenings}
        assert not told & people
