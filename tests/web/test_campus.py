"""The campus's pages: a round from wishes to letters, and who sees whom."""

import re
from io import BytesIO

import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from pypdf import PdfReader

from matcher.campus import ConsentKind, GivenBy, Track
from matcher.services.placing import read_round
from matcher.services.placing.rounding import (
    RoundDraft,
    choose_programmes,
    choose_students,
    open_round,
    open_wishes,
    set_up_round,
)
from matcher.services.placing.wishing import take_wishes_in
from matcher.store import audit, programmes, students
from matcher.vocabulary import Role
from tests.services.placing.conftest import CAMILLA, NOW, TODAY, make_programme, make_student
from tests.web.conftest import COMPANY
from web.campus.sheets import build_workbook

BY = {"viewer": CAMILLA, "now": NOW}
AGREED = dict.fromkeys(ConsentKind, GivenBy.STUDENT)


@pytest.fixture
def code(services):
    """Give a round whose wishes have come in; one student does not agree to be shown to hosts."""
    with services.transaction() as session:
        drawn = [make_student(number) for number in range(1, 6)]
        students.add_students(session, drawn)
        given = {one.reference: AGREED for one in drawn}
        given["S-2"] = {ConsentKind.TAKE_PART: GivenBy.STUDENT}
        students.set_consents(session, given, today=TODAY, actor="a")
        programmes.add_programmes(
            session, [make_programme(1, organisation=COMPANY, seats=2), make_programme(2)]
        )
        made = open_round(session, RoundDraft("Forår", seed=1), **BY)
        made = choose_programmes(session, made.code, ["P-1", "P-2"], seen=made.version, **BY)
        four = ["S-1", "S-2", "S-3", "S-4"]
        made = choose_students(session, made.code, four, seen=made.version, **BY)
        made = open_wishes(session, made.code, seen=made.version, **BY)
        wishes = dict.fromkeys(four, ("P-1", "P-2"))
        take_wishes_in(session, made.code, wishes, actor="a", now=NOW)
    return made.code


@pytest.fixture
def coordinator(enter):
    return enter(Role.COORDINATOR)


def read_tokens(client, path):
    page = client.get(path).text
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]
    version = re.search(r'name="version"[^>]*value="(\d+)"', page)
    return {"csrf_token": token, "version": version and version[1]}


def send(client, path, *, seen_at, **more):
    return client.post(path, data=read_tokens(client, seen_at) | more)


def read_pdf(answer):
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(answer.data)).pages)


@pytest.fixture
def published(coordinator, code):
    at = f"/campus/rounds/{code}"
    for step in ("propose", "publish"):
        assert send(coordinator, f"{at}/steps/{step}", seen_at=at).status_code == 302
    return at


def test_a_round_is_proposed_published_and_told_by_letter(coordinator, published):
    page = coordinator.get(published).text
    assert "Offentliggjort" in page
    whole = read_pdf(coordinator.get(f"{published}/letters.pdf"))
    assert whole.count("Du har fået en plads") == 3
    assert whole.count("Du har ikke fået en plads endnu") == 1
    assert "Rundens lodtrækningstal er 1" in whole


def test_letters_wait_until_the_round_is_published(coordinator, code):
    answer = coordinator.get(f"/campus/rounds/{code}/letters.pdf")
    assert answer.status_code == 409
    assert "offentliggjort" in answer.text


def test_each_students_page_tells_why(coordinator, code, published):
    pages = [coordinator.get(f"{published}/students/S-{n}").text for n in (1, 2, 3, 4)]
    assert sum("Lodtrækningen afgjorde det" in page for page in pages) == 2


def test_a_change_shows_its_effect_before_it_is_made(coordinator, code):
    at = f"/campus/rounds/{code}"
    send(coordinator, f"{at}/steps/propose", seen_at=at)
    page = coordinator.get(f"{at}/move?student=S-1&programme=").text
    assert "Hvad det vil ændre" in page
    assert "Par, der ville bytte" in page
    asked = f"{at}/move?student=S-1&programme="
    answer = send(coordinator, f"{at}/move", seen_at=asked, student="S-1", programme="")
    assert answer.status_code == 302
    assert "ingen" in coordinator.get(answer.location).text


