"""One command, one process tree: gunicorn's web processes, and the worker beside them."""

import subprocess
import sys

import click
from flask import Flask
from gunicorn.app.base import BaseApplication

from matcher.services import Services, open_services
from matcher.settings import Settings
from web.factory import create_app


def serve_forever(settings: Settings, *, address: str, processes: int, with_worker: bool) -> None:
    """Serve until stopped; the worker ends with the web.

    Parameters
    ----------
    settings : Settings
        How the service is configured.
    address : str
        ``host:port``.
    processes : int
        Web processes, each with threads.
    with_worker : bool
        Whether this tree also holds the retraining worker.
    """
    services = open_services(settings)
    _warm(services)
    app = create_app(settings, services=services)
    worker = _start_worker() if with_worker else None
    click.echo(f"Serving on http://{address} (stop with Ctrl+C)")
    try:
        _Gunicorn(app, services, address=address, processes=processes).run()
    finally:
        if worker is not None:
            worker.terminate()
            worker.wait(timeout=30)


def _start_worker() -> subprocess.Popen[bytes]:
    """Start the worker; it stops when our end of its input closes, however we end."""
    command = [sys.executable, "-m", "training", "worker", "--follow"]
    return subprocess.Popen(command, stdin=subprocess.PIPE)  # noqa: S603 - our own module


def _warm(services: Services) -> None:
    """Read what every request needs before the processes fork, so that they share it."""
    with services.session() as session:
        services.memory.get_knowledge(session)
        services.memory.get_people(session)
        services.memory.get_openings(session)
        services.memory.get_champion(session)
        services.guide.prepare(session)


class _Gunicorn(BaseApplication):
    """Gunicorn with our settings in place of its command line."""

    def __init__(self, app: Flask, services: Services, *, address: str, processes: int) -> None:
        self._app = app
        self._services = services
        self._options = {
            "bind": address,
            "workers": processes,
            "threads": 4,
            "worker_class": "gthread",
            "timeout": 120,
            "accesslog": None,
            "loglevel": "warning",
            "post_fork": self._reopen,
        }
        super().__init__()

    def load_config(self) -> None:
        """Set our options."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Give the app, made before the fork."""
        return self._app

    def _reopen(self, server: object, worker: object) -> None:
        """Leave the parent's connections to the parent."""
        self._services.engine.dispose(close=False)
