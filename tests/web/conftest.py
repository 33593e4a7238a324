"""The app on a SQLite file of its own, with one account a role."""

import shutil
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from matcher.services import open_services
from matcher.services.signing_in import register_account
from matcher.settings import Settings
from matcher.store import organisations
from matcher.store.organisations import Organisation
from matcher.vocabulary import Account, Role
from web import access
from web.factory import create_app

PASSWORD = "tolv tegn eller flere"
COMPANY = "99000001"
CATALOGUE = Path(access.__file__).parent / "translations/da/LC_MESSAGES/messages.po"


@pytest.fixture(scope="session", autouse=True)
def danish():
    """Compile the Danish words where setup has not, or not since they changed."""
    compiled = CATALOGUE.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime >= CATALOGUE.stat().st_mtime:
        return
    with CATALOGUE.open("rb") as source, compiled.open("wb") as target:
        write_mo(target, read_po(source, locale="da"))


@pytest.fixture(scope="session")
def furnished_home(tmp_path_factory):
    """Make a house once, with nothing in it but an account a role."""
    home = tmp_path_factory.mktemp("furnished")
    opened = open_in(home)
    with opened.transaction() as session:
        organisations.add_organisations(session, [Organisation(COMPANY, "Firma")])
        for role in Role:
            company = COMPANY if role is Role.COMPANY else None
            account = Account(0, f"{role}@example.dk", f"Bruger {role}", role, company)
            register_account(session, account, password=PASSWORD)
    opened.engine.dispose()
    return home


@pytest.fixture
def services(furnished_home, tmp_path):
    """Give an open house of this test's own."""
    opened = open_in(shutil.copytree(furnished_home, tmp_path / "home"))
    yield opened
    opened.engine.dispose()


def open_in(home):
    environment = {"ALBERTSLUND_HOME": str(home), "UNIT_NAME": "Enhed X"}
    return open_services(Settings.from_environment(environment))


@pytest.fixture
def app(services):
    """Give the app, open for requests."""
    return create_app(services.settings, services=services)


@pytest.fixture
def client(app):
    """Give a visitor who has not signed in."""
    return app.test_client()


def submit_sign_in(client, email, password, query=""):
    page = client.get("/sign-in").text
    token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    form = {"email": email, "password": password, "csrf_token": token}
    return client.post(f"/sign-in{query}", data=form)


@pytest.fixture
def submit(client):
    """Give what fills in the sign-in form and sends it."""

    def send(email="consultant@example.dk", *, password=PASSWORD, query=""):
        return submit_sign_in(client, email, password, query)

    return send


@pytest.fixture
def enter(app):
    """Give what signs a fresh visitor in as somebody of a role."""

    def enter_as(role):
        visitor = app.test_client()
        assert submit_sign_in(visitor, f"{role}@example.dk", PASSWORD).status_code == 302
        return visitor

    return enter_as
