"""What a seat given to one student costs the others, where seats are given anew around it."""

from dataclasses import replace

from matcher.campus import Mechanism
from matcher.planning.placement import BestTotal, Difference, compare
from matcher.services.placing.solving import Field, solve


def price_wishes(field: Field, student: str) -> dict[str, float]:
    """Tell what the total would lose if each wish was given and all else given anew around it.

    Exact in a round for the best total, among the programmes that open; empty in a stable one,
    whose seats are not weighed by benefit. A wish that cannot be given at all has no price.
    """
    if field.round.mechanism is not Mechanism.BEST_TOTAL:
        return {}
    found = BestTotal(field.problem)
    prices: dict[str, float] = {}
    for pair, number in enumerate(found.market.student):
        if found.market.students[number] != student:
            continue
        price = found.network.price_pair(pair)
        if price is not None:
            prices[found.market.name(pair)[1]] = found.worth.read_benefit(price)
    return prices


def suppose_locked(field: Field, student: str, programme: str) -> Difference:
    """Tell who would move and what be gained if the seat was locked and seats proposed anew."""
    pair = (student, programme)
    problem = field.problem
    wished = problem.wishes.get(student, ())
    changed = replace(
        problem,
        wishes={**problem.wishes, student: wished if programme in wished else (*wished, programme)},
        locks=problem.locks | {pair},
    )
    return compare(problem, changed, lambda one: solve(one, field.round.mechanism))
