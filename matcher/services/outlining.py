"""A taxonomy's outline, from ESCO's official CSV folder."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from matcher.errors import N_, InvalidInput
from matcher.taxonomy.outline import ESSENTIAL, OPTIONAL, OccupationOutline, Outline

WEIGHT_OF_RELATION = {"essential": ESSENTIAL, "optional": OPTIONAL}
OCCUPATIONS = ("conceptUri", "iscoGroup", "preferredLabel", "altLabels", "description")
RELATIONS = ("occupationUri", "relationType", "skillUri")
BROADER = ("conceptUri", "broaderUri")
GROUPS = ("code", "preferredLabel", "description")


def read_outline(folder: Path) -> Outline:
    """Read the outline of ESCO's download: English names, ties and groups.

    Parameters
    ----------
    folder : Path
        The folder with ``occupations_en.csv`` and ``occupationSkillRelations.csv``; with
        ``broaderRelationsSkillPillar.csv`` and ``ISCOGroups_en.csv`` nearness is finer.

    Raises
    ------
    InvalidInput
        If the folder or a needed file is missing, or a file has not ESCO's columns.
    """
    skills: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for row in _read(folder / "occupationSkillRelations.csv", RELATIONS):
        weight = WEIGHT_OF_RELATION.get(row["relationType"], OPTIONAL)
        skills[row["occupationUri"]][row["skillUri"]] = weight
    occupations = tuple(
        _build_occupation(row, skills.get(row["conceptUri"], {}))
        for row in _read(folder / "occupations_en.csv", OCCUPATIONS)
    )
    return Outline(
        occupations,
        _read_broader(folder / "broaderRelationsSkillPillar.csv"),
        _read_groups(folder / "ISCOGroups_en.csv"),
    )


def _build_occupation(row: dict[str, str], skills: dict[str, float]) -> OccupationOutline:
    others = (name.strip() for name in row["altLabels"].splitlines())
    preferred = row["preferredLabel"].strip()
    names = dict.fromkeys((preferred, *(name for name in others if name)))
    return OccupationOutline(
        row["conceptUri"],
        row["iscoGroup"].removeprefix("C"),
        tuple(("en", name) for name in names),
        (("en", row["description"]),),
        skills,
    )


def _read_broader(path: Path) -> dict[str, tuple[str, ...]]:
    above: defaultdict[str, list[str]] = defaultdict(list)
    if path.exists():
        for row in _read(path, BROADER):
            above[row["conceptUri"]].append(row["broaderUri"])
    return {one: tuple(those) for one, those in above.items()}


def _read_groups(path: Path) -> dict[str, tuple[tuple[str, str], ...]]:
    if not path.exists():
        return {}
    return {
        row["code"].removeprefix("C"): (
            ("en", row["preferredLabel"]),
            ("en", row["preferredLabel"]),
            ("en", row["description"]),
        )
        for row in _read(path, GROUPS)
    }


def _read(path: Path, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Read a CSV file's rows, every cell a text; refuse one that is not ESCO's."""
    if not path.is_file():
        raise InvalidInput(
            "esco",
            N_("there is no file %(file)s in the folder %(folder)s"),
            N_("Give the folder of ESCO's CSV download in English"),
            file=path.name,
            folder=path.parent.name,
        )
    with path.open(encoding="utf-8-sig", newline="", errors="replace") as stream:
        reader = csv.DictReader(stream, restval="")
        missing = [one for one in columns if one not in (reader.fieldnames or ())]
        if missing:
            raise InvalidInput(
                "esco",
                N_("the column %(column)s is missing from %(file)s"),
                N_("Use the unchanged file from ESCO's download"),
                column=missing[0],
                file=path.name,
            )
        yield from reader
