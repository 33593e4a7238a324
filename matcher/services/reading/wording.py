"""What is wrong with a cell and what would be right, in Danish and English."""

from collections.abc import Iterable, Mapping
from typing import Any

from matcher.campus import (
    GRADES,
    PROGRAMME_KINDS,
    Area,
    GivenBy,
    LanguageBackground,
    Strength,
    Subject,
    SupportNeed,
    Track,
)
from matcher.vocabulary import (
    BenefitGroup,
    EducationLevel,
    Labelled,
    OpeningKind,
    Origin,
    Sex,
    Tag,
    WorkTime,
)

Words = tuple[str, str, str, str]
"""Wrong and right, each in Danish and English."""

WORDS: Mapping[str, Words] = {
    "missing": ("værdien mangler", "the value is missing", "Udfyld feltet", "Fill in the cell"),
    "cvr_form": (
        "det er ikke et CVR-nummer",
        "this is not a CVR number",
        "Skriv otte cifre",
        "Write eight digits",
    ),
    "cvr_check": (
        "CVR-nummerets kontrolciffer passer ikke",
        "the CVR number's check digit does not fit",
        "Slå nummeret op på virk.dk",
        "Look the number up at virk.dk",
    ),
    "cpr_number": (
        "det ligner et CPR-nummer, og dem tager vi ikke imod",
        "this looks like a CPR number, which is not accepted",
        "Brug en reference uden persondata, fx K-1001",
        "Use a reference without personal data, such as K-1001",
    ),
    "reference_form": (
        "referencen har tegn, den ikke må have, eller er for lang",
        "the reference has signs it may not have, or is too long",
        "Brug 1 til 40 bogstaver, cifre og bindestreger",
        "Use 1 to 40 letters, digits and hyphens",
    ),
    "course_code": (
        "koden har tegn, den ikke må have",
        "the code has signs it may not have",
        "Brug bogstaver, cifre og bindestreger",
        "Use letters, digits and hyphens",
    ),
    "postcode_form": (
        "det er ikke et dansk postnummer",
        "this is not a Danish postcode",
        "Skriv fire cifre, fx 2620",
        "Write four digits, such as 2620",
    ),
    "p_number_form": (
        "det er ikke et P-nummer",
        "this is not a P number",
        "Skriv ti cifre",
        "Write ten digits",
    ),
    "db07_form": (
        "det er ikke en branchekode",
        "this is not a branch code",
        "Skriv de seks cifre fra DB07",
        "Write the six digits of DB07",
    ),
    "language_code": (
        "sproget er ikke en kode på to bogstaver",
        "the language is not a two-letter code",
        "Skriv fx da:B2|en:C1",
        "Write for instance da:B2|en:C1",
    ),
    "licence_form": (
        "kørekortet er ikke en kode",
        "the licence is not a code",
        "Skriv fx B|truck_b",
        "Write for instance B|truck_b",
    ),
    "parameter_key": (
        "parameteren har ikke et gyldigt navn",
        "the parameter has no valid name",
        "Skriv fx planned_months=6",
        "Write for instance planned_months=6",
    ),
    "future_year": (
        "året ligger i fremtiden",
        "the year is in the future",
        "Skriv i år eller tidligere",
        "Write this year or earlier",
    ),
    "future_day": (
        "dagen ligger i fremtiden",
        "the day is in the future",
        "Skriv i dag eller tidligere",
        "Write today or earlier",
    ),
    "ends_before_start": (
        "slutdatoen ligger før startdatoen",
        "the last day is before the first",
        "Ret en af datoerne",
        "Mend one of the days",
    ),
    "guardian_needed": (
        "eleven er for ung til selv at give samtykke",
        "the student is too young to consent alone",
        "Skriv forælder eller værge, når en af dem har givet samtykke",
        "Write parent or guardian once one of them has consented",
    ),
    "grades_without_consent": (
        "karakterer kræver samtykke",
        "grades need a consent",
        "Angiv, hvem der har givet samtykke til karakterer, eller fjern karaktererne",
        "Name who consented to grades, or remove the grades",
    ),
    "country_code": (
        "landet er ikke en kode på to bogstaver",
        "the country is not a two-letter code",
        "Skriv fx TR|DE|PL",
        "Write for instance TR|DE|PL",
    ),
    "programme_code": (
        "koden har tegn, den ikke må have",
        "the code has signs it may not have",
        "Brug 1 til 40 bogstaver, cifre og bindestreger",
        "Use 1 to 40 letters, digits and hyphens",
    ),
    "week_hours": (
        "ugetimerne kan ikke læses",
        "the weekly hours cannot be read",
        "Skriv fx man 8.00-14.00|tir 8.00-13.30",
        "Write for instance mon 8:00-14:00|tue 8:00-13:30",
    ),
    "ends_before_hour": (
        "timerne slutter, før de begynder",
        "the hours end before they begin",
        "Ret klokkeslættene",
        "Mend the hours",
    ),
    "more_than_seats": (
        "mindste hold er større end antallet af pladser",
        "more are needed to open than there are seats",
        "Skriv højst så mange, som der er pladser",
        "Write no more than there are seats",
    ),
    "most_below_least": (
        "det højeste er mindre end det mindste",
        "the most is below the least",
        "Ret en af grænserne",
        "Mend one of the limits",
    ),
    "unpaired": (
        "listerne over starter er ikke lige lange",
        "the lists of starts are not of one length",
        "Skriv en slutdato, frist og pladser for hver startdato, eller udelad kolonnen",
        "Write an end, a last day and seats for each start, or leave the column out",
    ),
    "weekdays_form": (
        "ugedagene er ikke cifre fra 0 til 6",
        "the weekdays are not digits from 0 to 6",
        "Skriv fx 01234 for mandag til fredag",
        "Write for instance 01234 for Monday to Friday",
    ),
    "repeated": (
        "noget er nævnt to gange",
        "something is named twice",
        "Nævn det én gang",
        "Name it once",
    ),
    "formula": (
        "teksten begynder som en formel",
        "the text begins as a formula does",
        "Fjern tegnet = + - eller @ forrest",
        "Remove the sign = + - or @ in front",
    ),
    "control_character": (
        "teksten har usynlige styretegn",
        "the text has hidden control characters",
        "Skriv teksten igen uden dem",
        "Write the text again without them",
    ),
    "string_too_short": (
        "teksten er tom",
        "the text is empty",
        "Udfyld feltet",
        "Fill in the cell",
    ),
    "string_too_long": (
        "teksten er for lang",
        "the text is too long",
        "Brug højst 200 tegn",
        "Use at most 200 characters",
    ),
    "int": (
        "det er ikke et helt tal",
        "this is not a whole number",
        "Skriv et helt tal, fx 37",
        "Write a whole number, such as 37",
    ),
    "float": (
        "det er ikke et tal",
        "this is not a number",
        "Skriv et tal, fx 37 eller 37,5",
        "Write a number, such as 37 or 37.5",
    ),
    "date": (
        "det er ikke en dato",
        "this is not a day",
        "Skriv fx 24-11-2026",
        "Write for instance 24-11-2026",
    ),
    "bool": (
        "det er hverken ja eller nej",
        "this is neither yes nor no",
        "Skriv ja eller nej",
        "Write yes or no",
    ),
}
OTHERWISE: Words = (
    "værdien kan ikke bruges",
    "the value cannot be used",
    "Se skabelonen for, hvordan feltet udfyldes",
    "See the template for how the cell is filled in",
)
CHOICES: Mapping[str, type[Labelled]] = {
    "kind": OpeningKind,
    "benefit_group": BenefitGroup,
    "education_level": EducationLevel,
    "work_times": WorkTime,
    "tags": Tag,
    "sex": Sex,
    "origin": Origin,
    "track": Track,
    "area": Area,
    "interests": Area,
    "strengths": Strength,
    "needs": SupportNeed,
    "offers": SupportNeed,
    "consent_take_part": GivenBy,
    "consent_grades": GivenBy,
    "consent_host": GivenBy,
    "language_background": LanguageBackground,
}

