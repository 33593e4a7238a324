"""A company's pages: its own openings, candidates without names, its people; nobody else's."""

import re
from datetime import UTC, date, datetime

import pytest

from matcher.services.accounts import invite
from matcher.services.contacting import assign_contact
from matcher.services.posting import list_new_postings
from matcher.services.sharing import Contact, Release, release_contact, share_candidate
from matcher.services.signing_in import register_account
from matcher.services.stocking import stock_catalogue
from matcher.store import accounts, audit, mail, openings, organisations, outcomes, people
from matcher.store.mail import OUTBOX
from matcher.store.organisations import Organisation
from matcher.vocabulary import (
    Account,
    Candidate,
    Opening,
    OpeningKind,
    Role,
    SkillLevel,
)

NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)
PREFIX = "urn:albertslund:skill:"
OWN, OTHER = "99000001", "99000002"
CONTACT = Contact("Ane Nyborg", "12 34 56 78", "ane@borger.example")
ADVERT = """Lagermedarbejder til vores terminal
Du skal have truckcertifikat B og kendskab til varemodtagelse.
37 timer om ugen. Tiltrædelse 1. maj 2031. 2620 Albertslund.
"""


def build_opening(reference, organisation):
    skills = (SkillLevel(f"{PREFIX}varemodtagelse", 3),)
    return Opening(
        reference,
        OpeningKind.ORDINARY,
        "Lagermedarbejder",
        "2620",
        date(2031, 5, 1),
        organisation=organisation,
        required_skills=skills,
    )


@pytest.fixture(autouse=True)
def stocked(services):
    with services.transaction() as session:
        stock_catalogue(session, today=NOW.date())
        organisations.add_organisations(session, [Organisation(OTHER, "Andet Firma")])
        openings.add_openings(session, [build_opening("O-1", OWN), build_opening("O-2", OTHER)])
        skills = (SkillLevel(f"{PREFIX}varemodtagelse", 4),)
        people.add_candidates(
            session,
            [Candidate("K-77", 1961, "2625", skills=skills, shown_to_companies=True)],
            today=NOW.date(),
        )


@pytest.fixture
def company(enter):
    return enter(Role.COMPANY)


@pytest.fixture
def consultant(services):
    with services.session() as session:
        return accounts.list_active(session, role=Role.CONSULTANT)[0]


@pytest.fixture
def share(services, consultant):
    """Give what shows the candidate to the company of an opening."""

    def show(opening="O-1", *, released=False):
        with services.transaction() as session:
            made = share_candidate(session, opening, candidate="K-77", viewer=consultant, now=NOW)
            if released:
                given = Release(CONTACT, NOW.date())
                release_contact(session, made.id, given, viewer=consultant, now=NOW)
        return made.id

    return show


def read_token(page):
    return page.text.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]


def send(visitor, path, **form):
    token = read_token(visitor.get("/company/contact"))
    return visitor.post(path, data={"csrf_token": token, **form})


def list_mails(services):
    with services.session() as session:
        rows = session.execute(OUTBOX.select().order_by(OUTBOX.c.id)).all()
    return [(row.recipient, row.subject, row.text) for row in rows]


def test_the_company_begins_at_its_own_page(company):
    assert company.get("/").location == "/company/"
    page = company.get("/company/").text
    for wanted in ("Én indgang til kommunen", "Vores stillinger", "Lagermedarbejder"):
        assert wanted in page
    assert "Andet Firma" not in page


def test_a_pasted_advertisement_becomes_an_opening_a_consultant_sees_as_new(
    company, services, enter
):
    page = send(company, "/company/openings/from-text", text=ADVERT)
    assert f'value="{PREFIX}varemodtagelse"' in page.text
    assert 'name="organisation"' not in page.text
    form = {"kind": "ordinary", "title": "Lagermedarbejder", "postcode": "2620"}
    form |= {"starts_on": "2031-05-01", "weekly_hours": "37", "positions": "1"}
    form |= {"work_times": "day", "skill": f"{PREFIX}varemodtagelse", "organisation": OTHER}
    answer = send(company, "/company/openings/new", **form)
    assert answer.status_code == 302
    reference = answer.location.rsplit("/", 1)[1]
    with services.session() as session:
        assert openings.get_opening(session, reference).organisation == OWN
        assert [one.opening for one, _ in list_new_postings(session)] == [reference]
    assert "Modtaget" in company.get(answer.location).text
    enter(Role.CONSULTANT).get(f"/consultant/openings/{reference}")
    with services.session() as session:
        assert list_new_postings(session) == ()
    assert "Vi leder" in company.get(answer.location).text


