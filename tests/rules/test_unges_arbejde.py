"""Work of people under 18: the table of the law, each limit on both sides."""

from datetime import date

import pytest

from matcher.rules import judge
from matcher.rules.unges_arbejde import judge_minor
from matcher.vocabulary import OpeningKind, WorkTime
from tests.rules.pairs import NEEDS, NO, PERSON, YES, Pair, make_opening

START = date(2026, 3, 2)
GOOD = {
    "hours_school_day": 2,
    "hours_free_day": 4,
    "starts_at": "15:00",
    "ends_at": "18:00",
    "days_off": 2,
    "light_work": True,
    "lift_kg": 10,
    "alcohol_served": False,
    "works_alone": False,
    "parents_informed": True,
    "assessment_covers_young": True,
    "dangerous_work": False,
}
WORK = Pair(
    "unges_arbejde",
    PERSON,
    make_opening(OpeningKind.FRITIDSJOB, start=START, hours=8.0, **GOOD),
)
# the three groups with limits, as they are on 2 March 2026
GROUPS = {
    "13_14": {"person": {"birth_year": 2012}, "finished_9th": False},
    "15_17_pligt": {"person": {"birth_year": 2010}, "finished_9th": False},
    "15_17": {"person": {"birth_year": 2009}, "finished_9th": True},
}


@pytest.mark.parametrize("group", GROUPS)
def test_work_within_every_limit_is_allowed(group):
    verdict = WORK.judge(**GROUPS[group])
    assert [(f.rule, f.reason_en) for f in verdict.findings if f.answer is not YES] == []


# a whole row of the law's table for each group: the most, and a quarter more
@pytest.mark.parametrize(
    ("rule", "key", "limits"),
    [
        ("UA-02", "hours_school_day", {"13_14": 2, "15_17_pligt": 2, "15_17": 8}),
        ("UA-03", "hours_free_day", {"13_14": 7, "15_17_pligt": 8, "15_17": 8}),
        ("UA-04", "hours_school_week", {"13_14": 12, "15_17_pligt": 12, "15_17": 40}),
        ("UA-05", "hours_free_week", {"13_14": 35, "15_17_pligt": 40, "15_17": 40}),
    ],
)
@pytest.mark.parametrize("group", GROUPS)
def test_hours_keep_within_the_groups_limit(rule, key, limits, group):
    most = limits[group]
    for hours, answer in ((most - 0.25, YES), (most, YES), (most + 0.25, NO)):
        assert WORK.find(rule, **GROUPS[group], **{key: hours}).answer is answer


@pytest.mark.parametrize(
    ("group", "rest", "answer"),
    [
        ("13_14", 14, YES),
        ("13_14", 13.75, NO),
        ("15_17_pligt", 14, YES),
        ("15_17_pligt", 13.75, NO),
        ("15_17", 12, YES),
        ("15_17", 11.75, NO),
    ],
)
def test_rest_is_long_enough(group, rest, answer):
    assert WORK.find("UA-06", **GROUPS[group], rest_hours=rest).answer is answer


@pytest.mark.parametrize(
    ("starts", "ends", "answer"),
    [("08:00", "18:00", YES), ("07:45", "18:00", NO), (None, "18:00", NEEDS)],
)
def test_rest_is_told_by_the_hours_where_it_is_not_stated(starts, ends, answer):
    finding = WORK.find("UA-06", **GROUPS["13_14"], starts_at=starts, ends_at=ends)
    assert finding.answer is answer


@pytest.mark.parametrize(
    ("group", "place", "starts", "answer"),
    [
        ("13_14", "butik", "06:00", YES),
        ("13_14", "butik", "05:59", NO),
        ("13_14", "avisudbringning", "05:00", NO),
        ("15_17_pligt", "bageri", "05:59", NO),
        ("15_17", "butik", "05:59", NO),
        ("15_17", "bageri", "04:00", YES),
        ("15_17", "bageri", "03:59", NO),
        ("15_17", "avisudbringning", "05:00", YES),
        ("15_17", "avisudbringning", "04:59", NO),
        ("15_17", None, "05:00", NEEDS),
        ("15_17", None, "03:59", NO),
        ("15_17", "butik", None, NEEDS),
    ],
)
def test_work_does_not_start_too_early(group, place, starts, answer):
    finding = WORK.find("UA-07", **GROUPS[group], workplace=place, starts_at=starts)
    assert finding.answer is answer


@pytest.mark.parametrize(
    ("group", "place", "ends", "answer"),
    [
        ("13_14", "butik", "20:00", YES),
        ("13_14", "butik", "20:01", NO),
        ("15_17_pligt", "restaurant", "20:01", NO),
        ("15_17", "lager", "20:00", YES),
        ("15_17", "lager", "20:01", NO),
        ("15_17", "butik", "22:00", YES),
        ("15_17", "butik", "22:01", NO),
        ("15_17", "restaurant", "24:00", YES),
        ("15_17", "restaurant", "00:30", NO),
        ("15_17", None, "22:00", NEEDS),
        ("15_17", None, "00:30", NO),
        ("15_17", "butik", None, NEEDS),
        ("15_17", "butik", "25:00", NEEDS),
    ],
)
def test_work_does_not_end_too_late(group, place, ends, answer):
    finding = WORK.find("UA-08", **GROUPS[group], workplace=place, ends_at=ends)
    assert finding.answer is answer


