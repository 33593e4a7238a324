"""The server's keys: what signs sessions and model versions; never in the database."""

import contextlib
import hmac
import os
import secrets
from pathlib import Path

from matcher.settings import Settings

LABEL = b"albertslund-match model registry"


def read_secret_key(home: Path) -> str:
    """Read the key that signs sessions, made on the first start and only this user's to read."""
    path = home / "secret_key"
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        draft = home / f".secret_key.{secrets.token_hex(8)}"
        draft.touch(mode=0o600, exist_ok=False)
        draft.write_text(secrets.token_urlsafe(48), encoding="ascii")
        _link_if_first(draft, path)
    return path.read_text(encoding="ascii")


def read_model_keys(settings: Settings) -> tuple[bytes, ...]:
    """Read the keys of the model registry: the first signs, a signature by any of them is good.

    ``MODEL_KEY``, else the file ``model_key`` in the home, may hold several, parted by spaces; put
    a new one first and keep the old as long as its versions may rank. Without either, the key is
    derived from the one that signs sessions.
    """
    path = settings.home / "model_key"
    told = settings.model_key or (path.read_text("utf-8") if path.exists() else "")
    if told.split():
        return tuple(one.encode() for one in told.split())
    secret = settings.secret_key or read_secret_key(settings.home)
    return (hmac.digest(secret.encode(), LABEL, "sha256"),)


def _link_if_first(draft: Path, path: Path) -> None:
    # linking is atomic: of processes that start together, the first one's key is everybody's
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
