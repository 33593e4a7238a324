"""Who read whose data."""

from datetime import UTC, datetime, timedelta

from matcher.store.audit import add_read, list_reads

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_readings_are_listed_the_latest_first_by_actor_noun_and_key(session):
    for minute, (actor, key) in enumerate([("ida", "K1"), ("ole", "K1"), ("ida", "K2")]):
        at = NOW + timedelta(minutes=minute)
        add_read(session, actor=actor, noun="candidate", key=key, why="page", at=at)

    def read(**filters):
        return [(one.actor, one.key) for one in list_reads(session, **filters)]

    assert read() == [("ida", "K2"), ("ole", "K1"), ("ida", "K1")]
    assert read(noun="candidate", key="K1") == [("ole", "K1"), ("ida", "K1")]
    assert read(actor="ida", limit=1) == [("ida", "K2")]
    assert list_reads(session)[0].at == NOW + timedelta(minutes=2)
