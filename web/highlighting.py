"""A text with the words marked that brought a suggestion forth."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from matcher.services.drafting import Draft, Place
from web.i18n import get_language
from web.presenters import languages, licences


@dataclass(frozen=True)
class Piece:
    """Some of a text; ``found`` says what it was taken for, or is empty."""

    text: str
    found: str = ""
    kind: str = ""


def mark_text(draft: Draft) -> list[Piece]:
    """Cut the text at the words that tell something; where two overlap, the first stays."""
    text, at, pieces = draft.told.text, 0, []
    for (start, end), found, kind in sorted(_list_marks(draft)):
        if start >= at:
            pieces += [Piece(text[at:start]), Piece(text[start:end], found, kind)]
            at = end
    return [piece for piece in [*pieces, Piece(text[at:])] if piece.text]


def _list_marks(draft: Draft) -> Iterable[tuple[Place, str, str]]:
    yield from _list_skills(draft)
    for code in draft.licences:
        told = _("Licence: %(name)s", name=licences([code.code]))
        yield from ((place, told, "licence") for place in code.places)
    for code in draft.languages:
        told = _("Language: %(name)s", name=languages({code.code: code.level}))
        yield from ((place, told, "language") for place in code.places)
    yield from _list_facts(draft)
    for place in draft.told.unnamed:
        yield place, _("A skill that has no name here"), "unnamed"


def _list_skills(draft: Draft) -> Iterable[tuple[Place, str, str]]:
    language = get_language()
    for one in draft.skills:
        told = _("Skill: %(name)s", name=one.skill.label(language))
        yield from ((place, told, "skill") for place in one.suggestion.places)
        if one.suggestion.level_place:
            level = _("Level %(level)s of 5", level=one.suggestion.level)
            yield one.suggestion.level_place, level, "level"


def _list_facts(draft: Draft) -> Iterable[tuple[Place, str, str]]:
    told = draft.told
    if told.weekly_hours:
        yield told.weekly_hours.at, _("Hours a week"), "fact"
    if told.starts_on:
        yield told.starts_on.at, _("First day"), "fact"
    if told.postcode:
        yield told.postcode.at, _("Place"), "fact"
    for one in told.work_times:
        yield one.at, _("Working time"), "fact"
