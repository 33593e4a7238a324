"""An administrator's day: is all well, who may sign in, when is learned, who read what."""

import re
import sqlite3

import pytest

from tests.journeys.test_consultant import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ADMIN = "admin@demo.example"


@pytest.fixture(params=[1280, 375], ids=["desk", "phone"])
def admin(page, request):
    page.set_viewport_size({"width": request.param, "height": 900})
    sign_in(page, ADMIN)
    page.goto("/admin/")
    yield page
    assert page.evaluate("document.documentElement.scrollWidth") <= request.param


def turn_to(page, name):
    page.click(f".admin-pages a:has-text('{name}')")
    page.wait_for_selector("h1")


def test_the_administrator_sees_how_the_house_stands(admin):
    rows = admin.locator("main tbody tr")
    assert rows.count() >= 6
    assert "SQLite" in rows.first.inner_text()


def test_the_administrator_reads_the_schedules_in_words(admin):
    turn_to(admin, "Tidsplaner")
    text = admin.locator("main").inner_text()
    assert "Hver søndag kl. 03.00" in text
    assert "Den 1. i februar og august kl. 05.00" in text
    assert admin.locator("button:has-text('Gentræn nu')").count() >= 1


def test_the_administrator_finds_who_read_whom(admin):
    admin.goto("/consultant/candidates/K-00010")
    admin.goto("/admin/")
    turn_to(admin, "Log")
    admin.fill("input[name=person]", "K-00010")
    admin.click("main form button:has-text('Søg')")
    admin.wait_for_selector(".audit-log")
    assert ADMIN in admin.locator(".audit-log").inner_text()
    with admin.expect_download() as waiting:
        admin.click("a:has-text('Hent som CSV')")
    with open(waiting.value.path(), encoding="utf-8-sig") as content:
        assert "K-00010" in content.read()


def test_the_administrator_reads_consents_and_the_models(admin):
    turn_to(admin, "Privatliv")
    assert "Gældende samtykker" in admin.locator("main").inner_text()
    admin.goto("/models/")
    assert admin.locator("main a[href*='/models/changes/']").count() >= 1
    admin.click("footer a:has-text('Tilgængelighedserklæring')")
    assert "was.digst.dk" in admin.locator("main").inner_text()


def test_a_user_is_invited_changed_and_signed_out(page, browser, house):
    sign_in(page, ADMIN)
    page.goto("/admin/users")
    page.fill("input[name=name]", "Karl Konsulent")
    page.fill("input[name=email]", "karl@demo.example")
    page.select_option("select[name=role]", "consultant")
    page.click("button:has-text('Send invitationen')")
    page.wait_for_selector("td:has-text('karl@demo.example')")
    with sqlite3.connect(house.home / "albertslund.db") as connection:
        query = "SELECT text FROM outbox WHERE recipient = 'karl@demo.example'"
        link = re.search(r"/welcome/\S+", connection.execute(query).fetchone()[0])[0]

    context = browser.new_context(base_url=house.address, locale="da-DK")
    karl = context.new_page()
    karl.goto(link)
    karl.fill("input[name=password]", "fire ord er nemme")
    karl.fill("input[name=again]", "fire ord er nemme")
    karl.click("main button[type=submit]")
    karl.wait_for_url(re.compile("/consultant/"))

    page.goto("/admin/users")
    page.click("a:has-text('Karl Konsulent')")
    page.click("button:has-text('Log ud overalt')")
    page.wait_for_selector(".notice")
    karl.reload()
    assert "/sign-in" in karl.url
    context.close()
