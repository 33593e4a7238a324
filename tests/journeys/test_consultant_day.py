"""A consultant's working day: what wants doing, a search, a list, a decision, a mistake undone.

Once with a mouse on a wide screen, once on a phone without any script.
"""

import os
from pathlib import Path

import pytest

from matcher.services.caseload import Concern
from training.simulator.demo import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.slow]

AXE_SCRIPT = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
AXE = """async () => (await axe.run(document, {resultTypes: ['violations'], runOnly:
  ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})).violations
  .map(one => one.id + ' @ ' + one.nodes[0].target.join(' '))"""
PICTURES = os.environ.get("JOURNEY_PICTURES", "")
FROM_COMPANIES = ["new-postings", "asked-release"]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 375, "height": 800}


@pytest.fixture(params=[(WIDE, True), (NARROW, False)], ids=["1280", "375 without scripts"])
def page(request, browser, house):
    """Give Kirsten's screen, wide with scripts or narrow without; script errors fail the test."""
    size, scripts = request.param
    context = browser.new_context(
        base_url=house.address, locale="da-DK", viewport=size, java_script_enabled=scripts
    )
    context.set_default_timeout(20_000)
    opened, faults = context.new_page(), []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on(
        "request",
        lambda one: one.url.startswith((house.address, "data:")) or faults.append(one.url),
    )
    opened.on("response", lambda one: one.status < 400 or faults.append(f"{one.status} {one.url}"))
    opened.scripts = scripts
    opened.goto("/sign-in")
    opened.fill("main input[name=email]", "konsulent@demo.example")
    opened.fill("main input[name=password]", PASSWORD)
    opened.click("main button[type=submit]")
    opened.wait_for_url("**/consultant/day")
    yield opened
    context.close()
    assert faults == []


def see(page, text, within="main"):
    """Wait until a text is there."""
    page.locator(within, has_text=text).first.wait_for()


def look(page, name):
    """Refuse a page that is wider than its screen, or that axe finds fault with."""
    width = page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}-{width}.png", full_page=True)
    if page.scripts:
        page.evaluate(AXE_SCRIPT.read_text(encoding="utf-8"))
        assert page.evaluate(AXE) == [], name


def read_numbers(page, name):
    read = f"nodes => nodes.map(node => parseFloat(node.dataset.{name}))"
    return page.locator(f".comparison [data-{name}]").evaluate_all(read)


def press_access_key(page, digit):
    """Press Alt with a digit as a keyboard does; Playwright's own sends no text with it."""
    told = {"modifiers": 1, "key": digit, "code": f"Digit{digit}"}
    told |= {"windowsVirtualKeyCode": ord(digit), "text": digit, "unmodifiedText": digit}
    keyboard = page.context.new_cdp_session(page)
    for kind in ("keyDown", "keyUp"):
        keyboard.send("Input.dispatchKeyEvent", {"type": kind, **told})


def find_opening(page):
    """Find an opening of a company in the search box, by a word with a slip in it."""
    page.goto("/consultant/openings?kind=ordinary")
    title = page.locator("table tbody a").first.inner_text()
    reference = page.locator("table tbody .reference").first.inner_text()
    page.fill("#search-everything", f"{title} {reference}")
    page.press("#search-everything", "Enter")
    page.locator("#openings").wait_for()
    look(page, "search")
    page.locator("section[aria-labelledby=openings] a").first.click()
    page.locator("#candidates").wait_for()


def test_the_day_begins_with_what_wants_doing_and_everybodys_is_a_click_away(page):
    lists = page.locator(".day-part h2").evaluate_all("nodes => nodes.map(node => node.id)")
    assert lists == [*FROM_COMPANIES, *Concern]
    look(page, "day")
    page.locator("nav.switch a").nth(1).click()
    see(page, "sager i alt")
    page.locator("section[aria-labelledby=waiting] .day-more a").click()
    see(page, "Har ventet længst", within="h1")
    look(page, "tasks")
    page.locator(".tasks a").first.click()
    see(page, "Alt, hvad der er sket")
    assert page.locator(".timeline li").count() >= 1
    assert page.locator("figure.map svg[role=img]").count() == 1
    look(page, "candidate")


def test_candidates_are_narrowed_compared_shortlisted_and_taken_back(page):
    find_opening(page)
    look(page, "opening")
    page.select_option("select[name=language]", "da-B1")
    if not page.scripts:  # else choosing is enough
        page.click("button:has-text('Afgræns')")
    see(page, "det, du beder om", within="#ranked")

    for box in page.locator(".suggestion-rank input").all()[:3]:
        box.check()
    page.click("button[value=compare]")
    page.locator("table.comparison").wait_for()
    look(page, "compare")
    amounts, scores = read_numbers(page, "amount"), read_numbers(page, "score")
    assert len(scores) == 3
    for column, score in enumerate(scores):
        assert sum(amounts[column::3]) == pytest.approx(score, abs=1e-9)
    page.click("a:has-text('Tilbage til listen')")

    boxes = page.locator(".suggestion:not(:has(strong)) .suggestion-rank input")
    for box in boxes.all()[:2]:
        box.check()
    page.click("button[value=shortlist]")
    see(page, "På kortliste registreret for", within="#notices")
    look(page, "undo")
    page.click("#notices .undo button")
    see(page, "Fortrudt: På kortliste", within="#notices")

    # two clicks: open, and what happened
    row = page.locator(".suggestion:not(:has(strong))").first
    row.locator(".record-now summary").click()
    row.locator("button:has-text('Kontaktet')").click()
    see(page, "Kontaktet registreret for", within="#notices")
    page.click("#notices .undo button")
    see(page, "Fortrudt: Kontaktet", within="#notices")


def test_outcomes_are_recorded_by_keyboard_and_searches_saved(page):
    find_opening(page)
    row = page.locator(".suggestion:not(:has(strong)) .suggestion-title a").first
    name = row.inner_text()
    row.click()
    see(page, "Med tastaturet")
    look(page, "pair")
    if page.scripts:
        press_access_key(page, "3")
    else:
        page.click("button[accesskey='3']")
    see(page, f"Samtale registreret for {name}", within="#notices")
    page.click("#notices .undo button")
    see(page, "Fortrudt: Samtale", within="#notices")

    page.goto(page.url.split("/candidates/")[0])
    page.locator("summary:has-text('Gem søgningen')").click()
    page.click("button:has-text('Gem søgningen')")
    see(page, "Hver morgen")
    look(page, "searches")
    page.locator("button:has-text('Afslut søgningen')").first.click()
    see(page, "Søgningen er afsluttet", within="#notices")
