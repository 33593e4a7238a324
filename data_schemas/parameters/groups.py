"""Reads the dated lists of target groups, and refuses what could not be told of a person."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from itertools import pairwise

from data_schemas.parameters.checks import (
    read_address,
    read_confidence,
    read_day,
    read_source,
    refuse_unknown,
)

_LIST_KEYS = {
    "name", "from", "until", "adopted", "source", "address", "confidence", "groups",
}  # fmt: skip
_GROUP_KEYS = {
    "code", "number", "da", "en", "benefits", "age_from", "age_below", "qualified", "replaces",
}  # fmt: skip


@dataclass(frozen=True)
class TargetGroup:
    """One way into a target group; None where the law does not ask.

    ``number`` is the law's own, and is never shown to citizens.
    """

    code: str
    number: int
    da: str
    en: str
    benefits: tuple[str, ...]
    age_from: int | None = None
    age_below: int | None = None
    qualified: bool | None = None
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True)
class GroupList:
    """The target groups of one law and the days it held; one that is only expected is so marked."""

    name: str
    valid_from: date
    valid_until: date | None
    adopted: bool
    source: str
    address: str
    confidence: str
    groups: tuple[TargetGroup, ...]

    @cached_property
    def codes(self) -> frozenset[str]:
        """The groups' codes."""
        return frozenset(group.code for group in self.groups)

    def holds_on(self, day: date) -> bool:
        """Whether the list held on a day."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True)
class TargetGroups:
    """Every list of target groups, the earliest first."""

    lists: tuple[GroupList, ...]

    def value(self, *, on: date) -> GroupList | None:
        """Give the list of a day, or None where none is known.

        Examples
        --------
        >>> read_target_groups().value(on=date(2026, 12, 31)).name
        'lab-6'
        """
        return next((one for one in self.lists if one.holds_on(on)), None)

    def follow(self, codes: Iterable[str], *, on: date) -> tuple[frozenset[str], frozenset[str]]:
        """Give what a day's list has in place of groups: wholly those named, and only in part.

        Examples
        --------
        >>> whole, partly = read_target_groups().follow(
        ...     ["dagpenge", "jobparat"], on=date(2027, 1, 1)
        ... )
        >>> sorted(whole), sorted(partly)
        (['2027_dagpenge'], ['2027_kontanthjaelp'])
        """
        whole, partly = frozenset(codes), frozenset[str]()
        named, held = self.find_naming(whole, on=on), self.value(on=on)
        if named is None or held is None:
            return frozenset(), frozenset()
        for one in self.lists[self.lists.index(named) + 1 : self.lists.index(held) + 1]:
            touched = {g.code for g in one.groups if {*g.replaces} & (whole | partly)}
            within = {g.code for g in one.groups if g.replaces and whole.issuperset(g.replaces)}
            whole, partly = frozenset(within), frozenset(touched - within)
        return whole, partly

    def find_naming(self, codes: Iterable[str], *, on: date) -> GroupList | None:
        """Give the list to read codes by: the day's, or the last before it that names them all.

        A rule that nobody has rewritten still names an earlier law's groups.
        """
        asked, held = set(codes), self.value(on=on)
        if held is None:
            return None
        earlier = [one for one in self.lists if one.valid_from <= held.valid_from]
        return next((one for one in reversed(earlier) if asked <= one.codes), None)


@cache
def read_target_groups() -> TargetGroups:
    """Read the lists; the same value every time."""
    path = files("data_schemas.parameters").joinpath("target_groups.toml")
    return parse_target_groups(path.read_text("utf-8"))


def parse_target_groups(text: str) -> TargetGroups:
    """Build the lists from the text of their file.

    Raises
    ------
    ValueError
        If a list lacks a day or a source, two overlap, or a group replaces an unknown one.
    """
    lists = sorted((_list(row) for row in tomllib.loads(text)["lists"]), key=lambda o: o.valid_from)
    for earlier, later in pairwise(lists):
        if earlier.valid_until is None or later.valid_from <= earlier.valid_until:
            raise ValueError(f"target groups: {earlier.name} and {later.name} overlap")
        for group in later.groups:
            if unknown := set(group.replaces) - earlier.codes:
                raise ValueError(f"{later.name}.{group.code} replaces unknown {sorted(unknown)}")
    return TargetGroups(tuple(lists))


def _list(row: Mapping[str, object]) -> GroupList:
    name = str(row.get("name", ""))
    place = f"target groups {name}"
    refuse_unknown(place, row, _LIST_KEYS)
    rows, adopted = row.get("groups"), row.get("adopted")
    if not name or not isinstance(rows, list) or not rows or not isinstance(adopted, bool):
        raise ValueError(f"{place}: needs a name, groups and whether it is adopted")
    return GroupList(
        name=name,
        valid_from=read_day(place, row, "from"),
        valid_until=read_day(place, row, "until") if "until" in row else None,
        adopted=adopted,
        source=read_source(place, row),
        address=read_address(place, row),
        confidence=read_confidence(place, row),
        groups=tuple(_group(place, group) for group in rows),
    )


def _group(place: str, row: Mapping[str, object]) -> TargetGroup:
    refuse_unknown(place, row, _GROUP_KEYS)
    number, benefits, replaces = row.get("number"), row.get("benefits"), row.get("replaces", [])
    words = [row.get(key) for key in ("code", "da", "en")]
    if not all(isinstance(word, str) and word for word in words) or not isinstance(number, int):
        raise ValueError(f"{place}: a group needs code, number, da and en")
    if not isinstance(benefits, list) or not benefits or not isinstance(replaces, list):
        raise ValueError(f"{place}: {words[0]} names no benefits")
    code, da, en = (str(word) for word in words)
    return TargetGroup(
        code,
        number,
        da,
        en,
        benefits=tuple(benefits),
        age_from=_age(place, row, "age_from"),
        age_below=_age(place, row, "age_below"),
        qualified=_truth(place, row, "qualified"),
        replaces=tuple(replaces),
    )


def _age(place: str, row: Mapping[str, object], key: str) -> int | None:
    age = row.get(key)
    if age is not None and (isinstance(age, bool) or not isinstance(age, int)):
        raise ValueError(f"{place}: {key} is {age!r}, not an age")
    return age


def _truth(place: str, row: Mapping[str, object], key: str) -> bool | None:
    truth = row.get(key)
    if truth is not None and not isinstance(truth, bool):
        raise ValueError(f"{place}: {key} is {truth!r}, not true or false")
    return truth
