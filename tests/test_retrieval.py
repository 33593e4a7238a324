"""The first stage finds exactly what looking at everybody would find."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matcher.retrieval import SkillIndex

skills = st.dictionaries(st.sampled_from("abcde"), st.integers(1, 5).map(float), max_size=4)
near = st.dictionaries(
    st.sampled_from("abcde"),
    st.dictionaries(st.sampled_from("abcde"), st.sampled_from([0.25, 0.5]), max_size=2),
    max_size=3,
)


@given(st.lists(skills, min_size=1, max_size=12), skills, near, st.data())
def test_the_top_k_is_that_of_brute_force(items, query, nearness, data):
    size = len(items)
    allowed = np.array(data.draw(st.lists(st.booleans(), min_size=size, max_size=size)))
    k = data.draw(st.integers(1, size + 2))

    def weigh(have):
        wanted = {}
        for skill, weight in query.items():
            for other, share in [(skill, 1.0), *nearness.get(skill, {}).items()]:
                wanted[other] = max(wanted.get(other, 0), weight * share)
        return sum(weight * have.get(skill, 0) for skill, weight in wanted.items())

    weighed = [weigh(item) for item in items]
    expected = sorted((i for i in range(size) if allowed[i]), key=lambda i: (-weighed[i], i))[:k]
    found = SkillIndex(items).search(query, nearness=nearness, allowed=allowed, k=k)
    assert found.tolist() == expected
