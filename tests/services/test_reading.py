"""Files as people send them: read whole, or refused with every fault and its remedy."""

import io
import zipfile
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from matcher.errors import ImportRejected
from matcher.services.reading import read_rows, template

NOUNS = ("candidates", "openings", "organisations", "courses", "traits")
PERSON = "Reference;Fødselsår;Postnummer"
OPENING = "Reference;Type;Titel;Postnummer;Startdato"


def people(extra="", value="", first="K-1;1980;2620"):
    header = f"{PERSON};{extra}" if extra else PERSON
    return f"{header}\n{first};{value}\n".encode() if extra else f"{header}\n{first}\n".encode()


def jobs(extra="", value="", first="O-1;ordinary;Kok;2620;01-02-2027"):
    header = f"{OPENING};{extra}" if extra else OPENING
    return f"{header}\n{first};{value}\n".encode() if extra else f"{header}\n{first}\n".encode()


def firms(line):
    return f"CVR-nummer;Navn;Postnummer\n{line}\n".encode()


def book(*rows):
    made = Workbook()
    for row in rows:
        made.worksheets[0].append(row)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def zipped():
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        packed.writestr("readme.txt", "no workbook")
    return written.getvalue()


MALFORMED = [
    ("empty", "candidates", "a.csv", b"", 1, "", "has no rows"),
    ("only a header", "candidates", "a.csv", PERSON.encode(), 1, "", "has no rows"),
    ("only blank lines", "candidates", "a.csv", b"\n;;\n\n", 1, "", "has no rows"),
    ("a picture", "candidates", "a.png", b"\x89PNG", 1, "", "cannot be read"),
    ("an old workbook", "candidates", "a.xls", b"\xd0\xcf\x11\xe0", 1, "", "old or locked"),
    ("a broken workbook", "candidates", "a.xlsx", b"PK\x03\x04rest", 1, "", "cannot be read"),
    ("a zip that is no workbook", "candidates", "a.xlsx", zipped(), 1, "", "cannot be read"),
    ("text called a workbook", "candidates", "a.xlsx", people(), 1, "", "cannot be read"),
    ("a NUL", "candidates", "a.csv", people() + b"\x00", 1, "", "not a text file"),
    ("an open quote", "candidates", "a.csv", people() + b'"K-2;1', 3, "", "not closed"),
    ("too many cells", "candidates", "a.csv", people() + b"K-2;1980;2620;x", 3, "", "more cells"),
    (
        "an unknown column",
        "candidates",
        "a.csv",
        people("Skostørrelse", "43"),
        1,
        "Skostørrelse",
        "not known",
    ),
    (
        "a misspelt column",
        "candidates",
        "a.csv",
        people("Kompetence", "x"),
        1,
        "Kompetence",
        "Did you mean skills",
    ),
    (
        "a double column",
        "candidates",
        "a.csv",
        people("Reference", "K"),
        1,
        "Reference",
        "there twice",
    ),
    (
        "a missing column",
        "candidates",
        "a.csv",
        b"Reference;Postnummer\nK;2620",
        1,
        "Fødselsår",
        "missing",
    ),
    ("no reference", "candidates", "a.csv", people(first=";1980;2620"), 2, "Reference", "missing"),
    (
        "a CPR number",
        "candidates",
        "a.csv",
        people(first="010180-1234;1980;2620"),
        2,
        "Reference",
        "CPR",
    ),
    (
        "ten digits",
        "candidates",
        "a.csv",
        people(first="0101801234;1980;2620"),
        2,
        "Reference",
        "CPR",
    ),
    (
        "a reference with blanks",
        "candidates",
        "a.csv",
        people(first="K 1;1980;2620"),
        2,
        "Reference",
        "signs",
    ),
    (
        "the same twice",
        "candidates",
        "a.csv",
        people() + b"K-1;1990;2620",
        3,
        "Reference",
        "in row 2",
    ),
    (
        "a birth year in words",
        "candidates",
        "a.csv",
        people(first="K;firs;2620"),
        2,
        "Fødselsår",
        "whole number",
    ),
    (
        "a birth year to come",
        "candidates",
        "a.csv",
        people(first="K;2999;2620"),
        2,
        "Fødselsår",
        "future",
    ),
    (
        "a birth year long gone",
        "candidates",
        "a.csv",
        people(first="K;1880;2620"),
        2,
        "Fødselsår",
        "too small",
    ),
    (
        "a postcode of five",
        "candidates",
        "a.csv",
        people(first="K;1980;26200"),
        2,
        "Postnummer",
        "postcode",
    ),
    (
        "no such group",
        "candidates",
        "a.csv",
        people("Ydelsesgruppe", "pension"),
        2,
        "Ydelsesgruppe",
        "no such",
    ),
    (
        "no such day",
        "candidates",
        "a.csv",
        people("Ledig siden", "31-02-2026"),
        2,
        "Ledig siden",
        "not a day",
    ),
    (
        "a day to come",
        "candidates",
        "a.csv",
        people("Ledig siden", "01-01-2099"),
        2,
        "Ledig siden",
        "future",
    ),
    (
        "hours in words",
        "candidates",
        "a.csv",
        people("Timer pr. uge", "fuld"),
        2,
        "Timer pr. uge",
        "not a number",
    ),
    (
        "too many hours",
        "candidates",
        "a.csv",
        people("Timer pr. uge", "90"),
        2,
        "Timer pr. uge",
        "too large",
    ),
    (
        "hours of nothing",
        "candidates",
        "a.csv",
        people("Timer pr. uge", "nan"),
        2,
        "Timer pr. uge",
        "number",
    ),
    (
        "perhaps a car",
        "candidates",
        "a.csv",
        people("Har bil", "måske"),
        2,
        "Har bil",
        "yes nor no",
    ),
    (
        "a level of nine",
        "candidates",
        "a.csv",
        people("Kompetencer", "dansk:9"),
        2,
        "Kompetencer",
        "too large",
    ),
    (
        "a skill twice",
        "candidates",
        "a.csv",
        people("Kompetencer", "dansk:3|dansk:4"),
        2,
        "Kompetencer",
        "twice",
    ),
    (
        "a formula",
        "candidates",
        "a.csv",
        people("Uddannelsesretning", "=1+1"),
        2,
        "Uddannelsesretning",
        "formula",
    ),
    ("no such level", "candidates", "a.csv", people("Sprog", "da:D9"), 2, "Sprog", "whole number"),
    (
        "a language in words",
        "candidates",
        "a.csv",
        people("Sprog", "dansk:B2"),
        2,
        "Sprog",
        "two-letter",
    ),
    (
        "night and noon",
        "candidates",
        "a.csv",
        people("Arbejdstider", "middag"),
        2,
        "Arbejdstider",
        "no such",
    ),
    (
        "a long text",
        "candidates",
        "a.csv",
        people("Stilling", "x" * 300),
        2,
        "Stilling",
        "too long",
    ),
    (
        "a walk around the world",
        "candidates",
        "a.csv",
        people("Pendlingsgrænse (min.)", "999"),
        2,
        "Pendlingsgrænse (min.)",
        "too large",
    ),
    (
        "a kind that is none",
        "openings",
        "a.csv",
        jobs(first="O;hobby;Kok;2620;01-02-2027"),
        2,
        "Type",
        "no such",
    ),
    (
        "no title",
        "openings",
        "a.csv",
        jobs(first="O;ordinary;;2620;01-02-2027"),
        2,
        "Titel",
        "missing",
    ),
    (
        "an end before the start",
        "openings",
        "a.csv",
        jobs("Slutdato", "01-01-2027"),
        2,
        "Slutdato",
        "before the first",
    ),
    ("no places", "openings", "a.csv", jobs("Antal pladser", "0"), 2, "Antal pladser", "too small"),
    (
        "a company with a wrong digit",
        "openings",
        "a.csv",
        jobs("CVR", "12345678"),
        2,
        "CVR",
        "check digit",
    ),
    (
        "a short company number",
        "organisations",
        "a.csv",
        firms("123;Firma;2620"),
        2,
        "CVR-nummer",
        "CVR number",
    ),
    ("a nameless company", "organisations", "a.csv", firms("10150817;;2620"), 2, "Navn", "missing"),
    (
        "a course that pays",
        "courses",
        "a.csv",
        b"Kode;Type;Titel;Udbyder;Dage;Postnummer;Pris (kr.)\nx;amu;T;S;1;2620;-5",
        2,
        "Pris (kr.)",
        "too small",
    ),
    (
        "a bad cell in a workbook",
        "candidates",
        "a.xlsx",
        book(PERSON.split(";"), ["K", 1980.5, 2620]),
        2,
        "Fødselsår",
        "whole number",
    ),
]


