"""A coordinator takes a whole round: propose, forbid, adjust, publish, a host gone, a late one."""

import os
import re

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 375, "height": 800}
PICTURES = os.environ.get("JOURNEY_PICTURES", "")


def enter(page, who="campus@demo.example"):
    page.goto("/sign-in")
    page.fill("[name=email]", who)
    page.fill("[name=password]", "albertslund-demo")
    page.click("main button[type=submit]")
    page.locator(".log-off").first.wait_for(state="attached")


def see(page, text, within="main"):
    """Wait until a text is there."""
    page.locator(within, has_text=text).first.wait_for()


def look(page, name):
    """Keep a picture at both widths, and refuse a page that is wider than a phone."""
    page.set_viewport_size(NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") <= 375, name
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}-375.png", full_page=True)
    page.set_viewport_size(WIDE)
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}-1280.png", full_page=True)


@pytest.fixture
def open_page(browser, house):
    """Open pages without scripts, each with its own visitor."""
    opened = []

    def give():
        context = browser.new_context(
            base_url=house.address, locale="da-DK", java_script_enabled=False
        )
        context.set_default_timeout(30_000)
        opened.append(context)
        return context.new_page()

    yield give
    for context in opened:
        context.close()


def read_seats(page, at):
    """Read each student's seat from the round's page."""
    page.goto(at)
    rows = page.locator("section[aria-labelledby=students] tbody tr")
    return {
        row.locator("td").nth(0).inner_text().split(")")[0]: row.locator("td").nth(2).inner_text()
        for row in rows.all()
    }


def test_a_whole_round_is_taken_without_scripts(open_page):
    page = open_page()
    enter(page)
    page.goto("/campus/rounds/")
    look(page, "rounds")
    page.click("table tr:has-text('Ønsker modtages') a")
    at = re.sub(r"^https?://[^/]+", "", page.url)
    assert page.locator("section[aria-labelledby=students] tbody tr").count() >= 60
    look(page, "wishes")

    page.click("section[aria-labelledby=students] tbody tr:nth-child(3) a")
    place = re.sub(r"^https?://[^/]+", "", page.url)
    page.locator("summary:has-text('Lås eller forbyd')").first.click()
    page.locator("input[name=reason]").first.fill("Søskende på stedet")
    page.locator("button[value=forbid]").first.click()
    see(page, "Søskende på stedet")
    look(page, "forbidden")

    page.goto(at)
    page.click("button:has-text('lav et forslag')")
    see(page, "Forslag", within=".progress [aria-current]")
    look(page, "proposal")
    page.goto(place)
    see(page, "Koordinatoren har bestemt")
    look(page, "reasons")

    page.click("button:has-text('Se, hvad det vil ændre')")
    see(page, "Forventet udbytte")
    look(page, "effect")

    # another coordinator is faster; nothing of either is lost
    other = open_page()
    enter(other, "admin@demo.example")
    other.goto(f"{at}/students/S-0005")
    other.locator("summary:has-text('Lås eller forbyd')").first.click()
    other.locator("input[name=reason]").first.fill("Aftalt med skolen")
    other.locator("button[value=forbid]").first.click()
    see(other, "Aftalt med skolen")
    page.fill("input[name=reason]", "Min begrundelse")
    page.click("button:has-text('Gennemfør ændringen')")
    see(page, "En anden kom først")
    see(page, "Aftalt med skolen")
    see(page, "Min begrundelse")
    look(page, "overtaken")
    page.click("button:has-text('Gør mit oven på deres')")
    see(page, "Pladsen er ændret")

    page.goto(at)
    page.click("button:has-text('Offentliggør')")
    see(page, "Offentliggjort", within=".progress [aria-current]")
    before = read_seats(page, at)
    look(page, "published")

    # a host withdraws: only its own students move
    link = page.locator("section[aria-labelledby=programmes] a:has-text('Lys og lasere')")
    title = link.inner_text()
    link.click()
    look(page, "seats")
    page.fill("input[name=reason]", "Afdelingen lukker")
    page.click("button:has-text('Træk forløbet')")
    see(page, "Forløbet er trukket")
    after = read_seats(page, at)
    look(page, "withdrawn")
    assert title not in after.values()
    assert {one for one in before if before[one] != after[one]} == {
        one for one, seat in before.items() if seat == title
    }

    # a late student comes, and nobody is moved
    page.goto("/campus/students/new")
    page.fill("[name=reference]", "S-0999")
    page.fill("[name=given_name]", "Liv")
    page.fill("[name=born_on]", "2010-03-01")
    page.fill("[name=school]", "Kanalskolen")
    page.select_option("[name=school_year]", "9")
    page.fill("[name=postcode]", "2620")
    page.select_option("[name=take_part]", "student")
    look(page, "new_student")
    page.click("main button[type=submit]")
    see(page, "Eleven er oprettet")
    look(page, "student")
    page.goto(f"{at}/late")
    page.select_option("[name=student]", "S-0999")
    page.select_option("[name=first]", "P27-06")
    page.select_option("[name=second]", "P27-10")
    look(page, "late")
    page.click("main button[type=submit]")
    see(page, "Den forsinkede elev er med")
    look(page, "late_reasons")
    with_late = read_seats(page, at)
    assert {one: seat for one, seat in with_late.items() if one in after} == after

    for name, path in (("history", "history"), ("fairness", "fairness")):
        page.goto(f"{at}/{path}")
        look(page, name)
    assert "En vært trak et forløb" in page.goto(f"{at}/history").text()
    answer = page.request.get(f"{at}/letters.pdf")
    assert answer.body()[:5] == b"%PDF-"


def test_every_page_of_the_campus_fits_a_phone(open_page):
    page = open_page()
    enter(page)
    for name, path in (
        ("students", "/campus/students/"),
        ("programmes", "/campus/programmes/"),
        ("programme", "/campus/programmes/P27-01"),
        ("edit", "/campus/students/S-0001/edit"),
    ):
        page.goto(path)
        look(page, name)
    host = open_page()
    enter(host, "virksomhed@demo.example")
    host.goto("/campus/hosting/")
    look(host, "hosting")
