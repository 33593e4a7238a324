"""Which page numbers a list offers, and where they lead."""

from dataclasses import dataclass

from flask import request, url_for

AROUND = 1
SHORT = 7
"""Lists of so many pages show every number."""


@dataclass(frozen=True)
class Paging:
    """The page one is on, its neighbours, and the numbers to offer; None stands for a gap."""

    page: int
    last: int
    previous: str | None
    next: str | None
    links: tuple[tuple[int, str] | None, ...]


def lay_out_pages(total: int, size: int, page: int) -> Paging:
    """Lay out the pages of a list of ``total`` items, ``size`` a page."""
    last = max(1, -(-total // size))
    here = min(max(page, 1), last)
    return Paging(
        here,
        last,
        _link(here - 1) if here > 1 else None,
        _link(here + 1) if here < last else None,
        tuple(None if n is None else (n, _link(n)) for n in choose_numbers(here, last)),
    )


def choose_numbers(page: int, last: int) -> list[int | None]:
    """Choose the numbers to offer: the first, the last, and those around the present one.

    Examples
    --------
    >>> choose_numbers(5, 20)
    [1, None, 4, 5, 6, None, 20]
    >>> choose_numbers(1, 3)
    [1, 2, 3]
    """
    if last <= SHORT:
        return list(range(1, last + 1))
    kept = sorted({1, last, *range(max(1, page - AROUND), min(last, page + AROUND) + 1)})
    numbers: list[int | None] = []
    for number in kept:
        if numbers and number != (numbers[-1] or 0) + 1:
            numbers.append(None)
        numbers.append(number)
    return numbers


def _link(page: int) -> str:
    arguments = {**request.args.to_dict(flat=False), **(request.view_args or {}), "page": page}
    return url_for(request.endpoint or "", **arguments)
