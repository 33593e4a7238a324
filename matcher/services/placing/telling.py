"""Locks and quotas that cannot be kept, in plain words."""

from collections.abc import Callable, Mapping

from matcher.campus import Track
from matcher.planning.placement import Hindrance, Unkept
from matcher.services.placing.judging import Objection

Facts = Mapping[str, str | int | float]

LOCKS: Mapping[Hindrance, Callable[[Facts], tuple[str, str]]] = {
    Hindrance.REFUSED: lambda _: (
        "en grænse, koordinatoren eller værten står i vejen",
        "a limit, the coordinator or the host stands in the way",
    ),
    Hindrance.UNKNOWN: lambda _: (
        "forløbet eller eleven er ikke længere med i runden",
        "the programme or the student is no longer in the round",
    ),
    Hindrance.FULL: lambda facts: (
        f"alle {facts['seats']} pladser er fastlåst til andre, som trak et lavere lod",
        f"all {facts['seats']} seats are locked to others who drew a lower lot",
    ),
    Hindrance.CLASH: lambda facts: (
        f"den falder sammen med den fastlåste plads i {facts['with']}",
        f"it clashes with the locked seat in {facts['with']}",
    ),
    Hindrance.TOO_MANY: lambda facts: (
        f"en elev kan højst have {facts['most']} pladser i runden",
        f"a student may have {facts['most']} seats in the round at most",
    ),
}
QUOTAS: Mapping[Hindrance, Callable[[Facts], tuple[str, str]]] = {
    Hindrance.FEW_SEATS: lambda facts: (
        f"sporet har kun {facts['seats']} pladser i runden",
        f"the track has only {facts['seats']} seats in the round",
    ),
    Hindrance.FEW_WISHES: lambda facts: (
        f"højst {facts['possible']} af dem, der kan få en plads, har ønsket en",
        f"of those who can have a seat, {facts['possible']} at most have wished one",
    ),
    Hindrance.OUTWEIGHED: lambda facts: (
        "andre ønsker kom først; en andel er et mål og tager ingen plads fra nogen",
        "other wishes came first; a share is an aim, and takes no seat from anybody",
    ),
}


def tell_unkept(one: Unkept) -> Objection:
    """Tell which lock or quota cannot be kept, and why.

    Examples
    --------
    >>> print(tell_unkept(Unkept("lock", ("S-1", "P-1"), Hindrance.FULL, {"seats": 2})))
    The lock of S-1 in P-1 cannot be kept: all 2 seats are locked to others who drew a lower lot.
    """
    if one.what == "lock":
        student, programme = one.key
        da, en = LOCKS[one.why](one.facts)
        return Objection(
            f"lock:{one.why}",
            f"Fastlåsningen af {student} i {programme} kan ikke holdes: {da}.",
            f"The lock of {student} in {programme} cannot be kept: {en}.",
        )
    track = next(each for each in Track if each == one.key[0])
    given, needed = one.facts["given"], one.facts["needed"]
    da, en = QUOTAS[one.why](one.facts)
    return Objection(
        f"quota:{one.why}",
        f"Sporet {track.label('da').lower()} har {given} pladser; andelen kræver {needed}: {da}.",
        f"The {track.label('en').lower()} track has {given} seats; its share asks {needed}: {en}.",
    )
