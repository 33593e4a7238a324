"""A small campus in a real SQLite file: four students, three programmes, one round."""

import shutil
from datetime import UTC, date, datetime

import pytest

from matcher.campus import Area, ConsentKind, GivenBy, Programme, Slot, Student, Track
from matcher.services import open_services
from matcher.services.placing.rounding import (
    RoundDraft,
    choose_programmes,
    choose_students,
    open_round,
    open_wishes,
)
from matcher.settings import Settings
from matcher.store import programmes, students
from matcher.store.organisations import Organisation, add_organisations
from matcher.store.places import add_places
from matcher.vocabulary import Account, Place, Role

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
TODAY = NOW.date()
CAMILLA = Account(1, "campus@example.dk", "Camilla", Role.COORDINATOR)
CARL = Account(2, "carl@example.dk", "Carl", Role.COORDINATOR)
KIRSTEN = Account(3, "konsulent@example.dk", "Kirsten", Role.CONSULTANT)
HOST = Account(4, "vaert@example.dk", "Viggo", Role.COMPANY, "99000015")
PLACES = [
    Place("2620", "Albertslund", 55.66, 12.36, 5, 10, 10),
    Place("2600", "Glostrup", 55.67, 12.40, 10, 20, 20),
    Place("8000", "Aarhus C", 56.16, 10.20),
]
ALL = dict.fromkeys(ConsentKind, GivenBy.GUARDIAN)


def make_student(number, **more):
    return Student(
        **{
            "reference": f"S-{number}",
            "born_on": date(2011, 5, number % 28 + 1),
            "school": "Kanalskolen",
            "school_year": 9,
            "postcode": "2620",
            "given_name": f"Elev{number}",
            "languages": {"da": 6},
        }
        | more
    )


def make_programme(number, **more):
    return Programme(
        **{
            "code": f"P-{number}",
            "title_da": f"Forløb {number}",
            "title_en": f"Programme {number}",
            "track": Track.PRAKTISK,
            "seats": 1,
            "provider": "Campus Albertslund",
            "area": Area.GREEN,
            "starts_on": date(2027, 2, 1),
            "ends_on": date(2027, 5, 28),
            "meets": (Slot(2, 900, 1080),),
        }
        | more
    )


def open_in(home):
    return open_services(Settings.from_environment({"ALBERTSLUND_HOME": str(home)}))


@pytest.fixture(scope="session")
def migrated_home(tmp_path_factory):
    """Make an empty house once; every test takes a copy."""
    home = tmp_path_factory.mktemp("campus")
    open_in(home).engine.dispose()
    return home


@pytest.fixture
def services(migrated_home, tmp_path):
    opened = open_in(shutil.copytree(migrated_home, tmp_path / "home"))
    yield opened
    opened.engine.dispose()


@pytest.fixture
def session(services):
    with services.session(writing=True) as opened:
        yield opened


@pytest.fixture
def campus(session):
    """Fill the session with students, programmes and one host."""
    add_places(session, PLACES)
    add_organisations(session, [Organisation("99000015", "Hersted Æbler ApS", employees=12)])
    drawn = [make_student(number) for number in range(1, 5)]
    students.add_students(session, drawn)
    given = {one.reference: ALL for one in drawn}
    students.set_consents(session, given, today=TODAY, actor=CAMILLA.email)
    hosted = make_programme(3, organisation="99000015")
    programmes.add_programmes(session, [make_programme(1), make_programme(2), hosted])
    return session


@pytest.fixture
def by(services):
    """Give who asks what seats are worth, when, and what foretells it."""
    return {"viewer": CAMILLA, "now": NOW, "memory": services.memory}


@pytest.fixture
def wishing(campus):
    """Give a round that takes wishes."""
    made = open_round(campus, RoundDraft("Forår 2027", seed=1), viewer=CAMILLA, now=NOW)
    by = {"viewer": CAMILLA, "now": NOW}
    made = choose_programmes(campus, made.code, ["P-1", "P-2", "P-3"], seen=made.version, **by)
    made = choose_students(campus, made.code, ["S-1", "S-2", "S-3", "S-4"], seen=made.version, **by)
    return open_wishes(campus, made.code, seen=made.version, **by)
