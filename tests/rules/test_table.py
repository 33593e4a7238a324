"""The table in the docs is in step with the code, and no rule is without a test of its own."""

import pytest

from data_schemas.parameters import read_parameters
from matcher.rules import SCHEMES
from tests.rules.table import PAGE, find_tests, write_page

TESTS = find_tests()


def test_the_page_is_what_the_code_says():
    told = "write it anew with python -m tests.rules.table"
    assert PAGE.read_text("utf-8") == write_page(), told


@pytest.mark.parametrize(
    ("scheme", "identifier"),
    sorted({(name, rule.identifier) for name, of in SCHEMES.items() for rule in of.rules}),
)
def test_every_rule_is_tried_by_a_test_that_names_it(scheme, identifier):
    assert TESTS.get(identifier), f"{scheme}: no test names {identifier}"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_amount_and_every_other_value_is_tried_by_a_test_that_names_it(scheme):
    named = {text.partition(":")[0] for text in read_parameters(scheme).meanings.values()}
    assert named <= TESTS.keys()
