"""EUV: which of three routes an adult takes through vocational education.

An assessment of prior learning (realkompetencevurdering, RKV) decides, always and before all else
from 25 years of age; what is said here is what it is likely to say, from the experience and the
education that are known.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from data_schemas.parameters import Parameter, read_parameters
from matcher.rules.months import has_passed
from matcher.rules.wording import tell_months
from matcher.vocabulary import Candidate, EducationLevel

SCHEME = "laereplads"
"""Whose parameters hold the limits of EUV; an apprenticeship from 25 is judged by the same."""


@dataclass(frozen=True)
class Route:
    """A route and why; ``code`` is euv1, euv2, euv3, eud (under 25), or None while not known."""

    code: str | None
    reason_da: str
    reason_en: str


def read_value(name: str, *, on: date) -> Parameter | None:
    """Read a parameter of EUV as it was on a day; None where it is not known."""
    return read_parameters(SCHEME).value(name, on=on)


def choose_route(candidate: Candidate, occupations: Collection[str], *, on: date) -> Route:
    """Choose the route an assessment is likely to find.

    Parameters
    ----------
    candidate : Candidate
        Whose age, experience and education count.
    occupations : collection of str
        URIs of the occupations whose experience is relevant to the education.
    on : date
        The day the training agreement starts.

    Examples
    --------
    >>> someone = Candidate("c1", 1985, "2620", experience={"urn:a": 30})
    >>> choose_route(someone, ["urn:a"], on=date(2026, 5, 1)).code
    'euv1'
    """
    least, enough = read_value("adult_route_age", on=on), read_value("euv1_months", on=on)
    if least is None or enough is None:
        return Route(None, "Reglens værdi er ikke kendt her.", "The rule's value is unknown here.")
    adult = has_passed(candidate.birth_year, years=int(least.number), on=on)
    if adult is None:
        return Route(
            None,
            f"Mangler: fødselsdato; EUV er fra {least.value} år.",
            f"Needs: date of birth; EUV is from {least.value} years of age.",
        )
    if not adult:
        return Route(
            "eud",
            f"Under {least.value} år: uddannelsen tages som ordinær erhvervsuddannelse.",
            f"Under {least.value}: the education is taken as an ordinary vocational one.",
        )
    months = sum(candidate.experience.get(uri, 0) for uri in set(occupations))
    return _choose_by_experience(candidate.education_level, months, enough.months)


def _choose_by_experience(level: EducationLevel | None, months: int, enough: int) -> Route:
    da = f"{tell_months(months, 'da')} i uddannelsens egne fag; grænsen er {enough}"
    en = f"{tell_months(months, 'en')} in the education's own occupations; the limit is {enough}"
    if months >= enough:
        return Route(
            "euv1",
            f"{da}: ingen grundforløb og ingen oplæring.",
            f"{en}: no basic course and no training at the workplace.",
        )
    if months or (level is not None and level is not EducationLevel.GRUNDSKOLE):
        return Route(
            "euv2",
            f"{da}, men anden erfaring eller uddannelse: afkortet skole og oplæring.",
            f"{en}, but other experience or education: shorter school and training.",
        )
    if level is None:
        return Route(
            None,
            f"Mangler: højeste fuldførte uddannelse. {da}.",
            f"Needs: highest completed education. {en}.",
        )
    return Route(
        "euv3",
        f"{da}, og ingen uddannelse efter grundskolen: som en ordinær elev.",
        f"{en}, and no education after basic school: as an ordinary apprentice.",
    )
