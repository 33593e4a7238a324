"""Random people and openings, for what must hold of every pair."""

from dataclasses import fields, replace
from datetime import date, timedelta

from hypothesis import strategies as st

from matcher.vocabulary import BenefitGroup, Candidate, EducationLevel, Opening, OpeningKind

DAYS = st.dates(date(2011, 1, 1), date(2030, 12, 31))
YEARS = st.integers(1995, 2030)
TRUTHS = st.booleans()

FACTS = {
    "employee_education": st.sampled_from([level.value for level in EducationLevel]),
    "employee_education_last_used": YEARS,
    "education_pool_granted": TRUTHS,
    "training_kind": st.sampled_from(["amu", "eud", "maritim", "aub"]),
    "eud_pool_granted": TRUTHS,
    "employee_tenure_months": st.integers(0, 12),
    "usual_pay": TRUTHS,
    "same_function": TRUTHS,
    "agreement_pay": TRUTHS,
    "other_support": st.sampled_from(["none", "aub", "veu"]),
    "approved_on": DAYS.map(date.isoformat),
    "employer_in_denmark": TRUTHS,
    "agreement": st.sampled_from(["eud", "maritim", "none"]),
    "approved_place": TRUTHS,
    "education": st.sampled_from(["tømrer", "paedagogisk-assistent"]),
    "adult_trainee_pay": TRUTHS,
    "euv_route": st.sampled_from(["euv1", "euv2", "euv3"]),
    "positivliste": TRUTHS,
    "employed_here_before": TRUTHS,
    "last_employed_here_on": DAYS.map(date.isoformat),
    "benefit_while_employed_here": TRUTHS,
    "pay_floor_met": TRUTHS,
    "de_minimis_declared": TRUTHS,
    "planned_months": st.integers(1, 14),
}
"""What an opening may state beside its fields; a scheme's new terms are added here."""

MOVING = {
    "applied_on": DAYS.map(date.isoformat),
    "course_starts_on": DAYS.map(date.isoformat),
    "agreement_starts_on": DAYS.map(date.isoformat),
    "earlier_part_started_on": DAYS.map(date.isoformat),
    "earlier_part_ended_on": DAYS.map(date.isoformat),
}
"""Days that move the test itself, and so are no facts to be left out without consequence."""

_COUNTS = st.integers(0, 70) | st.floats(0, 70)

