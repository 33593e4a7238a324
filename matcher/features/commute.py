"""How long the way to work is, by the fastest means the person has.

Minutes to the centre come from the catalogue. Any other way is reckoned from coordinates:
great-circle distance times 1.3 for the roads' detour, then a fixed time and a speed for each means
(our own reckoning from the catalogue's known ways; there is no open Danish table of travel times).
"""

from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from matcher.vocabulary import Candidate, Knowledge, Opening, Place

EARTH_KM = 6371.0
DETOUR = 1.3
CAR = (6.0, 45.0)
TRANSIT = (12.0, 28.0)
BICYCLE = (0.0, 15.0)
"""Minutes before anything moves, and km/h from then on."""

LONGEST = 240.0


def measure(candidate: Candidate, opening: Opening, knowledge: Knowledge) -> dict[str, float]:
    """Measure the minutes one way, and those beyond the person's own limit."""
    minutes = travel_minutes(
        candidate.postcode, opening.postcode, knowledge, has_car=candidate.has_car
    )
    if minutes is None:
        return {"commute__minutes": float("nan"), "commute__over_limit": 0.0}
    over = max(0.0, minutes - candidate.travel_limit_minutes)
    return {"commute__minutes": minutes, "commute__over_limit": over}


def travel_minutes(start: str, end: str, knowledge: Knowledge, *, has_car: bool) -> float | None:
    """Reckon the minutes one way between two postcodes; None where one is unknown.

    Parameters
    ----------
    start, end : str
        Postcodes.
    knowledge : Knowledge
        Places, and the centre their known minutes lead to.
    has_car : bool
        Whether the car counts; public transport and the bicycle always do.
    """
    here, there = knowledge.places.get(start), knowledge.places.get(end)
    if here is None or there is None:
        return None
    known = here if end == knowledge.centre else there if start == knowledge.centre else None
    return _reckon(here, there, known, has_car)


@lru_cache(maxsize=100_000)
def _reckon(here: Place, there: Place, known: Place | None, has_car: bool) -> float:
    distance = compute_distance(here, there) * DETOUR
    car = known.car_minutes if known else None
    transit = known.transit_minutes if known else None
    bicycle = known.bicycle_minutes if known else None
    ways = [_choose(transit, TRANSIT, distance), _choose(bicycle, BICYCLE, distance)]
    if has_car:
        ways.append(_choose(car, CAR, distance))
    return min(LONGEST, float(min(ways)))


def _choose(known: int | None, means: tuple[float, float], distance: float) -> float:
    return float(known) if known is not None else means[0] + 60 * distance / means[1]


def compute_distance(here: Place, there: Place) -> float:
    """Compute the great-circle distance in km (haversine)."""
    lat1, lat2 = radians(here.latitude), radians(there.latitude)
    dlat, dlon = lat2 - lat1, radians(there.longitude - here.longitude)
    chord = sin(dlat / 2) ** 2 + cos(lat1) * cos(lat2) * sin(dlon / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(chord))
