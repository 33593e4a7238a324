"""The API's view of texts: an advertisement or CV to suggestions."""

from collections.abc import Iterable

from flask import Response
from flask_openapi3.models.file import FileStorage
from flask_openapi3.models.tag import Tag
from pydantic import BaseModel

from data_schemas.contracts.texts import (
    CodeSuggestionOut,
    PlaceOut,
    SkillSuggestionOut,
    TextIn,
    TextSkillsOut,
)
from matcher.services.drafting import CodeSuggestion, Draft, Place, draft_from_text, read_document
from web.api.views import api, show
from web.clock import read_clock
from web.composition import get_services
from web.transactions import get_session

TEXTS = Tag(name="texts", description="Advertisements and CVs to suggestions; nothing is kept")


class DocumentForm(BaseModel):
    """A PDF, Word or text file, sent as a form's file."""

    document: FileStorage


@api.post("/texts/skills", tags=[TEXTS], responses={"200": TextSkillsOut})
def suggest_skills(body: TextIn) -> Response:
    """Suggest what a text asks for or tells of, with the words that say so."""
    return _suggest(body.text)


@api.post("/texts/documents", tags=[TEXTS], responses={"200": TextSkillsOut})
def suggest_skills_of_document(form: DocumentForm) -> Response:
    """Suggest what a PDF, Word or text file says, as for a text; the file is not kept."""
    return _suggest(read_document(form.document.read(), form.document.filename or ""))


def _suggest(text: str) -> Response:
    session, memory = get_session(writing=False), get_services().memory
    draft = draft_from_text(session, text, memory=memory, today=read_clock().date())
    return show(_present(draft))


def _present(draft: Draft) -> TextSkillsOut:
    told = draft.told
    return TextSkillsOut(
        text=told.text,
        title=told.title,
        skills=[
            SkillSuggestionOut(
                concept=one.skill.concept,
                label_da=one.skill.label_da,
                label_en=one.skill.label_en,
                required=one.suggestion.required,
                level=one.skill.level,
                places=_present_places(one.suggestion.places),
            )
            for one in draft.skills
        ],
        licences=_present_codes(draft.licences),
        languages=_present_codes(draft.languages),
        weekly_hours=told.weekly_hours and told.weekly_hours.value,
        work_times=[str(one.value) for one in told.work_times],
        starts_on=told.starts_on and told.starts_on.value,
        postcode=told.postcode and told.postcode.value,
        unnamed=_present_places(told.unnamed),
    )


def _present_codes(codes: Iterable[CodeSuggestion]) -> list[CodeSuggestionOut]:
    return [
        CodeSuggestionOut(
            code=one.code,
            required=one.required,
            level=one.level,
            places=_present_places(one.places),
        )
        for one in codes
    ]


def _present_places(places: Iterable[Place]) -> list[PlaceOut]:
    return [PlaceOut(start=start, end=end) for start, end in places]
