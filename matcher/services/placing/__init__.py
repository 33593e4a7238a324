"""Campus Albertslund: student profiles, programmes, and rounds that place students in seats.

Only coordinators come here, and a host for its own programmes. May import the store, the rules, the
planning and the models, and nothing of the web.
"""

from matcher.services.placing.adjusting import (
    Effect,
    Move,
    make_move,
    preview_move,
    rule_on_pair,
)
from matcher.services.placing.calling import (
    Applicant,
    Calling,
    list_callings,
    rank_applicants,
    read_calling,
)
from matcher.services.placing.comparing import (
    Compared,
    GroupDifference,
    compare_groups,
    compare_rounds,
)
from matcher.services.placing.drawing import Lot, read_lots
from matcher.services.placing.guarding import ADJUSTABLE, COORDINATORS, list_steps_since, read_round
from matcher.services.placing.hosting import (
    DECLINE_REASONS,
    Guest,
    Hosted,
    decline_guest,
    list_hosted,
    read_hosted,
    state_host_view,
)
from matcher.services.placing.judging import Objection, PairVerdict
from matcher.services.placing.measuring import (
    GroupMeasures,
    Measures,
    Quota,
    find_gap,
    measure,
    measure_groups,
    measure_quotas,
)
from matcher.services.placing.offering import (
    add_programme,
    change_programme,
    list_hosts,
    list_programmes,
    read_programme,
)
from matcher.services.placing.pricing import price_wishes, suppose_locked
from matcher.services.placing.profiles import (
    Dossier,
    add_profile,
    change_profile,
    erase_profile,
    list_open_consents,
    list_profiles,
    needs_guardian,
    read_dossier,
    read_profile,
    record_outcome,
    search_profiles,
)
from matcher.services.placing.proposing import propose_seats, publish_round
from matcher.services.placing.reasons import WishFate, WishReason, explain_student
from matcher.services.placing.recommending import (
    Recommended,
    Suited,
    recommend_programmes,
    recommend_students,
)
from matcher.services.placing.replacing import give_up_seat, place_late, withdraw_programme
from matcher.services.placing.rounding import (
    RoundDraft,
    choose_programmes,
    choose_students,
    close_round,
    leave_round,
    list_rounds,
    open_round,
    open_wishes,
    set_up_round,
)
from matcher.services.placing.solving import Field, read_field
from matcher.services.placing.stepping import STEPS, take_step
from matcher.services.placing.supposing import Supposition, find_seats_to_find, suppose
from matcher.services.placing.wishing import state_wishes
from matcher.store.rounds import HostView, Round, RoundEvent, Ruling, Seat

__all__ = [
    "ADJUSTABLE",
    "COORDINATORS",
    "DECLINE_REASONS",
    "STEPS",
    "Applicant",
    "Calling",
    "Compared",
    "Dossier",
    "Effect",
    "Field",
    "GroupDifference",
    "GroupMeasures",
    "Guest",
    "HostView",
    "Hosted",
    "Lot",
    "Measures",
    "Move",
    "Objection",
    "PairVerdict",
    "Quota",
    "Recommended",
    "Round",
    "RoundDraft",
    "RoundEvent",
    "Ruling",
    "Seat",
    "Suited",
    "Supposition",
    "WishFate",
    "WishReason",
    "add_profile",
    "add_programme",
    "change_profile",
    "change_programme",
    "choose_programmes",
    "choose_students",
    "close_round",
    "compare_groups",
    "compare_rounds",
    "decline_guest",
    "erase_profile",
    "explain_student",
    "find_gap",
    "find_seats_to_find",
    "give_up_seat",
    "leave_round",
    "list_callings",
    "list_hosted",
    "list_hosts",
    "list_open_consents",
    "list_profiles",
    "list_programmes",
    "list_rounds",
    "list_steps_since",
    "make_move",
    "measure",
    "measure_groups",
    "measure_quotas",
    "needs_guardian",
    "open_round",
    "open_wishes",
    "place_late",
    "preview_move",
    "price_wishes",
    "propose_seats",
    "publish_round",
    "rank_applicants",
    "read_calling",
    "read_dossier",
    "read_field",
    "read_hosted",
    "read_lots",
    "read_profile",
    "read_programme",
    "read_round",
    "recommend_programmes",
    "recommend_students",
    "record_outcome",
    "rule_on_pair",
    "search_profiles",
    "set_up_round",
    "state_host_view",
    "state_wishes",
    "suppose",
    "suppose_locked",
    "take_step",
    "withdraw_programme",
]
