"""A consultant works out two adult apprenticeships, from the first click to the printed sheet."""

import shutil
import subprocess

import pytest

from training.simulator.demo import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def begin(page):
    page.goto("/sign-in")
    page.get_by_label("E-mail").fill("konsulent@demo.example")
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind").click()
    page.get_by_role("link", name="Kandidater", exact=True).click()


def open_first_candidate(page, words):
    page.locator("main").get_by_role("searchbox").fill(words)
    page.locator("main").get_by_role("button", name="Søg").click()
    link = page.locator("main table a").first
    reference = link.inner_text()
    link.click()
    page.get_by_role("link", name="Voksenlærling").last.click()
    assert page.get_by_label("Kandidat").input_value() == reference
    return reference


def work_out(page, education, **known):
    page.get_by_label("Uddannelse", exact=True).select_option(label=education)
    page.get_by_label("Uddannelsesaftalen begynder").fill("2026-12-01")
    if known:
        page.get_by_text("Hvad der vides om aftalen").click()
    for field, choice in known.items():
        page.locator(f"[name={field}]").select_option(label=choice)
    page.get_by_role("button", name="Regn det ud").click()


def print_out(page, tmp_path):
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed (apt-get install poppler-utils)")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Udskriv (PDF)").click()
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    return done.stdout.decode()


def test_a_route_with_training_ends_in_a_sheet_with_its_amount(page, tmp_path):
    # given a candidate whose assessment has found euv2
    begin(page)
    reference = open_first_candidate(page, "")
    # when the consultant states what is known and works it out
    work_out(page, "Murer", euv_route="EUV 2", approved_place="Ja", pay_floor_met="Ja")
    # then the page and the sheet tell route, deadline and the refund of the school weeks
    assert "1. januar 2027" in page.locator("main").inner_text()
    sheet = print_out(page, tmp_path)
    assert reference in sheet
    assert "EUV 2" in sheet
    assert "Lønrefusion fra AUB" in sheet


def test_a_route_of_school_alone_is_refused_with_the_reason_and_the_other_routes(page, tmp_path):
    # given a candidate who could skip the training at the workplace
    begin(page)
    open_first_candidate(page, "")
    # when the route is euv1
    work_out(page, "Elektriker", euv_route="EUV 1")
    # then the law refuses the subsidy, says why, and the other routes stand beside it
    told = page.locator("main").inner_text()
    assert "Ikke opfyldt" in told
    assert "normalt ingen oplæring" in told
    assert "EUV 3" in told
    assert "VL-18" in print_out(page, tmp_path)
