"""Concepts as lookup sees them: a URI, a code, and the names by language."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Name:
    """One name of a concept; ``language`` is an ISO 639-1 code."""

    text: str
    language: str
    preferred: bool


@dataclass(frozen=True)
class Named:
    """A concept with all its names; ``code`` is an occupation's ISCO code, with or without more."""

    uri: str
    code: str
    names: tuple[Name, ...]
    description: str = field(default="", compare=False)

    @property
    def label(self) -> str:
        """Give the first preferred name, or any where none is preferred."""
        return next((one.text for one in self.names if one.preferred), self.names[0].text)


@dataclass(frozen=True)
class Hit:
    """A concept that was found: its score, higher being better, and the nearest of its names."""

    uri: str
    score: float
    name: str
