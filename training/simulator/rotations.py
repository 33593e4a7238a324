"""Two jobrotation cases of the demo: one of 2025 with the benefit, one ahead without it.

Both go through the services, each step at its own time, so that nothing is there that a consultant
could not have done.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from matcher.services.rotating.cases import Draft, open_case, state_case
from matcher.services.rotating.people import (
    put_employee,
    put_substitute,
    put_training,
    receive_document,
)
from matcher.services.rotating.planning import adopt_plan
from matcher.services.rotating.progress import take_step
from matcher.store import Session, openings
from matcher.store.rotations import Employee, Substitute, Training
from matcher.vocabulary import (
    Account,
    BenefitGroup,
    Candidate,
    EducationLevel,
    Funding,
    RotationDocument,
    RotationStatus,
)

OCCUPATION = "lagermedarbejder"
FULL_DAY = Decimal("7.4")
FULL_WEEK = Decimal(37)
MONTHS_OUT = timedelta(days=200)


@dataclass(frozen=True)
class Away:
    """One employee with one course."""

    name: str
    level: EducationLevel
    birth_year: int
    hired_on: date
    title: str
    provider: str
    starts_on: date
    days: int
    other_starts: tuple[date, ...] = ()


def add_rotations(
    session: Session,
    organisation: str,
    candidates: Sequence[Candidate],
    *,
    viewer: Account,
    today: date,
) -> None:
    """Add the two cases for a company.

    Parameters
    ----------
    session : Session
        An open session; the caller commits.
    organisation : str
        The company both belong to.
    candidates : sequence of Candidate
        Those the substitutes are taken from.
    viewer : Account
        The consultant who keeps the cases.
    today : date
        The second case begins six weeks after it.
    """
    _add_past_case(session, organisation, candidates, viewer=viewer)
    _add_coming_case(session, organisation, candidates, viewer=viewer, today=today)


def _add_past_case(
    session: Session, organisation: str, candidates: Sequence[Candidate], *, viewer: Account
) -> None:
    first, last = date(2025, 4, 7), date(2025, 5, 16)
    staff = [
        Away(
            "AH",
            EducationLevel.GRUNDSKOLE,
            1984,
            date(2019, 8, 1),
            "Gaffeltruckcertifikat B",
            "TEC",
            first,
            9,
        ),
        Away(
            "MK",
            EducationLevel.EUD,
            1991,
            date(2022, 3, 1),
            "Lagerstyring med it",
            "TEC",
            date(2025, 4, 22),
            11,
        ),
        Away(
            "SØ",
            EducationLevel.GYMNASIAL,
            1996,
            date(2023, 11, 1),
            "Lager: varemodtagelse og forsendelse",
            "TEC",
            date(2025, 4, 28),
            12,
            (date(2025, 5, 5),),
        ),
    ]
    draft = Draft(
        organisation, "Truckcertifikat og lagerstyring, forår 2025", OCCUPATION, first, last
    )
    case = open_case(session, draft, viewer=viewer, now=_at(date(2025, 2, 10)))
    _send_away(session, case.reference, staff, viewer=viewer)
    _state(session, case.reference, Funding.BENEFIT, viewer=viewer)
    for one in _choose(session, case.opening, candidates, by=first)[:2]:
        _take_in(session, case.reference, one, viewer=viewer, on=date(2025, 2, 24))
    adopt_plan(session, case.reference, viewer=viewer)
    step = _stepper(session, case.reference, viewer)
    step(RotationStatus.APPLIED, date(2025, 3, 3), "Søgt i VITAS sammen med virksomheden")
    for kind in (
        RotationDocument.PRODUCTION_UNIT,
        RotationDocument.EMPLOYEES,
        RotationDocument.COURSE_PLAN,
        RotationDocument.CONTRACT,
    ):
        day = date(2025, 3, 12)
        receive_document(session, case.reference, kind, received_on=day, viewer=viewer, today=day)
    step(RotationStatus.APPROVED, date(2025, 3, 17), "")
    step(RotationStatus.RUNNING, first, "")
    day = date(2025, 6, 2)
    receive_document(
        session,
        case.reference,
        RotationDocument.PAYSLIPS,
        received_on=day,
        viewer=viewer,
        today=day,
        note="April og maj",
    )
    step(RotationStatus.CLOSED, date(2025, 6, 3), "Udbetalt for april og maj")


def _add_coming_case(
    session: Session,
    organisation: str,
    candidates: Sequence[Candidate],
    *,
    viewer: Account,
    today: date,
) -> None:
    first = today + timedelta(days=42 - today.weekday())
    week = timedelta(weeks=1)
    staff = [
        Away(
            "AH",
            EducationLevel.GRUNDSKOLE,
            1984,
            date(2019, 8, 1),
            "Logistik og lean på lageret",
            "UCplus",
            first,
            12,
        ),
        Away(
            "JP",
            EducationLevel.EUD,
            1978,
            date(2015, 5, 1),
            "Lastsikring og stuvning af gods",
            "UCplus",
            first,
            12,
            (first + 2 * week,),
        ),
        Away(
            "LB",
            EducationLevel.MVU,
            1989,
            date(2024, 2, 1),
            "Lagerstyring med it",
            "TEC",
            first + week,
            12,
            (first + 4 * week,),
        ),
    ]
    draft = Draft(
        organisation,
        "Lean og sikkerhed på lageret",
        OCCUPATION,
        first,
        first + 7 * week,
    )
    case = open_case(session, draft, viewer=viewer, now=_at(today - week))
    _send_away(session, case.reference, staff, viewer=viewer)
    for one in _choose(session, case.opening, candidates, by=first)[2:5]:
        _take_in(session, case.reference, one, viewer=viewer, on=today)


def _send_away(session: Session, case: str, staff: Sequence[Away], *, viewer: Account) -> None:
    for number, one in enumerate(staff, 1):
        employee = Employee(
            "",
            FULL_WEEK,
            name=one.name,
            birth_year=one.birth_year,
            education_level=one.level,
            education_last_used=one.hired_on.year,
            hired_on=one.hired_on,
        )
        put_employee(session, case, employee, viewer=viewer)
        training = Training(
            f"M{number}",
            0,
            one.title,
            "amu",
            one.provider,
            one.starts_on,
            one.starts_on + timedelta(days=one.days - 1),
            FULL_DAY,
            other_starts=one.other_starts,
        )
        put_training(session, case, training, viewer=viewer)


def _state(session: Session, case: str, funding: Funding, *, viewer: Account) -> None:
    state_case(
        session,
        case,
        viewer=viewer,
        funding=funding,
        usual_pay=True,
        agreement_pay=True,
        same_function=True,
        other_support=False,
    )


def _choose(
    session: Session, opening: str, candidates: Sequence[Candidate], *, by: date
) -> list[Candidate]:
    """Choose who was out of work long enough by a day, the best skilled first."""
    slot = openings.get_opening(session, opening)
    asked = {skill.concept for skill in slot.required_skills}
    out = [
        one
        for one in candidates
        if one.benefit_group in {BenefitGroup.DAGPENGE, BenefitGroup.JOBPARAT}
        and one.unemployed_since is not None
        and one.unemployed_since <= by - MONTHS_OUT
        and one.weekly_hours >= FULL_WEEK
    ]
    return sorted(
        out,
        key=lambda one: (
            slot.occupation not in one.experience,
            -len(asked & {skill.concept for skill in one.skills}),
            one.reference,
        ),
    )


def _take_in(session: Session, case: str, one: Candidate, *, viewer: Account, on: date) -> None:
    substitute = Substitute(one.reference, Decimal(str(one.weekly_hours)))
    put_substitute(session, case, substitute, viewer=viewer, now=_at(on))


def _stepper(
    session: Session, case: str, viewer: Account
) -> Callable[[RotationStatus, date, str], None]:
    def step(status: RotationStatus, day: date, reason: str) -> None:
        take_step(
            session, case, status, happened_on=day, reason=reason, viewer=viewer, now=_at(day)
        )

    return step


def _at(day: date) -> datetime:
    return datetime.combine(day, time(10), UTC)
