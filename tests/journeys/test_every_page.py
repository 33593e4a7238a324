"""Every page there is, as each role meets it: reached by links, whole, valid, light, and for all.

A crawl follows every link that each role is shown, from where that role begins. What it finds is
looked at in Chromium by axe-core in both languages, and by html-validate.
"""

import json
import re
import subprocess
from collections import Counter, deque
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest

from training.simulator.demo import ACCOUNTS, PASSWORD
from web.access import ACCESS, PUBLIC, may_use
from web.factory import create_app

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MODULES = Path(__file__).resolve().parents[2] / "node_modules"
RULES = Path(__file__).with_name("htmlvalidate.json")
EXAMPLES = 2
"""Pages of one kind that are followed; a thousand candidates are one page to look at."""

HEAVIEST = 150 * 1024
"""Bytes of a page with what it loads, fonts aside."""

NO_PAGE = re.compile(r"\.(csv|xlsx|pdf|ics|zip|<ending>)$|/pdf$|/template|/documents/")
REACHED_BY_FORM = {
    "newsletter.show_asked": "after asking for the newsletter",
    "newsletter.show_confirm": "from the mail that asks",
    "newsletter.show_leave": "from a newsletter",
    "importing.show_batch": "after a file was given",
    "accounts.show_link": "from an invitation, or the mail with a new password",
}
"""Pages that no link leads to, and how people come there."""


@dataclass
class Walk:
    """What one role met: pages by endpoint, and answers that were no pages."""

    pages: dict = field(default_factory=dict)
    faults: list = field(default_factory=list)


@pytest.fixture(scope="module")
def url_map(house):
    from matcher.services import open_services
    from matcher.settings import Settings

    settings = Settings.from_environment(house.environment)
    services = open_services(settings)
    yield create_app(settings, services=services).url_map.bind("127.0.0.1")
    services.engine.dispose()


def find_endpoint(url_map, address):
    try:
        return url_map.match(urlsplit(address).path, method="GET")[0]
    except Exception:
        return None


@pytest.fixture(scope="module")
def enter(browser, house):
    """Give a Danish browser signed in as somebody of a role, or as nobody."""
    opened = []

    def enter_as(role, language="da-DK"):
        context = browser.new_context(base_url=house.address, locale=language)
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        if role is not None:
            page.goto("/sign-in")
            page.fill("[name=email]", ACCOUNTS[role][0])
            page.fill("[name=password]", PASSWORD)
            page.click("main button[type=submit]")
            page.wait_for_url(lambda url: "/sign-in" not in url)
        return page

    yield enter_as
    for context in opened:
        context.close()


def crawl(page, house, url_map):
    """Follow every link that is shown, a few of each kind."""
    walk, seen, counts = Walk(), set(), Counter()
    waiting = deque([f"{house.address}/"])
    while waiting:
        address = waiting.popleft()
        endpoint = find_endpoint(url_map, address)
        if address in seen or counts[endpoint] >= EXAMPLES:
            continue
        seen.add(address)
        counts[endpoint] += 1
        answer = page.request.get(address)
        if answer.status >= 400:
            walk.faults.append(f"{answer.status} {address}")
            continue
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        text = answer.text()
        where = answer.url
        walk.pages.setdefault(find_endpoint(url_map, where) or endpoint, (where, text))
        for link in re.findall(r'href="([^"#][^"]*)"', text):
            found = urldefrag(urljoin(where, link.replace("&amp;", "&"))).url
            if found.startswith(house.address) and "/static/" not in found:
                waiting.append(found)
    return walk


ROLES = [None, *ACCOUNTS]


@pytest.fixture(scope="module")
def walks(enter, house, url_map):
    return {role: crawl(enter(role), house, url_map) for role in ROLES}


@pytest.mark.parametrize("role", ROLES, ids=str)
def test_every_link_answers_the_role_that_is_shown_it(walks, role):
    assert walks[role].faults == []


def test_every_page_is_reached_by_a_link(walks, url_map):
    pages = {
        rule.endpoint
        for rule in url_map.map.iter_rules()
        if "GET" in rule.methods
        and not rule.endpoint.startswith(("api.", "openapi.", "swagger.", "static"))
        and not NO_PAGE.search(rule.rule)
    }
    met = {endpoint for walk in walks.values() for endpoint in walk.pages}
    unmet = {one for one in pages - met if ACCESS[one]} - set(REACHED_BY_FORM)
    assert unmet == set()


def test_nobody_is_shown_a_link_to_what_they_may_not_use(walks):
    for role, walk in walks.items():
        for endpoint in walk.pages:
            assert ACCESS[endpoint] == PUBLIC or may_use(endpoint, role), endpoint


def list_pages(walks):
    """List one page of every kind with a role that sees it."""
    listed = {}
    for role, walk in walks.items():
        for endpoint, (address, text) in walk.pages.items():
            listed.setdefault(endpoint, (role, address, text))
    return sorted(listed.items())


def test_every_page_is_valid_html(walks, tmp_path):
    for endpoint, (_role, _address, text) in list_pages(walks):
        (tmp_path / f"{endpoint}.html").write_text(text, encoding="utf-8")
    report = tmp_path / "report.json"
    command = [MODULES / ".bin" / "html-validate", "--config", RULES, f"--formatter=json={report}"]
    subprocess.run([*command, *sorted(tmp_path.glob("*.html"))], capture_output=True, check=False)
    faults = [
        f"{Path(one['filePath']).stem}:{each['line']}: {each['ruleId']} {each['message']}"
        for one in json.loads(report.read_text(encoding="utf-8"))
        for each in one["messages"]
    ]
    assert faults == []


AXE = """async () => {
  const told = await axe.run(document, {resultTypes: ['violations'], runOnly:
    ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']});
  return told.violations.map(one => one.id + ': ' + one.help + ' @ ' +
    one.nodes.slice(0, 3).map(node => node.target.join(' ')).join(' | '));
}"""


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("width", [1280, 320])
def test_every_page_is_for_everybody(walks, enter, house, language, width):
    script = (MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    faults = []
    pages = {}
    for endpoint, (role, address, _text) in list_pages(walks):
        if role not in pages:
            pages[role] = enter(role)
            pages[role].set_viewport_size({"width": width, "height": 800})
            watch(pages[role], house, faults)
        page = pages[role]
        page.goto(f"{address}{'&' if '?' in address else '?'}lang={language}")
        page.evaluate(script)
        faults += [f"{endpoint} ({language}): {one}" for one in page.evaluate(AXE)]
        if width == 320:
            wide = page.evaluate("document.documentElement.scrollWidth")
            faults += [f"{endpoint} is {wide} wide"] if wide > width else []
    assert faults == []


def watch(page, house, faults):
    """Note what goes wrong in a page, and whatever leaves the machine."""
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    page.on(
        "console",
        lambda line: line.type != "error" or faults.append(f"{page.url}: {line.text}"),
    )
    page.on(
        "request",
        lambda one: one.url.startswith((house.address, "data:")) or faults.append(one.url),
    )


def test_every_page_is_light(walks, enter):
    heavy = []
    for endpoint, (role, address, _text) in list_pages(walks):
        page, sizes = enter(role), []
        page.on("response", lambda one, sizes=sizes: sizes.append(one))
        page.goto(address, wait_until="networkidle")
        total = sum(
            one.request.sizes()["responseBodySize"]
            for one in sizes
            if one.request.resource_type != "font"
        )
        page.context.close()
        heavy += [f"{endpoint}: {total // 1024} KB"] if total > HEAVIEST else []
    assert heavy == []
