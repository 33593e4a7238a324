"""One search for everything: people, openings, organisations and courses, by any word of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeAlias

from matcher.errors import NotFound
from matcher.services.memory import Memory
from matcher.store import Session, audit, changes, courses, organisations
from matcher.store.courses import Course
from matcher.store.organisations import Organisation
from matcher.taxonomy.word_index import Hit, Texts, WordIndex
from matcher.vocabulary import Candidate, Knowledge, Labelled, Opening, SkillLevel

__all__ = [
    "Course",
    "Found",
    "Organisation",
    "Scope",
    "find_everything",
    "read_course",
    "read_organisation",
]

Item: TypeAlias = Candidate | Opening | Organisation | Course

NAME, NUMBER, TITLE, PLACE, SKILL = 1.0, 1.0, 0.9, 0.5, 0.4
"""How much is made of a word by where it stands."""


class Scope(Labelled):
    """What is searched."""

    PEOPLE = "people", "Kandidater", "Candidates"
    OPENINGS = "openings", "Stillinger", "Openings"
    ORGANISATIONS = "organisations", "Virksomheder", "Companies"
    COURSES = "courses", "Kurser", "Courses"


@dataclass(frozen=True)
class Found:
    """What was found in one scope: the items, how many there are, and where the next begin.

    ``meant`` maps a word that fits nothing to those that were searched for instead.
    """

    scope: Scope
    items: tuple[Item, ...]
    total: int
    after: str
    meant: Mapping[str, tuple[str, ...]]


def find_everything(
    session: Session,
    text: str,
    *,
    scopes: Iterable[Scope],
    memory: Memory,
    actor: str,
    now: datetime,
    limit: int = 5,
    after: str = "",
) -> tuple[Found, ...]:
    """Search the scopes for what has every word; looking for people is audited.

    Parameters
    ----------
    session : Session
        An open session.
    text : str
        Words of a name, number, title, place or skill, whole or begun; slips are forgiven.
    scopes : iterable of Scope
        Where to look; who may look there is for the caller to know.
    memory : Memory
        What this process keeps.
    actor : str
        Who looks.
    now : datetime
        When, UTC.
    limit : int
        How many items of each scope to give.
    after : str
        Where a longer list goes on, as `Found.after` told.
    """
    found = []
    for scope in scopes:
        index = _get_index(session, scope, memory)
        hits = index.find(text, limit=limit, after=_read_after(after))
        if scope is Scope.PEOPLE:
            audit.add_read(session, actor=actor, noun="candidates", key=text, why="search", at=now)
        items = READERS[scope](session, memory, [hit.key for hit in hits.items])
        more = _write_after(hits.items[-1]) if len(hits.items) == limit else ""
        found.append(Found(scope, items, hits.total, more, hits.meant))
    return tuple(found)


def read_organisation(session: Session, reference: str) -> Organisation:
    """Read one company or institution.

    Raises
    ------
    NotFound
        If there is none.
    """
    return organisations.get_organisation(session, reference)


def read_course(session: Session, code: str, *, memory: Memory) -> Course:
    """Read one course.

    Raises
    ------
    NotFound
        If there is none.
    """
    found = _get_courses(session, memory).get(code)
    if found is None:
        raise NotFound("course", code)
    return found


def _get_index(session: Session, scope: Scope, memory: Memory) -> WordIndex:
    """Give a scope's index, made again where what it tells of has changed."""
    nouns = (str(scope), "concepts")
    version = tuple(changes.get_data_version(session, noun) for noun in nouns)
    return memory.keep(f"words of {scope}", version, lambda: _build(session, scope, memory))


def _build(session: Session, scope: Scope, memory: Memory) -> WordIndex:
    knowledge = memory.get_knowledge(session)
    if scope is Scope.PEOPLE:
        return WordIndex(
            {
                one.reference: _tell_person(one, knowledge)
                for one in memory.get_people(session).items
            }
        )
    if scope is Scope.OPENINGS:
        return WordIndex(
            {
                one.reference: _tell_opening(one, knowledge)
                for one in memory.get_openings(session).items
            }
        )
    if scope is Scope.ORGANISATIONS:
        return WordIndex(
            {
                one.reference: _tell_organisation(one, knowledge)
                for one in _get_organisations(session, memory).values()
            }
        )
    return WordIndex(
        {one.code: _tell_course(one) for one in _get_courses(session, memory).values()}
    )


