"""Files are read within limits, and hostile ones are refused in words."""

import io
import zipfile
from collections.abc import Callable

import docx
import pypdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from matcher.errors import InvalidInput
from matcher.services.documents import LARGEST, REFUSALS, check_text, read_document

LINES = ("Lagermedarbejder til nathold", "Du har truckcertifikat B.")
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><lolz>&c;</lolz>'
)


def make_pdf(lines: tuple[str, ...] = LINES, pages: int = 1) -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target)
    for _ in range(pages):
        for number, line in enumerate(lines):
            canvas.drawString(72, 700 - 20 * number, line)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def make_docx() -> bytes:
    document = docx.Document()
    document.add_paragraph(LINES[0])
    document.add_table(rows=1, cols=1).cell(0, 0).text = LINES[1]
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def change_docx(change: Callable[[zipfile.ZipFile], None], *, but: str = "") -> bytes:
    """Copy a good file, leave one member out, and put something into it."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(make_docx())) as good,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bad,
    ):
        for name in good.namelist():
            if name != but:
                bad.writestr(name, good.read(name))
        change(bad)
    return target.getvalue()


def make_bomb() -> bytes:
    return change_docx(lambda bad: bad.writestr("word/media/a.bin", b"0" * 200_000_000))


def make_laughs() -> bytes:
    name = "word/document.xml"
    return change_docx(lambda bad: bad.writestr(name, LAUGHS), but=name)


def make_macros() -> bytes:
    return change_docx(lambda bad: bad.writestr("word/vbaProject.bin", b"x"))


def make_locked_pdf() -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(make_pdf()))
    writer.encrypt("secret", algorithm="RC4-128")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def make_boasting_pdf() -> bytes:
    return make_pdf().replace(b"/Count 1", b"/Count 2000000000")


def test_a_pdf_is_read() -> None:
    text = read_document(make_pdf(), "opslag.pdf")
    assert [line.strip() for line in text.splitlines() if line.strip()] == list(LINES)


def test_a_word_file_is_read_with_its_tables() -> None:
    assert read_document(make_docx(), "Opslag.DOCX").split("\n")[:2] == list(LINES)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_text_file_is_read_in_the_usual_encodings(encoding: str) -> None:
    assert read_document("Køre truck".encode(encoding), "a.txt") == "Køre truck"


@pytest.mark.parametrize(
    ("make", "name", "reason"),
    [
        (make_bomb, "a.docx", "bomb"),
        (make_laughs, "a.docx", "entities"),
        (make_macros, "a.docx", "macros"),
        (make_docx, "a.docm", "macros"),
        (make_docx, "a.pdf", "kind"),
        (make_pdf, "a.docx", "kind"),
        (make_pdf, "a.exe", "kind"),
        (lambda: b"MZ\x00\x00", "a.txt", "kind"),
        (make_locked_pdf, "a.pdf", "encrypted"),
        (make_boasting_pdf, "a.pdf", "pages"),
        (lambda: make_pdf(pages=31), "a.pdf", "pages"),
        (lambda: make_pdf(lines=()), "a.pdf", "empty"),
        (lambda: make_pdf()[:400], "a.pdf", "broken"),
        (lambda: make_docx()[:900], "a.docx", "broken"),
        (lambda: b"%PDF-1.7\n" + b"\x80" * 5000, "a.pdf", "broken"),
        (lambda: b"", "a.txt", "empty"),
        (lambda: b" " * (LARGEST + 1), "a.txt", "size"),
        (lambda: b"a" * 100_001, "a.txt", "long"),
    ],
)
def test_a_file_that_cannot_or_may_not_be_read_is_refused_with_its_remedy(
    make: Callable[[], bytes], name: str, reason: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_document(make(), name)
    assert (refused.value.wrong, refused.value.remedy) == REFUSALS[reason]


def test_a_page_that_never_ends_is_given_up_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matcher.services.documents.PATIENCE_SECONDS", 0.01)
    with pytest.raises(InvalidInput) as refused:
        read_document(make_pdf(), "a.pdf")
    assert refused.value.wrong == REFUSALS["heavy"][0]


def test_signs_that_nobody_types_are_dropped() -> None:
    assert check_text("a\x00b\r\nc\x07") == "ab\nc"
