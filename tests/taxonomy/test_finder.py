"""A title finds the concepts that it names, in one order whatever order they were given in."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.taxonomy.evidence import Knowledge
from matcher.taxonomy.finder import Finder
from matcher.taxonomy.naming import Name, Named


def name_concept(uri: str, code: str, label: str, *others: str) -> Named:
    names = [
        Name(label, "da", preferred=True),
        *(Name(one, "da", preferred=False) for one in others),
    ]
    return Named(uri, code, tuple(names))


CONCEPTS = (
    name_concept("a", "8344.1", "gaffeltruckfører", "fører af gaffeltruck", "truckfører"),
    name_concept("b", "9333.4", "lagerarbejder", "lagermedarbejder"),
    name_concept("c", "1324.8", "lagerchef", "lagerleder"),
    name_concept("d", "2221.1", "sygeplejerske"),
    name_concept("e", "5321.1", "social- og sundhedsassistent", "sosu-assistent"),
    name_concept("f", "5322.1", "social- og sundhedshjælper", "sosu-hjælper"),
    name_concept("g", "1323.1", "byggeleder", "projektleder inden for byggeri"),
    name_concept("h", "1219.6", "projektleder"),
    name_concept("i", "5230.1", "kasseassistent"),
    name_concept("j", "2411.1", "regnskabsfører"),
)
FINDER = Finder(CONCEPTS)


def first(title: str, finder: Finder = FINDER) -> str:
    return finder.find(title)[0].uri


@pytest.mark.parametrize("concept", CONCEPTS, ids=lambda one: one.label)
@pytest.mark.parametrize("write", [str, str.upper, str.title, lambda one: f"  {one}, nat"])
def test_a_concepts_own_label_finds_it_first(concept: Named, write: object) -> None:
    assert first(write(concept.label)) == concept.uri  # type: ignore[operator]


@pytest.mark.parametrize(
    ("title", "uri"),
    [
        ("Truckførere", "a"),
        ("gaffeltruck fører", "a"),
        ("Lagermedarbejdere", "b"),
        ("Sygeplejeske", "d"),
        ("SOSU hjælper", "f"),
        ("Projektleder, byggeri", "g"),
        ("Kassedame", "i"),
    ],
)
def test_spelling_number_sector_and_sex_do_not_mislead(title: str, uri: str) -> None:
    assert first(title) == uri


def test_a_usual_title_finds_what_no_name_is_like() -> None:
    known = Knowledge({"j": ("bogholder",)}, {}, {})
    hit = Finder(CONCEPTS, known).find("Bogholder")[0]
    assert (hit.uri, hit.name) == ("j", "bogholder")


def test_a_name_in_another_language_finds_its_concept() -> None:
    known = Knowledge({}, {"d": ("nurse responsible for general care", "nurse")}, {})
    assert "d" in [hit.uri for hit in Finder(CONCEPTS, known).find("a nurse")][:3]


def test_signs_alone_find_nothing() -> None:
    assert FINDER.find("!?") == ()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40), st.randoms(use_true_random=False))
def test_the_order_is_total_and_does_not_hang_on_the_order_given(
    title: str, random: object
) -> None:
    shuffled = list(CONCEPTS)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    hits = FINDER.find(title)
    assert Finder(shuffled).find(title) == hits
    assert len({hit.uri for hit in hits}) == len(hits)
    assert [(-hit.score, hit.uri) for hit in hits] == sorted((-hit.score, hit.uri) for hit in hits)


def test_concepts_with_the_same_names_are_ordered_by_uri() -> None:
    twins = [replace(CONCEPTS[3], uri=uri) for uri in ("z", "y")]
    assert [hit.uri for hit in Finder(twins).find("sygeplejerske")] == ["y", "z"]
