"""Every page there is, as each role meets it: reached by links, whole, valid, light, and for all.

A crawl follows every link and asking form that each role is shown, from where that role begins.
What it finds is looked at in Chromium by axe-core in both languages, and by html-validate; then
every form that writes is sent as it stands, in a copy of the house.
"""

import json
import re
import shutil
import sqlite3
import subprocess
from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urldefrag, urlencode, urljoin, urlsplit

import lxml.html
import pytest

from matcher.vocabulary import Account, Role
from training.simulator.demo import ACCOUNTS, PASSWORD
from web.access import ACCESS, PUBLIC, may_use
from web.factory import create_app

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MODULES = Path(__file__).resolve().parents[2] / "node_modules"
RULES = Path(__file__).with_name("htmlvalidate.json")
EXAMPLES = 3
"""Pages of one kind that are followed, one from a page: a thousand people are one to look at."""

HEAVIEST = 150 * 1024
"""Bytes of a page with what it loads, fonts aside."""

NO_PAGE = re.compile(r"\.(csv|xlsx|pdf|ics|zip|<ending>)$|/(pdf|print)$|/template|/documents/")
REACHED_BY_FORM = {
    "accounts.show_link": "from the mail that invites",
    "newsletter.show_asked": "after asking for the newsletter",
    "newsletter.show_confirm": "from the mail that asks",
    "newsletter.show_leave": "from a newsletter",
    "importing.show_batch": "after a file was given",
    "consultant.judge_stated_pair": "where a stated fact was sent and the page is loaded again",
}
"""Pages that no link leads to, and how people come there."""


@dataclass
class Walk:
    """What one role met: pages by endpoint, and answers that were no pages."""

    pages: dict = field(default_factory=dict)
    faults: list = field(default_factory=list)


@pytest.fixture(scope="module")
def town(house, make_house):
    """Give a served copy of the demo municipality, with a round at each stage that is worked on."""
    made = make_house()
    shutil.copytree(
        house.home, made.home, ignore=shutil.ignore_patterns("*.db*"), dirs_exist_ok=True
    )
    copy_database(house.home, made.home)
    current, other = add_rounds(made)
    for step in ("propose", "publish"):
        made.run("rounds", "step", other, step)
    made.run("rounds", "step", current, "propose")
    process = made.serve()
    yield made
    process.terminate()
    process.wait(timeout=30)


def add_rounds(house):
    """Add a draft and a round whose wishes can be taken in; give the code of the latter."""
    from matcher.services import open_services
    from matcher.services.placing import (
        RoundDraft,
        choose_programmes,
        choose_students,
        open_round,
        open_wishes,
    )
    from matcher.services.placing.wishing import take_wishes_in
    from matcher.settings import Settings

    services = open_services(Settings.from_environment(house.environment))
    ((current,),) = ask(house, "SELECT code FROM rounds WHERE status = 'wishes'")
    offered = ask(house, f"SELECT programme FROM round_programmes WHERE round = '{current}'")
    taking_part = ask(house, f"SELECT student FROM round_students WHERE round = '{current}'")
    by = {
        "viewer": Account(0, *ACCOUNTS[Role.COORDINATOR], Role.COORDINATOR),
        "now": datetime.now(UTC),
    }
    programmes, students = ([one for (one,) in rows[:5]] for rows in (offered, taking_part))
    with services.transaction() as session:
        open_round(session, RoundDraft("Erhvervspraktik i foråret"), **by)
        made = open_round(session, RoundDraft("Fritidsjob i foråret"), **by)
        made = choose_programmes(session, made.code, programmes, seen=made.version, **by)
        made = choose_students(session, made.code, students, seen=made.version, **by)
        made = open_wishes(session, made.code, seen=made.version, **by)
        wishes = dict.fromkeys(students, programmes)
        email, now = by["viewer"].email, by["now"]
        take_wishes_in(session, made.code, wishes, actor=email, now=now)
    services.engine.dispose()
    return current, made.code


def copy_database(home, other):
    source = sqlite3.connect(home / "albertslund.db")
    target = sqlite3.connect(other / "albertslund.db")
    source.backup(target)
    source.close()
    target.close()


