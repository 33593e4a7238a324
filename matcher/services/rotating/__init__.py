"""A jobrotation case from the company's idea to the closed case.

Who may see and change what is decided here, for the page and the API alike: staff all of it, a
company its own case, and of it employees, courses and documents until it has been applied for.
"""

from matcher.planning.compensation import Claim
from matcher.planning.hours import IsoWeek
from matcher.services.rotating.cases import (
    Draft,
    open_case,
    read_case,
    search_cases,
    state_case,
)
from matcher.services.rotating.funding import FundingOption
from matcher.services.rotating.judging import Judged
from matcher.services.rotating.people import (
    miss_document,
    put_assignment,
    put_employee,
    put_substitute,
    put_training,
    receive_document,
    remove_assignment,
    remove_employee,
    remove_substitute,
    remove_training,
)
from matcher.services.rotating.planning import Proposal, adopt_plan, propose_plan
from matcher.services.rotating.progress import Step, take_step
from matcher.services.rotating.workspace import Workspace, read_workspace, suggest_substitutes
from matcher.store.organisations import list_organisations
from matcher.store.rotations import Assignment, Employee, RotationCase, Substitute, Training

__all__ = [
    "Assignment",
    "Claim",
    "Draft",
    "Employee",
    "FundingOption",
    "IsoWeek",
    "Judged",
    "Proposal",
    "RotationCase",
    "Step",
    "Substitute",
    "Training",
    "Workspace",
    "adopt_plan",
    "list_organisations",
    "miss_document",
    "open_case",
    "propose_plan",
    "put_assignment",
    "put_employee",
    "put_substitute",
    "put_training",
    "read_case",
    "read_workspace",
    "receive_document",
    "remove_assignment",
    "remove_employee",
    "remove_substitute",
    "remove_training",
    "search_cases",
    "state_case",
    "suggest_substitutes",
    "take_step",
]
