import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.errors import NotFound
from matcher.taxonomy.outline import ESSENTIAL, OPTIONAL, OccupationOutline, Outline
from matcher.taxonomy.relatedness import WEIGHTS, Relatedness

SKILLS = st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from([ESSENTIAL, OPTIONAL]))
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["8344", "8332", "2221", "9333", ""]),
        st.sampled_from(["forklift driver", "truck driver", "nurse", "warehouse hand"]),
        SKILLS,
    ),
    min_size=2,
    max_size=7,
)


def occupation(uri, isco="", name="", description="", **skills):
    described = (("en", description),) if description else ()
    return OccupationOutline(uri, isco, (("en", name or uri),), described, skills)


def build_outline(rows):
    occupations = [
        OccupationOutline(f"o{i}", isco, (("en", name),), (), skills)
        for i, (isco, name, skills) in enumerate(rows)
    ]
    groups = {"8344": (("en", "lifting truck operators"),), "8332": (("en", "truck drivers"),)}
    return Outline(tuple(occupations), {"a": ("g",), "b": ("g",), "g": ("top",)}, groups)


DRIVERS = Outline(
    (
        occupation("forklift", "8344", "forklift operator", drive=1.0, load=1.0, battery=1.0),
        occupation("reach truck", "8344", "reach truck operator", drive=1.0, load=1.0, racks=1.0),
        occupation("lorry", "8332", "lorry driver", drive=1.0, tachograph=1.0),
        occupation("nurse", "2221", "nurse", wounds=1.0, medicine=1.0),
    )
)


def test_a_forklift_operator_is_nearer_to_a_reach_truck_operator_than_to_a_nurse():
    assert [one.uri for one in Relatedness(DRIVERS).rank("forklift", 3)] == [
        "reach truck",
        "lorry",
        "nurse",
    ]


def test_a_rare_skill_in_common_says_more_than_one_that_everybody_has():
    everywhere = {"talk": 1.0}
    found = Relatedness(
        Outline(
            (
                occupation("a", **everywhere, dive=1.0),
                occupation("b", **everywhere, dive=1.0),
                occupation("c", **everywhere, sew=1.0),
                occupation("d", **everywhere),
            )
        ),
        {"walk": 1.0},
    )
    assert next(one.uri for one in found.rank("a", 3)) == "b"


def test_skills_of_one_group_bring_occupations_together_that_share_none():
    occupations = (occupation("a", x=1.0), occupation("b", y=1.0), occupation("c", z=1.0))
    broader = {"x": ("tools",), "y": ("tools",), "z": ("care",)}
    found = Relatedness(Outline(occupations, broader), {"skill_groups": 1.0})
    assert [one.uri for one in found.rank("a", 2)] == ["b", "c"]


def test_a_taxonomy_in_danish_alone_is_ranked_by_its_danish_words():
    occupations = tuple(
        OccupationOutline(uri, "", (("da", name),))
        for uri, name in (("a", "lagermedarbejder"), ("b", "sygeplejerske"), ("c", "lagerchef"))
    )
    assert [one.uri for one in Relatedness(Outline(occupations)).rank("a", 2)] == ["c", "b"]


def test_an_occupation_that_is_not_there_is_not_ranked():
    with pytest.raises(NotFound, match="occupation nobody"):
        Relatedness(DRIVERS).rank("nobody", 3)


def test_an_empty_taxonomy_knows_no_occupation():
    found = Relatedness(Outline(()))
    assert "forklift" not in found
    with pytest.raises(NotFound):
        found.compare("forklift")


def test_comparing_gives_the_scores_of_the_ranking():
    found = Relatedness(DRIVERS)
    ranked = {one.uri: pytest.approx(one.score) for one in found.rank("forklift", 10)}
    assert found.compare("forklift") == ranked


def test_the_weights_add_up_to_one():
    assert sum(WEIGHTS.values()) == pytest.approx(1.0)


@settings(max_examples=25, deadline=None)
@given(ROWS)
def test_every_other_occupation_is_ranked_once_and_never_itself(rows):
    found = Relatedness(build_outline(rows))
    for i in range(len(rows)):
        ranked = [one.uri for one in found.rank(f"o{i}", 100)]
        assert sorted(ranked) == sorted(f"o{j}" for j in range(len(rows)) if j != i)


@settings(max_examples=25, deadline=None)
@given(ROWS)
def test_a_score_lies_between_zero_and_one_falls_down_the_list_and_is_the_sum_of_its_parts(rows):
    for one in (ranked := Relatedness(build_outline(rows)).rank("o0", 100)):
        assert -1e-9 <= one.score <= 1 + 1e-9
        assert one.score == pytest.approx(sum(one.parts.values()))
    scores = [round(one.score, 9) for one in ranked]
    assert scores == sorted(scores, reverse=True)


@settings(max_examples=25, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_the_occupations_read_changes_no_ranking(rows, random):
    outline = build_outline(rows)
    shuffled = list(outline.occupations)
    random.shuffle(shuffled)
    again = Relatedness(Outline(tuple(shuffled), outline.broader, outline.groups))
    first = Relatedness(outline).rank("o0", 100)
    assert [(o.uri, pytest.approx(o.score)) for o in first] == [
        (o.uri, o.score) for o in again.rank("o0", 100)
    ]


@settings(max_examples=25, deadline=None)
@given(ROWS, st.sampled_from(sorted(WEIGHTS.keys() - {"walk"})))
def test_every_part_but_the_walk_is_the_same_both_ways(rows, part):
    found = Relatedness(build_outline(rows), {part: 1.0})
    there = {one.uri: one.score for one in found.rank("o0", 100)}
    for uri, score in there.items():
        back = {one.uri: one.score for one in found.rank(uri, 100)}
        assert back["o0"] == pytest.approx(score, abs=1e-6)