COURSE_KINDS = "amu, fvu, obu, gvu, eud, euv, sosu, akademi, certificate"


def word_fault(noun: str, field: str, kind: str, context: Mapping[str, Any]) -> Words:
    """Word a fault by pydantic's or the contract's type of error."""
    if field == "grades" and kind == "literal_error":
        return _word_grades()
    if kind == "literal_error":
        return _word_choice(noun, field)
    if kind in {"greater_than_equal", "less_than_equal"}:
        return _word_bound(kind, context)
    if kind in {"too_long", "too_short"}:
        return (
            "listen har for mange eller for få",
            "the list has too many or too few",
            "Ret listen",
            "Mend the list",
        )
    if field in {"lessons", "meets"} and kind not in WORDS:
        return WORDS["week_hours"]
    if kind == "finite_number":
        return WORDS["float"]
    return WORDS.get(kind) or WORDS.get(kind.split("_")[0]) or OTHERWISE


def _word_choice(noun: str, field: str) -> Words:
    if noun == "courses":
        names_da = names_en = COURSE_KINDS
    else:
        words = _list_words(noun, field)
        names_da = ", ".join(one.da for one in words)
        names_en = ", ".join(one.en for one in words)
    return (
        "værdien findes ikke",
        "there is no such value",
        f"Vælg mellem: {names_da}",
        f"Choose among: {names_en}",
    )


def _list_words(noun: str, field: str) -> Iterable[Labelled]:
    if noun == "programmes" and field == "kind":
        return PROGRAMME_KINDS
    return CHOICES[field]


def _word_grades() -> Words:
    scale = ", ".join(GRADES.values())
    names_da, names_en = (", ".join(getattr(one, name) for one in Subject) for name in ("da", "en"))
    return (
        "faget eller karakteren findes ikke",
        "there is no such subject or grade",
        f"Skriv fx dansk:7|matematik:02. Fag: {names_da}. Karakterer: {scale}",
        f"Write for instance dansk:7|matematik:02. Subjects: {names_en}. Grades: {scale}",
    )


def _word_bound(kind: str, context: Mapping[str, Any]) -> Words:
    if kind == "greater_than_equal":
        bound = context.get("ge")
        return (
            "værdien er for lille",
            "the value is too small",
            f"Skriv mindst {bound}",
            f"Write at least {bound}",
        )
    bound = context.get("le")
    return (
        "værdien er for stor",
        "the value is too large",
        f"Skriv højst {bound}",
        f"Write at most {bound}",
    )
