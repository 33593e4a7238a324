"""Every particular that a rule reads has a name in both languages, and values that rules know."""

from datetime import date

import pytest

from matcher.rules import SCHEMES
from matcher.rules.terms import TERMS
from matcher.vocabulary import Opening, OpeningKind, TermKind

READ = {
    name
    for scheme in SCHEMES.values()
    for rule in scheme.rules
    for name in (*scheme.terms, *scheme.moving, *rule.terms, *rule.remedies)
}
PLACE = Opening("o", OpeningKind.ORDINARY, "", "2620", date(2026, 9, 1))


def test_every_particular_a_rule_reads_or_mends_is_named_and_no_other():
    assert set(TERMS) == READ


@pytest.mark.parametrize("term", TERMS.values(), ids=TERMS)
def test_a_particular_is_named_in_both_languages_by_no_key(term):
    for spoken in ("da", "en"):
        assert term.label(spoken)
        assert "_" not in term.label(spoken)
        for words in term.list_choices(spoken).values():
            assert words
            assert "_" not in words
    assert (term.kind is TermKind.CHOICE) == bool(term.choices)


def test_no_two_particulars_of_a_scheme_are_called_the_same():
    for scheme in SCHEMES.values():
        names = {name for rule in scheme.rules for name in rule.terms}
        for spoken in ("da", "en"):
            assert len({TERMS[name].label(spoken) for name in names}) == len(names)


def test_fields_every_opening_has_are_never_asked_for():
    fixed = {name for name, term in TERMS.items() if term.kind is TermKind.FIXED}
    assert fixed | {"ends_on"} == {name for name in TERMS if hasattr(PLACE, name)}
