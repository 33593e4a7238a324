"""Files that people hand in, to text: PDF, Word and plain text, within limits, whatever they hold.

A PDF or Word file is opened in a process of its own (`matcher.services.document_child`), which has
little memory and time; what it does to itself, it does not do to the service. Nothing is kept.
"""

import json
import subprocess
import sys
from pathlib import Path

from matcher.errors import N_, InvalidInput

LARGEST = 5 * 1024 * 1024
LONGEST_TEXT = 100_000
PATIENCE_SECONDS = 20
FIELD = "document"

_CHILD = Path(__file__).with_name("document_child.py")
_ENDINGS = {".pdf": "pdf", ".docx": "docx", ".txt": "txt", ".md": "txt"}

REFUSALS = {
    "size": (
        N_("The file is larger than %(limit)s megabytes"),
        N_("Make it smaller, or paste the text"),
    ),
    "kind": (
        N_("The file is not what its name says, or of a kind that is not read"),
        N_("Give a PDF, a Word file (.docx) or a text file, or paste the text"),
    ),
    "macros": (
        N_("The file holds macros, which are never opened here"),
        N_("Save it as .docx without macros, or paste the text"),
    ),
    "encrypted": (
        N_("The file is protected by a password"),
        N_("Save it without the password, or paste the text"),
    ),
    "pages": (
        N_("The file has more than %(pages)s pages"),
        N_("Give only the pages that matter, or paste the text"),
    ),
    "long": (
        N_("The text is longer than %(signs)s signs"),
        N_("Give only the part that matters"),
    ),
    "empty": (
        N_("There is no text in the file; it may be a scanned picture"),
        N_("Give a file whose text can be marked, or paste the text"),
    ),
    "broken": (
        N_("The file is damaged and cannot be read"),
        N_("Save it anew, or paste the text"),
    ),
    "bomb": (
        N_("The file unpacks to far more than a text can be"),
        N_("Paste the text instead"),
    ),
    "entities": (
        N_("The file refers to things outside itself, which are never fetched"),
        N_("Save it anew as .docx, or paste the text"),
    ),
    "heavy": (
        N_("The file asks for more time or memory than reading a text takes"),
        N_("Paste the text instead"),
    ),
}
"""Why a file is not read, and what to do instead."""


def read_document(content: bytes, filename: str) -> str:
    """Give the text of a file.

    Parameters
    ----------
    content : bytes
        What the file holds.
    filename : str
        Its name; the ending must be that of what it holds.

    Raises
    ------
    InvalidInput
        If it is too large, of another kind, hostile, broken, or has no text.
    """
    if len(content) > LARGEST:
        raise _refuse("size")
    kind = _ENDINGS.get(Path(filename).suffix.lower(), "")
    if Path(filename).suffix.lower() in {".docm", ".dotm", ".doc"}:
        raise _refuse("macros")
    if not kind or kind != _sniff(content):
        raise _refuse("kind")
    return check_text(_decode(content) if kind == "txt" else _ask_child(kind, content))


def check_text(text: str) -> str:
    """Give a text without what nobody types, or refuse one that is empty or too long.

    Raises
    ------
    InvalidInput
        If it is empty or too long.
    """
    cleaned = "".join(
        sign for sign in text.replace("\r\n", "\n") if sign.isprintable() or sign in "\n\t"
    )
    if not cleaned.strip():
        raise _refuse("empty")
    if len(cleaned) > LONGEST_TEXT:
        raise _refuse("long")
    return cleaned


def _sniff(content: bytes) -> str:
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(b"PK\x03\x04"):
        return "docx"
    return "" if b"\x00" in content else "txt"


def _decode(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _ask_child(kind: str, content: bytes) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - our own file, and no word of the user's
            [sys.executable, "-I", str(_CHILD), kind],
            input=content,
            capture_output=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _refuse("heavy") from None
    if done.returncode:
        raise _refuse("heavy")
    told = json.loads(done.stdout)
    if "refused" in told:
        raise _refuse(told["refused"])
    return str(told["text"])


def _refuse(reason: str) -> InvalidInput:
    wrong, remedy = REFUSALS[reason]
    return InvalidInput(
        FIELD, wrong, remedy, limit=LARGEST // 1024**2, pages=30, signs=LONGEST_TEXT
    )
