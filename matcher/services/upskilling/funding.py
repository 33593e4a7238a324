"""Who may pay for a course, under which rule, and how a path can be combined with work."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from matcher.pathways import PathStep
from matcher.rules import SCHEMES, regional_uddannelsespulje, seks_ugers_jobrettet, veu
from matcher.rules.courses import judge_course
from matcher.rules.money import Amount
from matcher.services.apprenticing import find_educations_for
from matcher.vocabulary import (
    Answer,
    BenefitGroup,
    Candidate,
    Finding,
    Opening,
    OpeningKind,
    Verdict,
)

APPRENTICE, ROTATION = str(OpeningKind.VOKSENLAERLING), str(OpeningKind.JOBROTATION)


@dataclass(frozen=True)
class Payer:
    """A scheme that pays or may pay, what is still open, and what it pays where that is known."""

    verdict: Verdict
    amount: Amount | None

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """What has to be clarified first."""
        return tuple(one for one in self.verdict.findings if one.answer is Answer.NEEDS)

    @property
    def told_by(self) -> Finding:
        """The finding whose source is shown: the first that is open, else the first."""
        return next(iter(self.open_findings or self.verdict.findings))


def list_payers(candidate: Candidate, step: PathStep) -> tuple[Payer, ...]:
    """List the schemes that pay for a course or the person meanwhile, the sure ones first."""
    verdicts = judge_course(
        candidate,
        starts_on=step.starts_on,
        ends_on=step.ends_on,
        facts={"course_days": step.days, "rkv_days": step.days},
    )
    wanted = {"rkv"} if step.is_assessment else _list_schemes(step)
    found = [
        Payer(verdict, _reckon(verdict.scheme, step))
        for verdict in verdicts
        if verdict.findings
        and verdict.scheme in wanted
        and verdict.answer is not Answer.NOT_ELIGIBLE
    ]
    return tuple(sorted(found, key=lambda one: one.verdict.answer is not Answer.ELIGIBLE))


def _list_schemes(step: PathStep) -> set[str]:
    """List the schemes named for a kind of course; FVU and OBU pay for their own only."""
    own = {"fvu": {"fvu"}, "obu": {"obu"}}
    return own.get(step.kind, {"seks_ugers_jobrettet", "regional_uddannelsespulje"}) | {
        "svu",
        "veu",
    }


def _reckon(scheme: str, step: PathStep) -> Amount | None:
    if scheme == regional_uddannelsespulje.NAME and step.price_dkk:
        return regional_uddannelsespulje.compute_share(step.price_dkk, on=step.starts_on)
    if scheme == veu.NAME:
        hours = min(Decimal(37), step.hours_a_day * min(Decimal(5), Decimal(str(step.days))))
        return veu.compute_weekly(hours, on=step.starts_on)
    return None


def judge_combinations(
    candidate: Candidate, occupation: str | None, steps: Sequence[PathStep]
) -> tuple[Payer, ...]:
    """Judge the schemes by which the way could be combined with work or benefits.

    Those that something forbids are left out; what is open is told as of any other payer.
    """
    starts_on = min((step.starts_on for step in steps), default=None)
    if starts_on is None:
        return ()
    found: list[Verdict] = []
    if occupation and find_educations_for(occupation):
        scheme = SCHEMES[APPRENTICE].about_person()
        place = Opening("", OpeningKind.VOKSENLAERLING, "", candidate.postcode, starts_on)
        found.append(scheme.judge(candidate, place))
    verdicts = judge_course(
        candidate,
        starts_on=starts_on,
        ends_on=max(step.ends_on for step in steps),
        facts={"course_days": sum(step.days for step in steps if not step.is_assessment)},
    )
    found += [one for one in verdicts if one.scheme == seks_ugers_jobrettet.NAME]
    return tuple(
        Payer(one, None) for one in found if one.findings and one.answer is not Answer.NOT_ELIGIBLE
    )


def list_combinations(candidate: Candidate, combined: Sequence[Payer]) -> tuple[str, ...]:
    """List the schemes of combinations by name; who is in a job may be covered for by jobrotation.

    The rules of jobrotation are about the substitute, so they say nothing of the one who learns.
    """
    names = [one.verdict.scheme for one in combined]
    rotates = candidate.benefit_group is BenefitGroup.I_JOB
    return (*names, ROTATION) if rotates else tuple(names)
