"""A pair that meets every condition of a scheme, to be spoilt one fact at a time."""

from dataclasses import dataclass, replace
from datetime import date

from matcher.rules import SCHEMES
from matcher.vocabulary import (
    Answer,
    BenefitGroup,
    Candidate,
    EducationLevel,
    Finding,
    Opening,
    OpeningKind,
    Verdict,
)

YES, NO, NEEDS = Answer.ELIGIBLE, Answer.NOT_ELIGIBLE, Answer.NEEDS

PERSON = Candidate(
    "k1",
    1990,
    "2620",
    benefit_group=BenefitGroup.JOBPARAT,
    unemployed_since=date(2023, 1, 1),
    education_level=EducationLevel.GRUNDSKOLE,
)


@dataclass(frozen=True)
class Pair:
    """A scheme with a candidate and an opening that meet it."""

    scheme: str
    candidate: Candidate
    opening: Opening

    def judge(self, *, person=None, opening=None, **facts) -> Verdict:
        """Judge the pair with some of it otherwise; None leaves a fact out."""
        place = replace(self.opening, **(opening or {}))
        stated = {**place.parameters, **facts}
        known = {key: value for key, value in stated.items() if value is not None}
        return SCHEMES[self.scheme].judge(
            replace(self.candidate, **(person or {})), replace(place, parameters=known)
        )

    def find(self, rule, parameter="", *, person=None, opening=None, **facts) -> Finding:
        """Give the one finding of a rule, of the parameter where a rule has several."""
        (finding,) = (
            finding
            for finding in self.judge(person=person, opening=opening, **facts).findings
            if finding.rule == rule and parameter in ("", finding.parameter)
        )
        return finding

    def list_unmet(self) -> list[tuple[str, str]]:
        """Name what is not met, for the test that nothing is."""
        return [(f.rule, f.reason_en) for f in self.judge().findings if f.answer is not YES]


def make_opening(kind: OpeningKind, *, start=date(2024, 3, 4), end=None, hours=37.0, **facts):
    """Build an opening with facts stated."""
    return Opening(
        "o1",
        kind,
        "Plads",
        "2620",
        start,
        ends_on=end,
        organisation="10000009",
        weekly_hours=hours,
        parameters=facts,
    )
