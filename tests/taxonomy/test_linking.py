"""Words are linked to concepts however they are inflected, joined or misspelt."""

import pytest

from matcher.taxonomy.cutting import cut_words
from matcher.taxonomy.linking import ConceptIndex, ConceptLabel
from matcher.taxonomy.reader import list_starter_labels


@pytest.fixture(scope="module")
def index() -> ConceptIndex:
    return ConceptIndex(list_starter_labels())


@pytest.mark.parametrize(
    ("phrase", "slug"),
    [
        ("truckkørsel", "truckkoersel"),
        ("truck-kørsel", "truckkoersel"),
        ("Truck kørsel", "truckkoersel"),
        ("pædagogiske læreplaner", "laereplan"),
        ("varemodtagelsen", "varemodtagelse"),
        ("medicinhåndterng", "medicinhaandtering"),
        ("forebyggende vedligehold", "forebyggende-vedligehold"),
        ("yde personlig pleje", "personlig-pleje"),
        ("Excel", "regneark"),
        ("labour law", "ansaettelsesret"),
    ],
)
def test_a_phrase_is_linked(index: ConceptIndex, phrase: str, slug: str) -> None:
    found = index.find_nearest(phrase)
    assert found is not None
    assert found[0].rsplit(":", 1)[-1] == slug


@pytest.mark.parametrize("phrase", ["innovation", "plejearbejde", "en god dag", ""])
def test_a_phrase_that_names_nothing_is_linked_to_nothing(index: ConceptIndex, phrase: str) -> None:
    assert index.find_nearest(phrase) is None


def test_names_are_found_in_a_sentence_the_longest_first(index: ConceptIndex) -> None:
    words = cut_words("Du kan forebyggende vedligehold og TIG-svejsning.")
    found = [(m.first, m.last, m.uri.rsplit(":", 1)[-1]) for m in index.find_named(words)]
    assert found == [(2, 3, "forebyggende-vedligehold"), (5, 5, "tig-svejsning")]


@pytest.fixture(scope="module")
def both() -> ConceptIndex:
    return ConceptIndex(
        [
            ConceptLabel("urn:rollers", "operate rollers", "en"),
            ConceptLabel("urn:machining", "machining", "en"),
            ConceptLabel("urn:welds", "inspect welds", "en"),
            ConceptLabel("urn:calm", "rolighed"),
        ]
    )


@pytest.mark.parametrize(
    ("phrase", "language", "uri"),
    [
        ("rolig", "da", "urn:calm"),
        ("roligheden", "da", "urn:calm"),
        ("operating the rollers", "en", "urn:rollers"),
        ("inspecting weld", "en", "urn:welds"),
        ("inspect welds", "da", "urn:welds"),
        ("inspecting weld", "da", None),
    ],
)
def test_a_name_is_stemmed_in_its_own_language(
    both: ConceptIndex, phrase: str, language: str, uri: str | None
) -> None:
    found = both.find_nearest(phrase, language)
    assert (found and found[0]) == uri


@pytest.mark.parametrize(("sentence", "count"), [("You machine parts", 0), ("Machining", 1)])
def test_an_english_word_alone_names_a_skill_only_as_it_is_written(
    both: ConceptIndex, sentence: str, count: int
) -> None:
    assert len(both.find_named(cut_words(sentence), "en")) == count
