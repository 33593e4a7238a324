"""Where a path is to lead: what a page offers to choose, and what somebody writes instead."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from matcher.errors import InvalidInput, NotFound
from matcher.pathways import PathTarget
from matcher.services.finding import read_concept, read_opening
from matcher.services.finding_concepts import FoundConcept, find_occupations
from matcher.services.upskilling import read_target
from matcher.vocabulary import Candidate, ConceptKind
from web.composition import get_services
from web.presenters import concept_label
from web.transactions import get_session
from web.upskilling.forms import PathForm

MOST_MEANINGS = 5
LEAST_SCORE = 1.5
"""What a title must score to be taken for an occupation; letters at random reach 0.7."""


@dataclass(frozen=True)
class Aimed:
    """The target somebody means, and the other occupations that what they wrote may name."""

    target: PathTarget
    others: tuple[str, ...] = ()


def list_targets(candidate: Candidate, asked: str) -> dict[str, str]:
    """List the targets to choose among, in words: one asked for by a link is among them."""
    uris = sorted({*candidate.wishes, *candidate.experience}, key=concept_label)
    offered = {"": _("Choose"), "anything": _("Anything with openings here")}
    offered |= {f"occupation:{uri}": concept_label(uri) for uri in uris}
    if asked not in offered and (target := _find(asked)) is not None:
        offered[asked] = name_target(target)
    return offered


def name_target(target: PathTarget) -> str:
    """Name a target in the reader's language."""
    if target.kind == "opening":
        opening = read_opening(get_session(), target.key)
        named = ", ".join(filter(None, (opening.title, opening.organisation_name)))
        return str(_("the opening %(opening)s", opening=named))
    if target.kind == "occupation":
        return concept_label(target.key)
    return str(_("Anything with openings here"))


def aim(form: PathForm) -> Aimed | None:
    """Read the target written or chosen; None, with the fault told, where there is none."""
    if form.occupation.data:
        return _aim_at_occupation(form, form.occupation.data)
    if form.opening.data:
        target = _find(f"opening:{form.opening.data}")
        if target is None:
            told = _("No opening has this reference; it stands on the opening's page")
            form.opening.errors = [told]
        return None if target is None else _choose(form, target, ())
    target = _find(form.target.data or "")
    return None if target is None else Aimed(target)


def _aim_at_occupation(form: PathForm, text: str) -> Aimed | None:
    guide = get_services().guide
    meant = find_occupations(get_session(), text, guide=guide, limit=MOST_MEANINGS)
    hits = [one for one in meant if one.score is None or one.score >= LEAST_SCORE]
    if not hits:
        form.occupation.errors = [_("No occupation is called that; write another name of it")]
        return None
    others = () if _is_name(hits[0], text) else [one.concept.uri for one in hits[1:]]
    return _choose(form, PathTarget("occupation", hits[0].concept.uri), others)


def _choose(form: PathForm, target: PathTarget, others: Sequence[str]) -> Aimed:
    """Show what was written as what is chosen, so that the form says what was searched for."""
    value = f"{target.kind}:{target.key}"
    form.offer(value, name_target(target))
    form.occupation.data = form.opening.data = ""
    return Aimed(target, tuple(others))


def _is_name(hit: FoundConcept, text: str) -> bool:
    return text.strip().casefold() in {
        name.casefold() for name in (hit.name, hit.concept.label_da, hit.concept.label_en)
    }


def _find(text: str) -> PathTarget | None:
    """Find the target a text stands for; None where there is none such."""
    try:
        target = read_target(text)
        if target.kind == "opening":
            read_opening(get_session(), target.key)
        elif target.kind == "occupation" and not _is_occupation(target.key):
            return None
    except (InvalidInput, NotFound):
        return None
    return target


def _is_occupation(uri: str) -> bool:
    return read_concept(get_session(), uri).kind is ConceptKind.OCCUPATION
