"""Files are read within limits, and hostile ones are refused in words."""

from collections.abc import Callable

import pytest

from matcher.errors import InvalidInput
from matcher.services.documents import REFUSALS, check_text, read_document
from tests.services.files_handed_in import LINES, REFUSED, make_docx, make_pdf, make_relation


def test_a_pdf_is_read() -> None:
    text = read_document(make_pdf(), "opslag.pdf")
    assert [line.strip() for line in text.splitlines() if line.strip()] == list(LINES)


def test_a_word_file_is_read_with_its_tables() -> None:
    assert read_document(make_docx(), "Opslag.DOCX").split("\n")[:2] == list(LINES)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_text_file_is_read_in_the_usual_encodings(encoding: str) -> None:
    assert read_document("Køre truck".encode(encoding), "a.txt") == "Køre truck"


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("hyperlink", "https://www.albertslund.dk/"),
        ("attachedTemplate", "file:///C:\\Skabeloner\\brev.dotx"),
    ],
)
def test_a_link_to_click_on_and_a_letterhead_of_ones_own_disk_do_no_harm(
    kind: str, target: str
) -> None:
    assert LINES[0] in read_document(make_relation(kind, target), "a.docx")


@pytest.mark.parametrize(("make", "name", "reason"), REFUSED)
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
