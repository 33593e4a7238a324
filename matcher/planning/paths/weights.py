"""What a path is weighed by: time, money and travel in one measure, stated and never hidden."""

from dataclasses import dataclass

ORES = 100
"""Costs are whole ore, so that the solver's tolerance decides nothing."""


@dataclass(frozen=True)
class Weights:
    """What each thing counts for in kroner, where paths are weighed on the whole.

    Attributes
    ----------
    dkk_a_day_waited : int
        Each day from the search until the path is done; about what a day on benefit costs.
    dkk_a_travel_hour : int
        Each hour to and fro.
    dkk_a_course : int
        Each course, so that nothing superfluous is taken.
    dkk_a_position : int
        Each position that comes within reach, where any opening is a target.
    """

    dkk_a_day_waited: int = 500
    dkk_a_travel_hour: int = 100
    dkk_a_course: int = 100
    dkk_a_position: int = 2000


BALANCED = Weights()
