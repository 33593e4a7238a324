"""Sex and origin of the synthetic people, so that equal treatment can be measured in the demo.

Drawn, never copied. Origin goes with Danish (who has it as a mother tongue is mostly of Danish
origin, who has not is mostly an immigrant), sex with the trade's business area, in round numbers
that are plausible and no statistic. One in twenty has no traits, as in real use.
"""

from collections.abc import Sequence

import numpy as np

from data_schemas.catalogue import Catalogue, occupation_uri
from matcher.store.traits import Traits
from matcher.vocabulary import Candidate, Origin, Sex

MOTHER_TONGUE = 6
ORIGINS = (Origin.DANISH, Origin.IMMIGRANT, Origin.DESCENDANT)
BY_MOTHER_TONGUE = {True: (0.84, 0.06, 0.10), False: (0.10, 0.78, 0.12)}
WOMEN = {
    "sundhed-og-omsorg": 0.80,
    "handel-og-logistik": 0.40,
    "fotonik-og-teknologi": 0.25,
    "groen-omstilling": 0.15,
}
WOMEN_ELSEWHERE = 0.50
UNKNOWN = 0.05


def draw_traits(
    candidates: Sequence[Candidate], catalogue: Catalogue, *, seed: int
) -> tuple[Traits, ...]:
    """Draw the traits of people, from a stream of its own so that nothing else changes by them.

    Parameters
    ----------
    candidates : sequence of Candidate
        Whose traits.
    catalogue : Catalogue
        For the business areas of their occupations.
    seed : int
        The same seed and people give the same traits.
    """
    rng = np.random.default_rng([seed, 0x7A17])
    areas = {occupation_uri(row.slug): row.business_area for row in catalogue.occupations}
    drawn = []
    for one in candidates:
        known, lot, origin = rng.random(3)
        if known < UNKNOWN:
            continue
        shares = np.cumsum(BY_MOTHER_TONGUE[one.languages.get("da", 0) >= MOTHER_TONGUE])
        women = WOMEN.get(areas.get(one.occupation or "", ""), WOMEN_ELSEWHERE)
        drawn.append(
            Traits(
                one.reference,
                Sex.FEMALE if lot < women else Sex.MALE,
                ORIGINS[int(min(np.searchsorted(shares, origin), len(ORIGINS) - 1))],
            )
        )
    return tuple(drawn)
