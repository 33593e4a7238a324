"""What the columns may be called, in Danish and English."""

from collections.abc import Mapping

from data_schemas.contracts import (
    CandidateRow,
    Contract,
    CourseRow,
    OpeningRow,
    OrganisationRow,
    ProgrammeRow,
    StudentRow,
    StudentTraitsRow,
    TraitsRow,
    WishesRow,
)

CONTRACTS: Mapping[str, type[Contract]] = {
    "candidates": CandidateRow,
    "openings": OpeningRow,
    "organisations": OrganisationRow,
    "courses": CourseRow,
    "traits": TraitsRow,
    "students": StudentRow,
    "programmes": ProgrammeRow,
    "wishes": WishesRow,
    "student_traits": StudentTraitsRow,
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
    "students": {
        "reference": ("Elevreference", "Student reference", "Reference", "Elev"),
        "given_name": ("Fornavn", "Given name"),
        "born_on": ("Fødselsdato", "Born on"),
        "school": ("Skole", "School"),
        "school_year": ("Klassetrin", "School year"),
        "postcode": ("Postnummer", "Postcode", "Postnr"),
        "consent_take_part": ("Samtykke til deltagelse", "Consent take part"),
        "consent_grades": ("Samtykke til karakterer", "Consent grades"),
        "consent_host": ("Samtykke til værten", "Consent host"),
        "track": ("Spor", "Track"),
        "travel_limit_minutes": ("Rejsegrænse (min.)", "Travel limit minutes"),
        "interests": ("Interesser", "Interests"),
        "strengths": ("Styrker", "Strengths"),
        "languages": ("Sprog", "Languages"),
        "cultures": ("Kender kulturen i", "Cultures"),
        "grades": ("Karakterer", "Grades"),
        "lessons": ("Skoleskema", "Lessons"),
        "needs": ("Støttebehov", "Needs"),
    },
    "programmes": {
        "code": ("Kode", "Code"),
        "kind": ("Type", "Kind"),
        "title_da": ("Titel", "Title da", "Dansk titel"),
        "title_en": ("Engelsk titel", "Title en"),
        "track": ("Spor", "Track"),
        "provider": ("Udbyder", "Provider"),
        "organisation": ("CVR-nummer", "Organisation", "CVR"),
        "seats": ("Pladser", "Seats"),
        "min_seats": ("Mindste hold", "Min seats"),
        "area": ("Område", "Area"),
        "postcode": ("Postnummer", "Postcode", "Postnr"),
        "starts_on": ("Startdato", "Starts on"),
        "ends_on": ("Slutdato", "Ends on"),
        "weekly_hours": ("Timer pr. uge", "Weekly hours"),
        "meets": ("Mødetider", "Meets"),
        "in_school_time": ("I skoletiden", "In school time"),
        "age_min": ("Mindste alder", "Age min"),
        "age_max": ("Højeste alder", "Age max"),
        "year_min": ("Laveste klassetrin", "Year min"),
        "year_max": ("Højeste klassetrin", "Year max"),
        "languages": ("Sprog", "Languages"),
        "strengths": ("Ønskede styrker", "Strengths"),
        "markets": ("Markeder", "Markets"),
        "offers": ("Kan tilbyde", "Offers"),
        "tags": ("Strategispor", "Tags"),
        "parameters": ("Parametre", "Parameters"),
    },
    "wishes": {
        "reference": ("Elevreference", "Student reference", "Reference", "Elev"),
        "round": ("Runde", "Round"),
        "wishes": ("Ønsker", "Wishes"),
    },
    "student_traits": {
        "reference": ("Elevreference", "Student reference", "Reference", "Elev"),
        "sex": ("Køn", "Sex"),
        "language_background": ("Sprog i hjemmet", "Language background"),
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
