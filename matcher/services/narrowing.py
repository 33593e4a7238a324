"""Whom a list of candidates is narrowed to beside the law: by travel, start and language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from matcher.features.commute import travel_minutes
from matcher.services.memory import Pool
from matcher.vocabulary import CEFR, Candidate, Knowledge, Opening

OWN_LIMIT: Final = 0
"""In place of minutes: no further than each of them says they travel."""

AS_ASKED: Final = "asked"
"""In place of a language: those the opening asks for, at its levels."""

OWN, IN_TIME = "own", "in_time"
"""What a form says for the own limit, and for beginning in time."""

LEVEL_NAMES = {level: name for name, level in CEFR.items()}


@dataclass(frozen=True)
class Narrowing:
    """What is asked of everybody in a list; nothing of it is a rule, and nothing weighs in a score.

    ``minutes`` is the longest way to work, ``language`` a code with the least ``level``, and
    ``in_time`` asks that they can begin when the opening starts.
    """

    minutes: int | None = None
    in_time: bool = False
    language: str = ""
    level: int = 0

    @classmethod
    def read(cls, fields: Mapping[str, str]) -> Self:
        """Read it from the fields of a form; what makes no sense asks for nothing."""
        travel = fields.get("travel") or ""
        code, _hyphen, level = (fields.get("language") or "").partition("-")
        own = travel == OWN
        minutes = int(travel) if travel.isascii() and travel.isdigit() and len(travel) < 4 else None
        known = code == AS_ASKED or (code.isalpha() and level in CEFR)
        return cls(
            minutes=OWN_LIMIT if own else minutes or None,
            in_time=fields.get("start") == IN_TIME,
            language=code if known else "",
            level=CEFR.get(level, 0) if known else 0,
        )

    def __bool__(self) -> bool:
        """Tell whether anything is asked."""
        return self != EVERYBODY

    def __str__(self) -> str:
        """Write it as the log keeps it: ``travel<=30 in_time da>=B1``."""
        told = []
        if self.minutes is not None:
            told.append(f"travel<={self.minutes or 'own'}")
        if self.in_time:
            told.append("in_time")
        if self.language:
            least = "" if self.language == AS_ASKED else f">={LEVEL_NAMES[self.level]}"
            told.append(f"{self.language}{least}")
        return " ".join(told)

    def mark(
        self, pool: Pool[Candidate], opening: Opening, knowledge: Knowledge
    ) -> NDArray[np.bool_]:
        """Mark who of the pool is what is asked."""
        fits = (self.fits(one, opening, knowledge) for one in pool.items)
        return np.fromiter(fits, bool, len(pool.items))

    def fits(self, one: Candidate, opening: Opening, knowledge: Knowledge) -> bool:
        """Tell whether a candidate is what is asked; a way nobody can reckon is too long."""
        return (
            (
                not self.in_time
                or one.available_from is None
                or one.available_from <= opening.starts_on
            )
            and self._speaks(one, opening)
            and self._reaches(one, opening, knowledge)
        )

    def _speaks(self, one: Candidate, opening: Opening) -> bool:
        asked = {self.language: self.level} if self.language else {}
        if self.language == AS_ASKED:
            asked = dict(opening.languages)
        return all(one.languages.get(code, 0) >= level for code, level in asked.items())

    def _reaches(self, one: Candidate, opening: Opening, knowledge: Knowledge) -> bool:
        if self.minutes is None:
            return True
        way = travel_minutes(one.postcode, opening.postcode, knowledge, has_car=one.has_car)
        return way is not None and way <= (self.minutes or one.travel_limit_minutes)


EVERYBODY: Final = Narrowing()
