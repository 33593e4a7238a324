"""Everything people read is Danish and English."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "web/translations/da/LC_MESSAGES/messages.po"
TEMPLATES = sorted((ROOT / "web/templates").rglob("*.html"))
KEYWORDS = {"_": None, "_l": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
NAMES = {"AUC", "CSV", "Excel", "nDCG@10"}
PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def read_catalogue():
    return read_po(BytesIO(CATALOGUE.read_bytes()), locale="da")


def extract_from(folder, method):
    ending = "html" if method == "jinja2" else "py"
    methods, options = [(f"**.{ending}", method)], {"**.html": {"trimmed": "true"}}
    found = extract_from_dir(ROOT / folder, methods, options, keywords=KEYWORDS)
    return {message for _, _, message, _, _ in found}


def extract_messages():
    rooms = ("web", "matcher", "training", "data_schemas")
    told = [extract_from(room, "python") for room in rooms]
    return set().union(*told, extract_from("web/templates", "jinja2"))


def test_the_catalogue_holds_what_the_code_says_and_nothing_else():
    assert {message.id for message in read_catalogue() if message.id} == extract_messages()


def test_every_message_has_its_danish():
    lacking = [
        message.id
        for message in read_catalogue()
        if message.id and (message.fuzzy or not all(list_texts(message.string)))
    ]
    assert lacking == []


def test_a_translation_keeps_the_values_of_its_message():
    for message in read_catalogue():
        if message.id:
            wanted = set(PLACEHOLDER.findall(list_texts(message.id)[-1]))
            for text in list_texts(message.string):
                assert set(PLACEHOLDER.findall(text)) == wanted, message.id


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_words_of_its_own(path):
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", path.read_text("utf-8"), flags=re.DOTALL)
    text = re.sub(r"<[^>]*>", " ", text)
    words = set(re.findall(r"[\w@]*[^\W\d_]{2,}[\w@]*", text))
    assert words <= NAMES


def list_texts(value):
    return [value] if isinstance(value, str) else list(value)
