"""Templates to fill in: the header in the reader's language and two rows as examples."""

import csv
import io
from collections.abc import Mapping
from typing import Literal

from openpyxl import Workbook
from openpyxl.styles import Font

from matcher.services.reading.headers import HEADERS
from matcher.vocabulary import Language

EXAMPLES: Mapping[str, tuple[Mapping[str, str], Mapping[str, str]]] = {
    "candidates": (
        {
            "reference": "K-1001",
            "birth_year": "1984",
            "postcode": "2620",
            "benefit_group": "dagpenge",
            "unemployed_since": "2026-02-01",
            "education_level": "eud",
            "occupation": "lagermedarbejder",
            "experience": "lagermedarbejder:60",
            "weekly_hours": "37",
            "travel_limit_minutes": "45",
            "has_car": "ja",
            "skills": "dansk:5|engelsk:3",
            "languages": "da:C1|en:B1",
            "licences": "B",
            "shown_to_companies": "nej",
        },
        {"reference": "K-1002", "birth_year": "1991", "postcode": "2630"},
    ),
    "openings": (
        {
            "reference": "O-1001",
            "kind": "ordinary",
            "title": "Lagermedarbejder",
            "postcode": "2620",
            "starts_on": "2027-02-01",
            "occupation": "lagermedarbejder",
            "positions": "2",
            "weekly_hours": "37",
            "required_skills": "dansk:3",
            "languages": "da:B1",
        },
        {
            "reference": "O-1002",
            "kind": "voksenlaerling",
            "title": "Elektrikerlærling",
            "postcode": "2600",
            "starts_on": "2027-03-01",
        },
    ),
    "organisations": (
        {
            "cvr": "99000007",
            "name": "Eksempel Lager ApS",
            "postcode": "2620",
            "db07": "521000",
            "employees": "40",
        },
        {"cvr": "99000015", "name": "Eksempel Pleje A/S"},
    ),
    "courses": (
        {
            "code": "eksempel-truck",
            "kind": "amu",
            "title_da": "Gaffeltruck B",
            "provider": "Eksempelskolen",
            "days": "7",
            "price_dkk": "1456",
            "postcode": "2620",
            "starts": "2027-02-01|2027-05-03",
        },
        {
            "code": "eksempel-dansk",
            "kind": "fvu",
            "title_da": "FVU-dansk trin 1",
            "provider": "Eksempelskolen",
            "days": "10",
            "postcode": "2620",
        },
    ),
    "traits": (
        {"reference": "K-1001", "sex": "kvinder", "origin": "indvandrere"},
        {"reference": "K-1002", "sex": "mænd"},
    ),
    "students": (
        {
            "reference": "S-1001",
            "given_name": "Amina",
            "born_on": "2012-03-14",
            "school": "Eksempelskolen",
            "school_year": "8",
            "postcode": "2620",
            "consent_take_part": "guardian",
            "consent_grades": "guardian",
            "consent_host": "guardian",
            "track": "praktisk",
            "travel_limit_minutes": "30",
            "interests": "sundhed-og-omsorg|handel-og-logistik",
            "strengths": "service:teacher|teamwork:fritidsjob",
            "languages": "da:C1|tr:C1|en:B1",
            "cultures": "TR",
            "grades": "dansk:7|matematik:02",
            "lessons": "man 8.00-14.00|tir 8.00-15.00",
            "needs": "contact",
        },
        {
            "reference": "S-1002",
            "born_on": "2010-09-02",
            "school": "Eksempelskolen",
            "school_year": "9",
            "postcode": "2620",
            "consent_take_part": "student",
        },
    ),
    "programmes": (
        {
            "code": "T-1001",
            "kind": "talentforloeb",
            "title_da": "Byg en solfanger",
            "title_en": "Build a solar collector",
            "track": "praktisk",
            "provider": "Eksempel Lager ApS",
            "organisation": "99000007",
            "seats": "8",
            "min_seats": "4",
            "area": "groen-omstilling",
            "postcode": "2620",
            "starts_on": "2027-02-01",
            "ends_on": "2027-05-28",
            "weekly_hours": "3",
            "meets": "ons 15.00-18.00",
            "in_school_time": "nej",
            "age_min": "13",
            "year_min": "8",
            "year_max": "10",
            "languages": "da:B1",
            "strengths": "hands|persistence",
            "offers": "contact",
            "tags": "green",
        },
        {
            "code": "T-1002",
            "title_da": "Fotonik i praksis",
            "track": "boglig",
            "provider": "Eksempelskolen",
            "seats": "12",
            "postcode": "2620",
            "starts_on": "2027-02-01",
            "ends_on": "2027-05-28",
        },
    ),
    "wishes": (
        {"reference": "S-1001", "round": "R-2027-1", "wishes": "T-1001|T-1002"},
        {"reference": "S-1002", "round": "R-2027-1", "wishes": "T-1002"},
    ),
    "student_traits": (
        {"reference": "S-1001", "sex": "kvinder", "language_background": "mixed"},
        {"reference": "S-1002", "sex": "mænd"},
    ),
}


def template(noun: str, *, language: Language, form: Literal["csv", "xlsx"]) -> bytes:
    """Write a template.

    Parameters
    ----------
    noun : str
        What the file is to hold.
    language : {"da", "en"}
        Of the header.
    form : {"csv", "xlsx"}
        CSV is UTF-8 with a mark and semicolons, as Danish Excel opens it.
    """
    place = 0 if language == "da" else 1
    fields = HEADERS[noun]
    header = [names[min(place, len(names) - 1)] for names in fields.values()]
    rows = [[example.get(field, "") for field in fields] for example in EXAMPLES[noun]]
    return _write_xlsx(header, rows) if form == "xlsx" else _write_csv(header, rows)


def _write_csv(header: list[str], rows: list[list[str]]) -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=";").writerows([header, *rows])
    return written.getvalue().encode("utf-8-sig")


def _write_xlsx(header: list[str], rows: list[list[str]]) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in [header, *rows]:
        sheet.append(row)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = max(12, len(str(cell.value)) + 2)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
