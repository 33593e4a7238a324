"""Sources in English: no Danish prose is left in them, and no caveat stands idle."""

import re

import pytest

from data_schemas.parameters import (
    list_caveats,
    list_schemes,
    read_parameters,
    read_target_groups,
    word_source,
)

SOURCES = {
    period.source
    for scheme in list_schemes()
    for periods in read_parameters(scheme).periods.values()
    for period in periods
} | {one.source for one in read_target_groups().lists}

PROSE = re.compile(
    r"\b(ikke|set|ventet|kun|delvis|højst|mindst|ingen|uden|alle|siger|beregnet|nævner|fandtes|følger"
    r"|indtil|ældre|senere|nyere|udledt|henviser|tilsvarende|undtag\w+|efterprøvet|fx|måneder|dage"
    r"|pct|året|før|vedtagelse)\b",
    re.IGNORECASE,
)
"""Words of sentences, which names of pages and statutes do not hold."""


@pytest.mark.parametrize("source", sorted(SOURCES))
def test_a_source_in_english_holds_no_danish_prose(source):
    told = word_source(source, "en")
    assert not PROSE.search(told)
    assert word_source(source, "da") == source


@pytest.mark.parametrize("danish", [one[0] for one in list_caveats()])
def test_every_caveat_is_one_that_a_source_makes(danish):
    assert any(danish in source for source in SOURCES)
