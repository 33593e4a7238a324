"""What an outcome is worth to a learner, and why: the one table of label weights.

`docs/labels.md` shows the same table; a test keeps the two alike.
"""

from dataclasses import dataclass

from matcher.vocabulary import EndReason, Outcome


@dataclass(frozen=True)
class Grade:
    """A step a pair can come to, what the furthest one is worth, and why."""

    step: Outcome
    gain: float
    why: str


@dataclass(frozen=True)
class Ending:
    """A reason a placement ended early, what it takes from the gain, and why."""

    reason: EndReason
    loss: float
    why: str


GRADES = (
    Grade(Outcome.SHORTLISTED, 1.0, "a consultant who knows the field saw something in the pair"),
    Grade(Outcome.CONTACTED, 1.0, "the same judgement; who is reached says little of the match"),
    Grade(Outcome.INTERVIEW, 2.0, "the employer saw it too"),
    Grade(Outcome.OFFERED, 3.0, "the employer chose the person; a no may have other causes"),
    Grade(Outcome.PLACED, 4.0, "both sides said yes"),
    Grade(Outcome.STAYED_13, 6.0, "lasting is the goal, so the first quarter counts double"),
    Grade(Outcome.STAYED_26, 7.0, "it lasted; the second quarter rarely fails who stood the first"),
)
"""The furthest step counts; what was only shown, or rejected at once, is worth 0."""

MATCH_FAILED, UNCLEAR, NOT_THE_MATCH = 2.0, 1.0, 0.0
ENDINGS = (
    Ending(EndReason.TASKS, MATCH_FAILED, "the match was wrong: back to an interview's worth"),
    Ending(EndReason.SKILLS, MATCH_FAILED, "the match was wrong"),
    Ending(EndReason.DISTANCE, MATCH_FAILED, "the match was wrong"),
    Ending(EndReason.CONDITIONS, MATCH_FAILED, "the match was wrong"),
    Ending(EndReason.COOPERATION, MATCH_FAILED, "the match was wrong"),
    Ending(EndReason.OTHER, UNCLEAR, "free text, or no reason: half way, for it may be either"),
    Ending(EndReason.OTHER_WORK, NOT_THE_MATCH, "the placement led on to work"),
    Ending(EndReason.EDUCATION, NOT_THE_MATCH, "the placement led on to an education"),
    Ending(EndReason.EMPLOYER, NOT_THE_MATCH, "no other person would have stayed either"),
    Ending(EndReason.AGREED, NOT_THE_MATCH, "it did what it was meant to"),
    Ending(EndReason.PERSONAL, NOT_THE_MATCH, "nothing a match could have known, or may ask"),
)
"""What an early end takes from the gain of the step reached, by its reason."""

GAINS = {one.step: one.gain for one in GRADES}
LOSSES = {one.reason: one.loss for one in ENDINGS}
ENDED_EARLY_GAIN = GAINS[Outcome.PLACED] - MATCH_FAILED
"""Worth of a placement that the match itself brought to an early end."""


def write_tables() -> str:
    """Write both tables as Markdown, as `docs/labels.md` has them."""
    lines = [
        "| furthest step | gain | why |",
        "|---|---|---|",
        "| Shown | 0 | nothing came of it |",
    ]
    lines += [f"| {one.step.en} | {one.gain:g} | {one.why} |" for one in GRADES]
    lines += ["", "| ended early because | takes | why |", "|---|---|---|"]
    lines += [f"| {one.reason.en} (`{one.reason}`) | {one.loss:g} | {one.why} |" for one in ENDINGS]
    return "\n".join(lines)