def test_two_coordinators_at_once_meet_what_both_wanted_and_nothing_is_lost(
    enter, coordinator, code, services
):
    at, other = f"/campus/rounds/{code}", enter(Role.ADMIN)
    send(coordinator, f"{at}/steps/propose", seen_at=at)
    mine = read_tokens(coordinator, f"{at}/students/S-1")
    theirs = read_tokens(other, f"{at}/students/S-2")
    pair = {"programme": "P-1", "kind": "forbid"}
    first = other.post(
        f"{at}/rulings", data=theirs | pair | {"student": "S-2", "reason": "søskende"}
    )
    assert first.status_code == 302
    mine |= pair | {"student": "S-1", "reason": "min egen grund"}
    answer = coordinator.post(f"{at}/rulings", data=mine)
    assert answer.status_code == 409
    assert "søskende" in answer.text
    assert "min egen grund" in answer.text
    newest = re.search(r'name="version" value="(\d+)"', answer.text)[1]
    again = coordinator.post(f"{at}/rulings", data=mine | {"version": newest})
    assert again.status_code == 302
    with services.transaction() as session:
        ruled = {one.student for one in read_round(session, code, **BY).rulings}
    assert ruled == {"S-1", "S-2"}


def test_a_withdrawal_and_a_late_student_move_nobody_else(coordinator, code, published, services):
    with services.transaction() as session:
        before = read_round(session, code, **BY)
    answer = send(
        coordinator,
        f"{published}/late",
        seen_at=f"{published}/late",
        student="S-5",
        first="P-2",
        second="P-1",
    )
    assert answer.status_code == 302
    with services.transaction() as session:
        after = read_round(session, code, **BY)
    assert set(before.seats) <= set(after.seats)
    assert "S-5" in after.late
    gone = send(
        coordinator,
        f"{published}/programmes/P-1/withdraw",
        seen_at=f"{published}/programmes/P-1",
        reason="lukker",
    )
    assert gone.status_code == 302
    assert "Trukket" in coordinator.get(published).text


def test_a_host_sees_first_names_of_published_students_who_agreed_and_no_more(
    enter, coordinator, code
):
    host = enter(Role.COMPANY)
    assert "Elev" not in host.get("/campus/hosting/").text
    at = f"/campus/rounds/{code}"
    send(coordinator, f"{at}/steps/propose", seen_at=at)
    assert "Elev" not in host.get("/campus/hosting/").text
    send(coordinator, f"{at}/steps/publish", seen_at=at)
    page = host.get("/campus/hosting/").text
    assert "Forløb 1" in page
    assert "Forløb 2" not in page
    assert "Kanalskolen" not in page
    assert "Elev2" not in page


def test_a_host_that_says_no_is_heard_and_the_seat_stays(enter, coordinator, published):
    host = enter(Role.COMPANY)
    page = host.get("/campus/hosting/").text
    student = re.search(r'name="student" value="(S-\d)"', page)[1]
    answer = send(
        host,
        "/campus/hosting/P-1/decline",
        seen_at="/campus/hosting/",
        student=student,
        reason="capacity",
    )
    assert answer.status_code == 302
    seats = coordinator.get(f"{published}/programmes/P-1").text
    assert "Værten har sagt nej" in seats
    stranger = send(
        host, "/campus/hosting/P-2/decline", seen_at="/campus/hosting/", student="S-1", reason="x"
    )
    assert "findes ikke" in host.get(stranger.location).text


def test_every_reading_of_a_student_is_remembered(coordinator, code, services):
    coordinator.get("/campus/students/S-1")
    with services.transaction() as session:
        reads = audit.list_reads(session, noun="student", key="S-1")
    assert [(one.actor, one.why) for one in reads] == [("coordinator@example.dk", "page")]


def test_what_is_stored_is_printed_for_the_student(coordinator, code):
    text = read_pdf(coordinator.get("/campus/students/S-1/own.pdf"))
    assert "Hvad der er gemt om dig" in text
    assert "Kanalskolen" in text
    assert "coordinator@example.dk" in text


def test_a_student_changed_by_two_is_not_overwritten(coordinator, enter, code):
    at = "/campus/students/S-1/edit"
    given = {
        "born_on": "2011-05-02",
        "school": "Kanalskolen",
        "school_year": "9",
        "postcode": "2620",
        "travel_limit_minutes": "45",
        "take_part": "student",
    }
    mine = read_tokens(coordinator, at)
    other = enter(Role.ADMIN)
    theirs = read_tokens(other, at) | given | {"school": "Solbakkeskolen"}
    assert other.post(at, data=theirs).status_code == 302
    answer = coordinator.post(at, data=mine | given | {"school": "Skovkanten"})
    assert answer.status_code == 409
    assert "Skovkanten" in answer.text
    assert "Solbakkeskolen" in coordinator.get("/campus/students/S-1").text


def test_a_student_below_15_is_not_added_on_their_own_consent(coordinator, code):
    answer = send(
        coordinator,
        "/campus/students/new",
        seen_at="/campus/students/new",
        reference="S-77",
        born_on=f"{TODAY.year - 14}-01-01",
        school="Kanalskolen",
        school_year="8",
        postcode="2620",
        travel_limit_minutes="30",
        take_part="student",
    )
    assert answer.status_code == 422
    assert "kan ikke give samtykke alene" in answer.text


