"""What the talent model sees of students and programmes, for some pairs or for all of them.

Frames in, numbers out. A frame of students has a row a student and these columns, named as the
fields of who is placed; what is not known is None, or empty:

* ``reference``, ``track`` (``boglig``, ``praktisk`` or None), ``postcode``, ``school_year``,
  ``travel_limit_minutes``;
* ``interests``: areas; ``cultures``: countries; ``languages``: language to CEFR level;
* ``grades``: subject to grade, empty unless consented to; ``strengths``: practical strength to how
  often it was seen;
* ``completed``, ``left``: earlier programmes.

A frame of programmes has ``code``, ``track``, ``area``, ``postcode``, ``weeks``, ``year_min``,
``year_max``, ``languages`` (language to level), ``markets`` (countries) and ``strengths``. Wishes
are a frame of ``student``, ``programme`` and ``place``, 1 for the first wish.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from matcher.features.catalogues import list_names
from matcher.features.commute import travel_minutes
from matcher.vocabulary import Knowledge

NAMES = list_names("talent")
SUBJECTS: Mapping[str, tuple[str, ...]] = {
    "groen-omstilling": ("naturfag", "matematik"),
    "fotonik-og-teknologi": ("matematik", "naturfag"),
    "sundhed-og-omsorg": ("dansk", "samfundsfag", "naturfag"),
    "handel-og-logistik": ("matematik", "engelsk", "dansk"),
}
"""The subjects that an area's programmes build on."""

ANY_SUBJECTS = ("dansk", "matematik")
ASKED_GRADE = {"boglig": 7.0, "praktisk": 4.0}
"""The grade that a track's programmes build on."""

