"""Openings as the store keeps them."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from matcher.errors import NotFound
from matcher.store import openings, organisations
from matcher.store.organisations import Organisation
from matcher.vocabulary import Opening, OpeningKind, SkillLevel, Tag, WorkTime

SKILLS = [
    SkillLevel("urn:albertslund:skill:truck", 4, "Truckkørsel", "Forklift driving"),
    SkillLevel("urn:albertslund:skill:lager", 2, "Lagerstyring", "Stock control"),
    SkillLevel("urn:albertslund:skill:svejsning", 1, "Svejsning", "Welding"),
]
COMPANY = {"organisation": "99000015", "organisation_name": "Hersted Æbler ApS"}
START = date(2026, 3, 2)

PARTS = st.permutations(SKILLS).flatmap(
    lambda skills: st.integers(0, 3).map(lambda count: (tuple(skills[:count]), tuple(skills[2:])))
)


@st.composite
def draw_opening(draw):
    required, nice = draw(PARTS)
    return Opening(
        "O1",
        kind=draw(st.sampled_from(OpeningKind)),
        title=draw(st.sampled_from(["Smed", "Kok – aften"])),
        postcode="2620",
        starts_on=START,
        ends_on=draw(st.none() | st.just(START + timedelta(days=90))),
        occupation=draw(st.none() | st.just("urn:albertslund:occupation:smed")),
        positions=draw(st.integers(1, 9)),
        weekly_hours=draw(st.sampled_from([15.0, 37.0])),
        work_times=draw(st.frozensets(st.sampled_from(WorkTime))),
        required_skills=required,
        nice_skills=nice,
        languages=draw(st.dictionaries(st.sampled_from(["da", "en"]), st.integers(1, 6))),
        licences=draw(st.frozensets(st.sampled_from(["B", "C"]))),
        tags=draw(st.frozensets(st.sampled_from(Tag))),
        parameters=draw(
            st.dictionaries(
                st.sampled_from(["weeks", "private", "wage", "note"]),
                st.booleans() | st.integers(0, 99) | st.sampled_from([1.5, "løn"]),
            )
        ),
        **draw(st.sampled_from([{}, COMPANY])),
    )


@given(first=draw_opening(), second=draw_opening())
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_an_opening_is_given_back_as_last_added(stocked, first, second):
    openings.add_openings(stocked, [first])
    openings.add_openings(stocked, [second])
    assert openings.get_opening(stocked, "O1") == second
    assert openings.list_openings(stocked) == (second,)
    assert openings.count_openings(stocked) == 1


def build(reference, **fields):
    values = {"kind": OpeningKind.ORDINARY, "title": "Smed", "postcode": "2620"}
    return Opening(reference, **values | {"starts_on": START} | fields)


def test_what_is_not_there_is_not_found(session):
    with pytest.raises(NotFound, match="opening O9"):
        openings.get_opening(session, "O9")


def test_an_opening_of_nobody_we_know_is_refused(stocked):
    with pytest.raises(IntegrityError):
        openings.add_openings(stocked, [build("O1", organisation="99999999")])


def test_a_company_renamed_is_renamed_on_its_openings(stocked):
    openings.add_openings(stocked, [build("O1", **COMPANY)])
    organisations.add_organisations(stocked, [Organisation("99000015", "Nyt Navn")])
    assert openings.get_opening(stocked, "O1").organisation_name == "Nyt Navn"


def test_openings_that_have_begun_can_no_longer_be_filled(stocked):
    openings.add_openings(stocked, [build("O1"), build("O2", starts_on=START - timedelta(days=1))])
    assert [one.reference for one in openings.list_openings(stocked, open_on=START)] == ["O1"]
    assert openings.find_openings(stocked, open_on=START).total == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ["O-3", "O-1", "O_2"]),
        ("ÆBLER", ["O-1"]),
        ("lager æbler", ["O-1"]),
        ("o_", ["O_2"]),
        ("100%", ["O-3"]),
        ("kok lager", []),
    ],
)
def test_openings_are_found_by_every_word_and_the_newest_go_first(stocked, text, found):
    openings.add_openings(
        stocked,
        [
            build("O-1", title="Lagermedarbejder", **COMPANY),
            build("O_2", title="Ældreplejer"),
            build("O-3", title="Kok 100% fleks", starts_on=START + timedelta(days=1)),
        ],
    )
    page = openings.find_openings(stocked, text)
    assert [one.reference for one in page.items] == found
    assert page.total == len(found)


def test_openings_are_narrowed_by_kind_and_company(stocked):
    openings.add_openings(
        stocked, [build("O1", **COMPANY), build("O2", kind=OpeningKind.FLEKSJOB), build("O3")]
    )

    def find(**filters):
        return [one.reference for one in openings.find_openings(stocked, **filters).items]

    assert find(kind=OpeningKind.FLEKSJOB) == ["O2"]
    assert find(organisation="99000015") == ["O1"]
    assert find(limit=1, offset=2) == ["O3"]
