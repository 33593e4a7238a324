"""A consultant pastes an advertisement, takes away what is wrong, and confirms."""

import pytest

from training.simulator.demo import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ADVERT = """Lagermedarbejder til nathold
Du skal have truckcertifikat B og erfaring med varemodtagelse.
Erfaring med Excel er en fordel. Du taler godt dansk.
37 timer om ugen. Tiltrædelse 1. maj 2031. 2620 Albertslund. Ring 43 68 00 00.
"""


def test_an_advertisement_becomes_the_opening_that_was_confirmed(page):
    page.goto("/sign-in")
    page.fill("input[name=email]", "konsulent@demo.example")
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")

    page.goto("/consultant/openings/from-text")
    page.fill("textarea[name=text]", ADVERT)
    page.click("main form button[type=submit]")
    marked = page.locator(".read-text mark").all_inner_texts()
    assert any(text.startswith("varemodtagelse") for text in marked)
    assert "43 68 00 00" not in page.content()

    page.uncheck("input[value='urn:albertslund:skill:regneark']")
    page.click("main form.case-form button[type=submit]")
    told = page.locator("main").inner_text()
    assert "Lagermedarbejder til nathold" in told
    assert "varemodtagelse" in told
    assert "regneark" not in told


def test_an_occupation_is_chosen_by_keyboard_while_typing(page):
    page.goto("/sign-in")
    page.fill("input[name=email]", "konsulent@demo.example")
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")

    page.goto("/consultant/openings/new")
    field = page.get_by_role("combobox", name="Fag", exact=True)
    field.press_sequentially("truckf")
    page.wait_for_selector("#occupation-list [role=option]")
    assert field.get_attribute("aria-expanded") == "true"
    field.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == "occupation-list-0"
    field.press("Enter")
    assert field.input_value() == "truckfører"
    assert field.get_attribute("aria-expanded") == "false"
    assert page.url.endswith("/consultant/openings/new")
