"""The annotated texts: enough, readable, and naming only what there is."""

import pytest

from data_schemas.catalogue import read_catalogue
from data_schemas.catalogue.annotations import (
    GROUPS,
    read_group_phrases,
    read_marked_sentence,
    read_marked_texts,
)


def test_there_are_at_least_sixty_advertisements_in_danish_and_some_in_english_and_cvs() -> None:
    texts = read_marked_texts()
    assert sum(t.kind == "advertisement" and t.language == "da" for t in texts) >= 60
    assert sum(t.language == "en" for t in texts) >= 8
    assert sum(t.kind == "cv" for t in texts) >= 5
    assert len({t.slug for t in texts}) == len(texts)


def test_some_texts_are_held_out_in_both_languages() -> None:
    held_out = [text for text in read_marked_texts() if text.held_out]
    assert len(held_out) >= 12
    assert {text.language for text in held_out} == {"da", "en"}


def test_a_marked_skill_is_one_of_the_catalogue() -> None:
    known = {row.slug for row in read_catalogue().skills}
    named = {s.skill for t in read_marked_texts() for x in t.sentences for s in x.spans if s.skill}
    assert named <= known
    assert len(named) > 80


def test_a_marked_span_holds_the_words_that_were_marked() -> None:
    sentence = read_marked_sentence("Kan [køre truck|S8|truckkoersel] og [tysk|L1].")
    assert sentence.text == "Kan køre truck og tysk."
    assert [sentence.text[s.start : s.end] for s in sentence.spans] == ["køre truck", "tysk"]
    assert [s.is_knowledge for s in sentence.spans] == [False, True]


def test_every_group_has_at_least_fifteen_phrases() -> None:
    phrases = read_group_phrases()
    assert set(phrases) == set(GROUPS)
    assert min(map(len, phrases.values())) >= 15


@pytest.mark.parametrize("line", ["Du er [rolig|X9].", "Du er [rolig].", "Du er ]rolig["])
def test_a_faulty_mark_is_refused_with_its_place(line: str) -> None:
    with pytest.raises(ValueError, match="page 3"):
        read_marked_sentence(line, "page 3")
