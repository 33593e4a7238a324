"""Fields that hold names of concepts, completed while somebody types where scripts run."""

from collections.abc import Sequence
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup
from wtforms import StringField
from wtforms.validators import Length

from matcher.services.finding_concepts import find_occupations
from matcher.vocabulary import ConceptKind
from web.composition import get_services
from web.forms import clean_text
from web.i18n import get_language
from web.transactions import get_session

MOST_OFFERED = 5


class ConceptField(StringField):
    """The name of a concept, or several parted by semicolons; ``offers`` are names to choose among.

    Parameters
    ----------
    label : str
        What the field is called.
    kind : ConceptKind
        What is completed.
    many : bool
        Whether it holds several names.
    """

    def __init__(
        self, label: object, *, kind: ConceptKind, many: bool = False, **more: Any
    ) -> None:
        longest = Length(max=1000 if many else 200)
        validators = (*more.pop("validators", ()), longest)
        super().__init__(label, filters=[clean_text], validators=validators, **more)
        self.kind = kind
        self.many = many
        self.offers: Sequence[str] = ()

    def __call__(self, **more: object) -> Markup:
        """Show the field with what its script must know."""
        known: dict[str, object] = {
            "data-source": url_for("api.complete_concept_names", kind=str(self.kind), limit=8),
            "data-some": _("%(num)s suggestions. Use the arrow keys to choose.", num="#"),
            "data-none": _("No suggestions"),
            "data-many": self.many,
        }
        if self.offers:
            known["list"] = f"{self.id}-offers"
        shown: Markup = super().__call__(**known, **more)
        return shown


def name_likely_occupations(title: str) -> tuple[str, ...]:
    """Name the occupations that a title may mean, in the reader's language, the likeliest first."""
    found = find_occupations(get_session(), title, guide=get_services().guide, limit=MOST_OFFERED)
    danish = get_language() == "da"
    names = (one.concept.label_da if danish else one.concept.label_en for one in found)
    return tuple(dict.fromkeys(filter(None, names)))
