"""Which language the reader gets: the one asked for, else the one kept, else the browser's."""

from collections.abc import Mapping
from datetime import date
from typing import cast

from babel.dates import format_date
from flask import Flask, request, session, url_for
from flask_babel import Babel, get_locale

from matcher.vocabulary import Language

LANGUAGES: dict[Language, str] = {"da": "Dansk", "en": "English"}
"""Each language with its own name; the first is the house's."""

DAY_PATTERNS: Mapping[Language, str] = {"da": "d. MMMM y", "en": "d MMMM y"}


def set_up_languages(app: Flask) -> None:
    """Let every request choose its language."""
    app.config.setdefault("BABEL_DEFAULT_LOCALE", "da")
    app.config.setdefault("BABEL_DEFAULT_TIMEZONE", "Europe/Copenhagen")
    Babel(app, locale_selector=choose_language)
    app.jinja_env.globals.update(
        get_language=get_language, language_links=list_language_links, languages=LANGUAGES
    )


def choose_language() -> Language:
    """Choose the language of this request and keep one that was asked for."""
    asked = request.args.get("lang", "")
    if asked in LANGUAGES:
        if session.get("language") != asked:
            session["language"] = asked
        return asked
    kept = session.get("language")
    return cast(Language, kept or request.accept_languages.best_match(LANGUAGES, default="da"))


def get_language() -> Language:
    """Give the language of this request."""
    return "en" if str(get_locale()).startswith("en") else "da"


def write_day(day: date) -> str:
    """Write a day in the language of this request: 24. november 2026."""
    language = get_language()
    return format_date(day, DAY_PATTERNS[language], locale=language)


def list_language_links() -> list[tuple[Language, str, str]]:
    """List each language with its name and the address of this page in it."""
    return [(code, name, _link_in(code)) for code, name in LANGUAGES.items()]


def _link_in(language: Language) -> str:
    if request.endpoint is None or request.method != "GET":
        return url_for("starting.show_start", lang=language)
    arguments = {**request.args.to_dict(flat=False), **(request.view_args or {})}
    return url_for(request.endpoint, **{**arguments, "lang": language})
