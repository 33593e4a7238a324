"""What the columns may be called, in Danish and English."""

from collections.abc import Mapping

from data_schemas.contracts import (
    CandidateRow,
    Contract,
    CourseRow,
    OpeningRow,
    OrganisationRow,
    TraitsRow,
)

CONTRACTS: Mapping[str, type[Contract]] = {
    "candidates": CandidateRow,
    "openings": OpeningRow,
    "organisations": OrganisationRow,
    "courses": CourseRow,
    "traits": TraitsRow,
}

HEADERS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "candidates": {
        "reference": ("Reference", "Kandidat"),
        "birth_year": ("Fødselsår", "Birth year"),
        "postcode": ("Postnummer", "Postcode", "Postnr"),
        "benefit_group": ("Ydelsesgruppe", "Benefit group"),
        "unemployed_since": ("Ledig siden", "Unemployed since"),
        "education_level": ("Uddannelsesniveau", "Education level"),
        "education_field": ("Uddannelsesretning", "Education field"),
        "education_last_used": ("Uddannelse sidst brugt", "Education last used"),
        "occupation": ("Stilling", "Occupation"),
        "experience": ("Erfaring", "Experience"),
        "weekly_hours": ("Timer pr. uge", "Weekly hours"),
        "available_from": ("Til rådighed fra", "Available from"),
        "work_times": ("Arbejdstider", "Work times"),
        "travel_limit_minutes": ("Pendlingsgrænse (min.)", "Travel limit minutes"),
        "has_car": ("Har bil", "Has car"),
        "wishes": ("Ønsker", "Wishes"),
        "skills": ("Kompetencer", "Skills"),
        "languages": ("Sprog", "Languages"),
        "licences": ("Kørekort", "Licences"),
        "shown_to_companies": ("Må vises for virksomheder", "Shown to companies"),
    },
    "openings": {
        "reference": ("Reference", "Opslag"),
        "kind": ("Type", "Kind"),
        "title": ("Titel", "Title"),
        "organisation": ("CVR-nummer", "Organisation", "CVR"),
        "postcode": ("Postnummer", "Postcode", "Postnr"),
        "starts_on": ("Startdato", "Starts on"),
        "ends_on": ("Slutdato", "Ends on"),
        "occupation": ("Stilling", "Occupation"),
        "positions": ("Antal pladser", "Positions"),
        "weekly_hours": ("Timer pr. uge", "Weekly hours"),
        "work_times": ("Arbejdstider", "Work times"),
        "required_skills": ("Krævede kompetencer", "Required skills"),
        "nice_skills": ("Ønskede kompetencer", "Nice skills"),
        "languages": ("Sprog", "Languages"),
        "licences": ("Kørekort", "Licences"),
        "tags": ("Strategispor", "Tags"),
        "parameters": ("Parametre", "Parameters"),
    },
    "organisations": {
        "cvr": ("CVR-nummer", "CVR"),
        "name": ("Navn", "Name"),
        "p_number": ("P-nummer", "P number"),
        "postcode": ("Postnummer", "Postcode", "Postnr"),
        "business_area": ("Erhvervsområde", "Business area"),
        "db07": ("Branchekode", "DB07"),
        "employees": ("Antal ansatte", "Employees"),
    },
    "courses": {
        "code": ("Kode", "Code"),
        "kind": ("Type", "Kind"),
        "title_da": ("Titel", "Title da", "Dansk titel"),
        "title_en": ("Engelsk titel", "Title en"),
        "provider": ("Udbyder", "Provider"),
        "days": ("Dage", "Days"),
        "price_dkk": ("Pris (kr.)", "Price dkk"),
        "postcode": ("Postnummer", "Postcode", "Postnr"),
        "teaches": ("Giver kompetencer", "Teaches"),
        "requires": ("Kræver kompetencer", "Requires"),
        "starts": ("Startdatoer", "Starts"),
    },
    "traits": {
        "reference": ("Reference", "Kandidat"),
        "sex": ("Køn", "Sex"),
        "origin": ("Herkomst", "Origin"),
    },
}
"""Each noun's fields; the first name is the Danish template's, the second the English one's."""


def fold_header(text: str) -> str:
    """Fold a header so that case, blanks, hyphens and dots do not count."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def list_names(noun: str) -> dict[str, str]:
    """List every name a column may have, folded, with the field it means."""
    named = {fold_header(name): field for field, names in HEADERS[noun].items() for name in names}
    return named | {fold_header(field): field for field in HEADERS[noun]}
