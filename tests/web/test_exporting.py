"""What leaves the service is opened by a spreadsheet and executed by none."""

import csv
from datetime import date
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from web.exporting import build_csv, build_xlsx

HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")']


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_that_would_be_executed_is_a_text(text):
    read = csv.reader(StringIO(build_csv(["x"], [[text]]).decode("utf-8-sig")), delimiter=";")
    assert list(read)[1] == [f"'{text}"]
    cell = load_workbook(BytesIO(build_xlsx(["x"], [[text]]))).active["A2"]
    assert cell.data_type == "s"
    assert cell.value[0] == "'"


def test_days_and_numbers_stay_days_and_numbers():
    row = [date(2026, 11, 24), -2.5, 3, None, "Kok; æøå"]
    text = build_csv(list("abcde"), [row]).decode("utf-8-sig")
    assert text == 'a;b;c;d;e\r\n2026-11-24;-2,5;3;;"Kok; æøå"\r\n'
    cells = next(
        load_workbook(BytesIO(build_xlsx(list("abcde"), [row]))).active.iter_rows(min_row=2)
    )
    assert [one.value for one in cells][1:] == [-2.5, 3, None, "Kok; æøå"]
    assert cells[0].value.date() == date(2026, 11, 24)
