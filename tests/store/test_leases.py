"""One holder at a time; a dead one's lease is taken over, and what it wakes to write is refused."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import text

from matcher.errors import Conflict, LeaseLost
from matcher.store import leases, session_factory

NAME = "test"


def take(session, holder="a", seconds=60, name=NAME):
    return leases.take_lease(session, name, holder=holder, seconds=seconds)


def let_run_out(session, name=NAME):
    past = leases.read_clock(session) - timedelta(seconds=1)
    session.execute(
        text("UPDATE leases SET expires_at = :past WHERE name = :name"),
        {"past": past.replace(tzinfo=None) if is_sqlite(session) else past, "name": name},
    )


def is_sqlite(session):
    return session.get_bind().dialect.name == "sqlite"


def test_a_held_lease_is_refused_to_others(session):
    taken = take(session)
    assert (taken.holder, taken.fence) == ("a", 1)
    assert leases.find_lease(session, NAME) == taken
    with pytest.raises(Conflict, match="another process"):
        take(session, "b")
    leases.check_lease(session, taken)


def test_a_lease_let_go_is_free_and_its_next_holder_has_a_higher_fence(session):
    first = take(session)
    leases.release_lease(session, first)
    assert leases.find_lease(session, NAME) is None
    assert take(session, "b").fence == first.fence + 1


def test_renewing_moves_the_end(session):
    taken = take(session, seconds=1)
    renewed = leases.renew_lease(session, taken, seconds=100)
    assert renewed.expires_at - taken.expires_at > timedelta(seconds=90)


def test_a_lease_that_ran_out_is_taken_over_and_its_holder_can_do_nothing_more(session):
    # given one who slept past the end of its lease
    slept = take(session)
    let_run_out(session)
    # when another takes it over
    heir = take(session, "b")
    # then only the other's word counts
    assert heir.fence == slept.fence + 1
    for act in (leases.check_lease, leases.release_lease):
        with pytest.raises(LeaseLost):
            act(session, slept)
    with pytest.raises(LeaseLost):
        leases.renew_lease(session, slept, seconds=60)
    leases.check_lease(session, heir)


def test_even_the_same_name_is_fenced_out_by_its_own_later_taking(session):
    slept = take(session)
    let_run_out(session)
    take(session)
    with pytest.raises(LeaseLost):
        leases.check_lease(session, slept)


def test_a_lease_that_ran_out_without_an_heir_is_still_held(session):
    taken = take(session)
    let_run_out(session)
    leases.check_lease(session, taken)
    assert leases.renew_lease(session, taken, seconds=60).fence == taken.fence


def test_of_many_who_reach_for_it_at_once_one_gets_it(engine):
    def reach(number):
        try:
            with session_factory(engine, writing=True).begin() as session:
                return take(session, f"holder {number}", name="contended").holder
        except Conflict:
            return None

    with ThreadPoolExecutor(6) as pool:
        won = [holder for holder in pool.map(reach, range(6)) if holder]
    assert len(won) == 1
    with session_factory(engine)() as session:
        assert leases.find_lease(session, "contended").holder == won[0]


def test_nobody_takes_over_between_the_check_and_the_end_of_the_transaction(engine):
    # given a holder whose lease has run out, in the middle of writing under it
    make = session_factory(engine, writing=True)
    with make.begin() as session:
        taken = take(session, name="checked")
        let_run_out(session, "checked")
    with ThreadPoolExecutor(1) as pool, make.begin() as session:
        leases.check_lease(session, taken)

        # when another reaches for it
        def reach():
            with make.begin() as other:
                return take(other, "b", name="checked").fence

        heir = pool.submit(reach)
        # then it waits until the writing is done
        with pytest.raises(TimeoutError):
            heir.result(timeout=0.3)
        session.commit()
        assert heir.result(timeout=30) == taken.fence + 1
