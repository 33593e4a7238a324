"""How a case reads: people by initials or number, weeks, ways, formulas."""

from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from matcher.services.rotating import (
    Claim,
    Employee,
    IsoWeek,
    RotationCase,
    Step,
    Workspace,
)
from matcher.vocabulary import RotationStatus
from web.i18n import get_language
from web.messages import translate_error
from web.presenters import kroner, label, number
from web.rotation.forms import KINDS, WEEKDAYS

MONTHS = (
    _l("January"),
    _l("February"),
    _l("March"),
    _l("April"),
    _l("May"),
    _l("June"),
    _l("July"),
    _l("August"),
    _l("September"),
    _l("October"),
    _l("November"),
    _l("December"),
)
WAYS = {
    "vitas": "VITAS",
    "voksenuddannelse": "voksenuddannelse.dk",
    "aub": "AUB",
    "svu": "SVU (svu.dk)",
    "kommunen": _l("the municipality"),
}
SCHEMES = {
    "jobrotation": _l("Job rotation benefit"),
    "voksenlaerling": _l("Adult apprenticeship"),
    "opkvalificering": _l("Training at hiring"),
    "kommunal": _l("The municipality's own scheme"),
    "loentilskud": _l("Private wage subsidy"),
    "veu": _l("VEU allowance"),
    "svu": _l("SVU"),
}


def told(value: Any, name: str) -> str:
    """Give one of a value's two texts, ``reason`` or ``note``, in the reader's language."""
    return str(getattr(value, f"{name}_{get_language()}"))


def week_name(week: IsoWeek) -> str:
    """Write an ISO week: uge 15."""
    return str(_("Week %(number)s", number=week[1]))


def month_name(claim: Claim) -> str:
    """Write the month of a claim: april 2025."""
    return f"{MONTHS[claim.month.month - 1]} {claim.month.year}"


def formula(claim: Claim) -> str:
    """Write out how a claim comes about."""
    if claim.rate is None:
        return str(_("%(hours)s hours; the rate is not known here", hours=number(claim.hours)))
    return str(
        _(
            "%(hours)s hours × %(rate)s = %(amount)s",
            hours=number(claim.hours),
            rate=kroner(claim.rate.kroner),
            amount=kroner(claim.amount or Decimal(0)),
        )
    )


def person(employee: Employee) -> str:
    """Name an employee: the initials, if given, with the reference."""
    return f"{employee.name} ({employee.reference})" if employee.name else employee.reference


def employee_name(case: RotationCase, reference: str) -> str:
    """Name an employee of a case by reference."""
    found = (person(one) for one in case.employees if one.reference == reference)
    return next(found, reference)


def substitute_name(reference: str) -> str:
    """Name a substitute; one who is hidden or not found yet goes by number."""
    if reference.startswith("#"):
        return str(_("Substitute %(number)s", number=reference[1:]))
    return reference


def who(case: RotationCase, reference: str) -> str:
    """Name whom a verdict is about: the case itself, an employee or a substitute."""
    if not reference:
        return str(_("The case"))
    name = employee_name(case, reference)
    return substitute_name(reference) if name == reference else name


def way_name(code: str) -> str:
    """Write where something is applied for, or who pays."""
    return str(WAYS.get(code, code))


def kind_name(code: str) -> str:
    """Write a kind of training."""
    return str(KINDS.get(code, code))


def weekday_names(days: frozenset[int]) -> str:
    """Write weekdays: man.–fre., or one by one."""
    names = [str(WEEKDAYS[day]) for day in sorted(days)]
    in_row = len(days) > 2 and max(days) - min(days) + 1 == len(days)
    return f"{names[0]}–{names[-1]}" if in_row else ", ".join(names)


def law_name(scheme: str) -> str:
    """Write the name of what a verdict is by."""
    return str(SCHEMES.get(scheme, scheme))


def list_courses(case: RotationCase) -> dict[str, str]:
    """List a case's courses by key, with whose each is."""
    return {one.key: f"{employee_name(case, one.employee)}: {one.title}" for one in case.trainings}


def yes_no(value: bool | None) -> str:
    """Write a yes, a no, or that it is not known."""
    return str(_("Not known yet") if value is None else _("Yes") if value else _("No"))


def funding_name(work: Workspace) -> str:
    """Write the funding a case has chosen."""
    return label(work.case.funding) if work.case.funding else str(_("Not chosen yet"))


def objection(step: Step) -> str:
    """Tell what speaks against a step."""
    return translate_error(step.objection) if step.objection else ""


def statuses() -> tuple[RotationStatus, ...]:
    """List the statuses in the order a case goes through them."""
    return tuple(RotationStatus)


FILTERS = (
    objection,
    told,
    week_name,
    month_name,
    formula,
    person,
    substitute_name,
    way_name,
    kind_name,
    weekday_names,
    law_name,
    yes_no,
)
GLOBALS = (statuses, employee_name, who, list_courses, funding_name)