@pytest.mark.parametrize(
    ("noun", "name", "content", "row", "column", "words"),
    [one[1:] for one in MALFORMED],
    ids=[one[0] for one in MALFORMED],
)
def test_a_fault_is_told_with_row_column_and_remedy(noun, name, content, row, column, words):
    with pytest.raises(ImportRejected) as refused:
        read_rows(noun, name, content)
    fault = refused.value.errors[0]
    assert (fault.row, fault.column) == (row, column)
    assert words in f"{fault.wrong_en} {fault.right_en}"
    assert all((fault.wrong_da, fault.right_da, fault.wrong_en, fault.right_en))


def test_there_are_more_than_forty_of_them():
    assert len(MALFORMED) > 40


def test_every_fault_of_every_row_is_told_at_once():
    lines = people() + b"K-2;firs;26\nK-3;1980;2620\n;1980;x\n"
    with pytest.raises(ImportRejected) as refused:
        read_rows("candidates", "a.csv", lines)
    told = [(one.row, one.column) for one in refused.value.errors]
    assert told == [(3, "Fødselsår"), (3, "Postnummer"), (5, "Reference"), (5, "Postnummer")]


def test_a_refused_cpr_number_is_not_repeated():
    with pytest.raises(ImportRejected) as refused:
        read_rows("candidates", "a.csv", people(first="010180-1234;1980;2620"))
    assert "1234" not in refused.value.errors[0].value


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_template_is_itself_a_file_that_can_be_read(noun, language, form):
    content = template(noun, language=language, form=form)
    assert len(read_rows(noun, f"skabelon.{form}", content)) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_encodings_and_separators_of_every_office_are_read_alike(encoding, delimiter):
    text = "Reference;Fødselsår;Postnummer;Stilling\nK-1;1980;2620;Pædagog på Østerbro\n"
    content = text.replace(";", delimiter).encode(encoding)
    assert read_rows("candidates", "a.csv", content)[0].occupation == "Pædagog på Østerbro"


