"""Good files, and files that are broken, hostile or too much, each with why it is refused."""

import io
import zipfile
from collections.abc import Callable

import docx
import pypdf
from reportlab.pdfgen.canvas import Canvas

from matcher.services.documents import LARGEST

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


def make_renamed_docm() -> bytes:
    """A file with macros that was given the name of one without."""
    name = "[Content_Types].xml"
    return change_docx(
        lambda bad: bad.writestr(
            name,
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Override PartName="/word/document.xml" ContentType='
            '"application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>',
        ),
        but=name,
    )


def make_relation(kind: str, target: str, encoding: str = "utf-8") -> bytes:
    """A file that refers to something outside itself."""
    relation = (
        '<?xml version="1.0"?>'
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'relationships/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    )
    return change_docx(
        lambda bad: bad.writestr("word/_rels/settings.xml.rels", relation.encode(encoding))
    )


def make_remote_template() -> bytes:
    return make_relation("attachedTemplate", "https://example.org/letter.dotm")


def make_remote_picture() -> bytes:
    return make_relation("image", r"\\\\host\\share\\a.png", encoding="utf-16")


REFUSED: list[tuple[Callable[[], bytes], str, str]] = [
    (make_bomb, "a.docx", "bomb"),
    (make_laughs, "a.docx", "entities"),
    (make_macros, "a.docx", "macros"),
    (make_docx, "a.docm", "macros"),
    (make_renamed_docm, "a.docx", "macros"),
    (make_remote_template, "a.docx", "entities"),
    (make_remote_picture, "a.docx", "entities"),
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
]
"""How to make a file, its name, and why it is refused."""
