"""Files that people bring in: a preview first, then all of it or nothing.

A file is kept as it came. Committing reads it anew, so that what is taken in is what was previewed
or is refused, should the taxonomy have changed in between.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from difflib import get_close_matches
from typing import Any

from data_schemas.contracts import (
    CandidateRow,
    CourseRow,
    LevelledSkill,
    OpeningRow,
    OrganisationRow,
    ProgrammeRow,
    TraitsRow,
)
from data_schemas.contracts.campus import SeenStrengthRow, WeekHours
from data_schemas.cpr import mask_cpr
from matcher.errors import N_, Conflict, ImportRejected, RowError
from matcher.services.esco import commit_esco
from matcher.services.importing_campus import (
    CAMPUS_NOUNS,
    CAMPUS_WRITERS,
    find_campus_faults,
    list_campus_known,
)
from matcher.services.reading import FileRows, read_file
from matcher.services.reading.rows import Row
from matcher.store import (
    Session,
    concepts,
    courses,
    imports,
    openings,
    organisations,
    people,
    traits,
)
from matcher.store.courses import Course, CourseStart
from matcher.store.imports import ImportBatch
from matcher.store.organisations import Organisation
from matcher.store.text import normalise_label
from matcher.store.traits import Traits
from matcher.vocabulary import (
    BenefitGroup,
    Candidate,
    ConceptKind,
    EducationLevel,
    Opening,
    OpeningKind,
    Origin,
    Sex,
    SkillLevel,
    Tag,
    WorkTime,
)

__all__ = [
    "CAMPUS_NOUNS",
    "NOUNS",
    "ImportBatch",
    "Preview",
    "commit_import",
    "list_imports",
    "preview_import",
    "read_import",
]

NOUNS = ("candidates", "openings", "organisations", "courses", "traits", *CAMPUS_NOUNS)
SAMPLE = 5
COLUMNS_OF_SAMPLE = 8

Names = Mapping[tuple[ConceptKind, str], str]
"""The URI each label, or URI, stands for."""


@dataclass(frozen=True)
class Preview:
    """What committing a batch would do, or every fault that forbids it."""

    batch: int
    rows: int
    new: int
    errors: tuple[RowError, ...]


def preview_import(
    session: Session, noun: str, *, filename: str, content: bytes, actor: str, now: datetime
) -> Preview:
    """Read a file, keep it, and tell what is in it; nothing of it is taken in.

    Parameters
    ----------
    session : Session
        An open session; the caller commits.
    noun : str
        One of `NOUNS`.
    filename : str
        As the user knows it.
    content : bytes
        A CSV or XLSX file.
    actor : str
        Who brings it.
    now : datetime
        When, UTC.
    """
    errors: tuple[RowError, ...] = ()
    file = FileRows((), (), {})
    try:
        file = read_file(noun, filename, content)
        _resolve(session, file)
        _check_known(session, file)
    except ImportRejected as rejected:
        errors = rejected.errors
    rows = file.rows
    new = len(rows) - len(_list_known(session, rows)) if not errors else 0
    report: dict[str, Any] = {
        "errors": [asdict(one) for one in errors],
        "new": new,
        "changed": len(rows) - new if not errors else 0,
        **_sample(file),
    }
    batch = imports.add_batch(
        session,
        ImportBatch(
            0,
            noun,
            mask_cpr(filename)[:200],
            len(rows),
            "rejected" if errors else "previewed",
            actor,
            now,
            b"" if errors else content,
            report,
        ),
    )
    return Preview(batch.id, len(rows), new, errors)


def commit_import(session: Session, number: int, *, actor: str, now: datetime) -> int:
    """Take in all rows of a previewed batch.

    Returns
    -------
    int
        How many rows were taken in.

    Raises
    ------
    NotFound
        If there is no such batch.
    Conflict
        If it was committed or rejected before.
    ImportRejected
        If it no longer reads as it did.
    """
    batch = imports.get_batch(session, number)
    if batch.state != "previewed":
        raise Conflict(N_("This import has been committed or rejected before"))
    if batch.kind == "esco":
        commit_esco(session, batch.payload)
        imports.set_batch_state(session, number, "committed")
        return batch.rows
    file = read_file(batch.kind, batch.filename, batch.payload)
    rows, names = file.rows, _resolve(session, file)
    _check_known(session, file)
    for row_type, write in WRITERS.items():
        fitting = [row for row in rows if isinstance(row, row_type)]
        if fitting:
            write(session, fitting, names)
    for row_type, take_in in CAMPUS_WRITERS.items():
        fitting = [row for row in rows if isinstance(row, row_type)]
        if fitting:
            take_in(session, fitting, now=now, actor=actor)
    imports.set_batch_state(session, number, "committed")
    if batch.kind in CAMPUS_NOUNS:
        # the file would outlive a consent that is withdrawn
        imports.forget_content(session, number)
    return len(rows)


def read_import(session: Session, number: int) -> ImportBatch:
    """Read one batch with its report.

    Raises
    ------
    NotFound
        If there is none.
    """
    return imports.get_batch(session, number)


def list_imports(session: Session) -> tuple[ImportBatch, ...]:
    """List the batches, newest first."""
    return imports.list_batches(session)


def _sample(file: FileRows) -> dict[str, Any]:
    """Show the first rows as they were read, under the file's own headers."""
    fields = list(file.headers)[:COLUMNS_OF_SAMPLE]
    shown = [[_show(getattr(row, field)) for field in fields] for row in file.rows[:SAMPLE]]
    return {"columns": [file.headers[field] for field in fields], "sample": shown}


