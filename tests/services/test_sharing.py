"""A company sees who agreed to it, for its own openings, and names only once they are released."""

from datetime import UTC, date, datetime

import pytest

from matcher.errors import Conflict, InvalidInput, NotAllowed, NotFound
from matcher.services.caseload import record_consent
from matcher.services.posting import (
    close_opening,
    list_new_postings,
    list_own,
    mark_seen,
    post_opening,
    read_own,
)
from matcher.services.sharing import (
    CompanyAnswer,
    Contact,
    Met,
    ReasonKind,
    Release,
    answer_candidate,
    ask_for_release,
    count_awaiting,
    list_asked_release,
    list_shared,
    read_shared,
    release_contact,
    share_candidate,
    take_back,
)
from matcher.store import audit, concepts, openings, organisations, outcomes, people, shares
from matcher.store.concepts import ConceptRow, LabelRow
from matcher.store.organisations import Organisation
from matcher.vocabulary import (
    Account,
    Candidate,
    ConceptKind,
    Opening,
    OpeningKind,
    OpeningStatus,
    Outcome,
    RefusalReason,
    Role,
    SkillLevel,
)

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
TODAY = NOW.date()
CONSULTANT = Account(1, "k@example.dk", "Kim", Role.CONSULTANT)
OWN = Account(2, "v@example.dk", "Vera", Role.COMPANY, "11111111")
OTHER = Account(3, "a@example.dk", "Asta", Role.COMPANY, "22222222")
TRUCK, SOMALI = "urn:x:truck", "urn:x:somali"
CONTACT = Contact("Ane Ny", "12 34 56 78", "ane@example.dk")


@pytest.fixture
def house(session):
    rows = [ConceptRow(one, ConceptKind.SKILL, "", "starter") for one in (TRUCK, SOMALI)]
    concepts.add_concepts(session, rows)
    concepts.add_labels(
        session,
        [
            LabelRow(TRUCK, "da", "Truckkørsel", True),
            LabelRow(SOMALI, "da", "Somali", True),
        ],
    )
    organisations.add_organisations(
        session, [Organisation("11111111", "Vores"), Organisation("22222222", "Andres")]
    )
    day = date(2027, 1, 4)
    openings.add_openings(
        session,
        [
            Opening(
                "O-X",
                OpeningKind.ORDINARY,
                "Lager",
                "2620",
                day,
                organisation="11111111",
                required_skills=(SkillLevel(TRUCK, 3),),
                languages={"da": 4},
                licences=frozenset({"B"}),
            )
        ],
    )
    skills = (SkillLevel(TRUCK, 4), SkillLevel(SOMALI, 5))
    people.add_candidates(
        session,
        [
            Candidate(
                "K-X", 1962, "2620", skills=skills, languages={"so": 6}, shown_to_companies=True
            ),
            Candidate("K-NO", 1980, "2620"),
        ],
        today=TODAY,
    )
    return session


def share(session, candidate="K-X"):
    return share_candidate(session, "O-X", candidate=candidate, viewer=CONSULTANT, now=NOW)


def release(session, number, contact=CONTACT, on=TODAY):
    return release_contact(session, number, Release(contact, on), viewer=CONSULTANT, now=NOW)


def read(session, services, number, viewer=OWN):
    return read_shared(session, number, viewer=viewer, memory=services.memory, now=NOW)


def answer(session, number, outcome, reason=None, words="", viewer=OWN):
    given = CompanyAnswer(outcome, reason, words)
    return answer_candidate(session, number, given, viewer=viewer, now=NOW)


def test_nobody_is_shown_who_has_not_agreed(house):
    with pytest.raises(Conflict):
        share(house, "K-NO")
    record_consent(house, "K-NO", given=True, actor=CONSULTANT.email, now=NOW)
    assert share(house, "K-NO").candidate == "K-NO"


def test_a_company_shares_and_releases_nobody(house):
    with pytest.raises(NotAllowed):
        share_candidate(house, "O-X", candidate="K-X", viewer=OWN, now=NOW)
    number = share(house).id
    with pytest.raises(NotAllowed):
        release_contact(house, number, Release(CONTACT, TODAY), viewer=OWN, now=NOW)
    with pytest.raises(NotAllowed):
        take_back(house, number, viewer=OWN, now=NOW)


def test_the_company_sees_the_work_side_alone(house, services):
    shown = read(house, services, share(house).id)
    assert shown.contact is None
    assert [one.concept for one in shown.skills] == [TRUCK]
    met = {(one.kind, one.subject): one.met for one in shown.reasons}
    assert met[ReasonKind.SKILL, TRUCK] is Met.MET
    assert met[ReasonKind.LANGUAGE, "da"] is Met.MISSING
    assert met[ReasonKind.LICENCE, "B"] is Met.MISSING
    told = repr(shown)
    for hidden in ("1962", "2620", "so", "K-X", "omali"):
        assert f"'{hidden}'" not in told, hidden


def test_each_reading_by_a_company_is_audited(house, services):
    number = share(house).id
    read(house, services, number)
    (latest,) = audit.list_reads(house, actor=OWN.email, key="K-X")
    assert (latest.noun, latest.why) == ("candidate", "company O-X")
    release(house, number)
    read(house, services, number)
    whys = [one.why for one in audit.list_reads(house, actor=OWN.email, key="K-X")]
    assert "contact O-X" in whys


