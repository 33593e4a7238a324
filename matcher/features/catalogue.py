"""What a feature is, and those that the match model may see."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Feature:
    """One measure of a pair.

    ``direction`` is +1 where more never lowers a score, -1 where more never raises it, 0 where it
    is free. ``text_da`` and ``text_en`` are explanations with ``{value}`` in them.
    """

    name: str
    direction: int
    low: float
    high: float
    text_da: str
    text_en: str
    description: str

    @property
    def family(self) -> str:
        """The module that builds it."""
        return self.name.partition("__")[0]

    @property
    def is_share(self) -> bool:
        """Whether it is a share of one, which people read in percent."""
        return (self.low, self.high) == (0, 1)


FEATURES: tuple[Feature, ...] = (
    Feature(
        "skills__required_coverage",
        +1,
        0,
        1,
        "Krævede kompetencer dækket: {value}",
        "Required skills covered: {value}",
        "Level-weighted share of the required skills met; near skills count by their nearness.",
    ),
    Feature(
        "skills__nice_coverage",
        +1,
        0,
        1,
        "Ønskede kompetencer dækket: {value}",
        "Nice-to-have skills covered: {value}",
        "The same share of the nice-to-have skills; 0 where none is asked.",
    ),
    Feature(
        "skills__surplus",
        0,
        0,
        40,
        "Kompetencer ud over de søgte: {value}",
        "Skills beyond those asked: {value}",
        "Number of skills the opening does not ask for.",
    ),
    Feature(
        "occupation__nearness",
        +1,
        0,
        1,
        "Stillingens nærhed til egen stilling: {value}",
        "Nearness to own occupation: {value}",
        "1 for the same occupation, else a fifth a shared leading digit of ISCO-08.",
    ),
    Feature(
        "wishes__match",
        +1,
        0,
        1,
        "Stillingens nærhed til det ønskede: {value}",
        "Nearness to what is wished for: {value}",
        "Nearness of the best wished occupation; unknown where nothing is wished.",
    ),
    Feature(
        "experience__months",
        +1,
        0,
        480,
        "Erfaring i faget: {value} måneder",
        "Experience in the trade: {value} months",
        "Months in occupations, each weighed by its nearness, the best one counting.",
    ),
    Feature(
        "commute__minutes",
        -1,
        0,
        240,
        "Pendling: {value} minutter",
        "Commute: {value} minutes",
        "Minutes one way by the fastest means the person has; unknown for unknown postcodes.",
    ),
    Feature(
        "commute__over_limit",
        -1,
        0,
        240,
        "Pendling over egen grænse: {value} minutter",
        "Commute beyond own limit: {value} minutes",
        "Minutes beyond the person's stated limit.",
    ),
    Feature(
        "hours__gap",
        -1,
        0,
        48,
        "Timer fra det ønskede: {value}",
        "Hours from what is wished: {value}",
        "Absolute difference of weekly hours.",
    ),
    Feature(
        "work_time__overlap",
        +1,
        0,
        1,
        "Arbejdstider der passer: {value}",
        "Working times that fit: {value}",
        "Share of the opening's working times the person can work.",
    ),
    Feature(
        "languages__shortfall",
        -1,
        0,
        12,
        "Sprogniveauer der mangler: {value}",
        "Language levels missing: {value}",
        "CEFR steps missing, summed over the languages asked.",
    ),
    Feature(
        "licences__missing",
        -1,
        0,
        10,
        "Manglende kørekort og certifikater: {value}",
        "Licences missing: {value}",
        "Number of licences asked and not held.",
    ),
    Feature(
        "availability__days_late",
        -1,
        0,
        365,
        "Dage efter start før personen kan begynde: {value}",
        "Days after the start before the person can begin: {value}",
        "Days from the opening's start to the day the person is available.",
    ),
)

NAMES: tuple[str, ...] = tuple(feature.name for feature in FEATURES)
