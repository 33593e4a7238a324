"""Cases opened, found, read and guarded."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from matcher.errors import N_, Conflict, InvalidInput, NotAllowed, NotFound
from matcher.services.rotating.judging import state_terms
from matcher.store import Session, audit, concepts, openings, organisations, rotations
from matcher.store.organisations import Organisation
from matcher.store.paging import Page
from matcher.store.rotations import RotationCase, RotationEvent
from matcher.vocabulary import (
    Account,
    ConceptKind,
    EducationLevel,
    Funding,
    Opening,
    OpeningKind,
    Role,
)
from matcher.vocabulary import RotationStatus as Status

Part = Literal["people", "substitutes", "case"]
LONGEST_TITLE = 200


@dataclass(frozen=True)
class Draft:
    """What a case begins with: a company, and a job to be covered between two days.

    ``opening`` names a jobrotation opening that is there already; without it one is made.
    """

    organisation: str
    title: str
    occupation: str
    starts_on: date
    ends_on: date
    weekly_hours: Decimal = Decimal(37)
    opening: str = ""


def open_case(session: Session, draft: Draft, *, viewer: Account, now: datetime) -> RotationCase:
    """Open a case, with the opening that its substitutes are found for.

    Raises
    ------
    NotAllowed
        If the viewer is not staff.
    NotFound
        If the company or the opening named is not there.
    InvalidInput
        If a field will not do.
    """
    if not is_staff(viewer):
        raise NotAllowed
    organisation = organisations.get_organisation(session, draft.organisation)
    _check(draft)
    reference = _next_reference(session, now.year)
    opening = (
        _find_opening(session, draft)
        if draft.opening
        else _build_opening(session, draft, reference)
    )
    if not draft.opening:
        openings.add_openings(session, [replace(opening, postcode=_postcode(organisation))])
    case = RotationCase(
        reference=reference,
        organisation=organisation.reference,
        opening=opening.reference,
        title=draft.title.strip() or opening.title,
        opened_by=viewer.email,
        opened_at=now,
    )
    rotations.add_case(session, case)
    event = RotationEvent(Status.IDEA, now.date(), viewer.email, now)
    rotations.add_event(session, reference, event)
    return rotations.get_case(session, reference)


def search_cases(
    session: Session,
    *,
    viewer: Account,
    now: datetime,
    status: Status | None = None,
    limit: int = 25,
    offset: int = 0,
) -> Page[RotationCase]:
    """Find the cases somebody may see, the newest first; the reading is audited."""
    own = None if is_staff(viewer) else viewer.organisation or ""
    audit.add_read(session, actor=viewer.email, noun="rotations", key="", why="search", at=now)
    return rotations.find_cases(
        session, organisation=own, status=status, limit=limit, offset=offset
    )


def read_case(
    session: Session, reference: str, *, viewer: Account, now: datetime, why: str = "page"
) -> RotationCase:
    """Read a case; the reading is audited, for it tells of employees and substitutes.

    Raises
    ------
    NotFound
        If there is none, or it is another company's, which is not told apart.
    """
    case = rotations.get_case(session, reference)
    _refuse_stranger(case, viewer)
    audit.add_read(session, actor=viewer.email, noun="rotation", key=reference, why=why, at=now)
    return case


def get_editable(session: Session, reference: str, *, viewer: Account, part: Part) -> RotationCase:
    """Get a case to change a part of it, and keep others from changing it meanwhile.

    Raises
    ------
    NotFound
        If there is none, or it is another company's.
    NotAllowed
        If the viewer may see the case and not change this part of it.
    Conflict
        If the case is closed.
    """
    case = rotations.get_case(session, reference, changing=True)
    _refuse_stranger(case, viewer)
    if not may_edit(case, viewer, part=part):
        if case.status is Status.CLOSED:
            raise Conflict(N_("The case is closed and can no longer be changed"))
        raise NotAllowed
    return case


def may_edit(case: RotationCase, viewer: Account, *, part: Part) -> bool:
    """Tell whether somebody may change a part of a case as it stands."""
    if is_staff(viewer):
        return case.status is not Status.CLOSED
    return part == "people" and case.status is Status.IDEA


def is_staff(viewer: Account) -> bool:
    """Tell whether somebody sees every case."""
    return viewer.role in {Role.CONSULTANT, Role.ADMIN}


def state_case(
    session: Session,
    reference: str,
    *,
    viewer: Account,
    funding: Funding | None,
    usual_pay: bool | None,
    agreement_pay: bool | None,
    same_function: bool | None,
    other_support: bool | None,
) -> RotationCase:
    """State what the law asks of the case as a whole, and what is to pay for it."""
    get_editable(session, reference, viewer=viewer, part="case")
    rotations.update_case(
        session,
        reference,
        funding=funding,
        usual_pay=usual_pay,
        agreement_pay=agreement_pay,
        same_function=same_function,
        other_support=other_support,
    )
    return refresh_opening(session, reference)


def refresh_opening(session: Session, reference: str) -> RotationCase:
    """Bring the opening in step with its case, so that the ranker judges for the right days."""
    case = rotations.get_case(session, reference)
    opening = openings.get_opening(session, case.opening)
    changed = replace(
        opening,
        starts_on=case.starts_on or opening.starts_on,
        ends_on=case.ends_on or opening.ends_on,
        weekly_hours=float(max((one.weekly_hours for one in case.trainings), default=0))
        or opening.weekly_hours,
        parameters=state_terms(case, *_strictest(case)),
    )
    if changed != opening:
        openings.add_openings(session, [changed])
    return case


def _strictest(case: RotationCase) -> tuple[rotations.Employee | None, rotations.Training | None]:
    """Choose the employee the law looks at hardest: the highest education, then the newest."""
    from_low = list(EducationLevel)
    ranked = sorted(
        (one for one in case.employees if one.trainings),
        key=lambda one: (
            one.education_level is None,
            from_low.index(one.education_level) if one.education_level else 0,
            one.hired_on or date.max,
        ),
    )
    return (ranked[-1], ranked[-1].trainings[0]) if ranked else (None, None)


def _refuse_stranger(case: RotationCase, viewer: Account) -> None:
    if not is_staff(viewer) and case.organisation != viewer.organisation:
        raise NotFound("rotation", case.reference)


def _check(draft: Draft) -> None:
    if not (draft.title.strip() or draft.opening):
        raise InvalidInput(
            "title", N_("the case has no title"), N_("Write what the case is about in a few words")
        )
    if len(draft.title) > LONGEST_TITLE:
        raise InvalidInput(
            "title",
            N_("the title is too long"),
            N_("Use at most %(longest)s characters"),
            longest=LONGEST_TITLE,
        )
    if draft.ends_on < draft.starts_on:
        raise InvalidInput(
            "ends_on", N_("the last day comes before the first"), N_("Give a later last day")
        )
    if not 0 < draft.weekly_hours <= 37:
        raise InvalidInput(
            "weekly_hours", N_("the hours a week are not possible"), N_("Give 1 to 37 hours")
        )


def _next_reference(session: Session, year: int) -> str:
    prefix = f"JR-{year}-"
    numbers = [int(one.removeprefix(prefix)) for one in rotations.list_references(session, prefix)]
    return f"{prefix}{max(numbers, default=0) + 1:03d}"


def _find_opening(session: Session, draft: Draft) -> Opening:
    opening = openings.get_opening(session, draft.opening)
    if opening.organisation != draft.organisation or opening.kind is not OpeningKind.JOBROTATION:
        raise InvalidInput(
            "opening",
            N_("%(reference)s is not a job rotation of this company"),
            N_("Choose another opening, or leave the field empty to have one made"),
            reference=draft.opening,
        )
    return opening


def _build_opening(session: Session, draft: Draft, reference: str) -> Opening:
    found = concepts.find_concepts(
        session, draft.occupation.strip(), kind=ConceptKind.OCCUPATION, limit=1
    )
    if not draft.occupation.strip() or not found:
        raise InvalidInput(
            "occupation",
            N_("no occupation is called %(name)s"),
            N_("Write an occupation such as lagermedarbejder"),
            name=draft.occupation.strip() or "–",
        )
    uri = found[0].uri
    skills = concepts.list_occupation_skills(session, uri)
    return Opening(
        reference=f"{reference}-V",
        kind=OpeningKind.JOBROTATION,
        title=draft.title.strip(),
        postcode="",
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        occupation=uri,
        organisation=draft.organisation,
        weekly_hours=float(draft.weekly_hours),
        required_skills=tuple(skill for skill, tie in skills if tie == "essential"),
        nice_skills=tuple(skill for skill, tie in skills if tie == "optional"),
    )


def _postcode(organisation: Organisation) -> str:
    return organisation.postcode or "2620"
