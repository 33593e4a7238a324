"""What an administrator watches: health, who read whose data, and what people agreed to."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from matcher.services.composition import Services
from matcher.services.modelling import Standing, read_standing
from matcher.store import Session, audit, consents, mail, models
from matcher.store.audit import AuditRead, AuditSearch
from matcher.store.consents import PersonConsent
from matcher.store.mail import OutboxCounts
from matcher.store.models import TrainingRun
from matcher.store.paging import Page

__all__ = [
    "AuditRead",
    "AuditSearch",
    "Health",
    "ModelRhythm",
    "PersonConsent",
    "Privacy",
    "export_audit",
    "list_rhythms",
    "read_health",
    "read_privacy",
    "search_audit",
]

SILENT = timedelta(minutes=5)
"""A worker not heard from for so long is taken for gone."""

STUCK = timedelta(hours=1)
"""Mail that has waited longer is a backlog."""

LEAST_FREE = 0.1
"""Less of the disk free than this wants somebody's eye."""

RENEW = timedelta(days=365)
"""A consent older than this is asked for anew."""

MOST_LISTED, MOST_EXPORTED = 50, 50_000


@dataclass(frozen=True)
class ModelRhythm:
    """When a model is retrained, and how that went last."""

    model: str
    standing: Standing
    last: TrainingRun | None


@dataclass(frozen=True)
class Health:
    """How the house stands; sizes in bytes."""

    database: str
    worker_seen_at: datetime | None
    worker_silent: bool
    outbox: OutboxCounts
    mail_is_set: bool
    waiting_since: datetime | None
    mail_stuck: bool
    disk_free: int
    disk_total: int
    failing: tuple[str, ...]
    refused: tuple[str, ...]

    @property
    def disk_low(self) -> bool:
        """Whether the disk fills up."""
        return self.disk_free < LEAST_FREE * self.disk_total

    @property
    def disk_gigabytes(self) -> tuple[float, float]:
        """What is free of the disk, and all of it."""
        return round(self.disk_free / 1e9, 1), round(self.disk_total / 1e9, 1)

    @property
    def is_well(self) -> bool:
        """Whether nothing wants an administrator's eye."""
        mail_waits = self.mail_stuck or self.outbox.failed > 0
        return not (
            self.worker_silent or mail_waits or self.disk_low or self.failing or self.refused
        )


@dataclass(frozen=True)
class Privacy:
    """What people agreed to: how many, which are to be asked for anew, which were withdrawn."""

    running: int
    withdrawn: int
    to_renew: tuple[PersonConsent, ...]
    latest_withdrawn: tuple[PersonConsent, ...]


def list_rhythms(session: Session, services: Services) -> tuple[ModelRhythm, ...]:
    """List every model with its schedule and its last retraining."""
    return tuple(
        ModelRhythm(
            model,
            read_standing(session, model),
            next(iter(models.list_runs(session, model)), None),
        )
        for model in services.settings.schedules
    )


def read_health(session: Session, services: Services, *, now: datetime) -> Health:
    """Read how the house stands; that this can be read tells that the database answers."""
    rhythms = list_rhythms(session, services)
    schedules = [one.standing.schedule for one in rhythms if one.standing.schedule]
    seen = max((one.seen_at for one in schedules if one.seen_at), default=None)
    waiting = mail.find_longest_waiting(session)
    disk = shutil.disk_usage(services.settings.home)
    return Health(
        database=services.engine.dialect.name,
        worker_seen_at=seen,
        worker_silent=(seen is None or now - seen > SILENT)
        and not any(one.standing.training for one in rhythms),
        outbox=mail.count_mails(session),
        mail_is_set=bool(services.settings.smtp_url),
        waiting_since=waiting,
        mail_stuck=waiting is not None and now - waiting > STUCK,
        disk_free=disk.free,
        disk_total=disk.total,
        failing=tuple(one.model for one in rhythms if one.standing.failing),
        refused=tuple(
            one.model for one in rhythms if services.memory.find_refused(session, one.model)
        ),
    )


def search_audit(
    session: Session,
    wanted: AuditSearch,
    *,
    actor: str,
    now: datetime,
    limit: int = 50,
    offset: int = 0,
) -> Page[AuditRead]:
    """Find who read whose data or acted upon it; the looking is audited itself."""
    page = audit.find_reads(session, wanted, limit=limit, offset=offset)
    audit.add_read(session, actor=actor, noun="audit", key=wanted.person, why="search", at=now)
    return page


def export_audit(
    session: Session, wanted: AuditSearch, *, actor: str, now: datetime
) -> Iterator[AuditRead]:
    """Give what is found for a file, at most `MOST_EXPORTED`; audited."""
    page = audit.find_reads(session, wanted, limit=MOST_EXPORTED)
    audit.add_read(session, actor=actor, noun="audit", key=wanted.person, why="export", at=now)
    return iter(page.items)


def read_privacy(session: Session, *, actor: str, now: datetime) -> Privacy:
    """Read what people agreed to; audited, for it tells who withdrew."""
    running, withdrawn = consents.count_consents(session)
    audit.add_read(session, actor=actor, noun="consents", key="", why="privacy", at=now)
    return Privacy(
        running,
        withdrawn,
        consents.list_oldest(session, given_before=(now - RENEW).date(), limit=MOST_LISTED),
        consents.list_withdrawn(session, limit=MOST_LISTED),
    )
