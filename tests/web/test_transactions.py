"""A request's writes are kept when it goes well, and only then."""

import pytest
from flask import abort

from web.access import ACCESS, PUBLIC
from web.transactions import get_session


@pytest.fixture
def write(app, monkeypatch):
    """Give what writes through a page that then does something else."""
    monkeypatch.setitem(ACCESS, "writes", PUBLIC)

    def ask(ending, **more):
        def view():
            connection = get_session(**more).connection()
            connection.exec_driver_sql("UPDATE users SET name = 'Skrevet'")
            return ending()

        app.add_url_rule("/writes", "writes", view)
        return app.test_client().get("/writes").status_code

    return ask


def is_written(services):
    with services.engine.connect() as connection:
        names = connection.exec_driver_sql("SELECT DISTINCT name FROM users").scalars().all()
    return names == ["Skrevet"]


@pytest.mark.parametrize("status", [200, 302])
def test_what_went_well_is_kept(write, services, status):
    assert write(lambda: ("", status)) == status
    assert is_written(services)


@pytest.mark.parametrize(
    ("ending", "status"),
    [(lambda: ("", 422), 422), (lambda: abort(404), 404), (lambda: 1 / 0, 500)],
)
def test_what_went_wrong_leaves_nothing(write, services, ending, status):
    assert write(ending) == status
    assert not is_written(services)


def test_a_request_has_one_session(app):
    with app.test_request_context():
        assert get_session() is get_session() is get_session(writing=False)


def test_a_request_that_began_by_reading_may_not_write(app):
    with app.test_request_context():
        get_session(writing=False)
        with pytest.raises(RuntimeError):
            get_session()
