"""How the campus's values read: school years, weekly hours, shares, and the steps of a round."""

from collections.abc import Iterable, Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from matcher.campus import GRADES, Programme, RoundStatus, Slot, Student, write_school_year
from matcher.services.placing import GroupMeasures, Objection, RoundEvent
from matcher.vocabulary import Labelled
from web.i18n import get_language, write_day
from web.presenters import number, signed

EVENT_NAMES = {
    "opened": _l("The round was opened"),
    "set_up": _l("Mechanism and limits were chosen"),
    "programmes": _l("Programmes were chosen"),
    "students": _l("Students were taken in"),
    "left": _l("A student was taken out of the round"),
    "wishes_open": _l("Opened for wishes"),
    "wishes_in": _l("Wishes were taken in from a file"),
    "wishes": _l("Wishes were stated"),
    "late": _l("A late student was taken in"),
    "proposed": _l("Seats were proposed"),
    "moved": _l("A seat was changed by hand"),
    "lock": _l("A seat was locked"),
    "forbid": _l("A seat was forbidden"),
    "lifted": _l("A lock or ban was lifted"),
    "host_view": _l("What the host says was entered"),
    "published": _l("The seats were published"),
    "withdrawn": _l("A host withdrew a programme"),
    "given_up": _l("A seat was given up"),
    "closed": _l("The round was closed"),
}
MEASURE_NAMES = {
    "students": _l("Students"),
    "first": _l("First wish met"),
    "any": _l("With a seat"),
    "unplaced": _l("Without a seat"),
    "benefit": _l("Expected benefit"),
    "blocking": _l("Pairs that would swap"),
}
DETAIL_NAMES = {
    "seed": _l("Lottery number"),
    "talent": _l("Version of the talent model"),
    "closed": _l("Do not open"),
    "after": _l("Wishes"),
}
WHY_NAMES = {
    "page": _l("shown on a page"),
    "change": _l("to change it"),
    "print": _l("printed for the student"),
    "dossier": _l("all that is stored"),
    "outcome": _l("to record what became of a place"),
    "recommended": _l("to find programmes that suit"),
    "overtaken": _l("two changed it at once"),
    "erase": _l("to erase it"),
    "api": _l("by another system"),
}
GROUPING_NAMES = {
    "sex": _l("Sex"),
    "school": _l("School"),
    "language": _l("Languages of the home"),
    "track": _l("Track"),
}
FORM_NAMES = {
    "student": _l("Student"),
    "programme": _l("Programme"),
    "reason": _l("Reason"),
    "wish": _l("Wish"),
    "kind": _l("Ruling"),
    "rank": _l("Order"),
    "declined": _l("Says no"),
    "given_name": _l("First name"),
    "school": _l("School"),
    "postcode": _l("Postcode"),
    "track": _l("Track"),
    "seats": _l("Seats"),
    "first": _l("First wish"),
    "second": _l("Second wish"),
}
DAYS = (_l("Mon"), _l("Tue"), _l("Wed"), _l("Thu"), _l("Fri"), _l("Sat"), _l("Sun"))


def event_name(event: RoundEvent) -> str:
    """Name a step of a round."""
    return str(EVENT_NAMES.get(event.kind, event.kind))


def event_detail(event: RoundEvent) -> str:
    """Tell in a line what a step brought about."""
    detail = event.detail
    parts = [event.student or "", event.programme or "", str(detail.get("reason", ""))]
    parts += [
        f"{name}: {_write_measure(detail[key])}"
        for key, name in MEASURE_NAMES.items()
        if key in detail
    ]
    parts += [
        f"{student} → {', '.join(held) or _('no seat')}"
        for student, held in detail.get("moves", {}).items()
    ]
    for key, told in DETAIL_NAMES.items():
        if detail.get(key):
            value = detail[key]
            parts.append(f"{told}: {', '.join(value) if isinstance(value, list) else value}")
    parts += [str(one[get_language()]) for one in detail.get("unkept", ())]
    return " · ".join(part for part in parts if part)


def read_why(why: str) -> str:
    """Say why somebody read of a student."""
    if why.startswith("host "):
        return str(_("the host of %(programme)s", programme=why.removeprefix("host ")))
    return str(WHY_NAMES.get(why, why))


def _write_measure(value: float) -> str:
    return number(value) if isinstance(value, float) else str(value)


def form_name(name: str) -> str:
    """Name what a form held, as people know it."""
    return str(FORM_NAMES.get(name, name))


def grouping_name(name: str) -> str:
    """Name a way of grouping students."""
    return str(GROUPING_NAMES[name])


def points(share: float) -> str:
    """Write a difference of shares in whole percentage points, with its sign."""
    return signed(100 * share, 0)


def seat_group(group: GroupMeasures) -> str:
    """Name a group."""
    label = group.label
    return label.label(get_language()) if isinstance(label, Labelled) else label


def school_year(year: int | None) -> str:
    """Write a form or a year of youth education."""
    return write_school_year(year, get_language())


def hours(slots: Iterable[Slot]) -> str:
    """Write weekly hours: ons. 15.00–18.00."""
    sign = "." if get_language() == "da" else ":"
    return ", ".join(
        f"{DAYS[one.weekday]} {_clock(one.starts, sign)}–{_clock(one.ends, sign)}" for one in slots
    )


def write_hours(slots: Iterable[Slot]) -> str:
    """Write weekly hours as the forms read them."""
    days = ("man", "tir", "ons", "tor", "fre", "lør", "søn")
    return " | ".join(
        f"{days[one.weekday]} {_clock(one.starts, '.')}-{_clock(one.ends, '.')}" for one in slots
    )


def grade(value: int) -> str:
    """Write a grade of the 7-step scale."""
    return GRADES[value]


def words_of(one: Objection) -> str:
    """Say what speaks against a pair, in the reader's language."""
    return one.tell(get_language())


def student_name(student: Student) -> str:
    """Name a student: first name and reference, or the reference alone."""
    return (
        f"{student.given_name} ({student.reference})" if student.given_name else student.reference
    )


def programme_title(programme: Programme) -> str:
    """Give a programme's title in the reader's language."""
    return programme.title(get_language())


def tell_days(one: Programme) -> str:
    """Write a programme's first and last day."""
    if one.starts_on is None or one.ends_on is None:
        return "–"
    return f"{write_day(one.starts_on)} – {write_day(one.ends_on)}"


def title_of(code: str, programmes: Mapping[str, Programme]) -> str:
    """Give the title of a programme by its code, or the code where it is not known."""
    known = programmes.get(code)
    return programme_title(known) if known else code


def round_statuses() -> tuple[RoundStatus, ...]:
    """Give the statuses of a round in their order."""
    return tuple(RoundStatus)


def _clock(minutes: int, sign: str) -> str:
    return f"{minutes // 60}{sign}{minutes % 60:02d}"


FILTERS = (
    event_name,
    event_detail,
    form_name,
    grouping_name,
    points,
    read_why,
    seat_group,
    school_year,
    hours,
    grade,
    words_of,
    student_name,
    programme_title,
)
GLOBALS = (round_statuses, title_of)
