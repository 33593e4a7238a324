"""What a rotation is paid, to the øre: hours of training while a substitute is employed.

A claim is made a month at a time, so each row is a month at one rate; the law's own words for the
rest stand in ``matcher.rules.jobrotation`` (JR-08 to JR-12).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from data_schemas.parameters import Parameter
from matcher.planning.hours import HUNDREDTH, tell_hours


@dataclass(frozen=True)
class Rate:
    """Kroner an hour, where the figure stands, and how it was reached if it was not given so."""

    kroner: Decimal
    source: str
    confidence: str
    valid_from: date
    valid_until: date | None
    basis_da: str = ""
    basis_en: str = ""


@dataclass(frozen=True)
class Claim:
    """The hours of one month at one rate; without a rate nothing can be said of the amount."""

    month: date
    hours: Decimal
    rate: Rate | None

    @property
    def amount(self) -> Decimal | None:
        """Hours times rate, rounded half up to the øre."""
        if self.rate is None:
            return None
        return (self.hours * self.rate.kroner).quantize(HUNDREDTH, ROUND_HALF_UP)


def read_rate(parameter: Parameter | None) -> Rate | None:
    """Take a dated parameter's value as kroner; exact, for the file holds decimals."""
    if parameter is None:
        return None
    return Rate(
        Decimal(str(parameter.value)),
        parameter.source,
        parameter.confidence,
        parameter.valid_from,
        parameter.valid_until,
    )


def limit_hours(
    absent: Mapping[date, Fraction], covered: Mapping[date, Fraction]
) -> dict[date, Fraction]:
    """Give the hours that count: away for training, and no more than a substitute is employed."""
    both = {day: min(hours, covered.get(day, Fraction(0))) for day, hours in absent.items()}
    return {day: hours for day, hours in both.items() if hours}


def claim_months(
    days: Iterable[tuple[date, Fraction]], *, rate_on: Callable[[date], Rate | None]
) -> tuple[Claim, ...]:
    """Add up hours month by month, and rate by rate where a rate changes within a month."""
    groups: dict[tuple[date, Rate | None], Fraction] = {}
    for day, hours in days:
        key = (day.replace(day=1), rate_on(day))
        groups[key] = groups.get(key, Fraction(0)) + hours
    return tuple(
        Claim(month, tell_hours(hours), rate)
        for (month, rate), hours in sorted(groups.items(), key=_order)
    )


def total_amount(claims: Iterable[Claim]) -> Decimal | None:
    """Add up the amounts; None if a rate is not known, or there is nothing to add."""
    amounts = [claim.amount for claim in claims]
    known = [amount for amount in amounts if amount is not None]
    if not amounts or len(known) < len(amounts):
        return None
    return sum(known, Decimal(0))


def _order(group: tuple[tuple[date, Rate | None], Fraction]) -> tuple[date, date]:
    (month, rate), _ = group
    return month, rate.valid_from if rate else date.min
