"""What groups, measures and columns are called in a ruling and on a model card."""

from collections.abc import Mapping

from matcher.campus import LanguageBackground, Track
from matcher.features import BY_NAME
from matcher.vocabulary import BenefitGroup, Language, Origin, Outcome, Sex

LANGUAGES: tuple[Language, ...] = ("da", "en")
Names = Mapping[str, tuple[str, str]]
"""A code's Danish and English name."""

ATTRIBUTES: Names = {
    "sex": ("køn", "sex"),
    "age": ("alder", "age"),
    "origin": ("herkomst", "origin"),
    "benefit_group": ("ydelsesgruppe", "benefit group"),
    "language_background": ("sprog i hjemmet", "language of the home"),
    "track": ("spor", "track"),
}
STAGES: Names = {
    "completed": ("gennemfører", "completes"),
    "reached": ("får arbejde i målstillingen", "works in the target occupation"),
    "continued": (
        "fortsætter i uddannelse eller læreplads",
        "goes on to education or apprenticeship",
    ),
}
MEASURES: Names = {
    "selection_rate": ("andel i top 10", "share in the top ten"),
    "true_positive_rate": ("lige mulighed", "equal opportunity"),
    "exposure": ("synlighed", "exposure"),
    "better_half": ("andel i den bedste halvdel", "share in the better half"),
    "better_half_of_good": ("lige mulighed", "equal opportunity"),
}
GROUPS: Names = {
    str(one): (one.da, one.en)
    for words in (Sex, Origin, BenefitGroup, LanguageBackground, Track)
    for one in words
} | {
    "student": ("Elever og studerende", "Students"),
    "-24": ("under 25 år", "those under 25"),
    "25-39": ("25-39 år", "those of 25 to 39"),
    "40-54": ("40-54 år", "those of 40 to 54"),
    "55-": ("55 år og derover", "those of 55 and over"),
}


def _strip(text: str) -> str:
    return text.partition("{")[0].strip(" :")


COLUMNS: Names = (
    {code: (_strip(one.text_da), _strip(one.text_en)) for code, one in BY_NAME.items()}
    | {str(one): (one.da, one.en) for one in Outcome}
    | dict(STAGES)
)


def name(names: Names, code: str, language: Language) -> str:
    """Name a code in a language; a code without a name names itself.

    Examples
    --------
    >>> name(GROUPS, "female", "da"), name(GROUPS, "-24", "en")
    ('Kvinder', 'those under 25')
    """
    return names.get(code, (code, code))[0 if language == "da" else 1]
