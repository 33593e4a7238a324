"""How near the person's occupations lie to the opening's: own, wished, and practised."""

from itertools import takewhile

from matcher.vocabulary import Candidate, Knowledge, Opening

SHARE_OF_A_DIGIT = 0.2
UNKNOWN = float("nan")


def measure(candidate: Candidate, opening: Opening, knowledge: Knowledge) -> dict[str, float]:
    """Measure the nearness of occupation and wishes, and the months of experience that count."""
    target = opening.occupation
    months = (
        compute_nearness(practised, target, knowledge) * time
        for practised, time in candidate.experience.items()
    )
    wished = (compute_nearness(one, target, knowledge) for one in candidate.wishes)
    return {
        "occupation__nearness": compute_nearness(candidate.occupation, target, knowledge),
        "wishes__match": max(wished, default=UNKNOWN),
        "experience__months": min(480.0, max(months, default=0.0)),
    }


def compute_nearness(own: str | None, target: str | None, knowledge: Knowledge) -> float:
    """Compute 1 for the same occupation, else a fifth for each leading ISCO-08 digit shared."""
    if own is None or target is None:
        return 0.0
    if own == target:
        return 1.0
    mine, theirs = knowledge.isco.get(own, ""), knowledge.isco.get(target, "")
    alike = takewhile(lambda digits: digits[0] == digits[1], zip(mine, theirs, strict=False))
    shared = sum(1 for _ in alike)
    return SHARE_OF_A_DIGIT * min(shared, 4)
