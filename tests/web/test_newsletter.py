"""The newsletter: nobody subscribes but by their own address, and leaving is one click."""

import re

import pytest

from matcher.services.newsletters import count_readers
from matcher.store import mail, subscribers
from matcher.vocabulary import Role, Topic
from web.clock import read_clock

READER = "laeser@example.dk"


def find_token(page):
    return re.search(r'name="csrf_token"[^>]*value="([^"]*)"', page).group(1)


def send(client, path, page=None, **fields):
    page = client.get(page or path).text
    return client.post(path, data={"csrf_token": find_token(page)} | fields)


def ask(client, email=READER, topics=("jobs",)):
    return send(client, "/newsletter/", email=email, topics=list(topics))


def find(services, email=READER):
    with services.session() as session:
        return subscribers.find_subscriber(session, email=email)


def list_mails(services):
    with services.session() as session:
        return mail.list_unsent(session, limit=99)


@pytest.fixture
def reader(services, client):
    ask(client)
    found = find(services)
    send(client, f"/newsletter/confirm/{found.token}")
    return find(services)


def test_asking_sends_a_link_and_subscribes_nobody(services, client):
    answer = ask(client)
    assert answer.headers["Location"] == "/newsletter/asked"
    assert "link" in client.get("/newsletter/asked").text
    found = find(services)
    assert (found.confirmed_on, found.topics) == (None, {Topic.JOBS})
    assert [one.recipient for one in list_mails(services)] == [READER]
    with services.session() as session:
        assert not any(count_readers(session).values())


def test_only_following_the_link_and_saying_yes_subscribes(services, client):
    ask(client)
    token = find(services).token
    # a mail filter that opens every link confirms nothing
    assert client.get(f"/newsletter/confirm/{token}").status_code == 200
    assert find(services).confirmed_on is None
    assert send(client, f"/newsletter/confirm/{token}").status_code == 302
    assert find(services).confirmed_on == read_clock().date()


def test_the_answer_does_not_tell_who_subscribes(services, client, reader):
    known, unknown = ask(client), ask(client, "ny@example.dk")
    assert known.headers["Location"] == unknown.headers["Location"]
    assert sorted(one.recipient for one in list_mails(services)) == [READER, "ny@example.dk"]


def test_asking_again_the_same_day_sends_no_second_link(services, client):
    ask(client)
    ask(client, topics=("campus", "business"))
    assert len(list_mails(services)) == 1
    assert find(services).topics == {Topic.CAMPUS, Topic.BUSINESS}


def test_leaving_is_one_click_without_a_session_and_drops_the_address(services, client, reader):
    path = f"/newsletter/leave/{reader.token}"
    assert client.get(path).status_code == 200
    assert find(services) is not None
    # as a mail program posts it (RFC 8058)
    answer = client.post(path, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert find(services) is None
    # again is no harm, and nobody is confirmed by an old link
    assert client.post(path).status_code == 200
    assert send(client, f"/newsletter/confirm/{reader.token}", path).status_code == 404


@pytest.mark.parametrize("path", ["/newsletter/leave/x", "/newsletter/confirm/x"])
def test_an_unknown_link_is_told(client, path):
    assert client.get(path).status_code == 404
    assert send(client, path, "/newsletter/").status_code == 404


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"email": "ikke en adresse"}, "adresse"),
        ({"email": ""}, "Skriv din e-mail"),
        ({"topics": []}, "mindst ét"),
        ({"topics": ["x"]}, "Vælg"),
        ({"email": "a@b.dk\r\nBcc: c@d.dk"}, "adresse"),
    ],
)
def test_what_cannot_be_is_asked_again(client, services, fields, told):
    answer = ask(client, **fields)
    assert answer.status_code == 422
    assert told in answer.text
    assert not list_mails(services)


LETTER = {
    "subject_da": "Nyt om jobrotation",
    "text_da": "Hej\n<b>alle</b>",
    "subject_en": "News of job rotation",
    "text_en": "Hello",
}


def test_a_letter_is_seen_before_it_goes_to_those_who_read_its_topics(services, enter, reader):
    staff = enter(Role.CONSULTANT)
    seen = send(staff, "/newsletter/letters/new", **LETTER, topics=["jobs"])
    assert "&lt;b&gt;alle&lt;/b&gt;" in seen.text
    assert len(list_mails(services)) == 1
    sent = send(staff, "/newsletter/letters/new", **LETTER, topics=["jobs"], send="1")
    assert sent.headers["Location"] == "/newsletter/letters"
    letter = list_mails(services)[-1]
    assert (letter.recipient, letter.subject) == (READER, "Nyt om jobrotation")
    assert "Nyt om jobrotation" in staff.get("/newsletter/letters").text
    with services.transaction() as session:
        claimed = [mail.claim_mail(session, now=read_clock(), seconds=9) for _ in range(2)][-1]
    assert reader.token in claimed.mail.headers["List-Unsubscribe"]
    assert claimed.mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert reader.token in claimed.mail.text


def test_a_letter_about_something_else_goes_to_nobody(services, enter, reader):
    staff = enter(Role.ADMIN)
    send(staff, "/newsletter/letters/new", **LETTER, topics=["campus"], send="1")
    assert len(list_mails(services)) == 1


def test_a_letter_in_one_language_is_not_sent(services, enter, reader):
    staff = enter(Role.ADMIN)
    answer = send(staff, "/newsletter/letters/new", **LETTER | {"text_en": " "}, send="1")
    assert answer.status_code == 422
    assert len(list_mails(services)) == 1


def test_administrators_see_what_is_unsent_and_others_do_not(services, enter, client):
    ask(client)
    admin = enter(Role.ADMIN)
    page = admin.get("/newsletter/outbox").text
    assert READER in page
    assert "SMTP_URL" in page
    assert send(admin, "/newsletter/outbox/retry", "/newsletter/letters/new").status_code == 302
    assert enter(Role.CONSULTANT).get("/newsletter/outbox").status_code == 403
    assert enter(Role.COMPANY).get("/newsletter/letters").status_code == 403