# born on 2 March 2013 one is 13 that very day in 2026; so for 15 and 18
@pytest.mark.parametrize(
    ("born", "finished", "rules"),
    [
        ("2013-03-03", False, {"UA-01": NO}),
        ("2013-03-02", False, {"UA-01": YES, "UA-03": NO, "UA-13": YES}),
        ("2011-03-03", True, {"UA-01": YES, "UA-03": NO}),
        ("2011-03-02", True, {"UA-01": YES, "UA-03": YES}),
        ("2008-03-03", False, {"UA-02": YES, "UA-03": YES}),
        ("2008-03-02", False, {}),
    ],
)
def test_the_groups_begin_on_the_birthdays(born, finished, rules):
    verdict = WORK.judge(
        person={"birth_year": int(born[:4])},
        born_on=born,
        finished_9th=finished,
        hours_free_day=7.5,
    )
    answers = {finding.rule: finding.answer for finding in verdict.findings}
    assert {rule: answers[rule] for rule in rules} == rules
    assert bool(answers) is bool(rules)


def test_born_on_a_leap_day_one_is_18_on_the_last_of_february():
    leap = {"person": {"birth_year": 2008}, "born_on": "2008-02-29"}
    assert WORK.judge(**leap, opening={"starts_on": date(2026, 2, 27)}).findings
    assert not WORK.judge(**leap, opening={"starts_on": date(2026, 2, 28)}).findings


def test_below_13_only_culture_is_allowed_and_with_a_permit():
    young = {"person": {"birth_year": 2014}}
    assert [f.rule for f in WORK.judge(**young).findings] == ["UA-01"]
    assert WORK.find("UA-01", **young).answer is NO
    assert WORK.find("UA-01", **young, culture_permit=False).answer is NO
    assert WORK.find("UA-01", **young, culture_permit=True).answer is YES


@pytest.mark.parametrize(
    ("year", "hours", "answer"),
    [
        # the year of birth alone: 2011 turns 15 in 2026, so both groups are possible
        (2011, 7, YES),
        (2011, 7.5, NEEDS),
        (2011, 8.25, NO),
        # 2008 turns 18 in 2026, and may be an adult
        (2008, 8, YES),
        (2008, 8.25, NEEDS),
        # 2013 turns 13 in 2026
        (2013, 7.25, NO),
    ],
)
def test_a_year_of_birth_alone_leaves_open_only_what_turns_on_the_birthday(year, hours, answer):
    finding = WORK.find("UA-03", person={"birth_year": year}, hours_free_day=hours)
    assert finding.answer is answer


@pytest.mark.parametrize(
    ("finished", "hours", "answer"),
    [(None, 2, YES), (None, 2.25, NEEDS), (True, 2.25, YES), (False, 2.25, NO), (None, 8.25, NO)],
)
def test_whether_school_is_finished_is_asked_for_where_it_matters(finished, hours, answer):
    finding = WORK.find(
        "UA-02", person={"birth_year": 2010}, finished_9th=finished, hours_school_day=hours
    )
    assert finding.answer is answer


def test_work_at_weekends_only_has_no_school_day():
    finding = WORK.find(
        "UA-02",
        **GROUPS["13_14"],
        opening={"work_times": frozenset({WorkTime.WEEKEND})},
        hours_school_day=None,
    )
    assert finding.answer is YES


def test_few_hours_a_week_settle_a_days_hours():
    stated = {**GROUPS["13_14"], "hours_school_day": None}
    assert WORK.find("UA-02", **stated, opening={"weekly_hours": 2.0}).answer is YES
    assert WORK.find("UA-02", **stated, opening={"weekly_hours": 2.25}).answer is NEEDS


@pytest.mark.parametrize(("days", "answer"), [(2, YES), (1, NO), (None, NEEDS)])
def test_two_days_off_a_week(days, answer):
    assert WORK.find("UA-09", **GROUPS["15_17"], days_off=days).answer is answer


@pytest.mark.parametrize(
    ("free_day", "minutes", "answer"),
    [
        (4.5, None, YES),
        (4.75, None, NEEDS),
        (4.75, 29, NO),
        (4.75, 30, YES),
        (None, None, NEEDS),
        (None, 30, YES),
    ],
)
def test_a_break_of_half_an_hour_on_days_above_four_and_a_half(free_day, minutes, answer):
    finding = WORK.find("UA-10", **GROUPS["15_17"], hours_free_day=free_day, break_minutes=minutes)
    assert finding.answer is answer


