"""Which locks can be kept together; those that cannot are told with why."""

from collections import Counter, defaultdict
from dataclasses import replace

from matcher.planning.placement.problem import Hindrance, Pair, Problem, Unkept


def settle_locks(problem: Problem) -> tuple[Problem, tuple[Unkept, ...]]:
    """Keep the locks that can be kept together, in the order of the lots.

    Parameters
    ----------
    problem : Problem
        With locks as the coordinator gave them.

    Returns
    -------
    Problem
        With the locks that are kept.
    tuple of Unkept
        The others: refused by a limit, of somebody or something that is not in the round, beyond
        the seats of a programme, in a period where the student has another lock, or more than a
        student may hold.

    Examples
    --------
    >>> from matcher.planning.placement.problem import Room
    >>> both = frozenset({("S-1", "P"), ("S-2", "P")})
    >>> kept, unkept = settle_locks(
    ...     Problem({"S-1": (), "S-2": ()}, {"P": Room(1, 1)}, seed=165, locks=both)
    ... )
    >>> sorted(kept.locks), [(one.key, str(one.why)) for one in unkept]
    ([('S-2', 'P')], [(('S-1', 'P'), 'full')])
    """
    book = _Book(problem)
    for pair in sorted(problem.locks, key=lambda one: (problem.lots.get(one[0], 0), one)):
        book.enter(pair)
    return replace(problem, locks=frozenset(book.kept)), tuple(book.unkept)


class _Book:
    """Locks while they are entered one after the other."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.kept: list[Pair] = []
        self.unkept: list[Unkept] = []
        self.taken: Counter[str] = Counter()
        self.held: defaultdict[str, dict[int, str]] = defaultdict(dict)

    def enter(self, pair: Pair) -> None:
        """Keep a lock, or tell why it cannot be kept."""
        against = self._find_hindrance(pair)
        if against is not None:
            self.unkept.append(against)
            return
        student, programme = pair
        self.kept.append(pair)
        self.taken[programme] += 1
        self.held[student][self.problem.rooms[programme].period] = programme

    def _find_hindrance(self, pair: Pair) -> Unkept | None:
        student, programme = pair
        room = self.problem.rooms.get(programme)
        if room is None or student not in self.problem.wishes:
            return Unkept("lock", pair, Hindrance.UNKNOWN)
        if pair in self.problem.refused:
            limit = self.problem.refused[pair]
            return Unkept("lock", pair, Hindrance.REFUSED, {"limit": limit})
        if self.taken[programme] >= room.most:
            return Unkept("lock", pair, Hindrance.FULL, {"seats": room.most})
        held = self.held[student]
        if room.period in held:
            return Unkept("lock", pair, Hindrance.CLASH, {"with": held[room.period]})
        if len(held) >= self.problem.most:
            return Unkept("lock", pair, Hindrance.TOO_MANY, {"most": self.problem.most})
        return None