SCHEME_FACTS = {
    **dict.fromkeys(
        [
            "hard_to_place",
            "purpose_stated",
            "statement_given",
            "job_ready",
            "extension_assessed",
            "further_extension_assessed",
            "employed_here_now",
            "latest_employer",
            "replaces_ordinary_staff",
            "without_job",
            "obviously_education_ready",
            "single_parent",
            "discussed",
            "flex_approved",
            "offers_tried",
            "case_basis_ready",
            "early_pension",
            "earlier_flex_job",
            "at_current_workplace",
            "different_function",
            "income_reported",
            "decisive_need",
            "beyond_usual",
            "written_agreement",
            "mentor_named",
            "budget_confirmed",
            "agreement_pay",
            "employed_here_before",
            "outside_school_hours",
            "contract_given",
            "finished_9th",
            "culture_permit",
            "light_work",
            "alcohol_served",
            "dangerous_work",
            "works_alone",
            "guarded_centre",
            "parents_informed",
            "assessment_covers_young",
            "whole_class",
            "leader_approved",
            "only_observes",
            "near_pension",
            "approved_place",
            "trainee_pay",
            "basic_course_passed",
            "agreement_covers_basic_course",
            "rkv_done",
            "entrance_test_passed",
            "employer_declaration",
            "at_hiring",
            "job_aimed",
            "course_granted",
            "has_eud",
            "course_starred",
            "began_in_notice",
            "on_six_week_list",
            "same_group",
            "academy_module",
            "full_time_unemployed",
            "course_approved",
            "placed_on_step",
            "dyslexia_found",
            "school_runs_education",
            "experience_documented",
            "payment_agreed",
            "leave_agreed",
            "workplace_in_denmark",
            "employer_in_denmark",
            "course_gives_veu",
            "loss_of_pay",
            "access_met",
            "veu_applied",
        ],
        TRUTHS,
    ),
    **dict.fromkeys(
        [
            "ordinary_employees",
            "supported_employees",
            "ordinary_last_month",
            "ordinary_average",
            "social_terms_months",
            "mentor_hours",
        ],
        _COUNTS,
    ),
    "p_number": st.sampled_from(["1012345678", "12"]),
    "employer_sector": st.sampled_from(["privat", "offentlig", "andet"]),
    "hourly_pay": st.integers(90, 180),
    "other_support": st.sampled_from(["none", "aub", "veu"]),
    "approved_on": DAYS.map(date.isoformat),
    "born_on": st.dates(date(1950, 1, 1), date(2013, 12, 31)).map(date.isoformat),
    **dict.fromkeys(["starts_at", "ends_at"], st.times().map("{:%H:%M}".format)),
    **dict.fromkeys(["hours_school_day", "hours_free_day", "days_off"], st.floats(0, 12)),
    **dict.fromkeys(["hours_school_week", "hours_free_week", "rest_hours"], st.floats(0, 45)),
    "break_minutes": st.integers(0, 60),
    "school_class": st.integers(5, 11),
    "hours_a_day": st.floats(1, 10),
    "form_handed_in_on": DAYS.map(date.isoformat),
    "agreement_kind": st.sampled_from(["almindelig", "kort", "ny_mesterlaere", "ingen", "andet"]),
    "euv_route": st.sampled_from(["euv1", "euv2", "euv3", "euv4"]),
    "relevant_experience_months": st.integers(0, 40),
    **dict.fromkeys(["grade_danish", "grade_maths"], st.sampled_from(["-3", "00", "02", "7"])),
    "regional_list": st.sampled_from(["egen", "nabo", "ingen"]),
    "unemployed_weeks_total": st.integers(0, 60),
    **dict.fromkeys(["course_days", "days_used"], st.integers(0, 40)),
    "fvu_subject": st.sampled_from(["dansk", "engelsk", "start", "sang"]),
    "fvu_exception": st.sampled_from(["barsel", "ingen"]),
    **dict.fromkeys(["job_hours", "svu_weekly_hours", "rkv_days"], st.floats(0, 40)),
    "danish_level": st.sampled_from(["A1", "A2", "B1", "C2", "x"]),
    "svu_kind": st.sampled_from(["fvu", "obu", "almen", "videregaaende", "sang"]),
    "employee_tenure_weeks": st.integers(0, 60),
    "applied_on": DAYS.map(date.isoformat),
    "lift_kg": st.integers(0, 30),
    "workplace": st.sampled_from(["butik", "restaurant", "bageri", "avisudbringning", "lager"]),
    "tasks": st.sampled_from(["pakning", "ufarlige_maskiner", "svejsning"]),
    "combined_with": st.sampled_from(["none", "virksomhedspraktik", "loentilskud"]),
}
"""What the schemes beside job rotation and adult apprenticeship read; each is drawn for its own."""

CANDIDATES = st.builds(
    Candidate,
    reference=st.just("k"),
    birth_year=st.integers(1950, 2010),
    postcode=st.just("2620"),
    benefit_group=st.none() | st.sampled_from(BenefitGroup),
    unemployed_since=st.none() | DAYS,
    education_level=st.none() | st.sampled_from(EducationLevel),
    education_last_used=st.none() | YEARS,
)


def openings(facts, kinds=tuple(OpeningKind)):
    return st.builds(
        Opening,
        reference=st.just("o"),
        kind=st.sampled_from(kinds),
        title=st.just("Plads"),
        postcode=st.just("2620"),
        starts_on=DAYS,
        ends_on=st.none() | DAYS,
        organisation=st.sampled_from(["", "10000009"]),
        weekly_hours=st.floats(1, 45),
        parameters=st.fixed_dictionaries({}, optional=facts),
    )


FIELDS = {field.name for field in fields(Opening)}


def list_terms(scheme):
    """Name what a scheme reads of an opening's parameters."""
    rules = {term for one in scheme.rules for term in one.terms}
    return sorted((rules | set(scheme.terms)) - FIELDS)


@st.composite
def near_pairs(draw, scheme):
    """Draw a pair whose days lie near one another, and that states what the scheme reads.

    Days drawn at random over twenty years seldom meet within the months that a rule is about.
    """
    known = {**SCHEME_FACTS, **MOVING, **FACTS}
    facts = {term: known[term] for term in list_terms(scheme)}
    opening = draw(openings(facts))
    if draw(st.booleans()):
        opening = replace(opening, parameters=draw(st.fixed_dictionaries(facts)))
    candidate = draw(CANDIDATES)
    start = opening.starts_on
    if draw(st.booleans()):
        since = start + timedelta(days=draw(st.integers(-600, 300)))
        candidate = replace(candidate, unemployed_since=since)
    if draw(st.booleans()):
        ends_on = start + timedelta(days=draw(st.integers(0, 420)))
        opening = replace(opening, ends_on=ends_on)
    if draw(st.booleans()):
        candidate = replace(candidate, birth_year=start.year - draw(st.integers(12, 70)))
    return candidate, opening
