"""A company owner's day: what waits, a new opening, an answer, a colleague, a message."""

import re
import sqlite3

import pytest

from tests.journeys.test_consultant import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

OWNER = "virksomhed@demo.example"
ADVERT = """Lagermedarbejder til vores terminal
Vi søger en lagermedarbejder. Du skal have truckcertifikat B og erfaring med varemodtagelse.
37 timer om ugen. Tiltrædelse 1. maj 2031. 2620 Albertslund.
"""


@pytest.fixture(params=[1280, 375], ids=["desk", "phone"])
def owner(page, request):
    page.set_viewport_size({"width": request.param, "height": 900})
    sign_in(page, OWNER)
    page.wait_for_selector("h1")
    yield page
    assert page.evaluate("document.documentElement.scrollWidth") <= request.param


def read_mail(house, recipient):
    """Read the last message that waits for somebody."""
    with sqlite3.connect(house.home / "albertslund.db") as connection:
        query = "SELECT text FROM outbox WHERE recipient = ? ORDER BY id DESC LIMIT 1"
        return connection.execute(query, [recipient]).fetchone()[0]


def test_the_owner_sees_in_one_place_what_waits_and_whom_to_ask(owner):
    text = owner.locator("main").inner_text()
    for wanted in (
        "Én indgang til kommunen",
        "Afventer jeres svar",
        "Vores stillinger",
        "Kirsten Konsulent",
        "Jobrotation: Lean og sikkerhed på lageret",
        "Modtaget",
    ):
        assert wanted in text
    assert owner.locator("a[href^='tel:']").count() == 1


def test_the_owner_posts_an_opening_with_one_paste_and_three_clicks(owner):
    owner.click("main a:has-text('Opret en stilling')")
    owner.fill("textarea[name=text]", ADVERT)
    owner.click("button:has-text('Læs teksten')")
    owner.wait_for_selector(".confirm-table")
    owner.click("button:has-text('Bekræft')")
    owner.wait_for_selector("h1 .verdict:has-text('Modtaget')")
    owner.click("main a:has-text('Kopiér til en ny')")
    assert owner.locator("input[name=starts_on]").input_value() == ""
    assert owner.locator("input[name=title]").input_value() != ""


def test_the_owner_reads_a_candidate_without_a_name_and_one_with(owner):
    owner.click("main .own-openings a:near(:text('Kandidater venter på jer'))")
    owner.click("main a:has-text('Kandidat 1')")
    text = owner.locator("main").inner_text()
    assert "Det passer" in text
    assert "Bed om navn og kontakt" in text
    assert not re.search(r"K-\d{5}", text)
    owner.goto("/company/candidates/3")
    assert owner.locator(".contact-card a[href^='mailto:']").count() == 1


def test_the_owner_writes_to_the_contact(owner, house):
    owner.click("main a:has-text('Skriv til jeres kontaktperson')")
    owner.fill("input[name=subject]", "Truckfører")
    owner.fill("textarea[name=text]", "Kan I ringe i morgen?")
    owner.click("button:has-text('Send')")
    owner.wait_for_selector(".notice")
    assert "Kan I ringe i morgen?" in read_mail(house, "konsulent@demo.example")


def test_name_asked_for_released_and_a_no_with_its_reason(page, browser, house):
    """One candidate goes from nameless to known; the other gets a no that can be learned from."""
    sign_in(page, OWNER)
    page.goto("/company/candidates/1")
    page.click("button:has-text('Bed om navn og kontakt')")
    page.wait_for_selector(".notice")
    link = re.search(r"/consultant/openings/\S+", read_mail(house, "konsulent@demo.example"))[0]

    context = browser.new_context(base_url=house.address, locale="da-DK")
    consultant = context.new_page()
    sign_in(consultant)
    consultant.goto(link)
    consultant.click("a:has-text('Frigiv navn og kontakt')")
    consultant.fill("input[name=name]", "Ane Nyborg")
    consultant.fill("input[name=phone]", "12 34 56 78")
    consultant.click("button:has-text('Frigiv')")
    consultant.wait_for_selector("text=Virksomheden har kunnet se navn og kontakt")
    context.close()

    page.reload()
    assert "Ane Nyborg" in page.locator("h1").inner_text()

    page.goto("/company/candidates/2")
    page.check("input[value=rejected]")
    page.click("button:has-text('Giv svaret')")
    assert "Der mangler en begrundelse" in page.locator("main").inner_text()
    page.check("input[value=rejected]")
    page.select_option("select[name=reason]", "experience")
    page.click("button:has-text('Giv svaret')")
    page.wait_for_selector(".timeline")
    assert "For lidt erfaring med opgaverne" in page.locator(".timeline").inner_text()


def test_a_colleague_is_invited_comes_and_is_taken_out(page, browser, house):
    sign_in(page, OWNER)
    page.goto("/company/colleagues")
    page.fill("input[name=name]", "Nina Ny")
    page.fill("input[name=email]", "nina@demo.example")
    page.click("button:has-text('Send invitationen')")
    page.wait_for_selector("td:has-text('Inviteret')")
    link = re.search(r"/welcome/\S+", read_mail(house, "nina@demo.example"))[0]

    context = browser.new_context(base_url=house.address, locale="da-DK")
    nina = context.new_page()
    nina.goto(link)
    nina.fill("input[name=password]", "fire ord er nemme")
    nina.fill("input[name=again]", "fire ord er nemme")
    nina.click("main button[type=submit]")
    nina.wait_for_selector("text=Én indgang til kommunen")

    page.reload()
    page.click("tr:has-text('nina@demo.example') button")
    page.wait_for_selector(".notice")
    nina.reload()
    assert "/sign-in" in nina.url
    context.close()
