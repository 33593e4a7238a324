"""What an education counts as."""

from matcher.vocabulary import EducationLevel

_RISING = tuple(EducationLevel)


def read_level(word: object) -> EducationLevel | None:
    """Give the level whose value a word is, or None.

    Examples
    --------
    >>> read_level("eud") is EducationLevel.EUD, read_level("phd") is None
    (True, True)
    """
    return next((level for level in _RISING if level.value == word), None)


def is_above(level: EducationLevel, limit: EducationLevel) -> bool:
    """Whether a level lies above another.

    Examples
    --------
    >>> is_above(EducationLevel.LVU, EducationLevel.MVU)
    True
    """
    return _RISING.index(level) > _RISING.index(limit)


def is_unskilled(level: EducationLevel) -> bool:
    """Whether a level is no vocational qualification; an upper secondary exam is none.

    Examples
    --------
    >>> is_unskilled(EducationLevel.GYMNASIAL), is_unskilled(EducationLevel.EUD)
    (True, False)
    """
    return not is_above(level, EducationLevel.GYMNASIAL)