def ask(house, statement):
    connection = sqlite3.connect(house.home / "albertslund.db")
    try:
        return connection.execute(statement).fetchall()
    finally:
        connection.close()


@pytest.fixture(scope="module")
def app(town):
    """Give the service in this process, on a copy of the municipality that may be written to."""
    from matcher.services import open_services
    from matcher.settings import Settings

    copy = town.home / "copy"
    copy.mkdir()
    copy_database(town.home, copy)
    address = f"sqlite:///{copy}/albertslund.db"
    settings = Settings.from_environment({**town.environment, "DATABASE_URL": address})
    services = open_services(settings)
    yield create_app(settings, services=services)
    services.engine.dispose()


@pytest.fixture(scope="module")
def url_map(app):
    return app.url_map.bind("127.0.0.1")


def find_endpoint(url_map, address):
    try:
        return url_map.match(urlsplit(address).path, method="GET")[0]
    except Exception:
        return None


@pytest.fixture(scope="module")
def enter(browser, town):
    """Give a Danish browser signed in as somebody of a role, or as nobody."""
    opened = []

    def enter_as(role, language="da-DK"):
        context = browser.new_context(base_url=town.address, locale=language)
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


def crawl(page, start, url_map):
    """Follow every link that is shown and every form that asks, a few of each kind."""
    walk, seen, counts = Walk(), set(), Counter()
    waiting = deque((one, None) for one in start)
    while waiting:
        address, parent = waiting.popleft()
        endpoint = find_endpoint(url_map, address)
        if address in seen or counts[endpoint] >= EXAMPLES or (parent and counts[endpoint, parent]):
            continue
        seen.add(address)
        counts.update([endpoint, (endpoint, parent)])
        answer = page.request.get(address)
        if answer.status >= 400:
            walk.faults.append(f"{answer.status} {address}")
        elif "text/html" in answer.headers.get("content-type", ""):
            where = answer.url
            text = answer.text()
            walk.pages.setdefault(find_endpoint(url_map, where) or endpoint, (where, text))
            ways = [one for one in list_ways_on(where, text) if leads_to_page(one, start[0])]
            waiting += [(one, where) for one in ways]
    return walk


def leads_to_page(address, start):
    return address.startswith(start) and "/static/" not in address


def list_ways_on(where, text):
    """List where the links of a page lead, and what its asking forms ask for as they stand."""
    tree = lxml.html.document_fromstring(text, base_url=where)
    ways = [urldefrag(urljoin(where, one)).url for one in tree.xpath("//a/@href")]
    for form in tree.forms:
        if form.method == "GET":
            asked = urlencode(fill_in(form, tree))
            ways.append(f"{urljoin(where, form.action or where).split('?')[0]}?{asked}")
    return ways


def fill_in(form, tree):
    """Fill a form in as it stands, with the first two boxes that belong to it ticked."""
    outside = tree.xpath("//*[@form=$name]", name=form.get("id", ""))
    boxes = [one for one in [*form.iter("input"), *outside] if one.get("type") == "checkbox"]
    ticked = [(one.get("name"), one.get("value", "on")) for one in boxes[:2]]
    return [*form.form_values(), *(one for one in ticked if one not in form.form_values())]


ROLES = [None, *ACCOUNTS]


@pytest.fixture(scope="module")
def walks(enter, town, url_map):
    return {
        role: crawl(
            enter(role), [f"{town.address}{one}" for one in list_starts(town, role)], url_map
        )
        for role in ROLES
    }


def list_starts(town, role):
    """List where a role's walk begins: the start page, and what a search or a choice leads to."""
    if role == Role.COORDINATOR:
        ((current,),) = ask(town, "SELECT code FROM rounds WHERE status = 'proposal'")
        return ["/", f"/campus/rounds/{current}"]
    if role != Role.CONSULTANT:
        return ["/"]
    ((planned,), *_) = ask(town, "SELECT candidate FROM path_plans ORDER BY reference DESC")
    ((company,), *_) = ask(town, "SELECT name FROM organisations ORDER BY reference")
    waiting = (
        "SELECT opening, candidate FROM shares WHERE released_at IS NULL ORDER BY asked_at DESC"
    )
    ((opening, first), *_) = ask(town, waiting)
    return [
        "/",
        "/search?text=lager",
        f"/search?{urlencode({'text': company})}",
        f"/upskilling/candidates/{planned}?target=anything",
        f"/consultant/openings/{opening}/candidates/{first}",
        f"/consultant/openings/{opening}/compare?candidate={first}&candidate={planned}",
    ]


