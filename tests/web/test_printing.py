"""A printed sheet: all its words, page numbers, and nothing that text could smuggle in."""

import shutil
import subprocess
from io import BytesIO

import pytest
from flask import Flask
from flask_babel import Babel
from pypdf import PdfReader

from web.printing import Grid, Section, Sheet, build_pdf, join_pdfs


@pytest.fixture(autouse=True)
def in_a_request():
    app = Flask(__name__)
    Babel(app)
    with app.test_request_context():
        yield


def read(content):
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed (apt-get install poppler-utils)")
    done = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True
    )
    return done.stdout.decode()


def test_the_sheet_holds_all_its_words_in_order():
    grid = Grid(("Post", "Beløb"), [("Tilskud", "173.160,00 kr.")], amounts=frozenset({1}))
    section = Section("Beløb", ["Æblegrød på lånt fad"], [("Frist", "5. februar 2026")], [grid])
    text = read(build_pdf(Sheet("Voksenlærling", "Albertslund Arbejdsmarked", "", [section])))
    words = ["Voksenlærling", "Æblegrød på lånt fad", "5. februar 2026", "173.160,00 kr."]
    places = [text.index(word) for word in words]
    assert places == sorted(places)
    assert "Albertslund Arbejdsmarked" in text


def test_text_is_text_even_where_it_looks_like_markup():
    text = read(build_pdf(Sheet("<b>A & B</b>", "x", "<img src='/etc/passwd'/>")))
    assert "<b>A & B</b>" in text
    assert "<img src='/etc/passwd'/>" in text


def test_a_long_table_goes_over_numbered_pages_with_its_header_on_each():
    grid = Grid(("Nummer", "Navn"), [(str(i), "en linje") for i in range(120)])
    text = read(build_pdf(Sheet("Lang", "x", "", [Section("Liste", grids=[grid])])))
    pages = text.split("\f")[:-1]
    assert len(pages) > 2
    assert all("Nummer" in page for page in pages)
    assert "2" in pages[1].splitlines()[-1] or "2" in pages[1][-60:]


def test_the_same_sheet_is_the_same_file():
    sheet = Sheet("Ens", "x", "to gange")
    assert build_pdf(sheet) == build_pdf(sheet)


@pytest.mark.parametrize("rows", range(33, 40))
def test_the_last_row_of_a_table_never_stands_alone_on_a_page(rows):
    # some of these tables would end on one row that did not fit
    grid = Grid(("Nummer", "Navn"), [(f"nr. {i}", "en linje") for i in range(rows)])
    text = read(build_pdf(Sheet("Lang", "x", "", [Section("Liste", grids=[grid])])))
    assert all(page.count("nr. ") != 1 for page in text.split("\f"))


def test_headings_paragraphs_and_tables_begin_at_one_margin():
    grid = Grid(("Nummer", "Navn"), [("1", "en linje")])
    section = Section("Liste", ["Afsnit"], [("Frist", "i dag")], [grid])
    content = build_pdf(Sheet("Titel", "x", "", [section]))
    (page,) = PdfReader(BytesIO(content)).pages
    starts = {}

    def see(text, matrix, place, _font, _size):
        if text.strip():
            starts[text.strip()] = matrix[4] + place[4]

    page.extract_text(visitor_text=see)
    # a cell's text stands three points within its table
    assert starts["Titel"] == starts["Liste"] == starts["Afsnit"]
    assert starts["Frist"] == starts["Nummer"] == pytest.approx(starts["Titel"] + 3, abs=0.1)


def test_letters_to_many_are_one_document_with_its_fonts_once_and_pages_of_their_own():
    # given letters of a page and of two
    long = [Section("Liste", grids=[Grid(("Nummer",), [(str(i),) for i in range(60)])])]
    one = len(join_pdfs([Sheet("Brev", "x", "Kære elev")]))
    letters = [Sheet("Brev", f"Elev {i}", "Kære elev", long if i else ()) for i in range(20)]
    # when they are joined
    whole = join_pdfs(letters)
    # then the fonts are there once, and each letter begins at its page 1
    assert whole.count(b"/FontFile2") == 2
    assert len(whole) < 4 * one
    pages = [page.extract_text() for page in PdfReader(BytesIO(whole)).pages]
    assert "Elev 0" in pages[0]
    assert "Page 1" in pages[0]
    assert ["Page 1" in page for page in pages[1:5]] == [True, False, True, False]
