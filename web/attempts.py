"""How often somebody may fail to sign in."""

from collections.abc import Callable, Mapping
from typing import TypeVar, cast

from flask import Response, request
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])

ATTEMPTS = "10/minute"
"""Failed sign-ins from one address for one e-mail, in one process."""

ATTEMPTS_OF_ADDRESS = "60/minute"
"""Failed sign-ins from one address for any e-mails; a town hall shares one address."""


def limit_attempts(view: View) -> View:
    """Answer 429 when one address has failed too often; signing in well is never counted."""
    by_email = limiter.limit(ATTEMPTS, key_func=_name_attempt, deduct_when=_has_failed)
    by_address = limiter.limit(ATTEMPTS_OF_ADDRESS, deduct_when=_has_failed)
    return cast(View, by_address(by_email(view)))


def _find_address() -> str:
    return request.remote_addr or ""


def _name_attempt() -> str:
    body = request.get_json(silent=True) if request.is_json else request.form
    email = body.get("email", "") if isinstance(body, Mapping) else ""
    return f"{_find_address()} {str(email).strip().lower()[:254]}"


def _has_failed(response: Response) -> bool:
    return response.status_code >= 400


limiter = Limiter(_find_address, storage_uri="memory://")
