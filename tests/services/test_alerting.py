"""Whoever saved a search is told of what is new, by a real mail, once, and of nothing else."""

from datetime import UTC, datetime, timedelta

import pytest

from matcher.errors import Conflict, InvalidInput, NotFound
from matcher.services import open_services
from matcher.services.alerting import count_new, end_search, list_watched, look_again, save_search
from matcher.services.mailing import send_due
from matcher.services.narrowing import Narrowing
from matcher.services.signing_in import register_account
from matcher.services.stocking import stock_catalogue
from matcher.settings import Settings
from matcher.store import openings, people, searches
from matcher.vocabulary import Account, Candidate, Opening, OpeningKind, Role, SkillLevel

KIRSTEN = "kirsten@example.dk"
TUESDAY = datetime(2026, 11, 24, 9, tzinfo=UTC)
WELDING = SkillLevel("urn:albertslund:skill:svejsning", 4)


@pytest.fixture
def house(tmp_path, office):
    environment = {
        "ALBERTSLUND_HOME": str(tmp_path),
        "SMTP_URL": f"smtp://127.0.0.1:{office.port}",
        "PUBLIC_URL": "https://match.example",
    }
    opened = open_services(Settings.from_environment(environment))
    with opened.transaction() as session:
        stock_catalogue(session, today=TUESDAY.date())
        account = Account(0, KIRSTEN, "Kirsten", Role.CONSULTANT)
        register_account(session, account, password="tolv tegn eller flere")
        add_opening(session, "O-1")
        add_person(session, "K-1")
    yield opened
    opened.engine.dispose()


def add_opening(session, reference):
    day = TUESDAY.date() + timedelta(days=60)
    opening = Opening(
        reference, OpeningKind.ORDINARY, "Svejser", "2620", day, required_skills=(WELDING,)
    )
    openings.add_openings(session, [opening])


def add_person(session, reference, **more):
    people.add_candidates(session, [Candidate(reference, 1980, "2620", skills=(WELDING,), **more)])


def save(house, *, often="daily", now=TUESDAY, filters=None, **about):
    with house.transaction() as session:
        return save_search(
            session,
            memory=house.memory,
            owner=KIRSTEN,
            filters=filters or {},
            often=often,
            language="da",
            now=now,
            **about,
        )


def morning(house, days):
    """Let a day's morning come: look, and send."""
    now = TUESDAY + timedelta(days=days)
    queued = look_again(house, now=now)
    send_due(house, now=now)
    return queued


def test_only_what_is_new_is_told_and_only_once(house, office):
    save(house, opening="O-1")
    assert morning(house, 1) == 0
    with house.transaction() as session:
        add_person(session, "K-2")
    assert morning(house, 2) == 1
    assert (morning(house, 2), morning(house, 3), morning(house, 4)) == (0, 0, 0)
    (mail,) = office.received
    assert mail["To"] == KIRSTEN
    assert mail["Subject"] == "1 nye i dine gemte søgninger"
    text = mail.get_content()
    assert "https://match.example/consultant/openings/O-1/candidates/K-2" in text
    assert "K-1:" not in text


def test_new_openings_for_a_candidate_are_told_with_their_title(house, office):
    save(house, candidate="K-1")
    with house.transaction() as session:
        add_opening(session, "O-2")
    morning(house, 1)
    (mail,) = office.received
    assert "- Svejser: https://match.example/consultant/openings/O-2/candidates/K-1" in (
        mail.get_content()
    )


def test_several_searches_make_one_mail(house, office):
    save(house, opening="O-1")
    save(house, candidate="K-1")
    with house.transaction() as session:
        add_person(session, "K-2")
        add_opening(session, "O-2")
    assert morning(house, 1) == 1
    assert office.received[0]["Subject"].startswith("2 nye")


def test_a_weekly_search_is_told_of_on_monday(house, office):
    save(house, opening="O-1", often="weekly")
    with house.transaction() as session:
        add_person(session, "K-2")
    for days in range(1, 6):
        assert morning(house, days) == 0
    assert morning(house, 6) == 1
    assert "K-2" in office.received[0].get_content()


def test_nothing_is_looked_for_before_six_in_the_morning(house):
    save(house, opening="O-1")
    with house.transaction() as session:
        add_person(session, "K-2")
    early = datetime(2026, 11, 25, 4, 59, tzinfo=UTC)
    assert look_again(house, now=early) == 0
    assert look_again(house, now=early + timedelta(minutes=1)) == 1


def test_a_search_finds_only_whom_it_was_narrowed_to(house, office):
    save(house, opening="O-1", filters={"language": "da-B2"})
    with house.transaction() as session:
        add_person(session, "K-2")
        add_person(session, "K-3", languages={"da": 5})
    morning(house, 1)
    text = office.received[0].get_content()
    assert "K-3" in text
    assert "K-2" not in text


def test_what_is_new_is_shown_once(house):
    save(house, opening="O-1")
    with house.transaction() as session:
        add_person(session, "K-2")
    morning(house, 1)
    with house.transaction() as session:
        assert count_new(session, KIRSTEN) == 1
        (watched,) = list_watched(session, KIRSTEN, now=TUESDAY + timedelta(days=1, hours=1))
        assert [one.key for one in watched.new] == ["K-2"]
        assert count_new(session, KIRSTEN) == 0


def test_who_no_longer_works_here_is_told_nothing(house, office):
    save(house, opening="O-1")
    with house.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE users SET active = 0")
    with house.transaction() as session:
        add_person(session, "K-2")
    assert morning(house, 1) == 0


def test_the_same_search_is_saved_once_and_ended_by_its_owner(house):
    saved = save(house, opening="O-1")
    with pytest.raises(Conflict):
        save(house, opening="O-1")
    with pytest.raises(InvalidInput):
        save(house, candidate="K-1", often="hourly")
    with pytest.raises(NotFound):
        save(house, opening="O-9")
    with house.transaction() as session:
        with pytest.raises(NotFound):
            end_search(session, saved.id, owner="other@example.dk")
        end_search(session, saved.id, owner=KIRSTEN)
        assert searches.list_searches(session) == ()


def test_who_is_erased_takes_the_searches_about_them_along(house):
    save(house, candidate="K-1")
    with house.transaction() as session:
        people.erase_candidate(session, "K-1")
        assert searches.list_searches(session) == ()


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, Narrowing()),
        ({"travel": "own", "start": "in_time", "language": "asked"}, Narrowing(0, True, "asked")),
        ({"travel": "30", "language": "en-B1"}, Narrowing(30, False, "en", 3)),
        ({"travel": "far", "start": "now", "language": "da"}, Narrowing()),
        ({"travel": "²", "language": "da-Z9"}, Narrowing()),
    ],
)
def test_filters_are_read_as_they_were_saved(fields, expected):
    assert Narrowing.read(fields) == expected
