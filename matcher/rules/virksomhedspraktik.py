"""Virksomhedspraktik (LAB chapter 11): an unpaid placement in a company, kept on one's benefit.

What the rules read of `Opening.parameters`, beside the fields of the candidate and the opening:

``hard_to_place``
    Whether the municipality finds that the person only with difficulty gets an ordinary job or one
    with a wage subsidy.
``purpose_stated``, ``statement_given``, ``approved_on``
    Whether the agreement states the exact purpose; whether employer and employees' representative
    have made their written statement; the day the municipality approved.
``job_ready``
    For who is unemployed and supports themselves: whether they are ready for a job.
``extension_assessed``, ``further_extension_assessed``
    Whether the need for more than thirteen, and more than twenty-six weeks has been assessed.
``p_number``, ``ordinary_employees``, ``supported_employees``
    See `matcher.rules.proportion`.
``employed_here_now``
    Whether the person, on sickness benefit, is employed in the company.
``latest_employer``, ``replaces_ordinary_staff``
    Whether the company employed the person last; whether the placement does seasonal work or
    stands in for somebody.
"""

from datetime import date

from data_schemas.parameters import Parameter
from matcher.rules import proportion, target_groups
from matcher.rules.case import Case, Reason, needs, rule, yes
from matcher.rules.conditions import (
    approve,
    ask,
    avoid_latest_employer,
    belong,
    deny,
    find_last_day,
    judge_last_day,
    life_span,
    read_last_day,
)
from matcher.rules.scheme import Scheme
from matcher.rules.shared import judge_flag
from matcher.vocabulary import Answer, OpeningKind

NAME = "virksomhedspraktik"


@rule(
    "VP-02",
    "only_hard_to_place",
    facts=target_groups.FACTS,
    terms=("hard_to_place",),
    also=("education_aimed_groups", target_groups.LISTS),
    remedies={"hard_to_place": True},
)
def judge_need(case: Case, _: Parameter) -> Reason:
    """VP-02: only with difficulty gets a job otherwise, or is helped towards an education."""
    group = case.candidate.benefit_group
    aimed = target_groups.is_listed(case, "education_aimed_groups")
    if aimed:
        return yes(
            "Praktikken kan gives som led i en uddannelsesrettet indsats ({group}).",
            "The placement may be part of an effort aimed at education ({group}).",
            group=group,
        )
    if aimed is None and case.flag("hard_to_place") is False:
        return needs("ydelsesgruppe", "benefit group")
    return judge_flag(
        case,
        "hard_to_place",
        da="personen kun vanskeligt kan få job på normale vilkår eller med løntilskud",
        en="the person only with difficulty gets a job on usual terms or with a wage subsidy",
    )


def _latest_day(case: Case, weeks: Parameter) -> date:
    return find_last_day(case, weeks=weeks.months)


@rule(
    "VP-04",
    "short_weeks",
    facts=target_groups.FACTS,
    terms=("starts_on", "ends_on", "job_ready", "extension_assessed", "further_extension_assessed"),
    also=(
        "short_groups",
        "short_groups_if_ready",
        "long_weeks",
        "extended_weeks",
        target_groups.LISTS,
    ),
    remedies={
        "ends_on": _latest_day,
        "extension_assessed": True,
        "further_extension_assessed": True,
    },
)
def judge_length(case: Case, short: Parameter) -> Reason:
    """VP-04: no longer than the person's group may be placed."""
    end, latest = read_last_day(case), _latest_day(case, short)
    if end is None or end <= latest:
        return judge_last_day(case, latest)
    is_short = _is_short(case)
    if is_short is None:
        return needs(
            "ydelsesgruppe (af ledige selvforsørgende: om de er jobparate); det afgør, om "
            "praktikken højst må vare {weeks} uger, til den {latest}",
            "benefit group (of who supports themselves: whether ready for a job); it decides "
            "whether {weeks} weeks, until {latest}, are the most",
            weeks=short.months,
            latest=latest,
        )
    return judge_last_day(case, latest) if is_short else _judge_long(case, end)


def _is_short(case: Case) -> bool | None:
    if target_groups.is_listed(case, "short_groups_if_ready"):
        return case.flag("job_ready")
    return target_groups.is_listed(case, "short_groups")


def _judge_long(case: Case, end: date) -> Reason:
    weeks = [case.law.value(name, on=case.tested_on) for name in ("long_weeks", "extended_weeks")]
    latest = [_latest_day(case, held) for held in weeks if held is not None]
    if not latest or end <= latest[0]:
        return judge_last_day(case, latest[0] if latest else end)
    further = end > latest[-1]
    return judge_flag(
        case,
        "further_extension_assessed" if further else "extension_assessed",
        da="der er et helt særligt behov for en længere periode (højst 13 uger ad gangen)"
        if further
        else "behovet for op til 26 uger er konkret vurderet",
        en="the need for a longer period is quite special (13 weeks at a time at most)"
        if further
        else "the need for up to 26 weeks has been assessed",
    )


@rule(
    "VP-05",
    "ordinary_per_supported",
    facts=target_groups.FACTS,
    terms=(*proportion.TERMS, "employed_here_now"),
    also=(
        *proportion.ALSO,
        proportion.COUNTING,
        "proportion_exempt_groups",
        target_groups.LISTS,
    ),
)
def judge_proportion(case: Case, held: Parameter) -> Reason:
    """VP-05: the production unit has room, which the sick at their own workplace need not."""
    exempt = target_groups.is_listed(case, "proportion_exempt_groups")
    if exempt and case.flag("employed_here_now"):
        return yes(
            "Forholdstallet gælder ikke, når praktikken er på egen arbejdsplads ({group}).",
            "The proportion does not count at one's own workplace ({group}).",
            group=case.candidate.benefit_group,
        )
    reason = proportion.judge_proportion(case, held)
    may_be = exempt is not False and case.flag("employed_here_now") is not False
    if reason.answer is Answer.NOT_ELIGIBLE and may_be:
        return needs(
            "ydelsesgruppe, og om personen er sygemeldt fra virksomheden; ellers er der ikke plads "
            "efter forholdstallet",
            "benefit group, and whether the person is on sick leave from the company; otherwise "
            "the proportion leaves no room",
        )
    return reason


RULES = (
    life_span("Virksomhedspraktik", "Work placement", identifier="VP-00"),
    belong("VP-01"),
    judge_need,
    ask(
        "VP-03",
        "purpose_stated",
        "purpose_stated",
        da="aftalen angiver det præcise formål",
        en="the agreement states the exact purpose",
    ),
    judge_length,
    judge_proportion,
    ask(
        "VP-06",
        "statement_first",
        "statement_given",
        da="arbejdsgiver og tillidsrepræsentant har skriftligt tilkendegivet, om betingelserne er "
        "opfyldt",
        en="employer and employees' representative have stated in writing whether the conditions "
        "are met",
    ),
    avoid_latest_employer("VP-07"),
    deny(
        "VP-08",
        "replaces_nobody",
        "replaces_ordinary_staff",
        da="praktikken løser sæsonopgaver eller erstatter en ordinært ansat",
        en="the placement does seasonal work or replaces an ordinary employee",
    ),
    approve("VP-09"),
)

SCHEME = Scheme(
    NAME,
    "Virksomhedspraktik",
    "Work placement",
    RULES,
    kinds=frozenset({OpeningKind.VIRKSOMHEDSPRAKTIK}),
    terms=("starts_on",),
    moving=("approved_on",),
)
