"""Take the screenshots of the main pages, as people meet them, into docs/screenshots.

``make screenshots`` runs it: a demo municipality is made and served, and Chromium looks at it.
"""

import sqlite3
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from matcher.vocabulary import Role
from tests.journeys.conftest import House, find_chromium
from training.simulator.demo import ACCOUNTS, PASSWORD

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
WIDTH, TALLEST = 1280, 1600

ANYBODY = {"sign-in": "/sign-in", "accessibility": "/accessibility", "newsletter": "/newsletter/"}

CONSULTANT = {
    "day": "/consultant/day",
    "search": "/search?text=lager",
    "openings": "/consultant/openings",
    "opening": "/consultant/openings/{opening}",
    "why": "/consultant/openings/{opening}/candidates/{candidate}",
    "compare": "/consultant/openings/{opening}/compare?candidate={candidate}&candidate={second}",
    "from-text": "/consultant/openings/from-text",
    "candidate": "/consultant/candidates/{candidate}",
    "occupations": "/consultant/candidates/{candidate}/occupations",
    "schemes": "/consultant/candidates/{candidate}/schemes",
    "paths": "/upskilling/candidates/{planner}?target=anything",
    "shortages": "/upskilling/shortages",
    "shortlist": "/consultant/shortlist",
    "searches": "/consultant/searches",
    "jobrotation": "/rotations/",
    "voksenlaerling": "/voksenlaerling/?candidate={candidate}",
    "goals": "/goals/",
    "concepts": "/consultant/concepts",
}

COMPANY = {
    "company": "/company/",
    "company-opening": "/company/openings/new",
    "company-candidate": "/company/candidates/{share}",
    "company-colleagues": "/company/colleagues",
}

COORDINATOR = {
    "campus-students": "/campus/students/",
    "campus-programmes": "/campus/programmes/",
    "campus-round": "/campus/rounds/{round}",
    "campus-fairness": "/campus/rounds/{round}/fairness",
    "campus-what-if": "/campus/rounds/{round}/what-if",
}

ADMINISTRATOR = {
    "imports": "/imports/",
    "models": "/models/",
    "version-0": "/models/match/0",
    "users": "/admin/users",
    "schedules": "/admin/schedules",
    "audit": "/admin/audit",
    "privacy": "/admin/privacy",
    "health": "/admin/",
}

BY_ROLE: dict[Role | None, dict[str, str]] = {
    None: ANYBODY,
    Role.CONSULTANT: CONSULTANT,
    Role.COMPANY: COMPANY,
    Role.COORDINATOR: COORDINATOR,
    Role.ADMIN: ADMINISTRATOR,
}

EXAMPLES = {
    "opening": "SELECT opening FROM shares ORDER BY id",
    "candidate": "SELECT candidate FROM shares ORDER BY id",
    "second": "SELECT candidate FROM shares ORDER BY id DESC",
    "share": "SELECT id FROM shares ORDER BY id",
    "planner": "SELECT candidate FROM path_plans ORDER BY reference DESC",
    "round": "SELECT code FROM rounds WHERE status = 'wishes'",
}
"""Who and what stand on the pages, read from the demo's database."""


def main() -> None:
    """Make a demo, serve it and take every screenshot."""
    with tempfile.TemporaryDirectory() as home:
        house = House(Path(home))
        house.run("demo")
        known = _read_examples(house)
        house.run("rounds", "step", known["round"], "propose")
        process = house.serve()
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"]
                )
                for role, pages in BY_ROLE.items():
                    _take(_enter(browser, house, role), pages, known)
        finally:
            process.terminate()
            process.wait(timeout=30)


def _read_examples(house: House) -> dict[str, str]:
    connection = sqlite3.connect(house.home / "albertslund.db")
    try:
        return {name: connection.execute(query).fetchone()[0] for name, query in EXAMPLES.items()}
    finally:
        connection.close()


def _enter(browser: Browser, house: House, role: Role | None) -> Page:
    context = browser.new_context(
        base_url=house.address, locale="da-DK", viewport={"width": WIDTH, "height": 900}
    )
    page = context.new_page()
    page.set_default_timeout(60_000)
    if role is not None:
        page.goto("/sign-in")
        page.fill("[name=email]", ACCOUNTS[role][0])
        page.fill("[name=password]", PASSWORD)
        page.click("main button[type=submit]")
    return page


def _take(page: Page, pages: dict[str, str], known: dict[str, str]) -> None:
    for name, address in pages.items():
        page.goto(address.format(**known))
        height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
        page.screenshot(
            path=FOLDER / f"{name}.png",
            full_page=True,
            clip={"x": 0, "y": 0, "width": WIDTH, "height": height},
        )
        sys.stdout.write(f"{name}.png  {address.format(**known)}\n")


if __name__ == "__main__":
    main()
