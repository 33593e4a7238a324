"""From a text to what a person confirms: an opening, or more of a candidate's profile.

Reading a text keeps nothing. What is saved is what was confirmed, whole or not at all.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from data_schemas.catalogue import skill_uri
from matcher.errors import N_, InvalidInput, NotFound
from matcher.services.documents import check_text, read_document
from matcher.services.memory import Memory
from matcher.store import Session, audit, concepts, openings, organisations, people
from matcher.store.labels import list_labels_of
from matcher.store.text import normalise_label
from matcher.taxonomy.advertisement import (
    USUAL_LEVEL,
    CodeSuggestion,
    SkillSuggestion,
    TextSuggestions,
    read_advertisement,
)
from matcher.taxonomy.linking import ConceptLabel
from matcher.taxonomy.particulars import Place, Told
from matcher.taxonomy.reader import SentenceReader, link_reader
from matcher.vocabulary import Candidate, ConceptKind, Evidence, Opening, SkillLevel

__all__ = [
    "CodeSuggestion",
    "Draft",
    "Place",
    "SuggestedSkill",
    "TextSuggestions",
    "Told",
    "add_opening",
    "change_opening",
    "draft_from_text",
    "list_companies",
    "name_skills",
    "read_document",
    "resolve_occupation",
    "resolve_skills",
    "take_over",
]


CERTIFICATES: Mapping[str, str] = {
    code: skill_uri(slug)
    for code, slug in {
        "B": "koerekort-b",
        "BE": "koerekort-be",
        "C": "koerekort-c",
        "C1": "koerekort-c1",
        "CE": "koerekort-ce",
        "D": "koerekort-d",
        "truck_a": "truckcertifikat-a",
        "truck_b": "truckcertifikat-b",
    }.items()
}
"""The certificates of the catalogue that are licences, by the licence's code."""


@dataclass(frozen=True)
class SuggestedSkill:
    """A suggestion with the skill's labels in both languages."""

    skill: SkillLevel
    suggestion: SkillSuggestion


@dataclass(frozen=True)
class Draft:
    """What a text says, with the skills this installation knows."""

    told: TextSuggestions
    skills: tuple[SuggestedSkill, ...]

    @property
    def licences(self) -> tuple[CodeSuggestion, ...]:
        """The licences the text names."""
        return self.told.licences

    @property
    def languages(self) -> tuple[CodeSuggestion, ...]:
        """The languages the text names."""
        return self.told.languages


def draft_from_text(
    session: Session, text: str, *, memory: Memory, today: date, of_person: bool = False
) -> Draft:
    """Read an advertisement or CV into suggestions; nothing of it is kept.

    Languages and licences are suggested once, as such, and not as skills as well. A licence that an
    advertisement calls a plus is suggested as the certificate, nice to have, since an opening's
    licences are demands; a person who has one simply has it.

    Raises
    ------
    InvalidInput
        If the text is empty or too long.
    """
    told = read_advertisement(check_text(text), _open_reader(session, memory), today=today)
    if of_person:
        told = replace(told, licences=tuple(replace(one, required=True) for one in told.licences))
    taken = [place for one in (*told.languages, *told.licences) for place in one.places]
    skills = [one for one in told.skills if not all(_meets(at, taken) for at in one.places)]
    skills += _list_certificates(one for one in told.licences if not one.required)
    labels = list_labels_of(session, (one.concept for one in skills))
    return Draft(
        told,
        tuple(
            SuggestedSkill(SkillLevel(one.concept, one.level, *labels[one.concept]), one)
            for one in skills
            if one.concept in labels
        ),
    )


def list_companies(session: Session) -> dict[str, str]:
    """List the names of the companies an opening may belong to, by reference."""
    return {one.reference: one.name for one in organisations.list_organisations(session)}


def name_skills(session: Session, levels: Mapping[str, int]) -> tuple[SkillLevel, ...]:
    """Give skills with their labels; those unknown here are left out."""
    labels = list_labels_of(session, levels)
    return tuple(
        SkillLevel(uri, level, *labels[uri]) for uri, level in levels.items() if uri in labels
    )


def resolve_skills(session: Session, names: str, *, field: str) -> tuple[str, ...]:
    """Find the skills named in a text, parted by semicolons.

    Raises
    ------
    InvalidInput
        Naming the first that nothing here is called.
    """
    wanted = [name.strip() for name in names.split(";") if name.strip()]
    return tuple(_resolve(session, wanted, ConceptKind.SKILL, field).values())


