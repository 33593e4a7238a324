"""Sex and origin: kept apart, replaced by what comes later, gone with the person."""

from matcher.store import people
from matcher.store.traits import Traits, add_traits, list_described, list_traits
from matcher.vocabulary import Candidate, Origin, Sex

PERSON = Candidate("K-1", 1980, "2620")


def test_traits_are_kept_and_replaced_by_what_comes_later(stocked):
    people.add_candidates(stocked, [PERSON])
    assert add_traits(stocked, [Traits("K-1", Sex.MALE)]) == 1
    assert add_traits(stocked, [Traits("K-1", Sex.FEMALE, Origin.DESCENDANT)]) == 0
    assert list_traits(stocked) == {"K-1": Traits("K-1", Sex.FEMALE, Origin.DESCENDANT)}
    assert list_described(stocked) == {"K-1"}


def test_traits_go_with_the_person(stocked):
    people.add_candidates(stocked, [PERSON])
    add_traits(stocked, [Traits("K-1", Sex.MALE)])
    people.erase_candidate(stocked, "K-1")
    assert list_traits(stocked) == {}