def _tell_person(one: Candidate, knowledge: Knowledge) -> Texts:
    worked = [(TITLE, name) for uri in one.experience for name in knowledge.labels.get(uri, ())]
    wanted = [(PLACE, name) for uri in one.wishes for name in knowledge.labels.get(uri, ())]
    place = _tell_place(one.postcode, knowledge)
    return [(NUMBER, one.reference), *worked, *wanted, *place, *_tell_skills(one.skills)]


def _tell_opening(one: Opening, knowledge: Knowledge) -> Texts:
    occupation = knowledge.labels.get(one.occupation or "", ())
    return [
        (NUMBER, one.reference),
        (NAME, one.title),
        (TITLE, one.organisation_name),
        (NUMBER, one.organisation),
        *((TITLE, name) for name in occupation),
        *((PLACE, name) for name in (one.kind.da, one.kind.en)),
        *_tell_place(one.postcode, knowledge),
        *_tell_skills(one.required_skills + one.nice_skills),
    ]


def _tell_organisation(one: Organisation, knowledge: Knowledge) -> Texts:
    numbers = [(NUMBER, one.reference), (NUMBER, one.p_number)]
    return [
        (NAME, one.name),
        *numbers,
        (PLACE, one.business_area),
        *_tell_place(one.postcode, knowledge),
    ]


def _tell_course(one: Course) -> Texts:
    return [
        (NUMBER, one.code),
        (NAME, one.title_da),
        (NAME, one.title_en),
        (TITLE, one.provider),
        *_tell_skills(one.teaches),
    ]


def _tell_place(postcode: str, knowledge: Knowledge) -> Texts:
    known = knowledge.places.get(postcode)
    return [(PLACE, postcode), *([(PLACE, known.name)] if known else [])]


def _tell_skills(skills: Sequence[SkillLevel]) -> Texts:
    return [(SKILL, name) for one in skills for name in (one.label_da, one.label_en)]


def _get_organisations(session: Session, memory: Memory) -> dict[str, Organisation]:
    version = changes.get_data_version(session, "organisations")
    return memory.keep(
        "organisations",
        version,
        lambda: {one.reference: one for one in organisations.list_organisations(session)},
    )


def _get_courses(session: Session, memory: Memory) -> dict[str, Course]:
    version = changes.get_data_version(session, "courses")
    return memory.keep(
        "courses by code", version, lambda: {one.code: one for one in courses.list_courses(session)}
    )


def _read_people(session: Session, memory: Memory, keys: Sequence[str]) -> tuple[Item, ...]:
    pool = memory.get_people(session)
    return tuple(pool.items[pool.positions[key]] for key in keys)


def _read_openings(session: Session, memory: Memory, keys: Sequence[str]) -> tuple[Item, ...]:
    pool = memory.get_openings(session)
    return tuple(pool.items[pool.positions[key]] for key in keys)


def _read_organisations(session: Session, memory: Memory, keys: Sequence[str]) -> tuple[Item, ...]:
    known = _get_organisations(session, memory)
    return tuple(known[key] for key in keys)


def _read_courses(session: Session, memory: Memory, keys: Sequence[str]) -> tuple[Item, ...]:
    known = _get_courses(session, memory)
    return tuple(known[key] for key in keys)


READERS: Final[Mapping[Scope, Callable[[Any, Memory, Sequence[str]], tuple[Item, ...]]]] = {
    Scope.PEOPLE: _read_people,
    Scope.OPENINGS: _read_openings,
    Scope.ORGANISATIONS: _read_organisations,
    Scope.COURSES: _read_courses,
}


def _write_after(hit: Hit) -> str:
    return f"{hit.score!r}~{hit.key}"


def _read_after(text: str) -> Hit | None:
    """Read where a list goes on; what makes no sense is its beginning."""
    score, _, key = text.partition("~")
    try:
        return Hit(key, float(score)) if key else None
    except ValueError:
        return None
