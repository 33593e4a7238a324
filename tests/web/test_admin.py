"""The administrator's pages: health, users, schedules, the log, privacy; and the statement."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from matcher import services as services_package
from matcher.store import accounts, audit, people, schedules
from matcher.store.mail import OUTBOX
from matcher.vocabulary import Candidate, Role
from web.admin.deeds import ABOUT, DEEDS, NOUNS
from web.clock import read_clock

NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)
PASSWORD = "et helt nyt kodeord"


@pytest.fixture
def visitor(enter):
    return enter(Role.ADMIN)


def read_token(page):
    return page.text.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]


def send(visitor, path, **form):
    token = read_token(visitor.get("/admin/users"))
    return visitor.post(path, data={"csrf_token": token, **form})


def find(services, role):
    with services.session() as session:
        return accounts.find_account(session, f"{role}@example.dk")[0]


def read_link(services):
    with services.session() as session:
        row = session.execute(OUTBOX.select().order_by(OUTBOX.c.id.desc())).first()
    return re.search(r"/welcome/\S+", row.text)[0]


def test_health_says_what_is_wrong_until_a_worker_is_there(visitor, services):
    page = visitor.get("/admin/").text
    assert "Noget skal have dit øje." in page
    assert "Aldrig set" in page
    with services.transaction() as session:
        for model, cron in services.settings.schedules.items():
            schedules.keep_schedule(session, model, cron=cron, next_run_at=NOW)
            schedules.note_worker(session, model, at=read_clock())
    page = visitor.get("/admin/").text
    assert "Er der" in page
    assert "Aldrig set" not in page


def test_a_user_is_invited_to_a_role_and_begins_there(visitor, services, client):
    sent = send(
        visitor,
        "/admin/users",
        name="Nina Ny",
        email="nina@example.dk",
        role="coordinator",
        organisation="",
    )
    assert sent.status_code == 302
    path = read_link(services)
    form = {"csrf_token": read_token(client.get(path)), "password": PASSWORD, "again": PASSWORD}
    assert client.post(path, data=form).status_code == 302
    assert client.get("/campus/").status_code != 403
    assert "nina@example.dk" in visitor.get("/admin/users").text


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"role": "company"}, "en virksomheds bruger"),
        ({"email": "admin@example.dk"}, "har allerede en bruger"),
        ({"name": ""}, "Skriv det fulde navn"),
        ({"role": "king"}, "Vælg"),
    ],
)
def test_a_faulty_invitation_says_why_and_sends_nothing(visitor, services, form, told):
    whole = {"name": "Nina", "email": "n@example.dk", "role": "consultant", "organisation": ""}
    page = send(visitor, "/admin/users", **{**whole, **form})
    assert page.status_code == 422
    assert told in page.text
    with services.session() as session:
        assert session.execute(OUTBOX.select()).all() == []


def test_a_user_is_changed_and_closed(visitor, services, enter):
    consultant = enter(Role.CONSULTANT)
    number = find(services, Role.CONSULTANT).id
    path = f"/admin/users/{number}"
    assert "Bruger consultant" in visitor.get(path).text
    form = {"name": "Kim", "phone": "43 68 00 00", "role": "consultant", "organisation": ""}
    assert send(visitor, path, **form, active="y").status_code == 302
    assert find(services, Role.CONSULTANT).phone == "43 68 00 00"
    assert consultant.get("/consultant/openings").status_code == 200
    assert send(visitor, path, **form).status_code == 302
    assert not find(services, Role.CONSULTANT).active
    assert consultant.get("/consultant/openings").location.startswith("/sign-in")


def test_the_last_administrator_cannot_close_the_door_behind_them(visitor, services):
    number = find(services, Role.ADMIN).id
    form = {"name": "A", "phone": "", "role": "consultant", "organisation": "", "active": "y"}
    page = send(visitor, f"/admin/users/{number}", **form)
    assert page.status_code == 422
    assert "sidste administrator" in page.text


def test_a_link_sets_a_password_anew_and_ends_every_session(visitor, services, enter, client):
    consultant = enter(Role.CONSULTANT)
    number = find(services, Role.CONSULTANT).id
    assert send(visitor, f"/admin/users/{number}/password").status_code == 302
    path = read_link(services)
    form = {"csrf_token": read_token(client.get(path)), "password": PASSWORD, "again": PASSWORD}
    assert client.post(path, data=form).status_code == 302
    assert consultant.get("/consultant/openings").location.startswith("/sign-in")
    assert client.get("/consultant/openings").status_code == 200


def test_somebody_is_signed_out_everywhere(visitor, services, enter):
    consultant = enter(Role.CONSULTANT)
    number = find(services, Role.CONSULTANT).id
    assert send(visitor, f"/admin/users/{number}/sign-out").status_code == 302
    assert consultant.get("/consultant/openings").location.startswith("/sign-in")


def test_schedules_are_told_in_words_and_a_retraining_is_asked_for(visitor, services):
    page = visitor.get("/admin/schedules").text
    assert "Hver søndag kl. 03.00" in page
    assert "Den 1. i februar og august kl. 05.00" in page
    assert (
        "On day 1 of February and August at 05:00" in visitor.get("/admin/schedules?lang=en").text
    )
    with services.transaction() as session:
        schedules.keep_schedule(session, "match", cron="0 3 * * sun", next_run_at=NOW)
    assert send(visitor, "/admin/schedules/match/run").location == "/admin/schedules"
    with services.session() as session:
        assert schedules.find_schedule(session, "match").asked_by == "admin@example.dk"
    assert send(visitor, "/admin/schedules/none/run").status_code == 404


READ, SHARED = "side læst", "vist for virksomheden bag O-1"


@pytest.fixture
def logged(services):
    with services.transaction() as session:
        for actor, key, why, day in (
            ("a@example.dk", "K-1", "page", 20),
            ("b@example.dk", "K-1", "=cmd", 21),
            ("b@example.dk", "K-2", "share O-1", 22),
        ):
            at = datetime(2026, 11, day, 23, 30, tzinfo=UTC)
            audit.add_read(session, actor=actor, noun="candidate", key=key, why=why, at=at)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("person=K-1", {READ, "=cmd"}),
        ("actor=b@example.dk", {"=cmd", SHARED}),
        ("actor=B@EXAMPLE.DK&person=K-2", {SHARED}),
        ("action=share", {SHARED}),
        ("action=vist+for", {SHARED}),
        ("action=kandidat", {READ, "=cmd", SHARED}),
        ("person=K-1&first=2026-11-22", {"=cmd"}),
        ("person=K-1&last=2026-11-21", {READ}),
        ("person=K-1&first=nonsense&last=9999-12-31", {READ, "=cmd"}),
        ("person=K-9", set()),
    ],
)
def test_the_log_is_searched_by_person_actor_action_and_danish_days(visitor, logged, query, found):
    page = visitor.get(f"/admin/audit?{query}").text.split("<main")[1]
    cells = re.findall(r'<span class="quiet">Kandidat</span> ([^<]*)</td>', page)
    assert set(cells) == found


def test_the_log_is_taken_along_as_a_file_that_executes_nothing(visitor, services, logged):
    answer = visitor.get("/admin/audit.csv?person=K-1")
    lines = answer.get_data(as_text=True).splitlines()
    assert lines[0].endswith("at;actor;noun;key;why")
    assert len(lines) == 3
    assert ";'=cmd" in lines[1]
    with services.session() as session:
        assert audit.list_reads(session, noun="audit")[0].why == "export"


def test_privacy_shows_old_and_withdrawn_consents(visitor, services):
    with services.transaction() as session:
        for reference, year in (("K-OLD", 2024), ("K-NEW", 2026)):
            shown = Candidate(reference, 1980, "2620", shown_to_companies=True)
            people.add_candidates(session, [shown], today=datetime(year, 11, 20, tzinfo=UTC).date())
        gone = Candidate("K-GONE", 1980, "2620", shown_to_companies=True)
        people.add_candidates(session, [gone], today=NOW.date())
        people.record_consent(session, "K-GONE", given=False, on=NOW.date())
    old, withdrawn = visitor.get("/admin/privacy").text.split("Senest trukket tilbage")
    assert "K-OLD" in old
    assert "K-NEW" not in old
    assert "K-GONE" in withdrawn


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_accessibility_statement_is_everybodys_and_linked_from_each_page(client, language):
    assert 'href="/accessibility"' in client.get(f"/sign-in?lang={language}").text
    page = client.get("/accessibility").text
    assert "was.digst.dk" in page
    for heading in {
        "da": ("Status", "Kendte problemer", "Sig det til os", "Håndhævelse"),
        "en": ("Status", "Known problems", "Tell us", "Enforcement"),
    }[language]:
        assert f"<h2>{heading}</h2>" in page


def test_every_deed_the_services_log_has_words():
    folder = Path(services_package.__file__).parent
    logged = [path.read_text("utf-8") for path in folder.rglob("*.py")]
    nouns = {noun for text in logged for noun in re.findall(r'noun="([^"]+)"', text)}
    deeds = {
        deed
        for text in logged
        if "audit" in text or "why=" in text
        for deed in re.findall(r'\bwhy(?:: str)? ?= ?f?"([^"{]+)', text)
    }
    assert nouns <= set(NOUNS)
    assert deeds <= {*DEEDS, *ABOUT}