def test_a_list_for_schools_holds_all_and_no_cell_is_a_formula(coordinator, code, published):
    answer = coordinator.get(f"{published}/schools.xlsx")
    sheet = load_workbook(BytesIO(answer.data))["Kanalskolen"]
    assert sheet.max_row == 5
    content = build_workbook({"=A1": (["x"], [["=1+1"], ["@sum"], ["Amina"]])})
    cells = [row[0].value for row in load_workbook(BytesIO(content)).worksheets[0].iter_rows()]
    assert cells == ["x", "'=1+1", "'@sum", "Amina"]


def test_a_hosts_list_leaves_out_who_did_not_agree(coordinator, code, published):
    answer = coordinator.get(f"{published}/programmes/P-1/list.xlsx")
    cells = [
        cell.value for row in load_workbook(BytesIO(answer.data)).worksheets[0] for cell in row
    ]
    assert "S-2" not in cells
    assert "Kanalskolen" not in cells


def test_a_calendar_repeats_each_week_until_the_last_day(coordinator, code, published):
    answer = coordinator.get(f"{published}/programmes/P-1/calendar.ics")
    (event,) = Calendar.from_ical(answer.data).walk("VEVENT")
    assert event["summary"] == "Forløb 1"
    assert event.decoded("dtstart").isoformat() == "2027-02-03T15:00:00+01:00"
    assert event["rrule"]["freq"] == ["WEEKLY"]


def test_equal_treatment_is_shown_and_small_groups_are_not(coordinator, code, published):
    page = coordinator.get(f"{published}/fairness").text
    assert "for få til at vise" in page


def test_what_would_be_otherwise_is_shown_and_nothing_is_changed(coordinator, code, services):
    path = f"/campus/rounds/{code}/what-if"
    page = coordinator.get(f"{path}?programme=P-1&seats=drop")
    assert page.status_code == 200
    assert "ingen plads" in page.text
    assert coordinator.get(f"{path}?travel=nej").status_code == 422
    with services.session() as session:
        assert not read_round(session, code, **BY).seats


@pytest.mark.parametrize(
    "path", ["/campus/rounds/R-9", "/campus/students/S-99", "/campus/programmes/P-99"]
)
def test_what_is_not_there_is_not_found(coordinator, path):
    assert coordinator.get(path).status_code == 404


@pytest.mark.parametrize("role", [Role.CONSULTANT, Role.COMPANY])
def test_consultants_and_companies_see_no_students(enter, role, code):
    client = enter(role)
    for path in ("/campus/students/", "/campus/students/S-1", f"/campus/rounds/{code}"):
        assert client.get(path).status_code == 403


@pytest.mark.parametrize(
    ("path", "told", "form"),
    [
        (
            "/campus/students/new",
            "Eleven er oprettet",
            {"reference": "S-9", "born_on": "2010-03-01", "school": "Kanalskolen"}
            | {"postcode": "2620", "travel_limit_minutes": "45"},
        ),
        (
            "/campus/programmes/new",
            "Forløbet er oprettet",
            {"code": "P-9", "title_da": "Nyt", "provider": "Campus", "postcode": "2620"}
            | {"seats": "4", "min_seats": "1", "kind": "talentforloeb", "track": "praktisk"}
            | {"starts_on": "2027-02-01", "ends_on": "2027-05-28"},
        ),
    ],
)
def test_who_adds_something_is_told_that_it_was_added(coordinator, code, path, told, form):
    answer = coordinator.post(
        path, data=read_tokens(coordinator, path) | form, follow_redirects=True
    )
    assert answer.status_code == 200
    assert told in answer.text


def test_a_host_ranks_and_declines_by_reference_and_sees_no_names(enter, coordinator, code):
    # given a host's programme that four wish, one of whom does not agree to be shown
    host, at = enter(Role.COMPANY), f"/campus/hosting/P-1/{code}"
    assert at in host.get("/campus/hosting/").text
    page = host.get(at).text
    assert "S-1" in page
    assert "Elev1" not in page
    assert "S-2" not in page
    # when it ranks one and declines another
    told = {"rank-S-4": "1", "rank-S-3": "", "declined-S-1": "hours"}
    assert send(host, at, seen_at=at, **told).status_code == 302
    send(coordinator, f"/campus/rounds/{code}/steps/propose", seen_at=f"/campus/rounds/{code}")
    # then the one has a seat, and the other has none there
    seats = coordinator.get(f"/campus/rounds/{code}/programmes/P-1").text
    inside = seats.split("Hvem der har en plads")[1].split("</ul>")[0]
    assert "S-4" in inside
    assert "S-1" not in inside
    assert "Værten har sagt nej" in coordinator.get(f"/campus/rounds/{code}/students/S-1").text


