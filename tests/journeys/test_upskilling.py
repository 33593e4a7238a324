"""A consultant finds a candidate's ways to a job, compares, saves, follows and prints one."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from training.simulator.demo import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.slow]

AMOUNTS = "cells => cells.map(cell => cell.dataset.amount)"


def begin(page):
    page.goto("/sign-in")
    page.get_by_label("E-mail").fill("konsulent@demo.example")
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind").click()


def find_ways(page, reference):
    page.goto(f"/consultant/candidates/{reference}")
    page.get_by_role("link", name="Veje til job").click()
    page.get_by_role("combobox", name="Eller et andet fag").fill("Lagerarbejder")
    page.get_by_label("Transport højst, minutter hver vej").fill("90")
    page.get_by_role("button", name="Find veje").click()
    page.locator(".path").first.wait_for()


def test_a_way_is_found_compared_saved_followed_and_printed(page):
    # given a candidate who would become a warehouse worker
    begin(page)
    find_ways(page, "K-00001")
    first = page.locator(".path").first
    assert first.locator(".path-line svg").count() == 1
    # what it may lead to is told with its doubt, and the reasons add up
    worth = first.locator(".path-worth")
    assert "Gennemfører vejen" in worth.inner_text()
    worth.locator("summary").click()
    for table in worth.locator("table.contributions").all():
        amounts = [float(one) for one in table.locator("tbody .amount").evaluate_all(AMOUNTS)]
        score = float(table.locator("tfoot .amount").get_attribute("data-score"))
        assert sum(amounts) == pytest.approx(score)
    assert "kr." in first.inner_text()
    # when two ways are laid side by side, and the first is saved
    if page.locator(".path").count() > 1:
        page.get_by_role("button", name="Sammenlign de to valgte").click()
        page.locator(".path-pair").wait_for()
        assert page.locator(".path-pair .path").count() == 2
        page.go_back()
    page.get_by_role("button", name="Gem som plan").first.click()
    page.get_by_label("Nu", exact=True).first.wait_for()
    assert "Vejen er gemt som kandidatens plan" in page.locator("main").inner_text()
    # then what becomes of a course is recorded
    page.get_by_label("Nu", exact=True).first.select_option(label="Tilmeldt")
    page.get_by_role("button", name="Registrér").first.click()
    page.locator(".notice").wait_for()
    assert "Registreret: Tilmeldt" in page.locator("main").inner_text()
    # and the citizen gets a sheet in plain words
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Print til borgeren").click()
    sheet = PdfReader(BytesIO(waiting.value.path().read_bytes()))
    text = " ".join(one.extract_text() for one in sheet.pages)
    assert "Din vej til job" in text
    assert 5 < int(text.partition("LIX ")[2].partition(".")[0]) < 40


def test_what_is_in_the_way_is_told(page):
    begin(page)
    place = "urn:albertslund:occupation:lagermedarbejder"
    page.goto(f"/upskilling/candidates/K-00001?target=occupation:{place}&travel=0")
    assert "står i vejen" in page.locator("main").inner_text()


def test_a_shortage_leads_to_the_courses_people_could_share(page):
    begin(page)
    page.goto("/upskilling/shortages")
    assert page.locator(".shortage-chart svg").count() == 1
    page.locator("main table a").first.click()
    page.get_by_role("heading", name="Hvem kan snart være klar").wait_for()
    text = page.locator("main").inner_text()
    assert "Hvem kan snart være klar" in text
    for width in (1280, 375):
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width
