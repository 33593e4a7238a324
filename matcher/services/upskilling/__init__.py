"""Upskilling: the ways from what a person can to what a job asks, plans, and shortages.

Every reading of a person is audited where it happens, for the page, the API and the command alike.
"""

from matcher.services.upskilling.asking import Question, read_target
from matcher.services.upskilling.courses import CourseStock, read_stock
from matcher.services.upskilling.finding import Answered, Offered, find_paths, restore_path
from matcher.services.upskilling.funding import Payer, list_payers
from matcher.services.upskilling.plans import (
    PlanView,
    choose_path,
    list_candidate_plans,
    read_plan,
    record_progress,
)
from matcher.services.upskilling.shortage import (
    SeatOrder,
    Shortage,
    list_shortages,
    read_shortage,
)
from matcher.services.upskilling.workforce import (
    Proposed,
    Turn,
    add_course_to_case,
    list_turns,
    propose_courses,
)

__all__ = [
    "Answered",
    "CourseStock",
    "Offered",
    "Payer",
    "PlanView",
    "Proposed",
    "Question",
    "SeatOrder",
    "Shortage",
    "Turn",
    "add_course_to_case",
    "choose_path",
    "find_paths",
    "list_candidate_plans",
    "list_payers",
    "list_shortages",
    "list_turns",
    "propose_courses",
    "read_plan",
    "read_shortage",
    "read_stock",
    "read_target",
    "record_progress",
    "restore_path",
]
