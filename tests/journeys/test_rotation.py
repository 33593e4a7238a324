"""A consultant takes two rotations from the first click to the print: with the benefit, and now."""

import pytest

from tests.journeys.test_consultant import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def open_case(page, title):
    sign_in(page)
    page.click("nav.nav a:has-text('Jobrotation')")
    page.click(f"table a:has-text('{title}')")


def print_case(page):
    with page.expect_download() as waiting:
        page.click("a:has-text('Udskriv ansøgningen')")
    return waiting.value


def test_the_closed_case_of_2025_is_read_and_printed_with_its_benefit(page):
    open_case(page, "Truckcertifikat og lagerstyring")
    text = page.locator("main").inner_text()
    assert "40.498,27 kr." in text
    assert "Alle uger går op." in text
    document = print_case(page)
    assert document.suggested_filename == "JR-2025-001.pdf"
    with open(document.path(), "rb") as content:
        assert content.read(5) == b"%PDF-"


def test_a_case_of_today_is_planned_funded_applied_for_and_printed(page):
    open_case(page, "Lean og sikkerhed på lageret")
    assert "Jobrotationsydelsen ophørte" in page.locator("main").inner_text()

    page.click("a:has-text('Plan med færrest vikarer')")
    assert "1 vikar dækker alle kurser" in page.locator("main").inner_text()
    page.click("button:has-text('Overtag planen')")
    page.wait_for_selector(".week-covered")
    assert page.locator(".week-short").count() == 0
    assert page.locator(".week-covered").count() >= 6

    page.select_option("select[name=funding]", "opkvalificering")
    page.click("button:has-text('Gem svarene')")
    page.wait_for_selector(".funding-option.chosen")

    page.click("summary:has-text('Skift status')")
    page.select_option("select[name=status]", "applied")
    page.click("button:has-text('Skift status')")
    page.wait_for_selector(".progress [aria-current]:has-text('Ansøgt')")
    assert "Ansøgt" in page.locator(".timeline").inner_text()
    with open(print_case(page).path(), "rb") as content:
        assert content.read(5) == b"%PDF-"


def test_a_substitute_is_found_and_taken_in(page):
    open_case(page, "Lean og sikkerhed på lageret")
    taken = page.locator("a[href*='/candidates/K-']")
    before = taken.count()
    page.click("a:has-text('Find vikarer')")
    name = page.locator(".suggestion:has(button) .suggestion-title a").first.inner_text()
    page.locator(".suggestion button").first.click()
    assert name in page.locator("main").inner_text()
    assert taken.count() == before + 1


def test_the_workspace_does_not_overflow_a_phone(page):
    page.set_viewport_size({"width": 400, "height": 900})
    sign_in(page)
    for path in ("/rotations/", "/rotations/JR-2025-001", "/rotations/JR-2025-001/plan"):
        page.goto(path)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 400, path