def test_a_host_overtaken_by_the_campus_keeps_what_it_wrote(enter, coordinator, code):
    # given a host that looks at its list while the campus changes it
    host, at = enter(Role.COMPANY), f"/campus/hosting/P-1/{code}"
    tokens = read_tokens(host, at)
    seats = f"/campus/rounds/{code}/programmes/P-1"
    send(coordinator, f"{seats}/host", seen_at=seats, student="S-3", rank="1")
    # when the host sends its own
    answer = host.post(at, data=tokens | {"rank-S-1": "2"})
    # then it meets both, and may send it again
    assert answer.status_code == 409
    assert 'name="rank-S-1"' in answer.text
    assert 'value="2"' in answer.text
    assert "gemt nu: 1" in answer.text
    version = re.search(r'name="version"[^>]*value="(\d+)"', answer.text)[1]
    again = tokens | {"version": version, "rank-S-1": "2", "rank-S-3": "1"}
    assert host.post(at, data=again).status_code == 302


@pytest.mark.parametrize("told", [{"rank-S-1": "0"}, {"rank-S-1": "x"}, {"declined-S-1": "x"}])
def test_what_is_no_rank_and_no_reason_is_refused_with_the_remedy(enter, code, told):
    host, at = enter(Role.COMPANY), f"/campus/hosting/P-1/{code}"
    assert send(host, at, seen_at=at, **told).status_code == 422


def test_a_host_sees_neither_others_programmes_nor_a_round_that_asks_it_nothing(
    enter, coordinator, published, code
):
    host = enter(Role.COMPANY)
    assert host.get(f"/campus/hosting/P-2/{code}").status_code == 404
    assert host.get(f"/campus/hosting/P-1/{code}").status_code == 404


def test_a_quota_that_cannot_be_kept_is_told_on_the_round_with_why(coordinator, services, code):
    # given a round whose quota asks half the seats for a track without any
    with services.transaction() as session:
        found = read_round(session, code, **BY)
        set_up_round(
            session,
            code,
            mechanism=found.mechanism,
            wishes_until=None,
            quotas={Track.BOGLIG: 0.5},
            seen=found.version,
            **BY,
        )
    at = f"/campus/rounds/{code}"
    # when seats are proposed
    send(coordinator, f"{at}/steps/propose", seen_at=at)
    # then the page says so
    page = coordinator.get(at).text
    assert "Det, der ikke kunne holdes" in page
    assert "sporet har kun 0 pladser i runden" in page


def test_a_change_also_shows_what_locking_it_and_proposing_anew_would_do(coordinator, code):
    at = f"/campus/rounds/{code}"
    send(coordinator, f"{at}/steps/propose", seen_at=at)
    page = coordinator.get(f"{at}/move?student=S-1&programme=P-1").text
    assert "foreslås forfra" in page


def test_of_two_who_change_a_student_each_keeps_what_only_they_changed(coordinator, enter, code):
    # given two who open the same student
    at = "/campus/students/S-1/edit"
    page = coordinator.get(at).text
    fields = dict(re.findall(r'name="was:([^"]+)" value="([^"]*)"', page))
    carried = {f"was:{name}": value for name, value in fields.items()}
    mine = read_tokens(coordinator, at) | fields | carried
    other = enter(Role.ADMIN)
    theirs = read_tokens(other, at) | fields | carried
    assert other.post(at, data=theirs | {"postcode": "2600", "school": "A"}).status_code == 302
    # when the slower one sends another school and travel limit
    answer = coordinator.post(at, data=mine | {"travel_limit_minutes": "30", "school": "B"})
    # then each field is shown as it was, as theirs and as mine
    assert answer.status_code == 409
    assert "ændret af begge" in answer.text
    cells = re.findall(r"<td>([^<]*)</td>", answer.text)
    assert ["Kanalskolen", "A", "B"] in [cells[i : i + 3] for i in range(0, len(cells), 3)]
    # and mine on top of theirs keeps both
    again = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', answer.text.split("<main")[1]))
    assert coordinator.post(at, data=again).status_code == 302
    kept = coordinator.get("/campus/students/S-1").text
    assert all(one in kept for one in ("2600", "30", "B, 9."))


@pytest.mark.parametrize("path", ["students/S-1/suited", "programmes/P-1/suited"])
def test_what_suits_is_told_with_every_reason(coordinator, code, path):
    page = coordinator.get(f"/campus/{path}")
    assert page.status_code == 200
    assert "Forventet udbytte" in page.text
    assert 'class="contributions"' in page.text
