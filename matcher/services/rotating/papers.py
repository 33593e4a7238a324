"""What must be handed in, where, and by when; read from dated data."""

from dataclasses import dataclass
from datetime import date, timedelta

from data_schemas.parameters import Parameter, Parameters, read_parameters
from matcher.rules.months import add_months
from matcher.store.rotations import ReceivedDocument, RotationCase
from matcher.vocabulary import Funding, RotationDocument

DOCUMENTS = {str(one): one for one in RotationDocument}


@dataclass(frozen=True)
class Paper:
    """A document the case needs, and when it came in if it has."""

    kind: RotationDocument
    received: ReceivedDocument | None
    with_claim: bool
    source: str
    confidence: str


@dataclass(frozen=True)
class Deadline:
    """The days between which to apply; None where no day is known, with the rule in words."""

    first: date | None
    last: date | None
    reason_da: str
    reason_en: str
    source: str

    def is_missed(self, today: date) -> bool:
        """Tell whether the last day has passed."""
        return self.last is not None and today > self.last


def read_law(funding: Funding, name: str, *, on: date) -> Parameter | None:
    """Read what the case's own data says of a funding: ``apply``, ``documents`` or ``claims``."""
    law = read_parameters("rotation")
    return _value(law, f"{name}_{funding}", on=on)


def list_papers(case: RotationCase) -> tuple[Paper, ...]:
    """List the documents the chosen funding asks for, on the first day of training."""
    if case.funding is None or case.starts_on is None:
        return ()
    received = {one.kind: one for one in case.documents}
    found = []
    for name in ("documents", "claims"):
        held = read_law(case.funding, name, on=case.starts_on)
        if held is None:
            continue
        for kind in (DOCUMENTS[word] for word in held.names):
            paper = received.get(kind)
            found.append(Paper(kind, paper, name == "claims", held.source, held.confidence))
    return tuple(found)


def list_missing(case: RotationCase) -> tuple[Paper, ...]:
    """List the documents an application still lacks."""
    return tuple(one for one in list_papers(case) if not (one.received or one.with_claim))


def find_deadline(case: RotationCase, funding: Funding | None = None) -> Deadline | None:
    """Find when to apply for a funding, by default the one chosen."""
    funding = funding or case.funding
    if funding is None or case.starts_on is None:
        return None
    first = case.starts_on
    if funding is Funding.VOKSENLAERLING:
        return _after_start(first)
    if funding is Funding.BENEFIT:
        law = read_parameters("jobrotation").value("approval_first", on=first)
        return Deadline(
            None,
            first - timedelta(days=1),
            "Projekt og vikar skal være godkendt før første kursusdag (JR-13).",
            "Project and substitute must be approved before the first day of training (JR-13).",
            law.source if law else read_parameters("jobrotation").law,
        )
    if funding is Funding.SVU:
        return _before_start(first)
    return Deadline(
        None,
        first - timedelta(days=1),
        "Søg før første kursusdag. Den nøjagtige frist er ikke efterprøvet her.",
        "Apply before the first day of training. The exact deadline has not been verified here.",
        "",
    )


def _before_start(first: date) -> Deadline:
    weeks = read_parameters("svu").value("apply_weeks_before", on=first)
    told = weeks.months if weeks else "?"
    return Deadline(
        first - timedelta(weeks=weeks.months) if weeks else None,
        first - timedelta(days=1),
        f"Tidligst {told} uger før første kursusdag, og ikke bagefter (SV-09).",
        f"At the earliest {told} weeks before the first day, and not afterwards (SV-09).",
        weeks.source if weeks else read_parameters("svu").law,
    )


def _after_start(first: date) -> Deadline:
    law = read_parameters("voksenlaerling")
    months = law.value("application_months", on=first)
    last = add_months(first, months.months) if months else None
    return Deadline(
        None,
        last,
        "Senest en måned efter uddannelsesaftalens første dag (VL-12).",
        "At most a month after the first day of the training agreement (VL-12).",
        months.source if months else law.law,
    )


def _value(law: Parameters, name: str, *, on: date) -> Parameter | None:
    return law.value(name, on=on) if name in law.periods else None
