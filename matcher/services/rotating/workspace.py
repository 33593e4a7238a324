"""Everything a case's page, document and API tell, for whoever reads it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from data_schemas.parameters import Parameter
from matcher.errors import NotFound
from matcher.services.memory import Memory
from matcher.services.rotating.cases import is_staff, may_edit, read_case
from matcher.services.rotating.funding import (
    FundingOption,
    explain_end,
    leave_to_municipality,
    list_fundings,
)
from matcher.services.rotating.hours import Balance, balance_case
from matcher.services.rotating.judging import Judged, judge_case, judge_substitute
from matcher.services.rotating.papers import Deadline, Paper, find_deadline, list_papers
from matcher.services.rotating.progress import Step, list_steps
from matcher.services.suggesting import remember_shown, suggest_candidates
from matcher.store import Session, audit, people
from matcher.store.rotations import RotationCase
from matcher.vocabulary import Account, Candidate, Suggestions

SHOWN = 20


@dataclass(frozen=True)
class Workspace:
    """A case with what follows from it; a company's reader meets hidden substitutes by number."""

    case: RotationCase
    people: Mapping[str, Candidate]
    balance: Balance
    judged: tuple[Judged, ...]
    fundings: tuple[FundingOption, ...]
    papers: tuple[Paper, ...]
    deadline: Deadline | None
    steps: tuple[Step, ...]
    ended: Parameter | None
    may_edit_people: bool
    may_edit_case: bool

    @property
    def chosen(self) -> FundingOption | None:
        """The funding the case has chosen, with its verdict and amount."""
        return next((one for one in self.fundings if one.funding is self.case.funding), None)

    @property
    def missing(self) -> tuple[Paper, ...]:
        """The documents an application still lacks."""
        return tuple(one for one in self.papers if not (one.received or one.with_claim))


def read_workspace(
    session: Session, reference: str, *, viewer: Account, now: datetime, why: str = "page"
) -> Workspace:
    """Read a case with all that follows from it; each person read is audited.

    A company is told what it may know: of a substitute who has not agreed to be shown to
    companies only a number, and of no substitute what public support they live on.

    Raises
    ------
    NotFound
        If there is none, or it is another company's.
    """
    case = read_case(session, reference, viewer=viewer, now=now, why=why)
    found = _read_people(session, case, viewer=viewer, now=now)
    judged = (*judge_case(case), *_judge_substitutes(case, found))
    fundings = list_fundings(case, found)
    if not is_staff(viewer):
        case, judged, fundings = _tell_company(case, found, judged, fundings)
        found = {}
    return Workspace(
        case=case,
        people=found,
        balance=balance_case(case),
        judged=judged,
        fundings=fundings,
        papers=list_papers(case),
        deadline=find_deadline(case),
        steps=list_steps(case, today=now.date()) if is_staff(viewer) else (),
        ended=explain_end(case.starts_on) if case.starts_on else None,
        may_edit_people=may_edit(case, viewer, part="people"),
        may_edit_case=may_edit(case, viewer, part="case"),
    )


def suggest_substitutes(
    session: Session, case: RotationCase, *, memory: Memory, viewer: Account, now: datetime
) -> Suggestions:
    """Rank the candidates for a case's opening, the verdict beside; what is shown is logged."""
    found = suggest_candidates(session, case.opening, memory=memory, limit=SHOWN, today=now.date())
    remember_shown(session, found, direction="candidates", actor=viewer.email, now=now)
    return found


def _read_people(
    session: Session, case: RotationCase, *, viewer: Account, now: datetime
) -> dict[str, Candidate]:
    found = {}
    for one in case.substitutes:
        try:
            candidate = people.get_candidate(session, one.candidate)
        except NotFound:  # erased since; the case keeps the reference that leads nowhere
            continue
        found[one.candidate] = candidate
        audit.add_read(
            session,
            actor=viewer.email,
            noun="candidate",
            key=one.candidate,
            why=f"rotation {case.reference}",
            at=now,
        )
    return found


def _judge_substitutes(case: RotationCase, found: Mapping[str, Candidate]) -> tuple[Judged, ...]:
    sides = (judge_substitute(case, one) for one in found.values())
    return tuple(one for one in sides if one is not None and one.verdict.findings)


def _tell_company(
    case: RotationCase,
    found: Mapping[str, Candidate],
    judged: tuple[Judged, ...],
    fundings: tuple[FundingOption, ...],
) -> tuple[RotationCase, tuple[Judged, ...], tuple[FundingOption, ...]]:
    known = {one.candidate for one in case.substitutes}
    names = {
        one.candidate: one.candidate if _is_shown(found.get(one.candidate)) else f"#{i}"
        for i, one in enumerate(case.substitutes, 1)
    }
    told = replace(
        case,
        substitutes=tuple(replace(one, candidate=names[one.candidate]) for one in case.substitutes),
        assignments=tuple(replace(one, candidate=names[one.candidate]) for one in case.assignments),
    )

    def drop(some: tuple[Judged, ...]) -> tuple[Judged, ...]:
        return tuple(one for one in some if one.who not in known)

    options = (
        replace(one, judged=drop(one.judged) or (leave_to_municipality(one),)) for one in fundings
    )
    return told, drop(judged), tuple(options)


def _is_shown(candidate: Candidate | None) -> bool:
    return candidate is not None and candidate.shown_to_companies
