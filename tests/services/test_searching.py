"""One search finds people, openings, companies and courses, and who looked for people is known."""

from datetime import UTC, datetime

import pytest

from matcher.errors import NotFound
from matcher.services.searching import Scope, find_everything, read_course
from matcher.store import audit, people

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def find(services, session, text, *scopes, **more):
    return find_everything(
        session,
        text,
        scopes=scopes or Scope,
        memory=services.memory,
        actor="k@example.dk",
        now=NOW,
        **more,
    )


def test_each_scope_is_found_by_number_title_and_skill(services, session):
    opening = services.memory.get_openings(session).items[0]
    person = services.memory.get_people(session).items[0]
    for text, key in (
        (opening.reference, opening.reference),
        (f"{opening.title} {opening.organisation}", opening.reference),
        (person.reference, person.reference),
        (f"{person.skills[0].label_da} {person.reference}", person.reference),
        (f"{person.skills[0].label_en} {person.reference}", person.reference),
    ):
        found = [
            getattr(one, "reference", "")
            for part in find(services, session, text)
            for one in part.items
        ]
        assert key in found, text
    (courses,) = find(services, session, "truck", Scope.COURSES)
    assert all("truck" in f"{one.title_da} {one.teaches}".casefold() for one in courses.items)
    assert courses.total
    (companies,) = find(services, session, opening.organisation, Scope.ORGANISATIONS)
    assert companies.items[0].name == opening.organisation_name


def test_looking_for_people_is_audited_and_looking_for_courses_is_not(services, session):
    find(services, session, "svejser", Scope.COURSES)
    assert not audit.list_reads(session, actor="k@example.dk", noun="candidates")
    find(services, session, "svejser", Scope.PEOPLE)
    (read,) = audit.list_reads(session, actor="k@example.dk", noun="candidates")
    assert (read.key, read.why) == ("svejser", "search")


def test_a_list_goes_on_where_it_ended(services, session):
    (first,) = find(services, session, "albertslund", Scope.PEOPLE, limit=10)
    assert first.total > 20
    (second,) = find(services, session, "albertslund", Scope.PEOPLE, limit=10, after=first.after)
    seen = [one.reference for one in first.items + second.items]
    assert len(set(seen)) == 20
    (again,) = find(services, session, "albertslund", Scope.PEOPLE, limit=10, after="nonsense~")
    assert again.items == first.items


def test_who_is_erased_is_not_found(services, session):
    reference = services.memory.get_people(session).items[0].reference
    assert find(services, session, reference, Scope.PEOPLE)[0].total == 1
    people.erase_candidate(session, reference)
    assert find(services, session, reference, Scope.PEOPLE)[0].total == 0


def test_a_course_that_is_not_there_is_told_by_code(services, session):
    with pytest.raises(NotFound, match="X-1"):
        read_course(session, "X-1", memory=services.memory)
