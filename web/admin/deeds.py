"""What the log says was done, in the reader's words instead of the log's own."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from matcher.vocabulary import Outcome
from web.admin.blueprint import admin
from web.i18n import get_language

NOUNS: Final[Mapping[str, LazyString]] = {
    "candidate": _l("Candidate"),
    "candidates": _l("Candidates"),
    "case": _l("Candidate's case"),
    "caseload": _l("Caseload"),
    "wish": _l("Candidate's wish"),
    "consents": _l("Consents"),
    "outcomes": _l("Outcomes"),
    "suggestions": _l("Ranked list"),
    "verdicts": _l("Schemes"),
    "account": _l("User"),
    "audit": _l("The log itself"),
    "rotation": _l("Job rotation"),
    "rotations": _l("Job rotations"),
    "student": _l("Student"),
    "students": _l("Students"),
    "round": _l("Placement round"),
    "rounds": _l("Placement rounds"),
}
"""What the log writes of, by its noun."""

DEEDS: Final[Mapping[str, LazyString]] = {
    "page": _l("page read"),
    "start page": _l("read on the company's page"),
    "list": _l("list read"),
    "search": _l("searched"),
    "saved search": _l("read by a saved search"),
    "export": _l("taken along as a file"),
    "privacy": _l("read for the privacy page"),
    "timeline": _l("timeline read"),
    "history": _l("history read"),
    "shortlist": _l("shortlist read"),
    "schemes": _l("schemes worked out"),
    "paths": _l("paths to a job worked out"),
    "plan": _l("plan read"),
    "shortage": _l("read for a shortage"),
    "shortages": _l("read for the shortages"),
    "profile": _l("profile taken over from a text"),
    "course": _l("courses proposed"),
    "my day": _l("day's list read"),
    "gone through": _l("profile gone through"),
    "consent given": _l("consent given"),
    "consent withdrawn": _l("consent withdrawn"),
    "contact": _l("contact details read"),
    "invite": _l("invited"),
    "take invitation back": _l("invitation taken back"),
    "offer new password": _l("new password offered"),
    "choose password": _l("password chosen"),
    "sign out everywhere": _l("signed out everywhere"),
    "remove colleague": _l("colleague removed"),
    "dossier": _l("everything about the student read"),
    "change": _l("changed"),
    "erase": _l("erased"),
    "outcome": _l("outcome recorded"),
    "recommended": _l("programmes recommended"),
    "preview": _l("move looked at beforehand"),
    "lots": _l("lots read"),
    "fairness": _l("fairness read"),
    "what-if": _l("what-if worked out"),
    "overtaken": _l("steps of others read"),
}
"""What was done, by the log's word for it."""

ABOUT: Final[Mapping[str, LazyString]] = {
    "rotation ": _l("read for job rotation %(about)s"),
    "share ": _l("shown to the company of %(about)s"),
    "release ": _l("name released to the company of %(about)s"),
    "take back ": _l("taken back from the company of %(about)s"),
    "company ": _l("read by the company of %(about)s"),
    "contact of ": _l("made contact of company %(about)s"),
    "contact ": _l("contact details read by the company of %(about)s"),
    "host ": _l("read for the host of %(about)s"),
    "assigned to ": _l("given to %(about)s"),
    "added ": _l("occupation added: %(about)s"),
    "taken out ": _l("occupation taken out: %(about)s"),
    "change ": _l("changed: %(about)s"),
}
"""What was done with something named after it; of two that begin alike the longer first."""

PARTS: Final[Mapping[str, LazyString]] = {
    "role": _l("role"),
    "organisation": _l("company"),
    "active": _l("may sign in"),
    "name": _l("name"),
    "phone": _l("telephone"),
    "nobody": _l("nobody"),
}
TAKEN_BACK: Final = " taken back"


@admin.app_template_filter()
def word_noun(noun: str) -> str:
    """Say of what an entry of the log is."""
    return str(NOUNS.get(noun, noun))


@admin.app_template_filter()
def word_deed(why: str, noun: str) -> str:
    """Say what an entry of the log was done for; what has no words stays as it was written."""
    if noun == "suggestions" and why not in DEEDS:
        return str(_l("ranked"))
    if noun == "outcomes" and (outcome := _find_outcome(why.removesuffix(TAKEN_BACK))):
        label = outcome.label(get_language())
        return str(_l("%(outcome)s taken back", outcome=label))
    if why in DEEDS:
        return str(DEEDS[why])
    for start, words in ABOUT.items():
        if why.startswith(start):
            return str(words) % {"about": _word_parts(why.removeprefix(start))}
    return why


def find_codes(text: str) -> tuple[str, ...]:
    """Give the text itself, and the log's own words for what the reader calls so."""
    if not text:
        return ()
    sought, codes = text.casefold(), [text]
    for named in (NOUNS, DEEDS, ABOUT):
        codes += [code for code, words in named.items() if sought in str(words).casefold()]
    codes += [str(one) for one in Outcome if sought in one.label(get_language()).casefold()]
    return tuple(codes)


def _word_parts(about: str) -> str:
    return ", ".join(str(PARTS.get(part, part)) for part in about.split(", "))


def _find_outcome(value: str) -> Outcome | None:
    return next((one for one in Outcome if str(one) == value), None)
