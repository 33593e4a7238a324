"""The page speaks the language asked for, else the one kept, else the browser's, else Danish."""

import pytest


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("", "da"), ("de", "da"), ("en-GB,en;q=0.9", "en"), ("en;q=0.5,da;q=0.9", "da")],
)
def test_the_browser_decides_for_a_newcomer(client, accepted, language):
    page = client.get("/", headers={"Accept-Language": accepted}).text
    assert f'<html lang="{language}">' in page


def test_a_language_asked_for_is_kept(client):
    assert "People into jobs" in client.get("/?lang=en").text
    assert "People into jobs" in client.get("/", headers={"Accept-Language": "da"}).text
    assert "Mennesker til job" in client.get("/?lang=da").text


def test_a_language_nobody_speaks_here_changes_nothing(client):
    assert '<html lang="da">' in client.get("/?lang=tlh").text


def test_the_switch_leads_to_the_same_page_with_its_query(client):
    page = client.get("/sign-in?next=/models/").text
    assert 'href="/sign-in?next=/models/&amp;lang=en"' in page