def _show(value: object) -> str:
    if isinstance(value, bool):
        return "✓" if value else "–"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, LevelledSkill):
        return f"{value.concept} ({value.level})"
    if isinstance(value, WeekHours | SeenStrengthRow):
        return str(value)
    if isinstance(value, tuple):
        return ", ".join(_show(one) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {one}" for key, one in value.items())
    return "" if value is None else str(value)


def _list_named(row: Row) -> Iterable[tuple[str, ConceptKind, str]]:
    """List the column, kind and name of every concept a row speaks of."""
    if type(row) in CAMPUS_WRITERS:
        return
    kinds = {
        "occupation": ConceptKind.OCCUPATION,
        "experience": ConceptKind.OCCUPATION,
        "wishes": ConceptKind.OCCUPATION,
        "skills": ConceptKind.SKILL,
        "required_skills": ConceptKind.SKILL,
        "nice_skills": ConceptKind.SKILL,
        "teaches": ConceptKind.SKILL,
        "requires": ConceptKind.SKILL,
    }
    for column, kind in kinds.items():
        value = getattr(row, column, None) or ()
        for one in (value,) if isinstance(value, str) else value:
            yield column, kind, one.concept if isinstance(one, LevelledSkill) else str(one)


def _resolve(session: Session, file: FileRows) -> Names:
    """Find the concept of every name, or refuse with the nearest name of each unknown one."""
    named = {(kind, name) for row in file.rows for _, kind, name in _list_named(row)}
    names: dict[tuple[ConceptKind, str], str] = {}
    uris = concepts.list_uris(session) if any(":" in name for _, name in named) else frozenset()
    for kind in (ConceptKind.OCCUPATION, ConceptKind.SKILL):
        labels = [name for one, name in named if one is kind]
        found = concepts.resolve_labels(session, labels, kind=kind)
        for label in labels:
            uri = label if label in uris else found.get(normalise_label(label))
            if uri is not None:
                names[kind, label] = uri
    unknown = named - names.keys()
    if unknown:
        hints = {one: _find_hint(session, *one) for one in unknown}
        raise ImportRejected(
            [
                _describe_unknown(number, file.headers[column], name, hints[kind, name])
                for number, row in zip(file.numbers, file.rows, strict=True)
                for column, kind, name in _list_named(row)
                if (kind, name) in unknown
            ]
        )
    return names


def _find_hint(session: Session, kind: ConceptKind, name: str) -> str:
    """Find the known label most like a name, among those that begin or sound alike."""
    found = concepts.find_concepts(session, name[:3], kind=kind, limit=200)
    labels = {label.casefold(): label for one in found for label in (one.label_da, one.label_en)}
    near = get_close_matches(name.casefold(), [one for one in labels if one], n=1, cutoff=0.7)
    return labels[near[0]] if near else ""


def _describe_unknown(number: int, column: str, name: str, hint: str) -> RowError:
    return RowError(
        number,
        column,
        name,
        "betegnelsen er ikke kendt",
        "the name is not known",
        f"Mente du “{hint}”? Ellers søg under Fag og kompetencer"
        if hint
        else "Søg den rette betegnelse under Fag og kompetencer",
        f"Did you mean “{hint}”? Else search under Occupations and skills"
        if hint
        else "Search the right name under Occupations and skills",
    )


def _list_known(session: Session, rows: Sequence[Row]) -> set[str]:
    """List the references of the rows that are in the database already."""
    if not rows:
        return set()
    first = rows[0]
    if type(first) in CAMPUS_WRITERS:
        known = set(list_campus_known(session, type(first)))
    elif isinstance(first, CandidateRow):
        known = set(people.list_references(session))
    elif isinstance(first, OpeningRow):
        known = {one.reference for one in openings.list_openings(session)}
    elif isinstance(first, OrganisationRow):
        known = {one.reference for one in organisations.list_organisations(session)}
    elif isinstance(first, TraitsRow):
        known = set(traits.list_described(session))
    else:
        known = {one.code for one in courses.list_courses(session)}
    return known & {_get_key(row) for row in rows}


def _get_key(row: Row) -> str:
    if isinstance(row, OrganisationRow):
        return row.cvr
    return row.code if isinstance(row, CourseRow | ProgrammeRow) else row.reference


def _build_skills(skills: Iterable[LevelledSkill], names: Names) -> tuple[SkillLevel, ...]:
    best: dict[str, int] = {}
    for one in skills:
        uri = names[ConceptKind.SKILL, one.concept]
        best[uri] = max(one.level, best.get(uri, 0))
    return tuple(SkillLevel(uri, level) for uri, level in best.items())


def _write_candidates(session: Session, rows: Sequence[CandidateRow], names: Names) -> None:
    people.add_candidates(session, [_build_candidate(row, names) for row in rows])


def _build_candidate(row: CandidateRow, names: Names) -> Candidate:
    experience = {
        names[ConceptKind.OCCUPATION, name]: months for name, months in row.experience.items()
    }
    if row.occupation:
        experience.setdefault(names[ConceptKind.OCCUPATION, row.occupation], 0)
    return Candidate(
        reference=row.reference,
        birth_year=row.birth_year,
        postcode=row.postcode,
        benefit_group=BenefitGroup[row.benefit_group.upper()] if row.benefit_group else None,
        unemployed_since=row.unemployed_since,
        education_level=EducationLevel[row.education_level.upper()]
        if row.education_level
        else None,
        education_field=row.education_field,
        education_last_used=row.education_last_used,
        experience=experience,
        weekly_hours=row.weekly_hours,
        available_from=row.available_from,
        work_times=frozenset(WorkTime[one.upper()] for one in row.work_times),
        travel_limit_minutes=row.travel_limit_minutes,
        has_car=row.has_car,
        wishes=frozenset(names[ConceptKind.OCCUPATION, one] for one in row.wishes),
        skills=_build_skills(row.skills, names),
        languages=dict(row.languages),
        licences=frozenset(row.licences),
        shown_to_companies=row.shown_to_companies,
    )


def _check_known(session: Session, file: FileRows) -> None:
    """Refuse openings of companies, and traits of people, that are not there."""
    faults: list[RowError] = []
    if any(isinstance(row, OpeningRow) for row in file.rows):
        companies = {one.reference for one in organisations.list_organisations(session)}
        faults += _list_strangers(file, "organisation", companies, COMPANY_UNKNOWN)
    if any(isinstance(row, TraitsRow) for row in file.rows):
        persons = people.list_references(session)
        faults += _list_strangers(file, "reference", persons, PERSON_UNKNOWN)
    faults += find_campus_faults(session, file)
    if faults:
        raise ImportRejected(faults)


COMPANY_UNKNOWN = (
    "virksomheden er ikke kendt",
    "the company is not known",
    "Indlæs virksomheden først, med samme CVR-nummer",
    "Import the company first, with the same CVR number",
)
PERSON_UNKNOWN = (
    "kandidaten er ikke kendt",
    "the candidate is not known",
    "Indlæs kandidaten først, med samme reference",
    "Import the candidate first, with the same reference",
)


def _list_strangers(
    file: FileRows, field: str, known: Collection[str], words: tuple[str, str, str, str]
) -> list[RowError]:
    return [
        RowError(number, file.headers[field], getattr(row, field), *words)
        for number, row in zip(file.numbers, file.rows, strict=True)
        if getattr(row, field) and getattr(row, field) not in known
    ]


def _write_openings(session: Session, rows: Sequence[OpeningRow], names: Names) -> None:
    openings.add_openings(session, [_build_opening(row, names) for row in rows])


def _build_opening(row: OpeningRow, names: Names) -> Opening:
    return Opening(
        reference=row.reference,
        kind=OpeningKind[row.kind.upper()],
        title=row.title,
        postcode=row.postcode,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        occupation=names[ConceptKind.OCCUPATION, row.occupation] if row.occupation else None,
        organisation=row.organisation or "",
        positions=row.positions,
        weekly_hours=row.weekly_hours,
        work_times=frozenset(WorkTime[one.upper()] for one in row.work_times),
        required_skills=_build_skills(row.required_skills, names),
        nice_skills=_build_skills(row.nice_skills, names),
        languages=dict(row.languages),
        licences=frozenset(row.licences),
        tags=frozenset(Tag[one.upper()] for one in row.tags),
        parameters=dict(row.parameters),
    )


def _write_organisations(session: Session, rows: Sequence[OrganisationRow], names: Names) -> None:
    organisations.add_organisations(
        session,
        [
            Organisation(
                reference=row.cvr,
                name=row.name,
                p_number=row.p_number or "",
                postcode=row.postcode or "",
                business_area=row.business_area or "",
                db07=row.db07 or "",
                employees=row.employees,
            )
            for row in rows
        ],
    )


def _write_courses(session: Session, rows: Sequence[CourseRow], names: Names) -> None:
    courses.add_courses(
        session,
        [
            Course(
                code=row.code,
                kind=row.kind,
                title_da=row.title_da,
                title_en=row.title_en or row.title_da,
                provider=row.provider,
                days=row.days,
                price_dkk=row.price_dkk,
                postcode=row.postcode,
                teaches=_build_skills(row.teaches, names),
                requires=_build_skills(row.requires, names),
                starts=_build_starts(row),
                hours_a_day=row.hours_a_day,
                weekdays=row.weekdays,
                languages=dict(row.languages),
            )
            for row in rows
        ],
    )


def _build_starts(row: CourseRow) -> tuple[CourseStart, ...]:
    """Pair each start with what is told of it; a list left out tells nothing of any."""
    told = (row.ends or (None,) * len(row.starts), row.sign_up_by or (None,) * len(row.starts))
    seats = row.seats or (None,) * len(row.starts)
    return tuple(CourseStart(*one) for one in zip(row.starts, *told, seats, strict=True))


def _write_traits(session: Session, rows: Sequence[TraitsRow], names: Names) -> None:
    traits.add_traits(
        session,
        [
            Traits(
                row.reference,
                sex=Sex[row.sex.upper()] if row.sex else None,
                origin=Origin[row.origin.upper()] if row.origin else None,
            )
            for row in rows
        ],
    )


WRITERS: Mapping[type[Row], Callable[[Session, Any, Names], None]] = {
    CandidateRow: _write_candidates,
    OpeningRow: _write_openings,
    OrganisationRow: _write_organisations,
    CourseRow: _write_courses,
    TraitsRow: _write_traits,
}
