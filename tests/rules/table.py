"""The table of `docs/rules.md`: scheme by rule, with what it turns on and the tests that try it.

``python -m tests.rules.table`` writes it anew.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from data_schemas.parameters import UNITS, Parameter, Parameters, read_parameters
from matcher.rules import SCHEMES, Rule, Scheme
from matcher.rules.wording import tell

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "rules.md"

_GENERAL = {"test_declarations", "test_frames", "test_table", "test_turning", "test_whatif"}

HEAD = """# The rules

Every rule of every scheme, written from the code and the parameter files by
`python -m tests.rules.table`; a test keeps it in step. Confidence: A the statute was read,
B an authority's page, C uncertain or from memory, D computed. A day without a value is answered
"needs clarification".
"""


def write_page() -> str:
    """Write the page."""
    return "\n".join([HEAD, *(_write_scheme(scheme) for scheme in SCHEMES.values())])


def find_tests() -> dict[str, list[str]]:
    """Give the names of the tests that try each rule, by the rule's number."""
    found: dict[str, list[str]] = {}
    paths = (
        path for room in ("rules", "planning") for path in (ROOT / "tests" / room).glob("test_*.py")
    )
    for path in sorted(paths):
        if path.stem in _GENERAL:
            continue
        for test, text in _read_tests(path):
            for identifier in sorted(set(re.findall(r"\b[A-Z]{2,5}-\d\d\b", text))):
                found.setdefault(identifier, []).append(f"{path.name}::{test}")
    return found


def _read_tests(path: Path) -> Iterator[tuple[str, str]]:
    """Give each test with its source, its decorators' and that of the constants it names."""
    source = path.read_text("utf-8")
    tree = ast.parse(source)
    constants = {
        target.id: ast.get_source_segment(source, node) or ""
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            parts = [node, *node.decorator_list]
            walked = (one for part in parts for one in ast.walk(part))
            named = {one.id for one in walked if isinstance(one, ast.Name)}
            texts = [ast.get_source_segment(source, part) or "" for part in parts]
            yield node.name, " ".join([*texts, *(constants.get(name, "") for name in named)])


def _write_scheme(scheme: Scheme) -> str:
    law, tests = read_parameters(scheme.name), find_tests()
    rows = [_write_rule(rule, law, tests) for rule in scheme.rules]
    asked = {rule.parameter for rule in scheme.rules}
    rows += [_write_value(law, name, tests) for name in law.periods if name not in asked]
    lines = [
        f"## {scheme.en} (`{scheme.name}`)",
        "",
        f"{law.law}, <{law.address}>",
        "",
        "| rule | asks | parameter | value and days | source | confidence | tests |",
        "|---|---|---|---|---|---|---|",
        *rows,
        "",
    ]
    return "\n".join(lines)


def _write_rule(rule: Rule, law: Parameters, tests: dict[str, list[str]]) -> str:
    return _write_row(rule.identifier, rule.title, rule.parameter, law, tests)


def _write_value(law: Parameters, name: str, tests: dict[str, list[str]]) -> str:
    """Write what no rule turns on alone: an amount, or what a rule reads beside its own."""
    identifier, _colon, meaning = law.meanings[name].partition(": ")
    return _write_row(identifier, meaning, name, law, tests)


def _write_row(
    identifier: str, title: str, name: str, law: Parameters, tests: dict[str, list[str]]
) -> str:
    periods = law.periods[name]
    unit = UNITS[law.units[name]][1]
    unit = "" if law.units[name] in {"yes_no", "names", "word"} else f" {unit}"
    cells = [
        identifier,
        title,
        f"`{name}`",
        "<br>".join(_write_period(period, unit) for period in periods),
        "<br>".join(_write_source(period) for period in periods),
        "<br>".join(period.confidence for period in periods),
        "<br>".join(f"`{one}`" for one in tests.get(identifier, [])[:4]),
    ]
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


def _write_period(period: Parameter, unit: str) -> str:
    until = "" if period.valid_until is None else period.valid_until.isoformat()
    return f"{tell(period.value, 'en') or 'none'}{unit} ({period.valid_from}–{until})"


def _write_source(period: Parameter) -> str:
    return f"[{period.source}]({period.address})" if period.address else period.source


if __name__ == "__main__":
    PAGE.write_text(write_page(), "utf-8")