@pytest.mark.parametrize(
    "written", ["24-11-2025", "24.11.2025", "24/11/2025", "24. november 2025", "2025-11-24"]
)
def test_a_day_is_read_as_danes_write_it(written):
    row = read_rows("candidates", "a.csv", people("Ledig siden", written))[0]
    assert row.unemployed_since == date(2025, 11, 24)


@pytest.mark.parametrize(("written", "value"), [("37", 37), ("37,5", 37.5), ("37.5", 37.5)])
def test_a_number_is_read_as_danes_write_it(written, value):
    assert (
        read_rows("candidates", "a.csv", people("Timer pr. uge", written))[0].weekly_hours == value
    )


def test_english_headers_and_labels_mean_the_same():
    english = (
        b"reference,birth year,postcode,benefit group,has car\nK-1,1980,2620,Sickness benefit,yes\n"
    )
    row = read_rows("candidates", "a.csv", english)[0]
    assert (row.benefit_group, row.has_car) == ("sygedagpenge", True)


def test_a_uri_keeps_its_colons_and_its_level():
    skill = "http://data.europa.eu/esco/skill/1:4|urn:albertslund:skill:dansk"
    row = read_rows("candidates", "a.csv", people("Kompetencer", skill))[0]
    assert [tuple(one) for one in row.skills] == [
        ("http://data.europa.eu/esco/skill/1", 4),
        ("urn:albertslund:skill:dansk", 3),
    ]


@settings(deadline=None, max_examples=150)
@given(
    st.sampled_from(NOUNS),
    st.sampled_from(["a.csv", "a.xlsx", "a"]),
    st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: (PERSON + "\n" + text).encode()),
)
def test_whatever_is_sent_is_read_or_refused(noun, name, content):
    with suppress(ImportRejected):
        assert read_rows(noun, name, content)