Single = NDArray[np.float32]
Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class TalentPairs:
    """Students and programmes made ready to be measured as pairs.

    Examples
    --------
    >>> students = pd.DataFrame([{"reference": "S-1", "track": "boglig", "postcode": "2620",
    ...     "school_year": 9, "travel_limit_minutes": 45, "interests": {"groen-omstilling"},
    ...     "cultures": {}, "languages": {}, "grades": {}, "strengths": {},
    ...     "completed": 0, "left": 0}])
    >>> programmes = pd.DataFrame([{"code": "P-1", "track": "boglig", "area": "groen-omstilling",
    ...     "postcode": "2620", "weeks": 10.0, "year_min": 8, "year_max": 9, "languages": {},
    ...     "markets": {}, "strengths": ()}])
    >>> pairs = TalentPairs.prepare(students, programmes, knowledge=Knowledge())
    >>> pairs.frame(np.array([0]), np.array([0]))["track__match"].tolist()
    [1.0]
    """

    students: pd.DataFrame
    programmes: pd.DataFrame
    matrices: Mapping[str, tuple[Single, Single]]
    minutes: Single
    places: tuple[Numbers, Numbers, Single]

    @classmethod
    def prepare(
        cls,
        students: pd.DataFrame,
        programmes: pd.DataFrame,
        *,
        knowledge: Knowledge,
        wishes: pd.DataFrame | None = None,
    ) -> Self:
        """Prepare frames of the columns that the module names."""
        students, programmes = students.reset_index(drop=True), programmes.reset_index(drop=True)
        subjects = [SUBJECTS.get(one or "", ANY_SUBJECTS) for one in programmes["area"]]
        grades = _mark_both(students["grades"], subjects)
        asked = [
            {**{f"l:{code}": level for code, level in languages.items()}, **_mark("m:", markets)}
            for languages, markets in zip(
                programmes["languages"], programmes["markets"], strict=True
            )
        ]
        spoken = [
            {**{f"l:{code}": level for code, level in languages.items()}, **_mark("m:", cultures)}
            for languages, cultures in zip(students["languages"], students["cultures"], strict=True)
        ]
        return cls(
            students,
            programmes,
            {
                "areas": _mark_both(students["interests"], [_list(a) for a in programmes["area"]]),
                "grades": grades,
                "graded": (np.isfinite(grades[0]).astype(np.float32), grades[1]),
                "seen": _mark_both(students["strengths"], programmes["strengths"]),
                "languages": _mark_both(spoken, asked),
            },
            _reckon_minutes(students["postcode"], programmes["postcode"], knowledge),
            _place_wishes(students, programmes, wishes),
        )

    def frame(self, students: Numbers, programmes: Numbers) -> pd.DataFrame:
        """Measure listed pairs, given as row numbers: a row a pair, a column a feature."""
        rows = np.empty((len(students), len(NAMES)), np.float32)
        named, place = np.unique(students, return_inverse=True)
        for start in range(0, len(named), BLOCK):
            inside = (place >= start) & (place < start + BLOCK)
            block = self.measure(named[start : start + BLOCK])
            rows[inside] = block[place[inside] - start, programmes[inside]]
        return pd.DataFrame(rows, columns=list(NAMES), dtype=float)

    def measure(self, rows: Numbers) -> Single:
        """Measure some students against every programme.

        Returns
        -------
        ndarray of float32, shape (n_students, n_programmes, n_features)
            In the order of the catalogue; NaN is unknown.
        """
        found = np.full((len(rows), len(self.programmes), len(NAMES)), np.nan, np.float32)
        measures = {
            "track__match": self._compare_tracks(rows),
            "interests__area": self._compare_areas(rows),
            "wishes__place": self._read_places(rows),
            "grades__margin": self._compare_grades(rows),
            "languages__asked_coverage": self._compare_languages(rows),
            "school__years_apart": self._compare_years(rows),
            "programme__weeks": self.programmes["weeks"].to_numpy(np.float32)[None, :],
            **self._compare_strengths(rows),
            **self._read_travel(rows),
        }
        for name, column in (("programmes__completed", "completed"), ("programmes__left", "left")):
            measures[name] = self.students[column].to_numpy(np.float32)[rows, None]
        for i, name in enumerate(NAMES):
            found[:, :, i] = measures[name]
        return found

    def _compare_tracks(self, rows: Numbers) -> Single:
        own, theirs = (_code_track(one["track"]) for one in (self.students, self.programmes))
        apart = np.abs(own[rows, None] - theirs[None, :])
        return np.asarray(1 - apart, np.float32)

    def _compare_areas(self, rows: Numbers) -> Single:
        interests, areas = self.matrices["areas"]
        own = np.nan_to_num(interests[rows])
        both = own @ areas.T
        nothing = (own.sum(axis=1) == 0)[:, None] | (areas.sum(axis=1) == 0)[None, :]
        return np.where(nothing, np.nan, both).astype(np.float32)

    def _compare_grades(self, rows: Numbers) -> Single:
        grades, subjects = self.matrices["grades"]
        graded = self.matrices["graded"][0][rows] @ subjects.T
        total = np.nan_to_num(grades[rows]) @ subjects.T
        asked = self.programmes["track"].map(ASKED_GRADE).to_numpy(np.float32)
        return np.asarray(_divide(total, graded) - asked[None, :], np.float32)

    def _compare_strengths(self, rows: Numbers) -> dict[str, Single]:
        seen, asked = self.matrices["seen"]
        own = np.nan_to_num(seen[rows])
        count = np.broadcast_to(asked.sum(axis=1)[None, :], (len(rows), len(asked)))
        shown = (own > 0).astype(np.float32) @ asked.T
        times = np.where(count > 0, own @ asked.T, np.nan)
        return {
            "strengths__coverage": _divide(shown, count),
            "strengths__evidence": np.minimum(times, 20).astype(np.float32),
        }

    def _compare_languages(self, rows: Numbers) -> Single:
        own, asked = self.matrices["languages"]
        held = np.nan_to_num(own[rows])
        met = np.zeros((len(rows), len(asked)), np.float32)
        for column in np.flatnonzero(asked.any(axis=0)):
            level = asked[:, column]
            wanted = np.flatnonzero(level)
            met[:, wanted] += np.minimum(1, held[:, column, None] / level[None, wanted])
        return _divide(met, np.broadcast_to((asked > 0).sum(axis=1)[None, :], met.shape))

    def _compare_years(self, rows: Numbers) -> Single:
        year = self.students["school_year"].to_numpy(np.float32)[rows, None]
        low, high = (
            self.programmes[name].to_numpy(np.float32)[None, :] for name in ("year_min", "year_max")
        )
        # a side that is open is as wide as the year itself
        below = np.nan_to_num(low - year)
        above = np.nan_to_num(year - high)
        apart = np.maximum(0, np.maximum(below, above))
        return np.where(np.isnan(year), np.nan, np.minimum(apart, 10)).astype(np.float32)

    def _read_travel(self, rows: Numbers) -> dict[str, Single]:
        minutes = self.minutes[rows]
        limit = self.students["travel_limit_minutes"].to_numpy(np.float32)[rows, None]
        return {
            "travel__programme_minutes": minutes,
            "travel__programme_over_limit": np.nan_to_num(np.maximum(0, minutes - limit)),
        }

    def _read_places(self, rows: Numbers) -> Single:
        found = np.full((len(rows), len(self.programmes)), np.nan, np.float32)
        students, programmes, places = self.places
        where = np.full(len(self.students), -1)
        where[rows] = np.arange(len(rows))
        here = where[students]
        found[here[here >= 0], programmes[here >= 0]] = places[here >= 0]
        return found


