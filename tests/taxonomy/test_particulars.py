"""Plain facts are read with the words that told them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.taxonomy.advertisement import read_advertisement
from matcher.taxonomy.particulars import (
    find_hours,
    find_languages,
    find_licences,
    find_postcode,
    find_start,
    find_work_times,
    mask_contacts,
)
from matcher.taxonomy.reader import open_reader

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Kørekort B er et krav", ["B"]),
        ("du har kørekort", ["B"]),
        ("kørekort C eller CE", ["C", "CE"]),
        ("Kørekort til bus", ["D"]),
        ("C-kørekort", ["C"]),
        ("trailerkørekort", ["BE"]),
        ("truckcertifikat B", ["truck_b"]),
        ("gaffeltruckcertifikat A", ["truck_a"]),
        ("a driving licence B and a forklift licence", ["B", "truck_b"]),
        ("du kører ikke bil", []),
    ],
)
def test_licences(text: str, codes: list[str]) -> None:
    assert [one.value for one in find_licences(text)] == codes


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("flydende dansk", [("da", 5)]),
        ("taler og skriver engelsk", [("en", 4)]),
        ("Tysk B1", [("de", 3)]),
        ("lidt polsk", [("pl", 2)]),
        ("tyrkisk som modersmål", [("tr", 6)]),
        ("Danish", [("da", 3)]),
    ],
)
def test_languages(text: str, found: list[tuple[str, int]]) -> None:
    assert [one.value for one in find_languages(text)] == found


@pytest.mark.parametrize(
    ("text", "hours"),
    [("37 timer om ugen", 37), ("30-32 timer ugentligt", 32), ("fuldtid", 37), ("25 t/uge", 25)],
)
def test_hours(text: str, hours: float) -> None:
    told = find_hours(text)
    assert told is not None
    assert told.value == hours


def test_working_times() -> None:
    text = "Vagter dag, aften og nat samt hver anden weekend på skiftehold"
    assert [str(one.value) for one in find_work_times(text)] == [
        "day",
        "evening",
        "night",
        "weekend",
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Tiltrædelse 1. maj 2027", date(2027, 5, 1)),
        ("Stillingen besættes pr. 1. august", date(2027, 8, 1)),
        ("Start hurtigst muligt", TODAY),
        ("Ansøgningsfrist 1. maj 2027", None),
        ("Start 31. februar", None),
    ],
)
def test_the_first_day(text: str, day: date | None) -> None:
    told = find_start(text, today=TODAY)
    assert (told and told.value) == day


def test_places() -> None:
    for text in ("Vi bor på Herstedvej, 2620 Albertslund", "Job i Albertslund"):
        told = find_postcode(text)
        assert told is not None
        assert told.value == "2620"
    assert find_postcode("Fra 2019 har vi") is None


@given(st.text(max_size=200))
def test_masking_moves_nothing(text: str) -> None:
    assert len(mask_contacts(text)) == len(text)


def test_contact_details_are_made_unreadable() -> None:
    masked = mask_contacts("Ring 43 68 00 00, a.b@c.dk, CPR 010190-1234, +45 12345678")
    assert not set("@0123456789").intersection(masked.replace("+45", ""))


@given(st.text(alphabet="abæøå KC.,\nerfaring12", max_size=120))
def test_every_place_lies_in_the_text_whatever_it_says(text: str) -> None:
    told = read_advertisement(text, open_reader(), today=TODAY)
    places = [place for one in told.skills for place in one.places]
    places += [place for one in (*told.licences, *told.languages) for place in one.places]
    assert all(0 <= start < end <= len(told.text) for start, end in (*places, *told.unnamed))


@pytest.mark.parametrize(
    ("sentence", "required"),
    [
        ("Du har kendskab til Excel.", True),
        ("Kendskab til Excel er en fordel.", False),
        ("Har du erfaring med Excel, er det et plus.", False),
        ("Kendskab til Excel er ikke et krav.", False),
        ("Du har erfaring med Excel, men vi lærer dig det gerne.", False),
        ("Experience with Excel is required.", True),
        ("Experience with Excel is an advantage.", False),
    ],
)
def test_what_is_welcome_is_not_required(sentence: str, required: bool) -> None:
    told = read_advertisement(sentence, open_reader(), today=TODAY)
    found = {one.concept.rsplit(":", 1)[-1]: one for one in told.skills}
    assert found["regneark"].required is required


@pytest.mark.parametrize(
    ("sentence", "level"),
    [("Du er superbruger i Excel.", 5), ("Solid erfaring med Excel.", 4), ("Du kan Excel.", 3)],
)
def test_the_level_is_read_with_the_words_that_say_it(sentence: str, level: int) -> None:
    told = read_advertisement(sentence, open_reader(), today=TODAY)
    one = next(one for one in told.skills if one.concept.endswith(":regneark"))
    assert one.level == level


def test_what_is_denied_or_offered_is_not_asked_for() -> None:
    text = "Du skal ikke kunne Excel.\nVi tilbyder kurser i projektledelse."
    told = read_advertisement(text, open_reader(), today=TODAY)
    assert told.skills == ()
