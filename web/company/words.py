"""How candidates, answers and openings read to a company: whole sentences, no model's words."""

from collections.abc import Mapping

from babel import Locale
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from matcher.services.sharing import Met, Reason, ReasonKind
from matcher.vocabulary import OpeningStatus, Outcome, RefusalReason
from web.i18n import get_language
from web.presenters import LICENCE_NAMES, concept_label

BANDS: Mapping[str, LazyString] = {
    "over_5": _l("more than 5 years"),
    "from_1": _l("1 to 5 years"),
    "under_1": _l("less than a year"),
}
TERMS: Mapping[tuple[ReasonKind, Met], LazyString] = {
    (ReasonKind.WISH, Met.MET): _l("Wants this kind of work"),
    (ReasonKind.HOURS, Met.MET): _l("Wants the hours you offer"),
    (ReasonKind.HOURS, Met.PARTLY): _l("Wants other weekly hours than you offer"),
    (ReasonKind.WORK_TIME, Met.MET): _l("Can work at the times you ask for"),
    (ReasonKind.WORK_TIME, Met.PARTLY): _l("Can work at some of the times you ask for"),
    (ReasonKind.WORK_TIME, Met.MISSING): _l("Cannot work at the times you ask for"),
    (ReasonKind.START, Met.MET): _l("Can begin on the first day"),
    (ReasonKind.START, Met.PARTLY): _l("Can begin later than the first day"),
}
SUBJECTS: Mapping[tuple[ReasonKind, Met], LazyString] = {
    (ReasonKind.OCCUPATION, Met.MET): _l("Has done this work before: %(name)s"),
    (ReasonKind.RELATED, Met.PARTLY): _l("Has done related work: %(name)s"),
    (ReasonKind.SKILL, Met.MET): _l("Can do what you ask for: %(name)s"),
    (ReasonKind.SKILL, Met.PARTLY): _l("Has part of what you ask for: %(name)s"),
    (ReasonKind.SKILL, Met.MISSING): _l("Does not state: %(name)s"),
    (ReasonKind.LANGUAGE, Met.MET): _l("Speaks %(name)s well enough"),
    (ReasonKind.LANGUAGE, Met.PARTLY): _l("Speaks some %(name)s"),
    (ReasonKind.LANGUAGE, Met.MISSING): _l("Does not state %(name)s"),
    (ReasonKind.LICENCE, Met.MET): _l("Has: %(name)s"),
    (ReasonKind.LICENCE, Met.MISSING): _l("Does not have: %(name)s"),
}
NEXT: Mapping[OpeningStatus, LazyString] = {
    OpeningStatus.RECEIVED: _l("The municipality has the opening and reads it. You do nothing."),
    OpeningStatus.SEARCHING: _l("A consultant looks for people who fit and asks if they want to."),
    OpeningStatus.CANDIDATES: _l("Read about the candidates and answer each of them."),
    OpeningStatus.ANSWERED: _l("You have answered. The consultant follows up and finds more."),
    OpeningStatus.FILLED: _l("The job is filled. Tell your contact if anything changes."),
    OpeningStatus.CLOSED: _l("Nobody looks any more. Copy it if you need somebody again."),
    OpeningStatus.PAST: _l("Nobody looks any more. Change the first day, or copy it."),
}
BADGES: Mapping[OpeningStatus, str] = {
    OpeningStatus.CANDIDATES: "badge-warning",
    OpeningStatus.FILLED: "badge-success",
}
ANSWERS: Mapping[Outcome, LazyString] = {
    Outcome.INTERVIEW: _l("Invited to an interview"),
    Outcome.OFFERED: _l("Offered the job"),
    Outcome.PLACED: _l("Hired"),
    Outcome.REJECTED: _l("No thanks"),
}


def plain_reason(reason: Reason) -> str:
    """Word a reason as a sentence."""
    key = (reason.kind, reason.met)
    if key in TERMS:
        return str(TERMS[key])
    if reason.kind is ReasonKind.NEAR_SKILL:
        asked, held = concept_label(reason.subject), concept_label(reason.by)
        return str(_("Has a skill close to %(asked)s: %(held)s", asked=asked, held=held))
    return str(SUBJECTS[key] % {"name": _name(reason)})


def experience_band(band: str) -> str:
    """Write a band of years."""
    return str(BANDS.get(band, band))


def what_next(status: OpeningStatus) -> str:
    """Say what happens next with an opening."""
    return str(NEXT[status])


def status_class(status: OpeningStatus) -> str:
    """Give the badge's class of an opening's status."""
    return BADGES.get(status, "badge-info")


def answer_name(outcome: Outcome) -> str:
    """Name a company's answer as the company would."""
    return str(ANSWERS.get(outcome, outcome.label(get_language())))


def refusal_reason(text: str) -> str:
    """Write why a company said no: the reason by its label, then the words."""
    code, _colon, words = text.partition(":")
    named = next((one for one in RefusalReason if one == code.strip()), None)
    first = named.label(get_language()) if named else code.strip()
    return ": ".join(part for part in (first, words.strip()) if part)


def _name(reason: Reason) -> str:
    if reason.kind is ReasonKind.LANGUAGE:
        return str(Locale(get_language()).languages.get(reason.subject, reason.subject))
    if reason.kind is ReasonKind.LICENCE:
        return str(LICENCE_NAMES.get(reason.subject, reason.subject))
    if reason.kind is ReasonKind.OCCUPATION:
        return experience_band(reason.subject)
    return concept_label(reason.subject)


FILTERS = (
    plain_reason,
    experience_band,
    what_next,
    status_class,
    answer_name,
    refusal_reason,
)
