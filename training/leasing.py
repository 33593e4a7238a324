"""A lease kept alive by a thread while its holder works."""

import logging
import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

from matcher.errors import LeaseLost
from matcher.services import Services
from matcher.store import leases
from matcher.store.leases import Lease

log = logging.getLogger(__name__)
BEATS = 4
"""How often a lease is renewed in the time it lasts; so many beats may fail before it is lost."""


class Heartbeat:
    """Renews a lease until it is told to stop, or another has taken it over."""

    def __init__(self, services: Services, lease: Lease) -> None:
        self._services = services
        self._lease = lease
        self._stopped = Event()
        self._lost = Event()
        self._thread = Thread(target=self._beat, name=f"lease {lease.name}", daemon=True)

    def start(self) -> None:
        """Begin to renew."""
        self._thread.start()

    def stop(self) -> None:
        """Stop renewing; the lease is left as it is."""
        self._stopped.set()
        self._thread.join()

    def check(self) -> None:
        """Make sure that no other is known to have taken over, so that no work is wasted.

        Raises
        ------
        LeaseLost
            If one has.
        """
        if self._lost.is_set():
            raise LeaseLost(leases.TAKEN_OVER)

    def _beat(self) -> None:
        seconds = self._services.patience.lease_seconds
        while not self._stopped.wait(seconds / BEATS):
            try:
                with self._services.transaction() as session:
                    leases.renew_lease(session, self._lease, seconds=seconds)
            except LeaseLost:
                self._lost.set()
                return
            except Exception:
                # the edge of this thread: a database away for a moment is tried again next beat
                log.warning("the lease %s was not renewed", self._lease.name, exc_info=True)


def name_holder() -> str:
    """Name this process and this taking, so that no two holders are ever called the same."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"


@contextmanager
def keep_alive(services: Services, lease: Lease) -> Iterator[Heartbeat]:
    """Renew a lease while the block runs, and let it go at the end."""
    heartbeat = Heartbeat(services, lease)
    heartbeat.start()
    try:
        yield heartbeat
    finally:
        heartbeat.stop()
        with suppress(LeaseLost), services.transaction() as session:
            leases.release_lease(session, lease)
