"""Queries that make no sense find something sensible."""

from datetime import date

import pytest
from werkzeug.datastructures import MultiDict

from matcher.errors import InvalidInput
from matcher.vocabulary import OpeningKind
from web.forms import LAST_PAGE, OpeningSearchForm, OutcomeForm, SearchForm
from web.messages import translate_error


@pytest.mark.parametrize(
    ("written", "page"),
    [
        ("3", 3),
        ("0", 1),
        ("-5", 1),
        ("x", 1),
        ("", 1),
        ("²", 1),
        ("9" * 40, 1),
        ("9" * 9, LAST_PAGE),
    ],
)
def test_a_page_is_always_a_page(app, written, page):
    with app.test_request_context():
        form = SearchForm(MultiDict({"page": written}))
    assert form.page.data == page
    assert form.offset(25) == (page - 1) * 25


def test_a_search_is_cleaned_and_cut(app):
    with app.test_request_context():
        form = SearchForm(MultiDict({"text": "  kok\x07 " + "x" * 500}))
    assert form.text.data.startswith("kok x")
    assert len(form.text.data) == 200


@pytest.mark.parametrize(
    ("written", "kind"), [("laereplads", OpeningKind.LAEREPLADS), ("hobby", None), ("", None)]
)
def test_a_kind_nobody_knows_is_all_kinds(app, written, kind):
    with app.test_request_context():
        assert OpeningSearchForm(MultiDict({"kind": written})).chosen_kind is kind


@pytest.mark.parametrize(
    ("outcome", "because", "words", "reason"),
    [
        ("ended_early", "distance", "", "distance"),
        ("ended_early", "other", "det regnede", "other: det regnede"),
        ("ended_early", "", "det regnede", "det regnede"),
        ("ended_early", "", "", ""),
        ("interview", "distance", "god samtale", "god samtale"),
    ],
)
def test_an_early_end_is_told_by_a_reason_of_the_list_and_words(
    app, outcome, because, words, reason
):
    told = MultiDict({"outcome": outcome, "ended_because": because, "reason": words})
    with app.test_request_context():
        assert OutcomeForm(told).whole_reason == reason


def test_a_day_in_an_error_is_told_in_words(app):
    error = InvalidInput("x", "the day lies outside", "Give %(day)s", day=date(2026, 3, 1))
    with app.test_request_context("/?lang=da"):
        assert "1. marts 2026" in translate_error(error)
    with app.test_request_context("/?lang=en"):
        assert "1 March 2026" in translate_error(error)
