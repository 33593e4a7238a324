"""The taxonomy as the store keeps it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import NotFound
from matcher.store import concepts, places
from matcher.store.concepts import Concept, ConceptRow, LabelRow, RelationRow
from matcher.store.text import normalise_label
from matcher.vocabulary import ConceptKind, Place, SkillLevel

TRUCK, STOCK, WELDING = (
    f"urn:albertslund:skill:{slug}" for slug in ("truck", "lager", "svejsning")
)
WAREHOUSE = "urn:albertslund:occupation:lagermedarbejder"
ESCO = "http://data.europa.eu/esco/occupation/"


def add_esco(session, name, *labels, kind=ConceptKind.OCCUPATION, code="4321"):
    """Add a concept of ESCO; the first label is the preferred one."""
    concepts.add_concepts(session, [ConceptRow(ESCO + name, kind, code, "esco")])
    rows = [LabelRow(ESCO + name, "da", label, label == labels[0]) for label in labels]
    concepts.add_labels(session, rows)
    return ESCO + name


def find(session, text, **filters):
    return [one.uri for one in concepts.find_concepts(session, text, **filters)]


def test_a_concept_is_given_back_with_its_preferred_labels(stocked):
    expected = Concept(
        TRUCK, ConceptKind.SKILL, "", "Truckkørsel", "Forklift driving", "", "starter"
    )
    assert concepts.get_concept(stocked, TRUCK) == expected


def test_a_concept_that_is_not_there_is_not_found(session):
    with pytest.raises(NotFound, match="concept urn:nothing"):
        concepts.get_concept(session, "urn:nothing")


def test_repeating_concepts_labels_and_relations_adds_none(stocked):
    rows = [ConceptRow(ESCO + "1", ConceptKind.SKILL, "", "esco", "Noget")]
    labels = [LabelRow(ESCO + "1", "da", "Stak", True), LabelRow(ESCO + "1", "da", "Bunke", False)]
    relations = [RelationRow(ESCO + "1", TRUCK, "related", 0.4)]
    adders = (concepts.add_concepts, concepts.add_labels, concepts.add_relations)
    for expected in ((1, 2, 1), (0, 0, 0)):
        added = [
            add(stocked, iter(given))
            for add, given in zip(adders, (rows, labels, relations), strict=True)
        ]
        assert tuple(added) == expected


def test_a_description_is_brought_up_to_date_but_not_emptied(session):
    for description, kept in (("Før", "Før"), ("Efter", "Efter"), ("", "Efter")):
        concepts.add_concepts(
            session, [ConceptRow("urn:a", ConceptKind.SKILL, "", "x", description)]
        )
        assert concepts.get_concept(session, "urn:a").description == kept


def test_a_new_preferred_label_makes_a_synonym_of_the_one_before(stocked):
    concepts.add_labels(stocked, [LabelRow(TRUCK, "da", "Gaffeltruck", True)])
    assert concepts.get_concept(stocked, TRUCK).label_da == "Gaffeltruck"
    assert find(stocked, "truckkørsel") == [TRUCK]


def test_a_preferred_label_given_again_as_synonym_stays_preferred(stocked):
    concepts.add_labels(stocked, [LabelRow(TRUCK, "da", "Truckkørsel", False)])
    assert concepts.get_concept(stocked, TRUCK).label_da == "Truckkørsel"


def test_of_two_preferred_labels_in_one_language_the_last_counts(stocked):
    rows = [LabelRow(TRUCK, "da", label, True) for label in ("Første", "Anden")]
    concepts.add_labels(stocked, rows)
    assert concepts.get_concept(stocked, TRUCK).label_da == "Anden"


def test_whole_names_go_first_then_beginnings_then_words_then_parts(session):
    part = add_esco(session, "part", "Superlagermedarbejder")
    word = add_esco(session, "word", "Erfaren lagermedarbejder")
    start = add_esco(session, "start", "Lagermedarbejder i detail")
    synonym = add_esco(session, "synonym", "Pakker", "Lagermedarbejder")
    whole = add_esco(session, "whole", "LAGERMEDARBEJDER")
    expected = [whole, synonym, start, word, part]
    assert find(session, "  lagermedarbejder ") == expected
    assert find(session, "lagermedarbejder", limit=2) == expected[:2]


def test_the_starter_catalogue_goes_before_other_sources_where_they_are_equally_good(stocked):
    esco = add_esco(stocked, "0", "Lagermedarbejder", "lager medarbejder")
    assert find(stocked, "Lagermedarbejder") == [WAREHOUSE, esco]
    assert find(stocked, "lagerm") == [WAREHOUSE, esco]


def test_search_is_narrowed_by_kind_and_language(stocked):
    assert find(stocked, "lager") == [STOCK, WAREHOUSE]
    assert find(stocked, "lager", kind=ConceptKind.OCCUPATION) == [WAREHOUSE]
    assert find(stocked, "lager", language="en") == []
    assert find(stocked, "warehouse", language="en") == [WAREHOUSE]


@pytest.mark.parametrize(("text", "found"), [("%", 1), ("100%", 1), ("_", 1), ("\\", 1), ("", 0)])
def test_wildcards_stand_for_themselves(stocked, text, found):
    add_esco(stocked, "odd", "100% a_b \\ c")
    assert len(find(stocked, text)) == found


def test_labels_are_resolved_in_any_language_the_starter_catalogue_first(stocked):
    esco = add_esco(stocked, "0", "Lagermedarbejder", "Pakker")
    wanted = ["lagermedarbejder ", "WAREHOUSE  worker", "pakker", "astronaut"]
    assert concepts.resolve_labels(stocked, wanted, kind=ConceptKind.OCCUPATION) == {
        "lagermedarbejder": WAREHOUSE,
        "warehouse worker": WAREHOUSE,
        "pakker": esco,
    }
    assert concepts.resolve_labels(stocked, wanted, kind=ConceptKind.SKILL) == {}


def test_the_skills_of_an_occupation_are_listed_essential_first(stocked):
    concepts.add_relations(
        stocked,
        [
            RelationRow(WAREHOUSE, WELDING, "optional", 5.0),
            RelationRow(WAREHOUSE, STOCK, "essential", None),
            RelationRow(WAREHOUSE, TRUCK, "essential", 4.0),
        ],
    )
    assert concepts.list_occupation_skills(stocked, WAREHOUSE) == (
        (SkillLevel(TRUCK, 4, "Truckkørsel", "Forklift driving"), "essential"),
        (SkillLevel(STOCK, 3, "Lagerstyring", "Stock control"), "essential"),
        (SkillLevel(WELDING, 5, "Svejsning", "Welding"), "optional"),
    )


def test_nearness_goes_the_ways_that_each_tie_leads(stocked):
    concepts.add_relations(
        stocked,
        [
            RelationRow(TRUCK, STOCK, "broader", None),
            RelationRow(STOCK, WELDING, "related", None),
            RelationRow(TRUCK, WELDING, "exact", None),
            RelationRow(WAREHOUSE, TRUCK, "essential", 4.0),
        ],
    )
    nearness = concepts.read_knowledge(stocked).skill_nearness
    assert nearness == {
        STOCK: {TRUCK: 0.8, WELDING: 0.5},
        TRUCK: {STOCK: 0.4, WELDING: 1.0},
        WELDING: {STOCK: 0.5, TRUCK: 1.0},
    }


def test_a_weight_that_is_given_counts_and_the_nearest_of_several_ties_wins(stocked):
    concepts.add_relations(
        stocked,
        [
            RelationRow(TRUCK, STOCK, "broader", 0.6),
            RelationRow(STOCK, TRUCK, "related", 0.45),
        ],
    )
    nearness = concepts.read_knowledge(stocked).skill_nearness
    assert nearness == {STOCK: {TRUCK: 0.6}, TRUCK: {STOCK: 0.45}}


def test_knowledge_has_codes_places_and_labels(stocked):
    esco = add_esco(stocked, "0", "Pakker", code="4321.1")
    odd = add_esco(stocked, "1", "Andet", code="")
    place = Place("2620", "Albertslund", 55.66, 12.36, 0, 5, None)
    places.add_places(stocked, [place])
    knowledge = concepts.read_knowledge(stocked)
    assert knowledge.isco[esco] == knowledge.isco[WAREHOUSE] == "4321"
    assert odd not in knowledge.isco
    assert knowledge.places == {"2620": place}
    assert knowledge.labels[WAREHOUSE] == ("Lagermedarbejder", "Warehouse worker")
    assert knowledge.labels[esco] == ("Pakker", "")


def test_concepts_of_two_sources_with_one_name_are_tied_once(stocked):
    esco = add_esco(stocked, "0", "LAGERmedarbejder")
    add_esco(stocked, "1", "Pakker", "Lagermedarbejder")
    add_esco(stocked, "2", "Lagermedarbejder", kind=ConceptKind.GROUP)
    assert concepts.link_same_labels(stocked) == 1
    assert concepts.link_same_labels(stocked) == 0
    assert concepts.read_knowledge(stocked).skill_nearness[WAREHOUSE] == {esco: 1.0}


def test_the_uris_of_all_concepts_are_listed(stocked):
    assert {TRUCK, STOCK, WELDING, WAREHOUSE} < concepts.list_uris(stocked)


@given(st.text())
def test_normalising_a_label_twice_changes_nothing(label):
    once = normalise_label(label)
    assert normalise_label(once) == once
