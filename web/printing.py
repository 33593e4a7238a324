"""Documents to print: a plain sheet of headings, paragraphs, facts and tables as a PDF."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from io import BytesIO
from pathlib import Path

import reportlab
from flask import Response
from flask_babel import gettext as _
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

FONTS = Path(reportlab.__file__).parent / "fonts"
INK, RULE, GROUND = (
    colors.HexColor("#1a1a1a"),
    colors.HexColor("#bfbfbf"),
    colors.HexColor("#f0f3f7"),
)
BODY = ParagraphStyle("body", fontName="Vera", fontSize=9, leading=13, textColor=INK)
SMALL = ParagraphStyle("small", BODY, fontSize=7.5, leading=10.5)
STRONG = ParagraphStyle("strong", BODY, fontName="VeraBd")
TITLE = ParagraphStyle("title", STRONG, fontSize=17, leading=22, spaceAfter=3 * mm)
HEADING = ParagraphStyle(
    "heading",
    STRONG,
    fontSize=11.5,
    leading=15,
    spaceBefore=5 * mm,
    spaceAfter=1.5 * mm,
)
WIDTH = A4[0] - 40 * mm


@dataclass(frozen=True)
class Grid:
    """A table: a header, its rows, and the columns whose values are amounts."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    shares: Sequence[float] = ()
    amounts: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Section:
    """A heading with paragraphs, facts (name and value) and tables below it, in that order."""

    heading: str
    paragraphs: Sequence[str] = ()
    facts: Sequence[tuple[str, str]] = ()
    grids: Sequence[Grid] = ()
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Sheet:
    """A document: its title, who issues it, its sections; all text is plain and is escaped."""

    title: str
    issuer: str
    lead: str = ""
    sections: Sequence[Section] = field(default_factory=tuple)


def send_sheet(sheet: Sheet, filename: str) -> Response:
    """Send a sheet as a PDF to be downloaded."""
    headers = {"Content-Disposition": f'attachment; filename="{filename}"'}
    return Response(build_pdf(sheet), mimetype="application/pdf", headers=headers)


def build_pdf(sheet: Sheet) -> bytes:
    """Build the PDF; the same sheet gives the same bytes."""
    return join_pdfs([sheet])


def join_pdfs(sheets: Sequence[Sheet]) -> bytes:
    """Build one PDF of several sheets, each beginning a page of its own, numbered from 1.

    One document holds them all, so that its fonts are there once.
    """
    _register_fonts()
    out = BytesIO()
    document = BaseDocTemplate(
        out,
        pagesize=A4,
        title=sheets[0].title,
        author=sheets[0].issuer,
        invariant=1,
    )
    story: list[Flowable] = []
    for number, sheet in enumerate(sheets):
        document.addPageTemplates(_make_template(str(number), sheet.issuer))
        if number:
            story += [NextPageTemplate(str(number)), PageBreak()]
        story += _lay_sheet(sheet)
    document.build(story)
    return out.getvalue()


def _make_template(name: str, issuer: str) -> PageTemplate:
    """Make the page of one sheet; pages are counted from its first."""
    first: list[int] = []

    def sign(canvas: Canvas, document: BaseDocTemplate) -> None:
        first.append(document.page)
        canvas.setFont("Vera", 7.5)
        canvas.drawString(20 * mm, 11 * mm, issuer)
        page = _("Page %(page)s", page=document.page - first[0] + 1)
        canvas.drawRightString(A4[0] - 20 * mm, 11 * mm, page)

    # a frame pads its text and not its tables unless it pads nothing
    frame = Frame(
        20 * mm,
        20 * mm,
        WIDTH,
        A4[1] - 38 * mm,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    return PageTemplate(name, [frame], onPage=sign)


def _lay_sheet(sheet: Sheet) -> list[Flowable]:
    story: list[Flowable] = [Paragraph(escape(sheet.title), TITLE)]
    if sheet.lead:
        story.append(Paragraph(escape(sheet.lead), BODY))
    for section in sheet.sections:
        story += _lay_out(section)
    return story


def _register_fonts() -> None:
    for name in ("Vera", "VeraBd", "VeraIt", "VeraBI"):
        registerFont(TTFont(name, str(FONTS / f"{name}.ttf")))
    registerFontFamily("Vera", normal="Vera", bold="VeraBd", italic="VeraIt", boldItalic="VeraBI")


def _lay_out(section: Section) -> list[Flowable]:
    # a heading is not left behind at the foot of a page
    story: list[Flowable] = [CondPageBreak(30 * mm), Paragraph(escape(section.heading), HEADING)]
    for text in section.paragraphs:
        story += [Paragraph(escape(text), BODY), Spacer(1, 1.5 * mm)]
    if section.facts:
        rows = [
            [Paragraph(escape(name), STRONG), Paragraph(escape(value), BODY)]
            for name, value in section.facts
        ]
        table = Table(rows, colWidths=[WIDTH * 0.36, WIDTH * 0.64])
        table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *_lines(len(rows))]))
        story.append(table)
    for grid in section.grids:
        story += [_lay_grid(grid), Spacer(1, 2 * mm)]
    for text in section.notes:
        story += [Spacer(1, 1 * mm), Paragraph(escape(text), SMALL)]
    return story


def _lay_grid(grid: Grid) -> Table:
    right = ParagraphStyle("amount", BODY, alignment=2)
    strong_right = ParagraphStyle("amount-head", STRONG, alignment=2)

    def write(
        row: Sequence[str], style: ParagraphStyle, aligned: ParagraphStyle
    ) -> list[Paragraph]:
        return [
            Paragraph(escape(text), aligned if i in grid.amounts else style)
            for i, text in enumerate(row)
        ]

    shares = grid.shares or [1 / len(grid.header)] * len(grid.header)
    table = Table(
        [write(grid.header, STRONG, strong_right), *(write(row, BODY, right) for row in grid.rows)],
        colWidths=[WIDTH * share / sum(shares) for share in shares],
        repeatRows=1,
    )
    head = ("BACKGROUND", (0, 0), (-1, 0), GROUND)
    table.setStyle(
        TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), head, *_lines(1 + len(grid.rows))])
    )
    return table


def _lines(rows: int) -> list[tuple[object, ...]]:
    # no row stands alone on a page, neither below the header nor at the end
    together = [("NOSPLIT", (0, 0), (0, 2)), ("NOSPLIT", (0, -2), (0, -1))] if rows > 3 else []
    return [
        *together,
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, RULE),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
    ]