def resolve_occupation(session: Session, name: str, *, field: str = "occupation") -> str | None:
    """Find the occupation of a name; an empty name is none.

    Raises
    ------
    InvalidInput
        If nothing here is called that.
    """
    wanted = [name.strip()] if name.strip() else []
    return next(iter(_resolve(session, wanted, ConceptKind.OCCUPATION, field).values()), None)


def add_opening(session: Session, opening: Opening, *, now: datetime) -> Opening:
    """Add a confirmed opening; it gets the day's next free reference.

    Raises
    ------
    InvalidInput
        If its company is not known.
    """
    _check_company(session, opening)
    number = 1
    while _is_taken(session, _refer(now, number)):
        number += 1
    added = replace(opening, reference=_refer(now, number))
    openings.add_openings(session, [added])
    return added


def change_opening(session: Session, opening: Opening) -> None:
    """Put an opening in the place of the one with its reference.

    Raises
    ------
    InvalidInput
        If its company is not known.
    NotFound
        If there is no such opening.
    """
    openings.get_opening(session, opening.reference)
    _check_company(session, opening)
    openings.add_openings(session, [opening])


def take_over(
    session: Session,
    reference: str,
    *,
    skills: Iterable[SkillLevel],
    languages: Mapping[str, int],
    licences: Iterable[str],
    actor: str,
    now: datetime,
) -> Candidate:
    """Add what was confirmed to a candidate's profile; what is there already keeps its evidence.

    A licence is added as the certificate too, for openings that call it a plus.

    Raises
    ------
    NotFound
        If there is no such candidate.
    """
    audit.add_read(session, actor=actor, noun="candidate", key=reference, why="profile", at=now)
    candidate = people.get_candidate(session, reference)
    held = {one.concept: one for one in candidate.skills}
    licences = set(licences)
    papers = name_skills(session, {CERTIFICATES[one]: 3 for one in licences & CERTIFICATES.keys()})
    for one in (*skills, *papers):
        held.setdefault(one.concept, replace(one, evidence=Evidence.STATED))
    changed = replace(
        candidate,
        skills=tuple(held.values()),
        languages={**languages, **candidate.languages},
        licences=candidate.licences | licences,
    )
    people.add_candidates(session, [changed], today=now.date())
    return changed


def _list_certificates(licences: Iterable[CodeSuggestion]) -> Iterator[SkillSuggestion]:
    """Give licences that are welcome and not asked for as the certificates they are."""
    for one in licences:
        if one.code in CERTIFICATES:
            yield SkillSuggestion(CERTIFICATES[one.code], False, USUAL_LEVEL, one.places)


def _meets(place: Place, others: Iterable[Place]) -> bool:
    return any(place[0] < end and start < place[1] for start, end in others)


def _open_reader(session: Session, memory: Memory) -> SentenceReader:
    """Open the reader that knows every skill of this installation by all its names."""

    def build() -> SentenceReader:
        named = concepts.list_named(session, ConceptKind.SKILL)
        return link_reader(
            ConceptLabel(one.uri, name.text, name.language, name.preferred)
            for one in named
            for name in one.names
        )

    return memory.keep("text reader", concepts.get_version(session), build)


def _resolve(session: Session, names: list[str], kind: ConceptKind, field: str) -> dict[str, str]:
    found = concepts.resolve_labels(session, names, kind=kind)
    unknown = next((name for name in names if normalise_label(name) not in found), None)
    if unknown is not None:
        raise InvalidInput(
            field,
            N_("Nothing here is called %(name)s"),
            N_("Write a name as it stands under occupations and skills"),
            name=unknown,
        )
    return {name: found[normalise_label(name)] for name in names}


def _check_company(session: Session, opening: Opening) -> None:
    if opening.organisation and opening.organisation not in list_companies(session):
        raise InvalidInput(
            "organisation", N_("The company is not known"), N_("Choose one of the list")
        )


def _refer(now: datetime, number: int) -> str:
    return f"S-{now:%Y%m%d}-{number}"


def _is_taken(session: Session, reference: str) -> bool:
    try:
        openings.get_opening(session, reference)
    except NotFound:
        return False
    return True
