from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.taxonomy.nearness import AT_MOST, NEIGHBOURS, compute_nearness, merge_nearness
from matcher.taxonomy.outline import OccupationOutline, Outline

WORDS = st.sampled_from(
    ["drive", "truck", "forklift", "reach", "clean", "floor", "wounds", "count"]
)
NAMES = st.dictionaries(
    st.sampled_from([f"s{i}" for i in range(14)]),
    st.lists(WORDS, min_size=1, max_size=3).map(" ".join),
    min_size=1,
)
DEMANDS = st.lists(st.sets(st.sampled_from([f"s{i}" for i in range(14)])), max_size=6)


def build_outline(demands):
    return Outline(
        tuple(
            OccupationOutline(f"o{i}", "", (), skills=dict.fromkeys(skills, 1.0))
            for i, skills in enumerate(demands)
        )
    )


def name(**names):
    return {uri: [("en", text)] for uri, text in names.items()}


def test_skills_asked_for_together_that_sound_alike_are_near():
    outline = build_outline([{"forklift", "reach"}, {"wounds"}])
    near = compute_nearness(
        outline, name(forklift="drive forklift truck", reach="drive reach truck", wounds="wounds")
    )
    assert near.keys() == {"forklift", "reach"}
    assert 0 < near["forklift"]["reach"] <= AT_MOST


def test_neither_the_same_occupations_nor_the_same_words_are_enough():
    outline = build_outline([{"stack", "count"}, {"cake mixer"}, {"concrete mixer"}])
    names = {uri: [("en", uri)] for uri in ("stack", "count", "cake mixer", "concrete mixer")}
    assert compute_nearness(outline, names) == {}


def test_a_taxonomy_of_one_skill_or_none_has_no_near_ones():
    assert compute_nearness(build_outline([]), {}) == {}
    assert compute_nearness(build_outline([{"a"}]), name(a="drive")) == {}


@settings(max_examples=40, deadline=None)
@given(DEMANDS, NAMES)
def test_nearness_is_the_same_both_ways_bounded_and_never_to_oneself(demands, texts):
    near = compute_nearness(build_outline(demands), name(**texts))
    for uri, those in near.items():
        assert uri not in those
        assert 0 < len(those) <= NEIGHBOURS
        for other, value in those.items():
            assert 0 < value <= AT_MOST
            assert near[other][uri] == value


@settings(max_examples=20, deadline=None)
@given(DEMANDS, NAMES, st.randoms(use_true_random=False))
def test_the_order_in_which_a_taxonomy_is_read_changes_nothing(demands, texts, random):
    shuffled, names = list(build_outline(demands).occupations), list(name(**texts).items())
    random.shuffle(shuffled)
    random.shuffle(names)
    again = compute_nearness(Outline(tuple(shuffled)), dict(names))
    assert again == compute_nearness(build_outline(demands), name(**texts))


def test_what_people_said_of_a_pair_stands_and_hand_made_catalogues_get_no_more():
    told = {"a": {"b": 0.8}}
    computed = {"a": {"b": 0.3, "c": 0.4, "x": 0.5}, "b": {"a": 0.3}, "c": {"a": 0.4}}
    merged = merge_nearness(told, computed, by_hand={"a", "c"})
    assert merged == {"a": {"b": 0.8, "x": 0.5}}
