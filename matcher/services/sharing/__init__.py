"""Candidates shown to companies: without a name until the citizen and a consultant say yes.

A consultant shares who has agreed to be shown; the company sees what bears on the work, asks for
the name, and answers; a consultant releases name and contact when the citizen has agreed to that as
well. Who a company may read is decided here, for its own openings alone, and each reading of a
person is audited.
"""

from matcher.services.sharing.answering import CompanyAnswer, answer_candidate
from matcher.services.sharing.reasons import Met, Reason, ReasonKind, list_reasons
from matcher.services.sharing.sharing import (
    Release,
    Sharing,
    list_asked_release,
    read_share,
    read_sharing,
    release_contact,
    share_candidate,
    take_back,
)
from matcher.services.sharing.viewing import (
    SharedCandidate,
    ask_for_release,
    count_awaiting,
    list_shared,
    read_shared,
)
from matcher.store.shares import Contact, Share

__all__ = [
    "CompanyAnswer",
    "Contact",
    "Met",
    "Reason",
    "ReasonKind",
    "Release",
    "Share",
    "SharedCandidate",
    "Sharing",
    "answer_candidate",
    "ask_for_release",
    "count_awaiting",
    "list_asked_release",
    "list_reasons",
    "list_shared",
    "read_share",
    "read_shared",
    "read_sharing",
    "release_contact",
    "share_candidate",
    "take_back",
]
