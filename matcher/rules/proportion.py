"""How many people a production unit may have in work placement and on wage subsidy at once.

The reasonableness requirement (rimelighedskravet, BAB section 65): one for every five ordinary
employees up to fifty, always one, and one for every ten beyond. Counted at the production unit
(P number), as full-time persons, averaged over the four months before. Both schemes hold these
parameters, because each is verified by itself.

``p_number``, ``ordinary_employees``, ``supported_employees``
    The production unit's ten digits; its ordinary employees, neither subsidised nor under 18, as
    the average of full-time persons; and those in placement, on wage subsidy and in community work
    (nytteindsats) there already, the opening's own not counted.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from data_schemas.parameters import Parameter, Parameters
from matcher.rules.case import Case, Reason, needs, no, yes

ALSO = ("ordinary_break", "ordinary_per_supported_above", "supported_at_least")
COUNTING = "supported_as_full_time"
TERMS = ("p_number", "ordinary_employees", "supported_employees", "positions", "weekly_hours")

_FULL_WEEK = Decimal(37)


@dataclass(frozen=True)
class Proportion:
    """The proportion as it was on a day.

    Examples
    --------
    >>> Proportion(5, 50, 10, 1).count_allowed(Decimal(60))
    11
    """

    per_supported: int
    breaks_at: int
    per_supported_above: int
    at_least: int

    def count_allowed(self, ordinary: Decimal) -> int:
        """Give how many people so many ordinary employees allow."""
        below = min(ordinary, Decimal(self.breaks_at))
        above = max(ordinary - self.breaks_at, Decimal(0))
        found = int(below // self.per_supported) + int(above // self.per_supported_above)
        return max(found, self.at_least)


def read_proportion(law: Parameters, *, on: date) -> Proportion | None:
    """Read the proportion of a scheme that holds it; None where it is not known for the day."""
    names = ("ordinary_per_supported", *ALSO[:2], ALSO[2])
    held = [law.value(name, on=on) for name in names]
    counts = [period.months for period in held if period is not None]
    return Proportion(*counts) if len(counts) == len(names) else None


def judge_proportion(case: Case, _: Parameter) -> Reason:
    """Judge that the production unit has room for the opening's people."""
    proportion = read_proportion(case.law, on=case.tested_on)
    missing = _find_missing(case)
    if missing or proportion is None:
        return missing or needs("forholdstallet", "the proportion")
    ordinary, there = _read_count(case, "ordinary_employees"), _read_count(case, TERMS[2])
    allowed = proportion.count_allowed(ordinary or Decimal(0))
    new = _count_new(case)
    told = {
        "unit": str(case.opening.parameters.get("p_number")),
        "ordinary": ordinary,
        "allowed": allowed,
        "there": there,
        "new": new,
    }
    da = (
        "P-nr. {unit}: {ordinary} ordinært ansatte giver plads til {allowed}; {there} er der "
        "allerede, og der søges om {new}."
    )
    en = (
        "P number {unit}: {ordinary} ordinary employees allow {allowed}; {there} are there "
        "already, and {new} is asked for."
    )
    return (yes if (there or Decimal(0)) + new <= allowed else no)(da, en, **told)


def _find_missing(case: Case) -> Reason | None:
    stated = case.opening.parameters.get("p_number")
    if not re.fullmatch(r"\d{10}", str(stated)):
        return needs(
            "P-nummer (10 cifre); forholdstallet tælles pr. P-nummer",
            "P number (10 digits); the proportion is counted by P number",
        )
    for key, da, en in (
        ("ordinary_employees", "ordinært ansatte på P-nummeret", "ordinary employees of the unit"),
        (
            "supported_employees",
            "personer i praktik, løntilskud og nytteindsats på P-nummeret",
            "people in placement, on wage subsidy and in community work at the unit",
        ),
    ):
        if _read_count(case, key) is None:
            return needs(da, en)
    return None


def _read_count(case: Case, key: str) -> Decimal | None:
    number = case.number(key)
    return None if number is None or number < 0 else Decimal(f"{number:.10g}")


def _count_new(case: Case) -> Decimal:
    counting = case.law.value(COUNTING, on=case.tested_on)
    positions = Decimal(max(case.opening.positions, 1))
    if counting is None or not counting.value:
        return positions
    share = min(Decimal(str(case.opening.weekly_hours)) / _FULL_WEEK, Decimal(1))
    counted = (positions * share).quantize(Decimal("0.01"))
    whole = counted.to_integral_value()
    return whole if counted == whole else counted
