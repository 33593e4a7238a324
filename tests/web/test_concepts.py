"""Concepts are found by what people write, over whatever taxonomy the house holds."""

import pytest

from matcher.services.stocking import stock_catalogue
from matcher.store import concepts
from matcher.store.concepts import ConceptRow, LabelRow
from matcher.vocabulary import ConceptKind, Role
from web.clock import read_clock


@pytest.fixture
def visitor(services, enter):
    with services.transaction() as session:
        stock_catalogue(session, today=read_clock().date())
    return enter(Role.CONSULTANT)


def ask(visitor, path, **query):
    answer = visitor.get(f"/api/v1/{path}", query_string=query)
    assert answer.status_code == 200, answer.text
    return answer.json["items"]


@pytest.mark.parametrize(
    ("title", "label"),
    [("Lagermedarbejdere", "lagermedarbejder"), ("ELEKTRIKER, industri", "elektriker")],
)
def test_a_title_finds_an_occupation_and_tells_by_which_name(visitor, title, label) -> None:
    first = ask(visitor, "occupations", q=title)[0]
    assert (first["label_da"], first["kind"]) == (label, "occupation")
    assert first["name"]
    assert first["by"] in {"preferred", "synonym", "usual"}


def test_answers_fall_in_score_and_are_no_more_than_asked_for(visitor) -> None:
    scores = [one["score"] for one in ask(visitor, "occupations", q="medarbejder", limit=7)]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) == 7


def test_a_concept_that_is_new_is_found_by_the_next_request(visitor, services) -> None:
    ask(visitor, "occupations", q="sværdsluger")
    with services.transaction() as session:
        concepts.add_concepts(session, [ConceptRow("urn:x", ConceptKind.OCCUPATION, "2659", "own")])
        concepts.add_labels(session, [LabelRow("urn:x", "da", "sværdsluger", preferred=True)])
    assert ask(visitor, "occupations", q="sværdsluger")[0]["uri"] == "urn:x"
    assert ask(visitor, "concepts", q="sværd")[0]["uri"] == "urn:x"


def test_what_is_being_typed_is_completed_at_the_beginning_of_any_word(visitor) -> None:
    names = [one["name"] for one in ask(visitor, "concepts", q="lagerm")]
    assert names
    assert all(any(word.startswith("lagerm") for word in name.casefold().split()) for name in names)


def test_occupations_and_skills_are_completed_in_turn(visitor) -> None:
    kinds = [one["kind"] for one in ask(visitor, "concepts", q="b", limit=4)]
    assert kinds == ["occupation", "skill", "occupation", "skill"]


def test_a_title_that_is_misspelt_while_typing_is_completed_to_what_it_may_mean(visitor) -> None:
    found = ask(visitor, "concepts", q="sygeplejeske", kind="occupation")
    assert found[0]["label_da"] == "sygeplejerske"


def test_a_completion_may_be_of_one_kind(visitor) -> None:
    found = ask(visitor, "concepts", q="d", kind="skill", limit=50)
    assert {one["kind"] for one in found} == {"skill"}


@pytest.mark.parametrize("query", [{}, {"q": ""}, {"q": "a", "limit": 0}, {"q": "x" * 201}])
def test_a_question_that_makes_no_sense_is_refused(visitor, query) -> None:
    assert visitor.get("/api/v1/occupations", query_string=query).status_code == 422


def test_signs_alone_find_nothing(visitor) -> None:
    assert ask(visitor, "occupations", q="?!") == []
    assert ask(visitor, "concepts", q="?!") == []


def test_the_page_finds_what_is_misspelt(visitor) -> None:
    assert "sygeplejerske" in visitor.get("/consultant/concepts?text=sygeplejeske").text.casefold()


def test_a_house_without_concepts_finds_nothing(enter) -> None:
    assert ask(enter(Role.CONSULTANT), "occupations", q="bager") == []