@pytest.mark.parametrize("role", ROLES, ids=str)
def test_every_link_answers_the_role_that_is_shown_it(walks, role):
    assert not walks[role].faults, "\n".join(walks[role].faults)


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
    assert not unmet, "\n".join(sorted(unmet))


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
    assert not faults, "\n".join(faults)


AXE = """async () => {
  const told = await axe.run(document, {resultTypes: ['violations'], runOnly:
    ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']});
  return told.violations.map(one => one.id + ': ' + one.help + ' @ ' +
    one.nodes.slice(0, 3).map(node => node.target.join(' ')).join(' | '));
}"""


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_page_is_light_and_for_everybody(walks, enter, town, language):
    script = (MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    faults = []
    pages = {}
    for endpoint, (role, address, _text) in list_pages(walks):
        if role not in pages:
            pages[role] = enter(role)
            watch(pages[role], town.address, faults)
        page = pages[role]
        page.set_viewport_size({"width": 1280, "height": 800})
        answers = []
        note = lambda one, answers=answers: answers.append(one)  # noqa: E731
        page.on("response", note)
        page.goto(f"{address}{'&' if '?' in address else '?'}lang={language}")
        page.remove_listener("response", note)
        page.evaluate(script)
        # words differ between the languages, and what is wide is seen in Danish
        found = weigh(answers) + (page.evaluate(AXE) if language == "da" else [])
        page.set_viewport_size({"width": 320, "height": 800})
        found += [f"at 320: {one}" for one in page.evaluate(AXE) + find_overflow(page)]
        faults += [f"{endpoint} ({language}): {one}" for one in found]
    assert not faults, "\n".join(faults)


def weigh(answers):
    """Say what a page with what it loads weighs, if that is too much."""
    total = sum(
        one.request.sizes()["responseBodySize"]
        for one in answers
        if one.request.resource_type != "font"
    )
    return [f"{total // 1024} KB"] if total > HEAVIEST else []


def find_overflow(page):
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [f"{wide} wide"] if wide > page.viewport_size["width"] else []


def watch(page, address, faults):
    """Note what goes wrong in a page, and whatever leaves the machine."""
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    page.on(
        "console",
        lambda line: line.type != "error" or faults.append(f"{page.url}: {line.text}"),
    )
    page.on(
        "request",
        lambda one: one.url.startswith((address, "data:")) or faults.append(one.url),
    )


@pytest.mark.parametrize("role", ROLES, ids=str)
def test_every_form_that_writes_is_answered(walks, app, role):
    client = app.test_client()
    if role is not None:
        token = find_token(client.get("/sign-in").text)
        email = ACCOUNTS[role][0]
        client.post("/sign-in", data={"email": email, "password": PASSWORD, "csrf_token": token})
    faults = []
    for endpoint, (address, text) in sorted(walks[role].pages.items()):
        where = urlsplit(address)
        # the tokens of the served house are not those of the copy
        text = client.get(f"{where.path}?{where.query}").text
        tree = lxml.html.document_fromstring(text)
        for form in tree.forms:
            action = urljoin(where.path, form.action or f"{where.path}?{where.query}")
            if form.method == "GET" or action == "/sign-out":
                continue
            answer = client.post(action, data=dict(fill_in(form, tree)))
            if answer.status_code >= 500 or answer.status_code in (401, 403, 404, 405, 415):
                faults.append(f"{endpoint}: {answer.status_code} {action}")
    assert not faults, "\n".join(faults)


def find_token(text):
    return lxml.html.document_fromstring(text).xpath("//input[@name='csrf_token']/@value")[0]
