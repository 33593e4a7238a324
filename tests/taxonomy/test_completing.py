"""What is being typed is completed by the beginnings of words, the likeliest name first."""

from hypothesis import given
from hypothesis import strategies as st

from matcher.taxonomy.completing import Completer
from matcher.taxonomy.naming import Name, Named
from matcher.taxonomy.words import plain


def name_concept(uri: str, label: str, *others: str) -> Named:
    names = [Name(one, "da", preferred=False) for one in others]
    return Named(uri, "", (Name(label, "da", preferred=True), *names))


CONCEPTS = (
    name_concept("a", "lagerchef", "chef for et lager"),
    name_concept("b", "lagermedarbejder", "medarbejder på lager"),
    name_concept("c", "medarbejder på værksted", "lager"),
    name_concept("d", "social- og sundhedshjælper", "SOSU-hjælper"),
    name_concept("e", "social- og sundhedsassistent", "SOSU-assistent"),
)
COMPLETER = Completer(CONCEPTS)


def complete(text: str) -> list[tuple[str, str]]:
    return [(one.uri, name) for one, name in COMPLETER.complete(text)]


def test_a_preferred_name_goes_before_a_synonym_and_the_shorter_before_the_longer() -> None:
    assert complete("lag") == [("a", "lagerchef"), ("b", "lagermedarbejder"), ("c", "lager")]


def test_a_names_beginning_goes_before_a_later_word() -> None:
    assert complete("medarbejder på") == [
        ("c", "medarbejder på værksted"),
        ("b", "medarbejder på lager"),
    ]
    assert complete("lager")[-1] == ("c", "lager")


def test_every_word_typed_must_begin_a_word_of_the_name() -> None:
    assert complete("social sundhedsa") == [("e", "social- og sundhedsassistent")]
    assert complete("sundhedsa social") == [("e", "social- og sundhedsassistent")]
    assert complete("social lager") == []


def test_case_and_signs_do_not_matter() -> None:
    assert complete("Sosu hj") == [("d", "SOSU-hjælper")]


def test_no_more_are_given_than_asked_for_and_none_twice() -> None:
    assert len(COMPLETER.complete("l", limit=2)) == 2
    assert len({one.uri for one, _ in COMPLETER.complete("l")}) == len(COMPLETER.complete("l"))


def test_nothing_typed_and_nobody_known_complete_to_nothing() -> None:
    assert complete(" ?! ") == []
    assert Completer(()).complete("a") == ()


@given(st.sampled_from([name for one in CONCEPTS for name in one.names]), st.data())
def test_whatever_beginning_of_a_name_is_typed_finds_its_concept(name: Name, data: object) -> None:
    length = data.draw(st.integers(1, len(plain(name.text))))  # type: ignore[attr-defined]
    owner = next(one for one in CONCEPTS if name in one.names)
    assert owner.uri in [uri for uri, _ in complete(plain(name.text)[:length])]
