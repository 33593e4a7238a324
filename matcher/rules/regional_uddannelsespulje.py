"""Regional uddannelsespulje: short courses aimed at work, from the first day of unemployment.

Asked of a person and a course. What the rules read of `Opening.parameters`:

``regional_list``
    ``egen`` or ``nabo`` for the region whose list the course stands on, or ``ingen``.
``employer_declaration``
    Whether an employer has declared that employment without a subsidy follows at once.
``at_hiring``, ``beyond_usual``
    Whether the pool is to pay an employer for a course of somebody just hired; whether the course
    lies beyond the training the employer must give anyway.
``job_aimed``, ``course_granted``
    Whether the course is short and aimed at work; whether the municipality has granted it.
"""

from datetime import date
from decimal import Decimal

from data_schemas.parameters import Parameter, read_parameters
from matcher.rules.case import Case, Reason, needs, no, rule, yes
from matcher.rules.conditions import ask, belong, life_span
from matcher.rules.money import Amount, round_oere, tell_kroner
from matcher.rules.scheme import Scheme
from matcher.rules.shared import judge_flag, judge_unemployment_months
from matcher.rules.wording import tell_number
from matcher.vocabulary import Answer, OtherScheme

NAME = "regional_uddannelsespulje"


@rule(
    "RU-02",
    "lists",
    terms=("regional_list", "employer_declaration", "at_hiring"),
    also=("declaration_admits", "hiring_admits"),
    remedies={"regional_list": "egen", "employer_declaration": True},
)
def judge_list(case: Case, lists: Parameter) -> Reason:
    """RU-02: on a regional list, or with a declaration of employment, or at hiring."""
    stated = case.word("regional_list")
    if stated in lists.names:
        return yes(
            "På den regionale positivliste ({stated}).", "On the list ({stated}).", stated=stated
        )
    ways = [_open_way(case, *way) for way in _WAYS]
    if True in ways:
        return yes(
            "Ikke et krav: arbejdsgivererklæring eller kursus ved ansættelse.",
            "Not required: a declaration of employment, or a course at hiring.",
        )
    if stated is None or None in ways:
        return needs(
            "om kurset står på den regionale positivliste, eller der er en arbejdsgivererklæring",
            "whether the course stands on the regional list, or an employer has declared "
            "employment",
        )
    return no(
        "Kurset står ikke på en positivliste, der gælder ({stated}), og der er ingen "
        "arbejdsgivererklæring.",
        "The course stands on no list that counts ({stated}), and no employer has declared "
        "employment.",
        stated=stated,
    )


_WAYS = (("declaration_admits", "employer_declaration"), ("hiring_admits", "at_hiring"))


def _open_way(case: Case, parameter: str, key: str) -> bool | None:
    admits = case.law.value(parameter, on=case.tested_on)
    return False if admits is None or not admits.value else case.flag(key)


@rule(
    "RU-04",
    "hiring_admits",
    facts=("benefit_group", "unemployed_since"),
    terms=("at_hiring", "beyond_usual", "starts_on"),
    also=("at_hiring_months",),
    remedies={"beyond_usual": True},
)
def judge_hiring(case: Case, admits: Parameter) -> Reason:
    """RU-04: at hiring, only after six months' unemployment and beyond usual training."""
    hiring = case.flag("at_hiring")
    if hiring is None:
        return needs(
            "om kurset gives en arbejdsgiver i forbindelse med ansættelse",
            "whether the course is for an employer in connection with hiring",
        )
    if not hiring:
        return yes("Ikke ved ansættelse.", "Not at hiring.")
    months = case.law.value("at_hiring_months", on=case.tested_on)
    if not admits.value or months is None:
        return no(
            "Tilskud til arbejdsgiver ved ansættelse fandtes ikke den {day}.",
            "Subsidies to employers at hiring did not exist on {day}.",
            day=case.tested_on,
        )
    reason = judge_unemployment_months(
        case.candidate, months=months.months, on=case.opening.starts_on
    )
    if reason.answer is not Answer.ELIGIBLE:
        return reason
    return judge_flag(
        case,
        "beyond_usual",
        da="kurset ligger ud over den oplæring, arbejdsgiveren forudsættes at give",
        en="the course lies beyond the training the employer must give anyway",
    )


RULES = (
    life_span("Den regionale uddannelsespulje", "Regional education pool", identifier="RU-00"),
    belong("RU-01"),
    judge_list,
    judge_hiring,
    ask(
        "RU-05",
        "job_aimed",
        "job_aimed",
        da="kurset er kort og erhvervsrettet",
        en="the course is short and aimed at work",
    ),
    ask(
        "RU-06",
        "granted_first",
        "course_granted",
        da="kommunen har bevilget kurset inden for sin del af puljen",
        en="the municipality has granted the course within its share of the pool",
    ),
)

SCHEME = Scheme(NAME, OtherScheme.REGIONAL.da, OtherScheme.REGIONAL.en, RULES, terms=("starts_on",))


def compute_share(price: Decimal, *, on: date) -> Amount | None:
    """Compute what the pool covers of a course's price to the municipality."""
    percent = read_parameters(NAME).value("share_percent", on=on)
    if percent is None:
        return None
    paid = round_oere(price * percent.amount / 100)
    return Amount(
        paid,
        f"{tell_number(percent.amount, 'da')} % af {tell_kroner(price, 'da')} = "
        f"{tell_kroner(paid, 'da')}",
        f"{tell_number(percent.amount, 'en')} % of {tell_kroner(price, 'en')} = "
        f"{tell_kroner(paid, 'en')}",
        (percent,),
    )
