"""Both databases: a SQLite file and a real PostgreSQL, each migrated once and left unchanged."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import pytest
from sqlalchemy import event, text

from matcher.store import Session, open_engine, upgrade
from matcher.store.concepts import ConceptRow, LabelRow, add_concepts, add_labels
from matcher.store.organisations import Organisation, add_organisations
from matcher.vocabulary import ConceptKind

SKILLS = {
    "urn:albertslund:skill:truck": ("Truckkørsel", "Forklift driving"),
    "urn:albertslund:skill:lager": ("Lagerstyring", "Stock control"),
    "urn:albertslund:skill:svejsning": ("Svejsning", "Welding"),
}
OCCUPATIONS = {
    "urn:albertslund:occupation:lagermedarbejder": ("Lagermedarbejder", "Warehouse worker"),
    "urn:albertslund:occupation:smed": ("Smed", "Blacksmith"),
}


def find_postgres() -> Path | None:
    config = shutil.which("pg_config")
    if config:
        result = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=False)
        folder = Path(result.stdout.strip())
        if (folder / "initdb").exists():
            return folder
    return max(
        (path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")),
        key=lambda path: float(path.parent.name),
        default=None,
    )


def find_unprivileged_user() -> str | None:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known)


@pytest.fixture(scope="session")
def postgres_url():
    programs = find_postgres()
    if programs is None:
        pytest.skip("PostgreSQL's programs are not installed")
    folder = Path(tempfile.mkdtemp(prefix="albertslund-postgres-"))
    user = find_unprivileged_user()
    if user:
        shutil.chown(folder, user)

    def run(program, *arguments):
        subprocess.run(
            [programs / program, *arguments],
            cwd=folder,
            user=user,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            check=True,
            stdout=subprocess.DEVNULL,
        )

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = folder / "data"
    run("initdb", "-D", data, "-U", "matcher", "--auth=trust", "--encoding=UTF8", "--no-sync")
    options = f"-p {port} -h 127.0.0.1 -k {folder} -F -c timezone=Europe/Copenhagen"
    run("pg_ctl", "-D", data, "-l", folder / "log", "-o", options, "-w", "start")
    try:
        yield f"postgresql://matcher@127.0.0.1:{port}/postgres"
    finally:
        run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def engine(request, tmp_path_factory):
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('store')}/deep/matcher.db"
    else:
        url = request.getfixturevalue("postgres_url")
    engine = open_engine(url)
    upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine):
    with engine.connect() as connection, connection.begin() as transaction:
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            yield session
        transaction.rollback()


@pytest.fixture
def stocked(session):
    """A session that knows a few concepts and one organisation."""
    named = [(SKILLS, ConceptKind.SKILL, ""), (OCCUPATIONS, ConceptKind.OCCUPATION, "4321")]
    for concepts, kind, code in named:
        add_concepts(session, [ConceptRow(uri, kind, code, "starter") for uri in concepts])
        for uri, (danish, english) in concepts.items():
            add_labels(session, [LabelRow(uri, "da", danish, True)])
            add_labels(session, [LabelRow(uri, "en", english, True)])
    add_organisations(session, [Organisation("99000015", "Hersted Æbler ApS", employees=12)])
    return session


@pytest.fixture
def count_statements(engine):
    """Counts what is sent to the database while a function runs."""

    def count(function):
        sent = []

        def note(connection, cursor, statement, *rest):
            sent.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        try:
            function()
        finally:
            event.remove(engine, "before_cursor_execute", note)
        return len(sent)

    return count


@pytest.fixture
def refuses(session):
    """Tell whether the database refuses a statement, leaving the transaction usable."""

    def ask(statement, error):
        with pytest.raises(error) as raised, session.begin_nested():
            session.execute(text(statement))
        return str(raised.value)

    return ask
