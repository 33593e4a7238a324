"""The outbox, and sending what is in it.

A message is queued in the transaction of what it tells about, so that none is lost and none tells
of what was rolled back; its key makes asking twice send it once. Senders claim one message at a
time, each in a transaction of its own. Between the mail server's yes and our record of it a sender
may be killed; the message is then sent again with the same ``Message-ID``, by which the receiving
side knows it for the same (RFC 5322, 3.6.4). Nothing else doubles one.
"""

import logging
import smtplib
import ssl
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Final
from urllib.parse import unquote, urlsplit
from uuid import uuid4

from matcher.errors import N_, InvalidInput
from matcher.services.composition import Services
from matcher.settings import Settings
from matcher.store import Session, mail
from matcher.store.mail import Claimed, Mail, OutboxCounts, Waiting

__all__ = ["Mail", "OutboxCounts", "Waiting", "list_unsent", "queue", "retry", "send_due"]

WAITS: Final = tuple(timedelta(minutes=one) for one in (1, 5, 15, 60, 240, 720, 1440))
"""Until the next attempt, after each that failed; then the message is given up."""

CLAIM_SECONDS = 120.0
TIMEOUT = 30.0
LONGEST_SUBJECT = 150
PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
PERMANENT = range(500, 600)
LIMIT = 100

log = logging.getLogger(__name__)


def queue(session: Session, settings: Settings, mails: Iterable[Mail], *, now: datetime) -> int:
    """Queue messages; those whose key is known are left alone. Tells how many were new."""
    domain = settings.mail_from.rpartition("@")[2]
    named = ((f"<{uuid4().hex}@{domain}>", one) for one in mails)
    return mail.queue_mails(session, named, now=now)


def list_unsent(session: Session) -> tuple[OutboxCounts, tuple[Waiting, ...]]:
    """Count the messages, and list those that are not sent, those given up first."""
    return mail.count_mails(session), mail.list_unsent(session, limit=LIMIT)


def retry(session: Session, *, now: datetime) -> int:
    """Let what was given up be tried again; tells how many."""
    return mail.retry_failed(session, now=now)


def send_due(services: Services, *, now: datetime, limit: int = LIMIT) -> int:
    """Send what is due over one connection; tells how many were sent.

    Nothing is sent, and nothing is given up, where no mail server is configured.

    Parameters
    ----------
    services : Services
        The open house.
    now : datetime
        When, UTC.
    limit : int
        At most so many.
    """
    if not services.settings.smtp_url:
        return 0
    sent = 0
    server: smtplib.SMTP | None = None
    try:
        for _ in range(limit):
            with services.transaction() as session:
                claimed = mail.claim_mail(session, now=now, seconds=CLAIM_SECONDS)
            if claimed is None:
                break
            try:
                server = server or _connect(services.settings)
                server.send_message(build_message(claimed, services.settings.mail_from, now))
            except (OSError, smtplib.SMTPException) as error:
                _record_failure(services, claimed, error, now)
                server = _keep_if_alive(server)
                if server is None:
                    break
            else:
                with services.transaction() as session:
                    mail.mark_sent(session, claimed.id, now=now)
                sent += 1
    finally:
        if server is not None:
            _close(server)
    return sent


def build_message(claimed: Claimed, sender: str, now: datetime) -> EmailMessage:
    """Build a message as it goes over the wire."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = _read_address(claimed.mail.recipient)
    message["Subject"] = claimed.mail.subject
    message["Date"] = format_datetime(now.astimezone(UTC))
    message["Message-ID"] = claimed.message_id
    message["Auto-Submitted"] = "auto-generated"
    for name, value in claimed.mail.headers.items():
        message[name] = value
    message.set_content(claimed.mail.text)
    return message


def check_address(email: str) -> str:
    """Check an e-mail address and fold its case.

    Raises
    ------
    InvalidInput
        If it is none.
    """
    folded = email.strip().casefold()
    try:
        address = _read_address(folded)
    except (ValueError, IndexError, MessageError):
        address = None
    if address is None or "." not in address.domain or len(folded) > 254:
        raise InvalidInput(
            "email",
            N_("%(email)s is not an e-mail address"),
            N_("Write one such as name@example.dk"),
            email=email,
        )
    return folded


def check_subject(field: str, text: str, *, remedy: str) -> None:
    """Check the subject of a mail: one line, not too long; ``remedy`` is told where it is empty.

    Raises
    ------
    InvalidInput
        If it will not do.
    """
    check_text(field, text, longest=LONGEST_SUBJECT, remedy=remedy)
    if not text.isprintable():
        raise InvalidInput(field, N_("A subject is one line"), N_("Leave out line breaks"))


def check_text(field: str, text: str, *, longest: int, remedy: str) -> None:
    """Check that a text is filled in and not too long; ``remedy`` is told where it is empty.

    Raises
    ------
    InvalidInput
        If it will not do.
    """
    if not text.strip():
        raise InvalidInput(field, N_("This must be filled in"), remedy)
    if len(text) > longest:
        raise InvalidInput(
            field,
            N_("This is longer than %(longest)s characters"),
            N_("Write it in fewer words"),
            longest=longest,
        )


def _read_address(text: str) -> Address:
    if not text.isprintable() or " " in text or not text.isascii():
        raise ValueError(text)
    return Address(addr_spec=text)


def _connect(settings: Settings) -> smtplib.SMTP:
    parts = urlsplit(settings.smtp_url)
    host, port = parts.hostname or "localhost", parts.port or PORTS.get(parts.scheme, 25)
    server: smtplib.SMTP
    if parts.scheme == "smtps":
        context = ssl.create_default_context()
        server = smtplib.SMTP_SSL(host, port, timeout=TIMEOUT, context=context)
    else:
        server = smtplib.SMTP(host, port, timeout=TIMEOUT)
    if parts.scheme == "smtp+starttls":
        server.starttls(context=ssl.create_default_context())
    if parts.username:
        server.login(unquote(parts.username), unquote(parts.password or ""))
    return server


def _record_failure(services: Services, claimed: Claimed, error: Exception, now: datetime) -> None:
    told = f"{type(error).__name__}: {error}"[:500]
    log.warning("message %s was not sent: %s", claimed.id, type(error).__name__)
    with services.transaction() as session:
        if _is_permanent(error) or claimed.attempts > len(WAITS):
            mail.give_up(session, claimed.id, now=now, error=told)
        else:
            wait = WAITS[claimed.attempts - 1]
            mail.put_off(session, claimed.id, until=now + wait, error=told)


def _is_permanent(error: Exception) -> bool:
    """Tell whether the server has said that trying again is no use."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code in PERMANENT for code, _text in error.recipients.values())
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return False
    return isinstance(error, smtplib.SMTPResponseException) and error.smtp_code in PERMANENT


def _keep_if_alive(server: smtplib.SMTP | None) -> smtplib.SMTP | None:
    """Keep a connection after a refusal of one message; None where the server is gone."""
    if server is None:
        return None
    try:
        return server if server.noop()[0] == 250 else None
    except (OSError, smtplib.SMTPException):
        return None


def _close(server: smtplib.SMTP) -> None:
    try:
        server.quit()
    except (OSError, smtplib.SMTPException):
        log.info("the mail server had closed the connection")
