"""VEU allowance: compensation while an employee takes vocational training such as AMU.

Paid to the employer who pays wages during the course, else to the employee. Asked of the employee
in training and the course, whose first day is the opening's. What the rules read of
`Opening.parameters`:

``employer_in_denmark``
    Whether the employer is under Danish law; else a CVR number as the organisation says yes.
``course_gives_veu``, ``loss_of_pay``, ``access_met``, ``veu_applied``
    Whether the course entitles; pay is lost or paid on during it; school is over and the course's
    own conditions are met; applied for on voksenuddannelse.dk.
``other_support``
    ``none``, or the names of other public support.
"""

from datetime import date
from decimal import Decimal

from data_schemas.parameters import Parameter, read_parameters
from matcher.rules.case import Case, Reason, needs, no, rule, yes
from matcher.rules.conditions import ask, forbid_other_support, life_span
from matcher.rules.education import is_above, read_level
from matcher.rules.money import Amount, round_oere, tell_kroner
from matcher.rules.months import has_passed
from matcher.rules.scheme import Scheme
from matcher.rules.wording import tell_number
from matcher.vocabulary import BenefitGroup, OtherScheme

NAME = "veu"


@rule("VE-01", "employed", facts=("benefit_group",))
def judge_employed(case: Case, _: Parameter) -> Reason:
    """VE-01: employed, or self-employed."""
    group = case.candidate.benefit_group
    if group is None:
        return needs("om personen er i job", "whether the person is in a job")
    if group is BenefitGroup.I_JOB:
        return yes("I beskæftigelse.", "In employment.")
    return no("Ikke i job: {group}.", "Not in a job: {group}.", group=group)


@rule(
    "VE-02",
    "education_max",
    facts=("education_level", "education_last_used"),
    terms=("starts_on",),
    also=("unused_years",),
)
def judge_education(case: Case, most: Parameter) -> Reason:
    """VE-02: no higher education than a vocational one, unless long unused."""
    level, limit = case.candidate.education_level, read_level(most.value)
    years = case.law.value("unused_years", on=case.tested_on)
    if level is None or limit is None or years is None:
        return needs("højeste fuldførte uddannelse", "highest completed education")
    told = {"level": level, "years": years.months}
    if not is_above(level, limit):
        return yes(
            "Uddannelsen ({level}) er inden for grænsen.", "Within the limit ({level}).", **told
        )
    unused = has_passed(
        case.candidate.education_last_used, years=years.months, on=case.opening.starts_on
    )
    if unused is None:
        return needs(
            "hvornår uddannelsen ({level}) sidst blev brugt; ubrugt i {years} år tæller den ikke",
            "when the education ({level}) was last used; unused for {years} years it is void",
            **told,
        )
    if unused:
        return yes(
            "Uddannelsen ({level}) er ubrugt i {years} år.",
            "The education ({level}) has lain unused for {years} years.",
            **told,
        )
    return no(
        "Uddannelsen ({level}) er brugt inden for {years} år.",
        "The education ({level}) was used within {years} years.",
        **told,
    )


@rule(
    "VE-03",
    "danish_employer",
    terms=("employer_in_denmark", "organisation"),
    remedies={"employer_in_denmark": True},
)
def judge_employer(case: Case, _: Parameter) -> Reason:
    """VE-03: the employer has a CVR number and is under Danish law."""
    stated, cvr = case.flag("employer_in_denmark"), case.opening.organisation
    if stated is False:
        return no(
            "Arbejdsgiveren er ikke under dansk lov.", "The employer is not under Danish law."
        )
    if stated or (len(cvr) == 8 and cvr.isdecimal()):
        return yes("Arbejdsgiveren er under dansk lov.", "The employer is under Danish law.")
    return needs("virksomhedens CVR-nummer", "the company's CVR number")


RULES = (
    life_span("VEU-godtgørelse", "VEU allowance", identifier="VE-00"),
    judge_employed,
    judge_education,
    judge_employer,
    ask(
        "VE-04",
        "course_entitles",
        "course_gives_veu",
        da="kurset giver ret til VEU-godtgørelse",
        en="the course entitles to VEU allowance",
    ),
    ask(
        "VE-05",
        "loss_of_pay",
        "loss_of_pay",
        da="der mistes løn, eller arbejdsgiveren betaler løn under kurset",
        en="pay is lost, or the employer pays wages during the course",
    ),
    forbid_other_support("VE-06"),
    ask(
        "VE-07",
        "school_left",
        "access_met",
        da="skolen er forladt, og kursets egne adgangskrav er opfyldt",
        en="school is over, and the course's own conditions are met",
    ),
    ask(
        "VE-08",
        "applied",
        "veu_applied",
        da="der er søgt på voksenuddannelse.dk ved tilmeldingen",
        en="applied for on voksenuddannelse.dk with the enrolment",
    ),
)

SCHEME = Scheme(NAME, OtherScheme.VEU.da, OtherScheme.VEU.en, RULES, terms=("starts_on",))


def compute_weekly(hours: Decimal, *, on: date) -> Amount | None:
    """Compute a week's allowance for so many hours, or None where the rate is not known."""
    law = read_parameters(NAME)
    rate, full = law.value("week_dkk", on=on), law.value("full_week_hours", on=on)
    if rate is None or full is None:
        return None
    counted = min(hours, full.amount)
    paid = round_oere(rate.amount * counted / full.amount)
    return Amount(
        paid,
        f"{tell_kroner(rate.amount, 'da')} × {tell_number(counted, 'da')} / "
        f"{tell_number(full.amount, 'da')} timer = {tell_kroner(paid, 'da')} om ugen",
        f"{tell_kroner(rate.amount, 'en')} × {tell_number(counted, 'en')} / "
        f"{tell_number(full.amount, 'en')} hours = {tell_kroner(paid, 'en')} a week",
        (rate, full),
    )


def compute_travel(kilometres: Decimal, *, on: date) -> Amount | None:
    """Compute a day's travel subsidy for so many kilometres there and back, or None."""
    law = read_parameters(NAME)
    names = ("travel_km_dkk", "travel_free_km", "travel_max_km")
    held = tuple(period for name in names if (period := law.value(name, on=on)))
    if len(held) < len(names):
        return None
    rate, free, most = (period.amount for period in held)
    counted = max(min(kilometres, most) - free, Decimal(0))
    paid = round_oere(counted * rate)
    return Amount(
        paid,
        f"{tell_number(counted, 'da')} km ud over {tell_number(free, 'da')} × "
        f"{tell_kroner(rate, 'da')} = {tell_kroner(paid, 'da')} om dagen",
        f"{tell_number(counted, 'en')} km beyond {tell_number(free, 'en')} × "
        f"{tell_kroner(rate, 'en')} = {tell_kroner(paid, 'en')} a day",
        held,
    )
