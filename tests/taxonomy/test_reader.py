"""The models that come along are those of the annotated texts, and read what they never saw."""

from pathlib import Path

import pytest

from data_schemas.catalogue.annotations import (
    MarkedSentence,
    read_marked_sentence,
    read_marked_texts,
)
from matcher.taxonomy.grouping import fit_groups
from matcher.taxonomy.learning import fit_tagger, vary_sentences
from matcher.taxonomy.reader import digest_material, open_models, open_reader
from matcher.taxonomy.tagging import SpanTagger
from matcher.taxonomy.weights import read_weights, write_weights

PHRASES = {"A1": ["rolig", "flink", "glad"], "K06": ["Excel", "Word"], "S6": ["pakke varer"]}
LINES = [
    "Du er [rolig|A1] og [flink|A1].",
    "Du er [glad|A1].",
    "Du har kendskab til [Excel|K06].",
    "Du har kendskab til [Word|K06] og [Excel|K06].",
    "Du skal [pakke varer|S6].",
    "Vi er en glad butik.",
    "Ring til os.",
]


@pytest.fixture(scope="module")
def sentences() -> list[MarkedSentence]:
    return [read_marked_sentence(line) for line in LINES]


@pytest.fixture(scope="module")
def tagger(sentences: list[MarkedSentence]) -> SpanTagger:
    return fit_tagger(sentences * 4, PHRASES, prior=0.2, rare=1)


def test_the_weights_that_come_along_were_learned_from_the_texts_as_they_are() -> None:
    _, _, digest = open_models()
    assert digest == digest_material(), "run: albertslund-match lookup learn-skills --out ..."


def test_held_out_texts_are_read_well() -> None:
    reader = open_reader()
    true = found = right = 0
    for text in read_marked_texts():
        for sentence in text.sentences if text.held_out else ():
            gold = {(s.start, s.end, s.is_knowledge) for s in sentence.spans}
            read = {(r.start, r.end, r.tag == "knowledge") for r in reader.read(sentence.text)}
            true, found, right = true + len(gold), found + len(read), right + len(gold & read)
    assert 2 * right / (true + found) > 0.7


def test_held_out_phrases_are_put_into_their_groups() -> None:
    groups = open_reader().groups
    pairs = [
        (sentence.text[span.start : span.end], span.group)
        for text in read_marked_texts()
        if text.held_out
        for sentence in text.sentences
        for span in sentence.spans
    ]
    assert sum(groups.rank(phrase)[0][0] == group for phrase, group in pairs) > 0.65 * len(pairs)


def test_a_span_tells_its_words_its_group_and_its_concept() -> None:
    sentence = "Du er mødestabil og har kendskab til Excel."
    found = open_reader().read(sentence)
    assert [(r.text, r.tag, r.group) for r in found] == [
        ("mødestabil", "skill", "A1"),
        ("Excel", "knowledge", "K06"),
    ]
    assert all(sentence[r.start : r.end] == r.text and 0 < r.score <= 1 for r in found)
    assert found[1].concept == "urn:albertslund:skill:regneark"


@pytest.mark.parametrize("text", ["", " ", "...", "\N{ROCKET}", "a" * 5000])
def test_no_text_is_too_odd_to_read(text: str) -> None:
    assert isinstance(open_reader().read(text), tuple)


def test_a_small_tagger_learns_its_sentences(tagger: SpanTagger) -> None:
    found = tagger.tag("Du har kendskab til Excel og Word.")
    assert [(s.start, s.end, s.tag) for s in found] == [
        (20, 25, "knowledge"),
        (29, 33, "knowledge"),
    ]
    assert tagger.tag("Ring til os.") == ()


def test_in_text_cut_into_tokens_the_stop_goes_with_the_span(tagger: SpanTagger) -> None:
    spaced, plain = tagger.tag("Du er glad ."), tagger.tag("Du er glad.")
    assert [(s.start, s.end) for s in spaced + plain] == [(6, 12), (6, 10)]


def test_variants_mark_whole_words_and_are_the_same_for_the_same_seed(
    sentences: list[MarkedSentence],
) -> None:
    first, second = (list(vary_sentences(sentences, PHRASES, copies=3, seed=4)) for _ in "12")
    assert first == second
    assert first != list(vary_sentences(sentences, PHRASES, copies=3, seed=5))
    for one in first:
        assert all(
            one.text[s.start : s.end].strip() == one.text[s.start : s.end] for s in one.spans
        )


def test_weights_read_back_give_the_same_answers(tagger: SpanTagger, tmp_path: Path) -> None:
    groups = fit_groups([(p, g) for g, some in PHRASES.items() for p in some], rare=0)
    write_weights(tmp_path / "w.npz", tagger, groups, digest="abc")
    content = (tmp_path / "w.npz").read_bytes()
    again, groups_again, digest = read_weights(content, tagger.lexicon)
    sentence = "Du er rolig og har kendskab til Word."
    assert digest == "abc"
    assert [(s.start, s.end) for s in again.tag(sentence)] == [
        (s.start, s.end) for s in tagger.tag(sentence)
    ]
    (group, score), (group_before, score_before) = (
        model.choose("Excel") for model in (groups_again, groups)
    )
    assert group == group_before == "K06"
    assert score == pytest.approx(score_before, rel=0.05)


def test_a_group_can_be_asked_for_among_some_pillars_only() -> None:
    group, _ = open_reader().groups.choose("kendskab til Excel", "SA")
    assert group[0] in "SA"
