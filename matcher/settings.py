"""Settings, one frozen value; the only reader of the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

DEFAULT_SCHEDULES = {"match": "0 3 * * sun", "path": "0 4 1 * *", "talent": "0 5 1 2,8 *"}
"""Each model's cron, Danish time; ``TRAIN_MATCH_CRON`` and its like set another.

Paths take weeks to end, so theirs is monthly; programmes end with the school's half-years.
"""

MODELS = tuple(DEFAULT_SCHEDULES)
"""The models, each with its own registry, schedule and gates."""


@dataclass(frozen=True)
class Settings:
    """How this process is configured.

    Examples
    --------
    >>> Settings.from_environment({"ALBERTSLUND_HOME": "data"}).database_url
    'sqlite:///data/albertslund.db'
    """

    home: Path
    database_url: str
    secret_key: str = field(default="", repr=False)
    municipality: str = "Albertslund"
    unit_name: str = "Albertslund Arbejdsmarked"
    unit_phone: str = ""
    unit_email: str = ""
    schedules: Mapping[str, str] = field(default_factory=lambda: dict(DEFAULT_SCHEDULES))
    exploration: str = "swaps"
    exploration_share: str = "0.1"
    exploration_shortest: str = "10"
    model_key: str = field(default="", repr=False)
    lease_seconds: str = "60"
    retries: str = "3"
    smtp_url: str = field(default="", repr=False)
    mail_from: str = "ingen-svar@localhost.localdomain"
    public_url: str = "http://127.0.0.1:5000"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Self:
        """Read the settings; what is not set has a safe default."""
        env = os.environ if environment is None else environment
        home = Path(env.get("ALBERTSLUND_HOME", "instance"))
        return cls(
            home=home,
            database_url=env.get("DATABASE_URL", f"sqlite:///{home}/albertslund.db"),
            secret_key=env.get("SECRET_KEY", ""),
            municipality=env.get("MUNICIPALITY", "Albertslund"),
            unit_name=env.get("UNIT_NAME", "Albertslund Arbejdsmarked"),
            unit_phone=env.get("UNIT_PHONE", ""),
            unit_email=env.get("UNIT_EMAIL", ""),
            schedules={
                model: env.get(f"TRAIN_{model.upper()}_CRON", cron)
                for model, cron in DEFAULT_SCHEDULES.items()
            },
            exploration=env.get("EXPLORATION", cls.exploration),
            exploration_share=env.get("EXPLORATION_SHARE", cls.exploration_share),
            exploration_shortest=env.get("EXPLORATION_SHORTEST", cls.exploration_shortest),
            model_key=env.get("MODEL_KEY", ""),
            lease_seconds=env.get("TRAIN_LEASE_SECONDS", cls.lease_seconds),
            retries=env.get("TRAIN_RETRIES", cls.retries),
            smtp_url=env.get("SMTP_URL", ""),
            mail_from=env.get("MAIL_FROM", cls.mail_from),
            public_url=env.get("PUBLIC_URL", cls.public_url).rstrip("/"),
        )

    @property
    def models(self) -> Path:
        """Where the model registry lies."""
        return self.home / "models"
