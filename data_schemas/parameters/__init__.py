"""Numbers and lists the law sets, each with the days it held, its source and how sure it is.

One TOML file a scheme beside this one. A parameter is a table with a ``meaning``, a ``unit`` (see
`UNITS`) and ``periods``; a period runs from and including ``from`` to and including ``until`` (left
out: it still holds) and carries ``value``, ``source``, ``confidence`` (A the statute was read, B an
authority's page, C uncertain or from memory, D computed) and, where it has one, a public
``address``. Days between periods have no value, and a rule that meets
none must say so instead of guessing. Imports nothing of the house.
"""

from data_schemas.parameters.ages import find_consent_age
from data_schemas.parameters.caveats import list_caveats, word_source
from data_schemas.parameters.checks import CONFIDENCES
from data_schemas.parameters.groups import GroupList, TargetGroup, TargetGroups, read_target_groups
from data_schemas.parameters.reading import (
    UNITS,
    Parameter,
    Parameters,
    Value,
    list_schemes,
    read_parameters,
)

__all__ = [
    "CONFIDENCES",
    "UNITS",
    "GroupList",
    "Parameter",
    "Parameters",
    "TargetGroup",
    "TargetGroups",
    "Value",
    "find_consent_age",
    "list_caveats",
    "list_schemes",
    "read_parameters",
    "read_target_groups",
    "word_source",
]
