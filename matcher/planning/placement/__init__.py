"""Students placed in scarce seats: stably, or for the best total; with reasons, and what-if.

Pure: a `Problem` in, an `Allocation` out, and what can be said of it. Callers import from here.
"""

from matcher.planning.placement.best_total import BestTotal, give_best_total
from matcher.planning.placement.locks import settle_locks
from matcher.planning.placement.lottery import draw_lots, write_digest
from matcher.planning.placement.problem import (
    Allocation,
    Hindrance,
    Pair,
    Problem,
    Room,
    Seats,
    Unkept,
    count_taken,
    list_holders,
)
from matcher.planning.placement.quotas import list_missed
from matcher.planning.placement.shares import (
    SMALLEST_GROUP,
    Share,
    compare_shares,
    compute_share,
)
from matcher.planning.placement.stable import give_stably
from matcher.planning.placement.standing import fill_again, find_blocking_pairs, list_waiting
from matcher.planning.placement.whatif import (
    Addition,
    Additions,
    Change,
    Difference,
    Mover,
    Tally,
    apply,
    compare,
    find_additions,
    list_movers,
    tally,
)

__all__ = [
    "SMALLEST_GROUP",
    "Addition",
    "Additions",
    "Allocation",
    "BestTotal",
    "Change",
    "Difference",
    "Hindrance",
    "Mover",
    "Pair",
    "Problem",
    "Room",
    "Seats",
    "Share",
    "Tally",
    "Unkept",
    "apply",
    "compare",
    "compare_shares",
    "compute_share",
    "count_taken",
    "draw_lots",
    "fill_again",
    "find_additions",
    "find_blocking_pairs",
    "give_best_total",
    "give_stably",
    "list_holders",
    "list_missed",
    "list_movers",
    "list_waiting",
    "settle_locks",
    "tally",
    "write_digest",
]
