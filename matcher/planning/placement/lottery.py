"""The lottery of a round: lots that anybody can draw again from the published number."""

from collections.abc import Iterable
from hashlib import sha256


def draw_lots(students: Iterable[str], seed: int) -> dict[str, int]:
    """Draw the lots: students in the order of the digests of seed and reference.

    A digest is SHA-256, written in hexadecimal, of the round's published number, a colon and the
    student's reference. Whoever has the first digest has lot 1. The number is drawn when the round
    opens, before a wish is stated, and a student more or less changes no other two's order.

    Parameters
    ----------
    students : iterable of str
        References, each once.
    seed : int
        The number of the round, published with it.

    Returns
    -------
    dict of str to int
        From 1; a lower lot goes first.

    Examples
    --------
    In a shell, ``printf '165:S-2' | sha256sum`` gives the digest that is the first of these three.

    >>> draw_lots(["S-1", "S-2", "S-3"], 165)
    {'S-2': 1, 'S-1': 2, 'S-3': 3}
    >>> write_digest("S-2", 165)[:12]
    '7f159e15d201'
    """
    order = sorted(set(students), key=lambda one: (write_digest(one, seed), one))
    return {one: i for i, one in enumerate(order, 1)}


def write_digest(student: str, seed: int) -> str:
    """Write the digest that a student's lot follows from, as a parent can check it."""
    return sha256(f"{seed}:{student}".encode()).hexdigest()