BLOCK = 128
"""Students that are measured at once."""


def _list(area: str | None) -> tuple[str, ...]:
    return (area,) if area else ()


def _mark(prefix: str, codes: Iterable[str]) -> dict[str, float]:
    return {f"{prefix}{code}": 1.0 for code in codes}


def _mark_both(ours: Iterable[Any], theirs: Iterable[Any]) -> tuple[Single, Single]:
    """Lay two columns of codes, or of codes with amounts, out over the codes of the second.

    What the first does not hold is NaN, what the second does not hold is 0.
    """
    first, second = (
        [one if isinstance(one, Mapping) else dict.fromkeys(one, 1.0) for one in column]
        for column in (ours, theirs)
    )
    codes = {code: i for i, code in enumerate(sorted({str(c) for one in second for c in one}))}
    return _lay_out(first, codes, np.nan), _lay_out(second, codes, 0.0)


def _lay_out(held: Sequence[Mapping[Any, float]], codes: Mapping[str, int], empty: float) -> Single:
    laid = np.full((len(held), len(codes)), empty, np.float32)
    for row, one in zip(laid, held, strict=True):
        for code, amount in one.items():
            if str(code) in codes:
                row[codes[str(code)]] = amount
    return laid


def _code_track(tracks: "pd.Series[Any]") -> Single:
    coded = {"boglig": 0.0, "praktisk": 1.0}
    return np.array([coded.get(str(one), np.nan) for one in tracks], np.float32)


def _divide(over: Any, under: Any) -> Single:
    empty = np.full(np.shape(over), np.nan, np.float32)
    found: Single = np.divide(over, under, out=empty, where=np.asarray(under) > 0)
    return found


def _reckon_minutes(
    ours: "pd.Series[str]", theirs: "pd.Series[str]", knowledge: Knowledge
) -> Single:
    """Reckon the minutes of every way, each between two postcodes once."""
    (start, starts), (end, ends) = (pd.factorize(one) for one in (ours, theirs))
    ways = np.array(
        [
            [
                np.nan if minutes is None else minutes
                for minutes in (
                    travel_minutes(a, b, knowledge, has_car=False) for b in ends.tolist()
                )
            ]
            for a in starts.tolist()
        ],
        np.float32,
    ).reshape(len(starts), len(ends))
    found: Single = ways[start][:, end]
    return found


def _place_wishes(
    students: pd.DataFrame, programmes: pd.DataFrame, wishes: pd.DataFrame | None
) -> tuple[Numbers, Numbers, Single]:
    if wishes is None or wishes.empty:
        nobody = np.empty(0, np.int64)
        return nobody, nobody, np.empty(0, np.float32)
    rows = pd.Index(students["reference"]).get_indexer(wishes["student"])
    columns = pd.Index(programmes["code"]).get_indexer(wishes["programme"])
    known = (rows >= 0) & (columns >= 0)
    places = wishes["place"].to_numpy(np.float32)[known].clip(1, 20)
    return rows[known], columns[known], places
