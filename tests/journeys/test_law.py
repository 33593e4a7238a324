"""A consultant narrows a list by the law, states what is missing, and looks at another day."""

import pytest

from training.simulator.demo import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def consultant(page):
    """Give a page on which the consultant has signed in."""
    page.goto("/sign-in")
    page.get_by_label("E-mail").fill("konsulent@demo.example")
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind").click()
    return page


def read_answer(page):
    return page.locator("section[aria-labelledby=law] h3 .verdict").first.inner_text().strip()


def test_what_is_open_is_answered_on_the_spot_by_what_the_consultant_states(consultant):
    # given a flex job whose list is narrowed to those whom the law leaves open
    page = consultant
    page.goto("/consultant/openings?kind=fleksjob")
    page.locator("table tbody a").first.click()
    page.locator("[name=scheme]").select_option(label="Fleksjob")
    page.locator("[name=answer]").select_option(label="Skal afklares")
    page.get_by_role("button", name="Afgræns").click()
    page.locator("#ranked", has_text="Kun kandidater med svaret »Skal afklares«").wait_for()
    badges = page.locator(".suggestion-title .verdict").all_inner_texts()
    assert {one.strip() for one in badges} == {"Skal afklares"}

    # when one of them is opened and everything asked for is stated
    page.locator(".suggestion-title a").first.click()
    assert read_answer(page) == "Skal afklares"
    for asked, said in (
        ("Visiteret til fleksjob", "Ja"),
        ("Personen får førtidspension", "Nej"),
        ("Alle relevante tilbud er afprøvet", "Ja"),
        ("Kommunens beslutningsgrundlag foreligger", "Ja"),
        ("Fleksjobbet er på personens nuværende arbejdsplads", "Nej"),
        ("Løn og vilkår følger overenskomsten", "Ja"),
        ("Anden offentlig støtte til de samme timer", "ingen"),
    ):
        if page.get_by_label(asked, exact=True).is_visible():
            page.get_by_label(asked, exact=True).select_option(label=said)
    page.get_by_role("button", name="Vurdér med dette").click()

    # then the answer is another, and back again when it is cleared
    assert read_answer(page) == "Opfyldt"
    page.get_by_label("Løn og vilkår følger overenskomsten").select_option(label="Nej")
    page.get_by_role("button", name="Vurdér med dette").click()
    assert read_answer(page) == "Ikke opfyldt"
    page.get_by_role("link", name="Ryd det oplyste").click()
    assert read_answer(page) == "Skal afklares"


def test_what_cannot_be_read_is_told_at_its_field_and_leads_there(consultant):
    page = consultant
    page.goto("/consultant/openings?kind=fleksjob")
    page.locator("table tbody a").first.click()
    page.locator(".suggestion-title a").first.click()
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    page.locator("#social_terms_months").fill("-1")
    page.get_by_role("button", name="Vurdér med dette").click()
    page.locator(".error-summary a").first.click()
    assert page.locator("#social_terms_months").evaluate("one => one === document.activeElement")
    assert "Angiv et tal fra 0" in page.locator("#social_terms_months-error").inner_text()


def test_the_schemes_of_a_person_are_judged_for_another_day(consultant):
    page = consultant
    page.goto("/consultant/candidates")
    page.locator("main table a").first.click()
    page.get_by_role("link", name="Ordninger").click()
    for day, told in (("2025-06-01", "1. juni 2025"), ("2027-03-01", "1. marts 2027")):
        page.get_by_label("Hvis arbejdet begynder").fill(day)
        page.get_by_role("button", name="Vurdér for denne dag").click()
        assert told in page.locator("main").inner_text()
        found = page.locator("section[aria-labelledby=jobrotation] .finding").all_inner_texts()
        assert ("er afskaffet" in " ".join(found)) == (day >= "2026-02-01")
