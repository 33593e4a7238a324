"""A consultant's day: find, understand, decide; and the retraining that learns from it."""

import json
import urllib.request

import pytest

from training.simulator.demo import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def sign_in(page, email="konsulent@demo.example"):
    page.goto("/sign-in")
    page.fill("input[name=email]", email)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")


def open_first_opening(page):
    page.goto("/consultant/openings?kind=ordinary")
    page.click("table tbody a >> nth=0")


def test_a_consultant_finds_who_fits_sees_why_and_records_what_happened(page, house):
    sign_in(page)
    open_first_opening(page)
    titles = page.locator(".suggestion-title a")
    assert titles.count() == 20

    titles.first.click()
    amounts = page.locator("[data-amount]").evaluate_all(
        "nodes => nodes.map(node => parseFloat(node.dataset.amount))"
    )
    score = float(page.locator("[data-score]").first.get_attribute("data-score"))
    assert sum(amounts) == pytest.approx(score, abs=1e-9)

    page.select_option("select[name=outcome]", "shortlisted")
    page.click("form[method=post] button:has-text('Registrér')")
    assert page.locator(".timeline li").count() >= 1

    page.click("form[method=post] button:has-text('Registrér')")
    page.select_option("select[name=outcome]", "shortlisted")
    page.click("form[method=post] button:has-text('Registrér')")
    assert page.locator(".form-error-message").count() >= 1

    page.goto("/consultant/shortlist")
    assert "På kortliste" in page.locator("main").inner_text()


def test_a_candidate_leads_to_ranked_openings(page):
    sign_in(page)
    page.goto("/consultant/candidates?text=K-00010")
    page.click("table tbody a >> nth=0")
    scores = (
        page.locator(".suggestions")
        .first.locator(".score-bar")
        .evaluate_all("nodes => nodes.map(node => parseFloat(node.dataset.value))")
    )
    assert scores
    assert scores == sorted(scores, reverse=True)


def test_the_pages_speak_english_when_asked(page):
    sign_in(page)
    page.goto("/consultant/openings?lang=en")
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("h1").inner_text() == "Openings"


def test_a_retraining_leaves_a_report_to_read(page, house):
    assert "nDCG@10" in house.run("train", "match").stdout
    sign_in(page)
    page.goto("/models/")
    page.click("table a >> nth=0")
    assert "nDCG@10" in page.locator("main").inner_text()


def test_the_health_document_is_for_anybody(house):
    with urllib.request.urlopen(f"{house.address}/api/v1/health") as answer:
        assert json.load(answer)["status"] == "ok"
