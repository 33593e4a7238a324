"""What may pay for a rotation on its dates, side by side: verdict, amount, where and by when.

While the benefit existed it is the one way; after it ended it is told with the reason, and the
lawful ways instead stand beside it (DOMAIN section 12).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial

from data_schemas.parameters import Parameter, Parameters, read_parameters
from matcher.planning.compensation import (
    Claim,
    Rate,
    claim_months,
    read_rate,
    total_amount,
)
from matcher.rules import SCHEMES
from matcher.rules.jobrotation import hourly_benefit
from matcher.rules.voksenlaerling import hourly_subsidy
from matcher.services.rotating.alternatives import (
    claim_svu,
    claim_veu,
    claim_wage_subsidy,
    judge_svu,
    judge_veu,
    judge_wage_subsidy,
)
from matcher.services.rotating.hours import claim_absence, claim_substitution, count_paid_days
from matcher.services.rotating.judging import (
    Judged,
    build_opening,
    has_benefit,
    judge_case,
    judge_substitute,
)
from matcher.services.rotating.papers import Deadline, find_deadline, read_law
from matcher.store.rotations import RotationCase
from matcher.vocabulary import (
    Answer,
    Candidate,
    Finding,
    Funding,
    OpeningKind,
    Verdict,
    combine_answers,
)

People = Mapping[str, Candidate]


@dataclass(frozen=True)
class Way:
    """Where a funding is applied for, who pays, and where that stands."""

    apply_at: str
    paid_by: str
    source: str


@dataclass(frozen=True)
class FundingOption:
    """One way to pay for the rotation, with what the law says, what it gives and what it takes.

    ``claims`` are the amounts as the case stands, ``potential`` what full cover would give.
    """

    funding: Funding
    judged: tuple[Judged, ...]
    claims: tuple[Claim, ...] = ()
    potential: Decimal | None = None
    way: Way | None = None
    deadline: Deadline | None = None
    note_da: str = ""
    note_en: str = ""

    @property
    def answer(self) -> Answer:
        """What all that was judged adds up to; where only some are refused, it is open."""
        whole = combine_answers(one.verdict.answer for one in self.judged if not one.who)
        sides = {one.verdict.answer for one in self.judged if one.who}
        if whole is Answer.NOT_ELIGIBLE or not sides:
            return whole
        return combine_answers({whole, *sides}) if len(sides) == 1 else Answer.NEEDS

    @property
    def total(self) -> Decimal | None:
        """The amount as the case stands; None where a rate is not known or nothing is covered."""
        return total_amount(self.claims)


def list_fundings(
    case: RotationCase, people: People, *, law: Parameters | None = None
) -> tuple[FundingOption, ...]:
    """List the ways to pay for a case's dates; none while nobody has a course.

    Parameters
    ----------
    case : RotationCase
        Its first day of training decides what is lawful.
    people : mapping
        The case's substitutes, by reference, as far as their data is there.
    law : Parameters, optional
        The municipality's own data, if another than the file's.
    """
    if case.starts_on is None:
        return ()
    benefit = _build_benefit(case, people, case.starts_on)
    if has_benefit(case.starts_on):
        return (benefit,)
    others = (build(case, people, case.starts_on) for build in ALTERNATIVES)
    return (benefit, *others, _build_municipal(case, case.starts_on, law=law))


def explain_end(day: date) -> Parameter | None:
    """Give what ended the benefit, if it had ended on a day."""
    return None if has_benefit(day) else read_parameters("jobrotation").value("new_grants", on=day)


def _build_benefit(case: RotationCase, people: People, on: date) -> FundingOption:
    sides = (judge_substitute(case, one) for one in people.values())
    judged = (*judge_case(case), *(one for one in sides if one and one.verdict.findings))
    if any(_has_ended(one.verdict) for one in judged):
        return FundingOption(Funding.BENEFIT, judged[:1])

    def rate_on(day: date) -> Rate | None:
        return read_rate(hourly_benefit(day))

    return FundingOption(
        Funding.BENEFIT,
        judged,
        claim_months(count_paid_days(case), rate_on=rate_on),
        total_amount(claim_absence(case.trainings, rate_on=rate_on)),
        _read_way(on, Funding.BENEFIT),
        find_deadline(case, Funding.BENEFIT),
        "Til arbejdsgiveren for hver time, en ansat er på kursus, mens en vikar er ansat (JR-11).",
        "To the employer for each hour an employee trains while a substitute is employed (JR-11).",
    )


def _build_training_at_hiring(case: RotationCase, people: People, on: date) -> FundingOption:
    finding = _find(
        on,
        "OK-00",
        Answer.NEEDS,
        "Mangler: hvilken oplæring vikaren skal have ud over det sædvanlige, og tilbud på den. "
        "Kommunen afgør, om og hvor meget den dækker.",
        "Needs: which training the substitute is to have beyond the usual, and a quote for it. "
        "The municipality decides whether and how much it covers.",
    )
    return FundingOption(
        Funding.OPKVALIFICERING,
        (Judged("", Verdict("opkvalificering", (finding,))),),
        way=_read_way(on, Funding.OPKVALIFICERING),
        deadline=find_deadline(case, Funding.OPKVALIFICERING),
        note_da="Til arbejdsgiverens udgift til oplæring af en nyansat ledig; ingen fast sats.",
        note_en="Towards the employer's cost of training a newly hired unemployed; no fixed rate.",
    )


def _build_apprenticeship(case: RotationCase, people: People, on: date) -> FundingOption:
    first = case.trainings[0]
    employee = next(one for one in case.employees if one.reference == first.employee)
    slot = build_opening(case, employee, first)
    opening = replace(slot, kind=OpeningKind.VOKSENLAERLING)
    scheme = SCHEMES["voksenlaerling"]
    judged = tuple(Judged(who, scheme.judge(one, opening)) for who, one in people.items())
    claims: tuple[Claim, ...] = ()
    for who, one in people.items():
        rate_on = _rate_of(partial(_read_subsidy, one))
        claims += claim_substitution(case, frozenset({who}), rate_on=rate_on)
    return FundingOption(
        Funding.VOKSENLAERLING,
        judged or (_ask_for_substitutes(on, "voksenlaerling"),),
        claims,
        way=_read_way(on, Funding.VOKSENLAERLING),
        deadline=find_deadline(case, Funding.VOKSENLAERLING),
        note_da="Hvis vikaren ansættes som voksenlærling: for timer i oplæring på arbejdspladsen.",
        note_en="If the substitute is hired as an adult apprentice: for hours in training at work.",
    )


def _build_municipal(case: RotationCase, on: date, *, law: Parameters | None) -> FundingOption:
    own = law or read_parameters("rotation")
    offered = own.value("municipal_offered", on=on)
    is_offered = bool(offered and offered.value)
    finding = _find(
        on,
        "KO-00",
        Answer.ELIGIBLE if is_offered else Answer.NOT_ELIGIBLE,
        "Kommunen har en egen ordning på denne dato."
        if is_offered
        else "Kommunen har ingen egen ordning på denne dato.",
        "The municipality has a scheme of its own on this date."
        if is_offered
        else "The municipality has no scheme of its own on this date.",
        held=offered,
    )

    def read(day: date) -> Parameter | None:
        known = "municipal_hourly_dkk" in own.periods
        return own.value("municipal_hourly_dkk", on=day) if known else None

    return FundingOption(
        Funding.KOMMUNAL,
        (Judged("", Verdict("kommunal", (finding,))),),
        claim_months(count_paid_days(case), rate_on=_rate_of(read)) if is_offered else (),
        total_amount(claim_absence(case.trainings, rate_on=_rate_of(read))) if is_offered else None,
        _read_way(on, Funding.KOMMUNAL),
        find_deadline(case, Funding.KOMMUNAL) if is_offered else None,
        "Bestemmes af kommunen og indtastes med dato og kilde.",
        "Set by the municipality and entered with date and source.",
    )


def _build_veu(case: RotationCase, people: People, on: date) -> FundingOption:
    sides = judge_veu(case)
    return FundingOption(
        Funding.VEU,
        tuple(one for _, one in sides),
        claim_veu(sides),
        way=_read_way(on, Funding.VEU),
        deadline=find_deadline(case, Funding.VEU),
        note_da="Til arbejdsgiveren, som betaler løn under kurset; vikaren har et almindeligt, "
        "tidsbegrænset job. Kun for ansatte og kurser, som ikke er afvist.",
        note_en="To the employer, who pays wages during the course; the substitute has an ordinary "
        "temporary job. Only for employees and courses that are not refused.",
    )


def _build_svu(case: RotationCase, people: People, on: date) -> FundingOption:
    sides = judge_svu(case)
    return FundingOption(
        Funding.SVU,
        tuple(one for _, one in sides),
        claim_svu(sides),
        way=_read_way(on, Funding.SVU),
        deadline=find_deadline(case, Funding.SVU),
        note_da="For almen eller videregående voksenuddannelse; vikaren har et almindeligt, "
        "tidsbegrænset job. Kun for ansatte og kurser, som ikke er afvist.",
        note_en="For general or higher adult education; the substitute has an ordinary temporary "
        "job. Only for employees and courses that are not refused.",
    )


def _build_wage_subsidy(case: RotationCase, people: People, on: date) -> FundingOption:
    judged = judge_wage_subsidy(case, people)
    return FundingOption(
        Funding.LOENTILSKUD,
        judged or (_ask_for_substitutes(on, "loentilskud"),),
        claim_wage_subsidy(case, judged),
        way=_read_way(on, Funding.LOENTILSKUD),
        deadline=find_deadline(case, Funding.LOENTILSKUD),
        note_da="Til en privat arbejdsgiver for vikarens timer, før loftet på halvdelen af "
        "lønudgiften, som ikke er kendt her.",
        note_en="To a private employer for the substitute's hours, before the ceiling of half the "
        "wage costs, which are not known here.",
    )


ALTERNATIVES: tuple[Callable[[RotationCase, People, date], FundingOption], ...] = (
    _build_veu,
    _build_svu,
    _build_wage_subsidy,
    _build_training_at_hiring,
    _build_apprenticeship,
)
"""The lawful ways beside the municipality's own, in the order they are shown."""


