"""The age from which a student consents alone, as it was on a day."""

from datetime import date

from data_schemas.parameters.reading import read_parameters

OF_AGE = 18


def find_consent_age(day: date) -> int:
    """Find the age from which a student consents; where none is known, that of adults.

    Examples
    --------
    >>> find_consent_age(date(2026, 11, 24)), find_consent_age(date(2023, 12, 31))
    (15, 13)
    >>> find_consent_age(date(2010, 1, 1))
    18
    """
    found = read_parameters("campus").value("consent_age", on=day)
    return OF_AGE if found is None else int(found.number)