@pytest.mark.parametrize(
    ("start", "task", "light", "answer"),
    [
        (date(2024, 12, 31), "ufarlige_maskiner", None, NEEDS),
        (date(2025, 1, 1), "ufarlige_maskiner", None, YES),
        (date(2024, 12, 31), "pakning", None, YES),
        (START, "svejsning", False, NO),
        (START, None, True, YES),
    ],
)
def test_pupils_do_light_work_by_a_list_that_grew_in_2025(start, task, light, answer):
    finding = WORK.find(
        "UA-11",
        person={"birth_year": start.year - 14},
        finished_9th=False,
        opening={"starts_on": start},
        tasks=task,
        light_work=light,
        born_on=None,
    )
    assert finding.answer is answer


@pytest.mark.parametrize(
    ("rule", "bad"),
    [
        ("UA-11", {"light_work": False}),
        ("UA-12", {"lift_kg": 12.5}),
        ("UA-13", {"alcohol_served": True}),
        ("UA-15", {"parents_informed": False}),
    ],
)
def test_some_conditions_count_for_pupils_only(rule, bad):
    assert WORK.find(rule, **GROUPS["13_14"], **bad).answer is NO
    assert WORK.find(rule, **GROUPS["15_17_pligt"], **bad).answer is NO
    assert WORK.find(rule, **GROUPS["15_17"], **bad).answer is YES
    assert WORK.find(rule, person={"birth_year": 2010}, **bad).answer is NEEDS


def test_twelve_kilograms_may_be_lifted():
    assert WORK.find("UA-12", **GROUPS["13_14"], lift_kg=12).answer is YES


ALONE = {**GROUPS["15_17"], "works_alone": True, "workplace": "kiosk", "starts_at": "14:00"}


@pytest.mark.parametrize(
    ("facts", "times", "answer"),
    [
        ({"ends_at": "18:00"}, {WorkTime.DAY}, YES),
        ({"ends_at": "18:15"}, {WorkTime.DAY}, NO),
        ({"ends_at": "18:15", "works_alone": False}, {WorkTime.DAY}, YES),
        ({"ends_at": "18:15", "works_alone": None}, {WorkTime.DAY}, NEEDS),
        ({"ends_at": "18:15", "workplace": "kontor"}, {WorkTime.DAY}, YES),
        ({"ends_at": "18:15", "workplace": None}, {WorkTime.DAY}, NEEDS),
        ({"ends_at": None}, {WorkTime.DAY}, NEEDS),
        ({"starts_at": "09:00", "ends_at": "14:00"}, {WorkTime.WEEKEND}, YES),
        ({"starts_at": "09:00", "ends_at": "14:15"}, {WorkTime.WEEKEND}, NO),
        ({"starts_at": "05:45", "ends_at": "12:00"}, {WorkTime.DAY}, NO),
        ({"ends_at": "20:00", "guarded_centre": True}, {WorkTime.DAY}, YES),
        ({"ends_at": "20:15", "guarded_centre": True}, {WorkTime.DAY}, NO),
        ({"ends_at": "20:00", "guarded_centre": False}, {WorkTime.DAY}, NO),
        ({"ends_at": "20:00", "guarded_centre": None}, {WorkTime.DAY}, NEEDS),
    ],
)
def test_nobody_under_18_is_alone_in_a_shop_early_or_late(facts, times, answer):
    stated = {**ALONE, "guarded_centre": False, **facts}
    finding = WORK.find("UA-14", **stated, opening={"work_times": frozenset(times)})
    assert finding.answer is answer


def test_danger_is_refused_but_where_an_apprenticeship_asks_for_it():
    stated = {**GROUPS["15_17"], "dangerous_work": True}
    assert WORK.find("UA-17", **stated).answer is NO
    apprenticeship = {"kind": OpeningKind.LAEREPLADS}
    assert WORK.find("UA-17", **stated, opening=apprenticeship).answer is YES
    assert WORK.find("UA-17", **GROUPS["15_17"], dangerous_work=None).answer is NEEDS


def test_adults_are_asked_nothing_and_their_verdict_is_left_out():
    assert judge(WORK.candidate, make_opening(OpeningKind.ORDINARY, start=START)) == ()


@pytest.mark.parametrize("kind", [OpeningKind.ORDINARY, OpeningKind.LAEREPLADS])
def test_the_young_are_judged_whatever_the_kind_of_work(kind):
    pupil = Pair("unges_arbejde", PERSON, make_opening(kind, start=START)).judge(
        person={"birth_year": 2012}
    )
    assert pupil.answer is NO
    assert {f.rule for f in pupil.findings if f.answer is NO} == {"UA-04", "UA-05"}


def test_whoever_has_no_candidate_may_ask_as_well():
    verdict = judge_minor(date(2012, 5, 1), GOOD, on=START, weekly_hours=8)
    assert verdict.answer is YES
    late = judge_minor(date(2012, 5, 1), GOOD | {"ends_at": "21:00"}, on=START, weekly_hours=8)
    assert [f.reason_da for f in late.findings if f.answer is NO] == [
        "Slutter kl. 21:00; senest kl. 20:00."
    ]
    assert judge_minor(date(2008, 3, 2), {}, on=START, weekly_hours=45).findings == ()