def test_a_consultants_day_begins_with_what_companies_sent(company, enter, share):
    form = {"kind": "ordinary", "title": "Helt ny stilling", "postcode": "2620"}
    form |= {"starts_on": "2031-05-01", "weekly_hours": "37", "positions": "1"}
    send(company, "/company/openings/new", work_times="day", **form)
    send(company, f"/company/candidates/{share()}/release")
    visitor = enter(Role.CONSULTANT)
    page = visitor.get("/consultant/day?of=everybody").text
    assert "Helt ny stilling" in page
    assert "/consultant/openings/O-1/candidates/K-77#sharing" in page
    reference = re.search(r"/consultant/openings/(S-[^\"]+)", page)[1]
    visitor.get(f"/consultant/openings/{reference}")
    assert "Helt ny stilling" not in visitor.get("/consultant/day?of=everybody").text


def test_an_earlier_opening_is_copied_but_for_its_days(company):
    page = company.get("/company/openings/new?copy=O-1").text
    assert 'value="Lagermedarbejder"' in page
    assert f'value="{PREFIX}varemodtagelse"' in page
    assert "2031-05-01" not in page


def test_a_faulty_posting_keeps_nothing_and_says_why(company, services):
    answer = send(company, "/company/openings/new", title="", kind="ordinary")
    assert answer.status_code == 422
    assert "Skriv en titel" in answer.text
    with services.session() as session:
        assert list_new_postings(session) == ()


def test_an_opening_is_changed_and_closed(company, services):
    form = {"kind": "ordinary", "title": "Terminalarbejder", "postcode": "2620"}
    form |= {"starts_on": "2031-06-01", "weekly_hours": "30", "positions": "1"}
    changed = send(company, "/company/openings/O-1/edit", work_times="day", **form)
    assert changed.status_code == 302
    with services.session() as session:
        after = openings.get_opening(session, "O-1")
    assert (after.title, after.organisation) == ("Terminalarbejder", OWN)
    send(company, "/company/openings/O-1/close")
    assert "Lukket af jer" in company.get("/company/openings/O-1").text


def test_a_candidate_is_read_without_name_age_home_or_reference(company, services, share):
    number = share()
    page = company.get(f"/company/candidates/{number}").text
    assert f"Kandidat {number}" in page
    assert "Kan det, I søger: " in page
    main = page.split("<main")[1]
    for hidden in ("K-77", "1961", "2625", CONTACT.name, CONTACT.email):
        assert hidden not in main, hidden
    with services.session() as session:
        reads = audit.list_reads(session, actor="company@example.dk", key="K-77")
    assert reads
    assert {one.why for one in reads} == {"company O-1"}


def test_the_name_comes_with_the_release(company, share):
    number = share(released=True)
    page = company.get(f"/company/candidates/{number}").text
    for wanted in (CONTACT.name, "tel:12345678", f"mailto:{CONTACT.email}"):
        assert wanted in page


def test_asking_for_the_name_tells_the_contact_without_naming_anybody(company, services, share):
    number = share()
    path = f"/company/candidates/{number}/release"
    assert send(company, path).status_code == 302
    ((recipient, _subject, text),) = list_mails(services)
    assert recipient == "consultant@example.dk"
    assert "/consultant/openings/O-1/candidates/K-77" in text
    send(company, path)
    assert len(list_mails(services)) == 1
    assert "I har allerede bedt om" in company.get("/company/").text


def test_a_no_needs_its_reason_and_becomes_an_outcome(company, services, share):
    path = f"/company/candidates/{share()}/answer"
    refused = send(company, path, outcome="rejected", reason="")
    assert refused.status_code == 422
    assert "Der mangler en begrundelse" in refused.text
    assert send(company, path, outcome="rejected", reason="skills").status_code == 302
    with services.session() as session:
        (event,) = outcomes.list_outcomes(session, opening="O-1")
    assert (str(event.outcome), event.reason) == ("rejected", "skills")
    assert send(company, path, outcome="rejected", reason="skills").status_code == 422


@pytest.mark.parametrize("outcome", ["", "stayed_26", "placed"])
def test_what_cannot_be_answered_yet_is_told(company, services, share, outcome):
    answer = send(company, f"/company/candidates/{share()}/answer", outcome=outcome)
    assert answer.status_code == 422
    with services.session() as session:
        assert outcomes.list_outcomes(session, opening="O-1") == ()


