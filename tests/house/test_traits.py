"""Sex and origin are read by the measure of equal treatment, and by nothing else."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("data_schemas", "matcher", "training", "web")
MODULE = "matcher.store.traits"
READERS = {"training/fairness.py"}
WRITERS = {
    "matcher/services/importing.py",
    "training/simulator/demo.py",
    "training/simulator/traits.py",
}
READING = {"list_traits"}


def list_names(path):
    """List what a file imports, reaches by attribute or calls."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{one.name}" for one in node.names)
            yield from (one.name for one in node.names)
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Name):
            yield node.id


FILES = {
    path.relative_to(ROOT).as_posix(): set(list_names(path))
    for room in ROOMS
    for path in (ROOT / room).rglob("*.py")
}


def test_only_who_measures_fairness_or_takes_traits_in_knows_where_they_are_kept():
    knowing = {name for name, used in FILES.items() if MODULE in used}
    assert knowing == READERS | WRITERS


def test_who_takes_traits_in_does_not_read_them():
    reading = {name for name, used in FILES.items() if used & READING}
    assert reading - {"matcher/store/traits.py"} == READERS


def test_the_table_is_met_in_the_store_alone():
    meeting = {name for name, used in FILES.items() if "PeopleTraits" in used}
    assert meeting == {
        "matcher/store/traits.py",
        "matcher/store/tables/__init__.py",
    }


@pytest.mark.parametrize("room", ["features", "models", "rules", "retrieval", "planning"])
def test_no_room_that_ranks_or_rules_speaks_of_sex_or_origin(room):
    words = {"Sex", "Origin", "Traits"}
    assert not {
        name for name, used in FILES.items() if name.startswith(f"matcher/{room}") and used & words
    }


def test_students_traits_are_read_by_measures_of_equal_treatment_alone():
    reading = {name for name, used in FILES.items() if "list_student_traits" in used}
    assert reading == {
        "matcher/services/placing/adjusting.py",
        "matcher/services/placing/comparing.py",
        "training/fairness.py",
    }
