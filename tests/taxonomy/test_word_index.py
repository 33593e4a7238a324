"""Every word of a query must be told of what is found; slips are forgiven where none fits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.taxonomy.word_index import WordIndex, list_words

THINGS = {
    "K-00010": [(1.0, "K-00010"), (0.9, "Lagermedarbejder"), (0.4, "Truckkørsel")],
    "K-00011": [(1.0, "K-00011"), (0.9, "Smed"), (0.4, "Svejsning")],
    "K-00012": [(1.0, "K-00012"), (0.9, "Svejser"), (0.4, "Svejsning")],
    "K-00110": [(1.0, "K-00110"), (0.9, "Maskinfører i centrallager"), (0.4, "Truckkørsel")],
}
INDEX = WordIndex(THINGS)


def find(text, **more):
    return [hit.key for hit in INDEX.find(text, **more).items]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("k-00011", ["K-00011"]),
        ("00011", ["K-00011"]),
        ("LAGER", ["K-00010", "K-00110"]),
        ("sme", ["K-00011"]),
        ("svejsning", ["K-00011", "K-00012"]),
        ("smed svejsning", ["K-00011"]),
        ("smed truckkørsel", []),
        ("", []),
        ("!!", []),
    ],
)
def test_words_are_found_whole_begun_and_within(text, expected):
    assert find(text) == expected


@pytest.mark.parametrize("text", ["svejsnig", "svejsningg", "sevjsning", "trukkørsel"])
def test_a_slip_is_forgiven_and_told(text):
    hits = INDEX.find(text)
    assert hits.total == 2
    assert hits.meant[text][0] in {"svejsning", "truckkørsel"}


def test_a_number_is_never_taken_for_another():
    assert find("K-00013") == []
    assert find("90010") == []


def test_a_better_fit_comes_first():
    assert find("svejse")[0] == "K-00012"


def test_only_what_may_be_found_is_found():
    hits = INDEX.find("truckkørsel", among=["K-00110", "K-99999"])
    assert ([hit.key for hit in hits.items], hits.total) == (["K-00110"], 1)


WORDS = st.sampled_from(["lager", "lagerchef", "smed", "svejser", "truck", "trucks"])
THINGS_DRAWN = st.dictionaries(
    st.integers(0, 99).map("K-{:05}".format),
    st.lists(st.tuples(st.sampled_from([0.4, 0.9]), WORDS), min_size=1, max_size=4),
    min_size=1,
    max_size=30,
)


@given(THINGS_DRAWN, st.lists(WORDS, min_size=1, max_size=2).map(" ".join), st.integers(1, 7))
def test_reading_on_from_the_last_gives_the_whole_list_once(things, text, size):
    index = WordIndex(things)
    whole = index.find(text, limit=99)
    read, after = [], None
    while part := index.find(text, limit=size, after=after).items:
        read += part
        after = part[-1]
    assert read == list(whole.items)
    assert len(read) == whole.total
    ordered = sorted(read, key=lambda hit: (-hit.score, hit.key))
    assert read == ordered


@given(THINGS_DRAWN, st.lists(WORDS, min_size=1, max_size=3).map(" ".join))
def test_what_is_found_has_every_word_or_what_was_meant_by_it(things, text):
    hits = WordIndex(things).find(text, limit=99)
    for hit in hits.items:
        told = {word for _, said in things[hit.key] for word in list_words(said)}
        for word in list_words(text):
            assert any(word in one for one in told) or told & set(hits.meant.get(word, ()))