def test_a_message_goes_to_the_named_contact_with_the_answer_to_its_writer(
    company, services, consultant
):
    with services.transaction() as session:
        assign_contact(session, OWN, account=consultant.id, viewer=consultant, now=NOW)
    assert consultant.name in company.get("/company/").text
    sent = send(company, "/company/contact", subject="Truckfører", text="Ring gerne.")
    assert sent.status_code == 302
    with services.session() as session:
        claimed = mail.claim_mail(session, now=datetime.now(UTC), seconds=60)
    assert claimed.mail.recipient == consultant.email
    assert claimed.mail.subject == "Firma: Truckfører"
    assert claimed.mail.headers == {"Reply-To": "company@example.dk"}
    assert send(company, "/company/contact", subject="", text="").status_code == 422


def test_a_colleague_is_invited_by_mail_and_chooses_a_password(company, services, client):
    sent = send(company, "/company/colleagues", name="Nina Ny", email="nina@example.dk")
    assert sent.status_code == 302
    ((recipient, _subject, text),) = list_mails(services)
    assert recipient == "nina@example.dk"
    path = re.search(r"/welcome/\S+", text)[0]
    form = {"csrf_token": read_token(client.get(path)), "password": "tolv tegn og mere"}
    assert client.post(path, data={**form, "again": "andet"}).status_code == 422
    short = {**form, "password": "kort", "again": "kort"}
    assert client.post(path, data=short).status_code == 422
    assert client.post(path, data={**form, "again": form["password"]}).location == "/"
    assert client.get("/").location == "/company/"
    assert client.get(path).status_code == 404
    listed = company.get("/company/colleagues").text
    assert "nina@example.dk" in listed
    number = re.search(r"/company/colleagues/(\d+)/remove", listed)[1]
    assert send(company, f"/company/colleagues/{number}/remove").status_code == 302
    assert client.get("/company/").location.startswith("/sign-in")


def test_what_is_another_companys_is_not_there(company, services, share):
    number = share("O-2")
    with services.transaction() as session:
        stranger = register_account(
            session,
            Account(0, "asta@example.dk", "Asta", Role.COMPANY, OTHER),
            password="tolv tegn eller flere",
        )
        wanted = Account(0, "ny@example.dk", "Ny", Role.COMPANY)
        invited = invite(session, wanted, viewer=stranger, now=datetime.now(UTC)).link
    for path in (
        "/company/openings/O-2",
        "/company/openings/O-2/edit",
        "/company/openings/new?copy=O-2",
        f"/company/candidates/{number}",
    ):
        assert company.get(path).status_code == 404, path
    for path in (
        "/company/openings/O-2/edit",
        "/company/openings/O-2/close",
        f"/company/candidates/{number}/release",
        f"/company/candidates/{number}/answer",
        f"/company/colleagues/{stranger.id}/remove",
        f"/company/invitations/{invited.id}/take-back",
    ):
        assert send(company, path).status_code == 404, path
    with services.session() as session:
        assert audit.list_reads(session, actor="company@example.dk", noun="candidate") == ()


def test_a_consultant_shares_and_releases_from_the_pages(enter, services):
    visitor = enter(Role.CONSULTANT)
    pair = "/consultant/openings/O-1/candidates/K-77"
    token = read_token(visitor.get(pair))
    assert "Vis for virksomheden uden navn" in visitor.get(pair).text
    shared = visitor.post(f"{pair}/share", data={"csrf_token": token})
    assert shared.status_code == 302
    ((recipient, _subject, text),) = list_mails(services)
    assert recipient == "company@example.dk"
    assert "K-77" not in text
    link = re.search(r"/consultant/shares/\d+/release", visitor.get(pair).text)[0]
    form = {"csrf_token": token, "name": "Ane", "consented_on": "2026-11-25"}
    assert visitor.post(link, data=form).status_code == 422
    assert visitor.post(link, data={**form, "phone": "12345678"}).status_code == 302
    assert "Virksomheden har kunnet se navn og kontakt" in visitor.get(pair).text
    back = link.replace("release", "take-back")
    assert visitor.post(back, data={"csrf_token": token}).status_code == 302
    assert "Vis for virksomheden uden navn" in visitor.get(pair).text


def test_a_consultant_chooses_a_companys_contact(enter, consultant):
    visitor = enter(Role.CONSULTANT)
    path = f"/consultant/companies/{OWN}/contact"
    token = read_token(visitor.get(path))
    nobody = visitor.post(path, data={"csrf_token": token, "account": "999"})
    assert nobody.status_code == 422
    chosen = visitor.post(path, data={"csrf_token": token, "account": str(consultant.id)})
    assert chosen.location == f"/organisations/{OWN}"
    assert consultant.name in visitor.get(chosen.location).text.split("<main")[1]
