"""One session a request, committed where the response is returned and nowhere else."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, g

from web.composition import get_services

FIRST_ERROR = 400
Session = Any
"""The store's session; this room hands it on and never looks inside."""


@dataclass(frozen=True)
class _Opened:
    context: AbstractContextManager[Session]
    session: Session
    writing: bool


def get_session(*, writing: bool = True) -> Session:
    """Give this request's session, opened when it is first asked for.

    Parameters
    ----------
    writing : bool
        Whether the request may write, which takes SQLite's write lock at once. Pages that only
        read say False, so that they never wait for a writer. Most pages about people write: they
        log who was shown.

    Raises
    ------
    RuntimeError
        If the request began by only reading; a transaction cannot change its mind.
    """
    opened: _Opened | None = g.get("opened")
    if opened is None:
        context = get_services().session(writing=writing)
        opened = g.opened = _Opened(context, context.__enter__(), writing)
    if writing and not opened.writing:
        raise RuntimeError("this request began by only reading")
    return opened.session


def set_up_transactions(app: Flask) -> None:
    """Commit when a response is returned, roll back when it is an error or never came."""

    @app.after_request
    def commit(response: Response) -> Response:
        """Commit what a request that went well has done."""
        opened: _Opened | None = g.get("opened")
        if opened is not None and response.status_code < FIRST_ERROR:
            opened.session.commit()
        return response

    @app.teardown_request
    def close(error: BaseException | None) -> None:
        """Close the session; what was not committed is rolled back."""
        opened: _Opened | None = g.pop("opened", None)
        if opened is not None:
            opened.context.__exit__(None, None, None)
