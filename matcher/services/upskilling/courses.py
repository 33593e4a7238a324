"""Courses as the search wants them, kept in memory; and what an assessment makes of them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import ceil

from data_schemas.parameters import read_parameters
from matcher.features.commute import travel_minutes
from matcher.planning.paths import Catalogue, Offer, Person, Slot, count_last_day
from matcher.rules import SCHEMES
from matcher.rules.rkv import NAME as RKV
from matcher.services.memory import Memory
from matcher.services.upskilling.asking import list_held
from matcher.store import Session
from matcher.store.courses import Course
from matcher.vocabulary import Answer, Candidate, Evidence, Knowledge, Opening, OpeningKind

SHORTENED_KINDS = frozenset({"euv", "eud", "gvu", "sosu"})
"""Kinds of course a school may shorten after an assessment of prior learning."""

PAPER_KINDS = SHORTENED_KINDS | {"amu"}
"""Kinds of course whose schools can assess, and give papers on, what they teach."""

WEEKS_OF_ASSESSMENT = 26
DAYS_A_SKILL = 0.5
"""Reckoned by us within the law's least and most; the school decides."""

WORTH_ASSESSING = 0.1
"""The share of a course that must be held already for an assessment to be proposed."""


@dataclass(frozen=True)
class CourseStock:
    """The courses as the store has them and as the search wants them."""

    courses: Mapping[str, Course]
    catalogue: Catalogue


@dataclass(frozen=True)
class Setting:
    """One search's person and courses, with assessments where the person may have them."""

    person: Person
    catalogue: Catalogue
    stock: CourseStock


def read_stock(session: Session, memory: Memory) -> CourseStock:
    """Give every course, read again only where they have changed."""
    return memory.get_courses(session, build_stock)


def build_stock(courses: tuple[Course, ...]) -> CourseStock:
    """Build what the search wants."""
    return CourseStock(
        {one.code: one for one in courses}, Catalogue(build_offer(one) for one in courses)
    )


def build_offer(course: Course) -> Offer:
    """Build a course's offer; what the store does not tell of an end follows from the days."""
    slots = tuple(
        Slot(
            start.starts_on.toordinal(),
            start.ends_on.toordinal()
            if start.ends_on
            else count_last_day(start.starts_on, course.days, course.weekdays),
            start.sign_up_by.toordinal() if start.sign_up_by else None,
            start.seats == 0,
        )
        for start in course.starts
    )
    return Offer(
        course.code,
        course.code,
        {skill.concept: skill.level for skill in course.teaches},
        {skill.concept: skill.level for skill in course.requires},
        slots,
        course.days,
        round(course.price_dkk),
        course.postcode,
        course.hours_a_day,
        dict(course.languages),
    )


def prepare(
    candidate: Candidate, stock: CourseStock, knowledge: Knowledge, *, ready: date, papers: bool
) -> Setting:
    """Prepare the search for one person: ways, what is held, and assessments."""
    postcodes = {offer.postcode for offer in stock.catalogue.offers}
    minutes = {
        code: found
        for code in postcodes
        if (found := travel_minutes(candidate.postcode, code, knowledge, has_car=candidate.has_car))
        is not None
    }
    held = list_held(candidate, papers=papers)
    person = Person(held, dict(candidate.languages), minutes, ready)
    assessed = list(_list_assessments(candidate, stock, ready, papers=papers))
    return Setting(person, stock.catalogue.extend(assessed), stock)


def may_be_assessed(candidate: Candidate, *, on: date) -> bool:
    """Whether the law lets prior learning be assessed, as far as it is known of the person."""
    asked = Opening("", OpeningKind.AKADEMI, "", candidate.postcode, on)
    verdict = SCHEMES[RKV].judge(candidate, asked)
    return verdict.answer is not Answer.NOT_ELIGIBLE


def _list_assessments(
    candidate: Candidate, stock: CourseStock, ready: date, *, papers: bool
) -> Iterator[Offer]:
    if not may_be_assessed(candidate, on=ready):
        return
    have = list_held(candidate)
    stated = {
        skill.concept: skill.level
        for skill in candidate.skills
        if skill.evidence is Evidence.STATED
    }
    schools: dict[tuple[str, str], set[str]] = defaultdict(set)
    for course in stock.courses.values():
        taught = {skill.concept for skill in course.teaches}
        if papers and course.kind in PAPER_KINDS and taught & stated.keys():
            schools[course.provider, course.postcode] |= taught & stated.keys()
        shortened = _shorten(course, have)
        if shortened is not None:
            schools[course.provider, course.postcode] |= taught & have.keys()
            yield shortened
    for (provider, postcode), skills in sorted(schools.items()):
        documented = {skill: stated[skill] for skill in skills if papers and skill in stated}
        yield _assess(provider, postcode, skills, documented, ready)


def _shorten(course: Course, have: Mapping[str, int]) -> Offer | None:
    """Give the shorter course that an assessment would lead to."""
    if course.kind not in SHORTENED_KINDS or not course.teaches:
        return None
    whole = sum(skill.level for skill in course.teaches)
    known = sum(min(skill.level, have.get(skill.concept, 0)) for skill in course.teaches)
    share = known / whole
    if not WORTH_ASSESSING <= share < 1:
        return None
    offer = build_offer(course)
    days = max(1.0, float(ceil(course.days * (1 - share))))
    slots = tuple(
        slot._replace(last=count_last_day(date.fromordinal(slot.first), days, course.weekdays))
        for slot in offer.slots
    )
    token = {name_assessment(course.provider, course.postcode): 1}
    return Offer(
        f"{course.code}/rkv",
        course.code,
        offer.teaches,
        {**offer.requires, **token},
        slots,
        days,
        offer.price,
        offer.postcode,
        offer.hours_a_day,
        offer.languages,
    )


def name_assessment(provider: str, postcode: str) -> str:
    """Name a school's assessment; it is both the offer's code and what the offer teaches."""
    letters = "".join(sign if sign.isalnum() else "-" for sign in provider.casefold())
    return f"rkv-{letters}-{postcode}"


def _assess(
    provider: str, postcode: str, skills: set[str], documented: Mapping[str, int], ready: date
) -> Offer:
    law = read_parameters(RKV)
    least, most = law.value("days_min", on=ready), law.value("days_max", on=ready)
    days = max(DAYS_A_SKILL * len(skills), least.number if least else DAYS_A_SKILL)
    days = min(days, most.number) if most else days
    fee = law.value("fee_dkk", on=ready)
    code = name_assessment(provider, postcode)
    first = ready + timedelta(days=(7 - ready.weekday()) % 7 or 7)
    mondays = (first + timedelta(weeks=week) for week in range(WEEKS_OF_ASSESSMENT))
    slots = tuple(Slot(day.toordinal(), count_last_day(day, days, "01234")) for day in mondays)
    price = round(fee.number) if fee else 0
    return Offer(
        code, code, {**documented, code: 1}, {}, slots, days, price, postcode, Decimal("7.4")
    )