def _read_subsidy(candidate: Candidate, day: date) -> Parameter | None:
    return hourly_subsidy(candidate, on=day)


def _rate_of(read: Callable[[date], Parameter | None]) -> Callable[[date], Rate | None]:
    return lambda day: read_rate(read(day))


def _has_ended(verdict: Verdict) -> bool:
    return any(
        one.rule == "JR-00" and one.answer is Answer.NOT_ELIGIBLE for one in verdict.findings
    )


def leave_to_municipality(option: FundingOption) -> Judged:
    """Give what a company is told where people were judged: nothing of them."""
    old = option.judged[0].verdict
    finding = replace(
        old.findings[0],
        rule="",
        answer=Answer.NEEDS,
        reason_da="Kommunen vurderer vikarerne.",
        reason_en="The municipality judges the substitutes.",
        parameter="",
        facts={},
        value=None,
    )
    return Judged("", Verdict(old.scheme, (finding,)))


def _ask_for_substitutes(on: date, scheme: str) -> Judged:
    finding = _find(
        on, "", Answer.NEEDS, "Mangler: en vikar at vurdere", "Needs: a substitute to judge"
    )
    return Judged("", Verdict(scheme, (finding,)))


def _find(
    on: date,
    rule: str,
    answer: Answer,
    da: str,
    en: str,
    *,
    held: Parameter | None = None,
) -> Finding:
    return Finding(
        rule=rule,
        answer=answer,
        reason_da=da,
        reason_en=en,
        parameter="municipal_offered" if held else "",
        tested_on=on,
        source=held.source if held else read_parameters("rotation").law,
        confidence=held.confidence if held else "C",
    )


def _read_way(on: date, funding: Funding) -> Way | None:
    held = read_law(funding, "apply", on=on)
    if held is None:
        return None
    apply_at, paid_by = held.names
    return Way(apply_at, paid_by, held.source)
