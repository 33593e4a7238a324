"""The demo's programmes, each with its host's place among the companies, first week and weeks."""

from typing import Any

from matcher.campus import Area, Programme, Slot, Strength, SupportNeed, Track
from matcher.vocabulary import OpeningKind, Tag

YOUNG = {
    "hours_school_day": 2,
    "hours_school_week": 4,
    "hours_free_day": 7,
    "hours_free_week": 14,
    "starts_at": "15:00",
    "ends_at": "18:00",
    "rest_hours": 14,
    "days_off": 2,
    "break_minutes": 30,
    "workplace": "kontor",
    "light_work": True,
    "lift_kg": 8,
    "alcohol_served": False,
    "dangerous_work": False,
    "works_alone": False,
    "parents_informed": True,
    "assessment_covers_young": True,
    "outside_school_hours": True,
    "agreement_pay": True,
    "contract_given": True,
}
"""Terms under which somebody of 13 may work beside school."""

WORKSHOP = YOUNG | {"light_work": False, "lift_kg": 20, "workplace": "industri"}
TRUCKS = WORKSHOP | {"dangerous_work": True}
INTERNSHIP = {
    "whole_class": True,
    "leader_approved": True,
    "only_observes": False,
    "light_work": True,
    "dangerous_work": False,
    "hours_a_day": 6,
    "starts_at": "08:00",
    "ends_at": "14:00",
    "form_handed_in_on": "",
    "parents_informed": True,
}
AFTERNOON = (840 + 60, 1080)
EVERY = frozenset(SupportNeed)
SOME = frozenset({SupportNeed.CONTACT, SupportNeed.QUIET, SupportNeed.STEP_FREE})


def _after_school(*days: int) -> tuple[Slot, ...]:
    return tuple(Slot(day, *AFTERNOON) for day in days)


def _make(
    number: int, da: str, en: str, track: Track, area: Area, seats: tuple[int, int], **more: Any
) -> Programme:
    least, most = seats
    return Programme(
        f"P27-{number:02d}",
        da,
        en,
        track,
        most,
        more.pop("provider", "Campus Albertslund"),
        min_seats=least,
        area=area,
        offers=more.pop("offers", SOME),
        **more,
    )


TALENT, PRAKTIK = OpeningKind.TALENTFORLOEB, OpeningKind.ELEVPRAKTIK
FRITID, MENTOR = OpeningKind.FRITIDSJOB, OpeningKind.MENTORFORLOEB
LAERE, AKADEMI = OpeningKind.LAEREPLADS, OpeningKind.AKADEMI
B, P = Track.BOGLIG, Track.PRAKTISK

