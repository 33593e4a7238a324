"""Words keep their places, sentences end where they end."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from matcher.taxonomy.cutting import cut_sentences, cut_words, stem_word


@given(st.text(max_size=200))
def test_every_word_stands_where_it_says(text: str) -> None:
    words = cut_words(text)
    assert all(text[word.start : word.end] == word.text for word in words)
    assert all(one.end <= two.start for one, two in itertools.pairwise(words))


@given(st.text(alphabet="aB. \n1!", max_size=80))
def test_every_sentence_stands_where_it_says(text: str) -> None:
    parts = list(cut_sentences(text))
    assert all(text[start : start + len(part)] == part for start, part in parts)
    assert "".join(text.split()) == "".join("".join(part for _, part in parts).split())


def test_an_abbreviation_or_a_date_does_not_end_a_sentence() -> None:
    text = "Start d. 1. maj, bl.a. Excel. Vi ses!\nSøg nu"
    assert [part for _, part in cut_sentences(text)] == [
        "Start d. 1. maj, bl.a. Excel.",
        "Vi ses!",
        "Søg nu",
    ]


def test_names_of_techniques_are_whole_words() -> None:
    words = [word.text for word in cut_words("C#, C++ og .NET, 7-15, pleje-/omsorg")]
    assert words[:5] == ["C#", "C++", "og", ".NET", "7-15"]


def test_inflected_forms_share_a_stem() -> None:
    assert stem_word("borgerne") == stem_word("borger")
