"""A programme's meetings as a calendar (iCalendar), in Danish time; it names no student."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vRecur

from matcher.campus import Programme, Slot
from web.campus.words import programme_title

ZONE = ZoneInfo("Europe/Copenhagen")


def build_calendar(programme: Programme, *, stamp: datetime) -> bytes:
    """Build the calendar: an event a weekly meeting, or one for all its days.

    Parameters
    ----------
    programme : Programme
        With first and last day.
    stamp : datetime
        When the calendar was made; the same stamp gives the same bytes.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Campus//placement//DA")
    calendar.add("version", "2.0")
    if programme.starts_on is not None and programme.ends_on is not None:
        for i, slot in enumerate(programme.meets):
            calendar.add_component(_meet(programme, slot, i, stamp))
        if not programme.meets:
            calendar.add_component(_span(programme, stamp))
    return bytes(calendar.to_ical())


def _begin(programme: Programme, number: int, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", f"{programme.code}-{number}@campus")
    event.add("dtstamp", stamp)
    event.add("summary", programme_title(programme))
    event.add("location", programme.postcode)
    event.add("description", programme.provider)
    return event


def _meet(programme: Programme, slot: Slot, number: int, stamp: datetime) -> Event:
    assert programme.starts_on is not None  # noqa: S101 - asked by the caller
    assert programme.ends_on is not None  # noqa: S101
    first = programme.starts_on + timedelta((slot.weekday - programme.starts_on.weekday()) % 7)
    event = _begin(programme, number, stamp)
    event.add("dtstart", _at(first, slot.starts))
    event.add("dtend", _at(first, slot.ends))
    until = _at(programme.ends_on, 24 * 60 - 1)
    event.add("rrule", vRecur({"freq": "weekly", "until": until.astimezone(ZoneInfo("UTC"))}))
    return event


def _span(programme: Programme, stamp: datetime) -> Event:
    assert programme.ends_on is not None  # noqa: S101 - asked by the caller
    event = _begin(programme, 0, stamp)
    event.add("dtstart", programme.starts_on)
    event.add("dtend", programme.ends_on + timedelta(days=1))
    return event


def _at(day: date, minutes: int) -> datetime:
    return datetime(day.year, day.month, day.day, minutes // 60, minutes % 60, tzinfo=ZONE)