PROGRAMMES: tuple[tuple[Programme, int | None, int, int], ...] = (
    (
        _make(
            1, "Lys og lasere på DOLL", "Light and lasers at DOLL", B, Area.PHOTONICS, (4, 8),
            meets=_after_school(2), weekly_hours=3, year_min=8, year_max=13, parameters=YOUNG,
            strengths=(Strength.IDEAS, Strength.NUMBERS), languages={"da": 3},
            tags=frozenset({Tag.PHOTONICS}), age_min=13,
        ), 0, 0, 16,
    ),
    (
        _make(
            2, "Byg en solfanger", "Build a solar collector", P, Area.GREEN, (4, 8),
            meets=_after_school(1), weekly_hours=3, year_min=8, year_max=10, parameters=YOUNG,
            strengths=(Strength.HANDS, Strength.PERSISTENCE), tags=frozenset({Tag.GREEN}),
            age_min=13,
        ), 1, 0, 16,
    ),
    (
        _make(
            3, "Talentspor i sundhed", "Talent track in health", B, Area.CARE, (3, 6),
            meets=_after_school(0), weekly_hours=3, year_min=9, year_max=13, languages={"da": 4},
            strengths=(Strength.SERVICE, Strength.TELLING), parameters=YOUNG,
            tags=frozenset({Tag.CARE}), offers=EVERY,
        ), 2, 0, 16,
    ),
    (
        _make(
            4, "Værkstedet: træ og metal", "The workshop: wood and metal", P, Area.GREEN, (4, 6),
            meets=_after_school(3), weekly_hours=3, age_min=15, year_min=9, year_max=13,
            strengths=(Strength.HANDS, Strength.PRECISION), parameters=WORKSHOP,
        ), 3, 0, 16,
    ),
    (
        _make(
            5, "Eksport: sælg til verden", "Export: sell to the world", B, Area.TRADE, (3, 6),
            meets=_after_school(2), weekly_hours=3, year_min=8, year_max=13, languages={"en": 3},
            markets=frozenset({"TR", "DE", "PL"}), strengths=(Strength.TELLING, Strength.SERVICE),
            parameters=YOUNG, tags=frozenset({Tag.TRADE}),
        ), 4, 0, 16,
    ),
    (
        _make(
            6, "Praktik på plejecentret", "Internship at the care centre", P, Area.CARE, (1, 6),
            kind=PRAKTIK, weekly_hours=30, in_school_time=True, year_min=7, year_max=9,
            meets=tuple(Slot(day, 480, 840) for day in range(5)), parameters=INTERNSHIP,
            strengths=(Strength.SERVICE,), offers=EVERY,
        ), 5, 3, 1,
    ),
    (
        _make(
            7, "Praktik i elektronikværkstedet", "Internship in electronics", P, Area.PHOTONICS,
            (1, 4), kind=PRAKTIK, weekly_hours=30, in_school_time=True, year_min=8, year_max=9,
            meets=tuple(Slot(day, 480, 840) for day in range(5)), parameters=INTERNSHIP,
            strengths=(Strength.PRECISION, Strength.HANDS),
        ), 6, 3, 1,
    ),
    (
        _make(
            8, "Praktik på varelageret", "Internship at the warehouse", P, Area.TRADE, (1, 4),
            kind=PRAKTIK, weekly_hours=30, in_school_time=True, year_min=8, year_max=9,
            meets=tuple(Slot(day, 480, 840) for day in range(5)),
            parameters=INTERNSHIP, strengths=(Strength.PLANNING,),
        ), 7, 3, 1,
    ),
    (
        _make(
            9, "Mentor: vejen til gymnasiet", "Mentor: the way to upper secondary", B, Area.CARE,
            (1, 6), kind=MENTOR, meets=_after_school(4), weekly_hours=1, year_min=8, year_max=10,
            strengths=(Strength.PLANNING,), offers=EVERY,
        ), None, 0, 20,
    ),
    (
        _make(
            10, "Mentor: vejen til faget", "Mentor: the way to a trade", P, Area.GREEN, (1, 6),
            kind=MENTOR, meets=_after_school(4), weekly_hours=1, year_min=8, year_max=10,
            strengths=(Strength.PERSISTENCE,), offers=EVERY,
        ), None, 0, 20,
    ),
    (
        _make(
            11, "Fritidsjob i butikken", "After-school job in the shop", P, Area.TRADE, (1, 5),
            kind=FRITID, meets=_after_school(1, 3), weekly_hours=4, age_min=13, languages={"da": 3},
            parameters=YOUNG | {"workplace": "butik"}, strengths=(Strength.SERVICE,),
        ), 8, 0, 20,
    ),
    (
        _make(
            12, "Fritidsjob på lageret", "After-school job at the warehouse", P, Area.TRADE, (1, 4),
            kind=FRITID, meets=_after_school(0, 2), weekly_hours=4, age_min=15,
            parameters=TRUCKS, strengths=(Strength.TEAMWORK, Strength.HANDS),
        ), 7, 0, 20,
    ),
    (
        _make(
            13, "Læreplads: elektriker", "Apprenticeship: electrician", P, Area.GREEN, (1, 2),
            kind=LAERE, weekly_hours=37, in_school_time=True, year_min=10, age_min=16,
            parameters=WORKSHOP | {"starts_at": "07:00", "ends_at": "15:00"},
            strengths=(Strength.PRECISION, Strength.PERSISTENCE), languages={"da": 4},
        ), 1, 24, 104,
    ),
    (
        _make(
            14, "Akademi: programmér en robot", "Academy: program a robot", B, Area.PHOTONICS,
            (4, 8), kind=AKADEMI, meets=_after_school(3), weekly_hours=3, year_min=10,
            strengths=(Strength.DIGITAL, Strength.NUMBERS), languages={"en": 3},
        ), None, 0, 12,
    ),
    (
        _make(
            15, "Akademi: handel og service", "Academy: trade and service", P, Area.TRADE, (4, 8),
            kind=AKADEMI, meets=_after_school(1), weekly_hours=3, year_min=9,
            strengths=(Strength.SERVICE, Strength.TELLING), markets=frozenset({"DE", "PL", "TR"}),
        ), None, 0, 12,
    ),
)  # fmt: skip
