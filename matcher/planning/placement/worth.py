"""What a seat is worth, in whole numbers: benefit first, then the wish, then the lot."""

from dataclasses import dataclass

from matcher.planning.placement.market import Market

STEPS = 1000
"""Benefits count in thousandths: a model of people's futures knows no finer."""

UNKNOWN = 0.5
"""The benefit of a pair nothing is foretold of."""

ROOM = 2**50
"""Worths stay below this, so that long ways of them can be summed in 64 bits."""


@dataclass(frozen=True)
class Worth:
    """The worth of each pair, and what one thousandth of benefit and one wish count in it.

    Benefit decides. What is equal in it is settled by wishes, one step up a list counting one, and
    what is equal in that too by the lots: the lower the lots of those who get a seat, the better.
    """

    pairs: tuple[int, ...]
    of_benefit: int
    of_wish: int

    def read_benefit(self, worth: int) -> float:
        """Read the benefit in a sum or a difference of worths.

        Examples
        --------
        >>> Worth((), 1000, 10).read_benefit(2_498), Worth((), 1000, 10).read_benefit(-1_003)
        (0.002, -0.001)
        """
        return float((2 * worth + self.of_benefit) // (2 * self.of_benefit)) / STEPS


def weigh(market: Market) -> Worth:
    """Weigh every pair of a market."""
    problem, size = market.problem, len(market.students)
    longest = 1 + max(market.position, default=0)
    spans = zip(market.start, market.start[1:], strict=False)
    most = sum(min(problem.most, end - at) for at, end in spans)
    fine = max(1, min(size, STEPS))
    while True:
        of_wish = 1 + most * fine
        # doubled, so that a difference can be rounded to the benefit in it
        of_benefit = 2 * of_wish * (1 + most * longest)
        if of_benefit * (STEPS + 1) < ROOM or fine == 1:
            break
        # with very many students the lots count in coarser steps
        fine = max(1, fine // 10)
    pairs = []
    for pair, student in enumerate(market.student):
        benefit = round(STEPS * problem.benefits.get(market.name(pair), UNKNOWN))
        lot = fine - student * fine // size
        wish = longest - market.position[pair]
        pairs.append(benefit * of_benefit + max(wish, 0) * of_wish + lot)
    return Worth(tuple(pairs), of_benefit, of_wish)