def test_another_company_meets_nothing_of_it(house, services):
    number = share(house).id
    assert list_shared(house, viewer=OTHER, memory=services.memory, now=NOW) == ()
    for act in (
        lambda: read(house, services, number, viewer=OTHER),
        lambda: ask_for_release(house, number, viewer=OTHER, now=NOW),
        lambda: answer(house, number, Outcome.INTERVIEW, viewer=OTHER),
        lambda: read_own(house, "O-X", viewer=OTHER, memory=services.memory, now=NOW),
        lambda: close_opening(house, "O-X", viewer=OTHER, now=NOW),
        lambda: list_shared(house, viewer=OTHER, memory=services.memory, now=NOW, opening="O-X"),
    ):
        with pytest.raises(NotFound):
            act()
    assert audit.list_reads(house, actor=OTHER.email) == ()


def test_name_and_contact_come_with_the_release(house, services):
    number = share(house).id
    ask_for_release(house, number, viewer=OWN, now=NOW)
    assert number in {one.id for one in list_asked_release(house)}
    with pytest.raises(Conflict):
        ask_for_release(house, number, viewer=OWN, now=NOW)
    assert read(house, services, number).contact is None
    release(house, number)
    assert number not in {one.id for one in list_asked_release(house)}
    assert read(house, services, number).contact == CONTACT


@pytest.mark.parametrize(
    ("contact", "on", "field"),
    [
        (Contact("", "12345678"), TODAY, "name"),
        (Contact("Ane Ny"), TODAY, "phone"),
        (Contact("Ane Ny", "", "no address"), TODAY, "email"),
        (CONTACT, date(2026, 11, 25), "consented_on"),
    ],
)
def test_a_release_without_name_way_or_consent_is_refused(house, contact, on, field):
    number = share(house).id
    with pytest.raises(InvalidInput) as refused:
        release(house, number, contact, on)
    assert refused.value.field == field
    assert shares.find_contact(house, "K-X") is None


@pytest.mark.parametrize("end", ["taken back", "consent withdrawn", "erased"])
def test_what_ends_the_sharing_ends_it_at_once(house, services, end):
    number = share(house).id
    release(house, number)
    if end == "taken back":
        take_back(house, number, viewer=CONSULTANT, now=NOW)
    elif end == "consent withdrawn":
        record_consent(house, "K-X", given=False, actor=CONSULTANT.email, now=NOW)
    else:
        people.erase_candidate(house, "K-X")
        assert shares.find_contact(house, "K-X") is None
    with pytest.raises(NotFound):
        read(house, services, number)
    assert list_shared(house, viewer=OWN, memory=services.memory, now=NOW) == ()


def test_who_is_shared_again_must_be_released_again(house, services):
    number = share(house).id
    release(house, number)
    take_back(house, number, viewer=CONSULTANT, now=NOW)
    assert share(house).id == number
    assert read(house, services, number).contact is None


def test_an_interview_is_an_outcome_and_asks_for_the_name(house, services):
    number = share(house).id
    assert count_awaiting(house, viewer=OWN) == {"O-X": 1}
    answer(house, number, Outcome.INTERVIEW)
    (event,) = outcomes.list_outcomes(house, opening="O-X")
    assert (event.outcome, event.actor) == (Outcome.INTERVIEW, OWN.email)
    assert read(house, services, number).asked_at == NOW
    assert count_awaiting(house, viewer=OWN) == {}


def test_a_no_carries_its_reason_as_data(house):
    number = share(house).id
    with pytest.raises(InvalidInput) as refused:
        answer(house, number, Outcome.REJECTED)
    assert refused.value.field == "reason"
    answer(house, number, Outcome.REJECTED, RefusalReason.FILLED, "Desværre")
    (event,) = outcomes.list_outcomes(house, opening="O-X")
    assert event.reason == "filled: Desværre"


def test_nobody_is_hired_without_a_name(house, services):
    number = share(house).id
    with pytest.raises(Conflict):
        answer(house, number, Outcome.PLACED)
    release(house, number)
    answer(house, number, Outcome.PLACED)
    own = read_own(house, "O-X", viewer=OWN, memory=services.memory, now=NOW)
    assert (own.status, own.hired) == (OpeningStatus.FILLED, 1)


@pytest.mark.parametrize("outcome", [Outcome.STAYED_26, Outcome.SHORTLISTED])
def test_a_company_answers_nothing_else(house, outcome):
    number = share(house).id
    with pytest.raises(InvalidInput):
        answer(house, number, outcome)


def list_new(session):
    return {one.opening for one, _ in list_new_postings(session)}


def test_an_opening_is_new_until_the_municipality_has_seen_it(house, services):
    wanted = Opening("", OpeningKind.ORDINARY, "Ny", "2620", date(2027, 2, 1))
    posted = post_opening(house, wanted, viewer=OWN, now=NOW)
    assert posted.organisation == "11111111"
    assert posted.reference in list_new(house)

    def status():
        return read_own(house, posted.reference, viewer=OWN, memory=services.memory, now=NOW).status

    assert status() is OpeningStatus.RECEIVED
    assert mark_seen(house, posted.reference, actor=CONSULTANT.email, now=NOW)
    assert not mark_seen(house, posted.reference, actor=CONSULTANT.email, now=NOW)
    assert posted.reference not in list_new(house)
    assert status() is OpeningStatus.SEARCHING


def test_a_closed_opening_is_ranked_for_nobody(house, services):
    assert "O-X" in {one.reference for one in services.memory.get_openings(house).items}
    close_opening(house, "O-X", viewer=OWN, now=NOW)
    assert "O-X" not in {one.reference for one in services.memory.get_openings(house).items}
    (own,) = list_own(house, viewer=OWN, memory=services.memory, now=NOW).items
    assert own.status is OpeningStatus.CLOSED
    with pytest.raises(Conflict):
        close_opening(house, "O-X", viewer=OWN, now=NOW)
