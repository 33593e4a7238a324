"""A map of where ranked openings lie around somebody's home, drawn from the places' coordinates.

It is a sketch, not a survey: rings tell the distance, a few names of places the direction. Nothing
is fetched from anywhere, and the table beside it tells the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import cos, hypot, radians, sqrt

from matcher.vocabulary import Place, Suggestion

HALF = 300.0
MARGIN = 36.0
KM_A_DEGREE = 111.2
RINGS = (1, 2, 5, 10, 20, 40, 80, 160, 320)
LEAST_KM = 2.0
MARK = 11.0
APART = 24.0
LEAST_RING = 45.0
NAME_APART = 46.0
MOST_NAMES = 14


@dataclass(frozen=True)
class Mark:
    """A place on the map with the openings there, the best ranked first."""

    x: float
    y: float
    radius: float
    names: tuple[str, ...]
    openings: tuple[Suggestion, ...]

    @property
    def told(self) -> str:
        """What stands in the mark: the rank of the only opening, or how many there are."""
        return str(self.openings[0].rank) if len(self.openings) == 1 else f"{len(self.openings)}"


@dataclass(frozen=True)
class Name:
    """The name of a place, where it lies."""

    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Ring:
    """A distance from home, in km and on the map."""

    km: int
    radius: float


@dataclass(frozen=True)
class Sketch:
    """The map: home in the middle of a square of twice ``half`` a side.

    The house that marks it stands above an opening's mark that lies there too.
    """

    half: float
    home: str
    home_y: float
    rings: tuple[Ring, ...]
    names: tuple[Name, ...]
    marks: tuple[Mark, ...]
    unplaced: tuple[Suggestion, ...]


def draw_map(
    home: str, suggestions: Sequence[Suggestion], places: Mapping[str, Place]
) -> Sketch | None:
    """Draw where openings lie around a postcode; None where the postcode is not known.

    Parameters
    ----------
    home : str
        The postcode in the middle.
    suggestions : sequence of Suggestion
        The ranked openings.
    places : mapping
        Postcodes to places.
    """
    middle = places.get(home)
    if middle is None:
        return None
    known = [one for one in suggestions if one.opening.postcode in places]
    spots = {one.opening.postcode: places[one.opening.postcode] for one in known}
    reach = max([LEAST_KM, *(hypot(*_measure(middle, one)) for one in spots.values())])
    scale = (HALF - MARGIN) / reach
    marks = _merge([_mark(middle, spots[code], code, known, scale) for code in spots])
    return Sketch(
        HALF,
        f"{home} {middle.name}",
        -max((one.radius + 10 for one in marks if hypot(one.x, one.y) < APART), default=0.0),
        tuple(Ring(km, round(km * scale, 1)) for km in RINGS if LEAST_RING <= km * scale <= HALF),
        _choose_names(middle, marks, places.values(), scale),
        tuple(sorted(marks, key=lambda one: one.openings[0].rank)),
        tuple(one for one in suggestions if one.opening.postcode not in places),
    )


def _measure(middle: Place, place: Place) -> tuple[float, float]:
    """Measure km to the east and to the south."""
    east = (place.longitude - middle.longitude) * KM_A_DEGREE * cos(radians(middle.latitude))
    return east, (middle.latitude - place.latitude) * KM_A_DEGREE


def _mark(
    middle: Place, place: Place, code: str, known: Sequence[Suggestion], scale: float
) -> Mark:
    here = tuple(one for one in known if one.opening.postcode == code)
    east, south = _measure(middle, place)
    return _size(Mark(east * scale, south * scale, 0, (f"{code} {place.name}",), here))


def _size(mark: Mark) -> Mark:
    radius = min(30.0, MARK * sqrt(len(mark.openings)))
    return replace(mark, x=round(mark.x, 1), y=round(mark.y, 1), radius=round(radius, 1))


def _merge(marks: Sequence[Mark]) -> list[Mark]:
    """Put marks that would lie on one another together, at the one with the most openings."""
    kept: list[Mark] = []
    for one in sorted(marks, key=lambda mark: (-len(mark.openings), mark.names)):
        place = next((i for i, other in enumerate(kept) if _touch(one, other)), None)
        if place is None:
            kept.append(one)
            continue
        other = kept[place]
        together = sorted(other.openings + one.openings, key=lambda found: found.rank)
        kept[place] = _size(
            replace(other, names=(*other.names, *one.names), openings=tuple(together))
        )
    return kept


def _touch(one: Mark, other: Mark) -> bool:
    apart = hypot(one.x - other.x, one.y - other.y)
    return apart < max(APART, one.radius + other.radius)


def _choose_names(
    middle: Place, marks: Sequence[Mark], places: Iterable[Place], scale: float
) -> tuple[Name, ...]:
    """Choose some names of places far enough from one another and from the marks to be read."""
    kept: list[Name] = []
    for place in sorted(places, key=lambda one: (one.name, one.postcode)):
        east, south = _measure(middle, place)
        one = Name(round(east * scale, 1), round(south * scale, 1), place.name)
        if _may_stand(one, kept, marks) and len(kept) < MOST_NAMES:
            kept.append(one)
    return tuple(kept)


def _may_stand(one: Name, kept: Sequence[Name], marks: Sequence[Mark]) -> bool:
    inside = max(abs(one.x), abs(one.y)) < HALF - MARGIN
    taken = [(0.0, 0.0), *((it.x, it.y) for it in kept), *((it.x, it.y) for it in marks)]
    free = all(abs(one.y - y) > NAME_APART / 2 or abs(one.x - x) > 2 * NAME_APART for x, y in taken)
    return inside and free and all(other.text != one.text for other in kept)
