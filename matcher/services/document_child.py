"""Reads one document in a process of its own, with little memory and time and no file to write.

Run by `matcher.services.documents` by its path, isolated: it imports nothing of the house, reads
the document from its input, and answers with JSON: the text, or why there is none.
"""

import io
import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterator

MEMORY = 1_500 * 1024 * 1024
SECONDS = 10
PAGES = 30
LONGEST_TEXT = 100_000
UNPACKED = 30 * 1024 * 1024
MEMBERS = 2_000
SQUEEZED = 200
"""How many times smaller than itself a member may be packed; text packs ten to twenty times."""


class Refused(Exception):
    """The document will not be read; the argument says why in one word."""


def limit_resources() -> None:
    """Bound memory and time, and forbid writing files."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read_pdf(content: bytes) -> Iterator[str]:
    """Give the text of each page."""
    import pypdf  # after the limits are set

    reader = pypdf.PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        raise Refused("encrypted")
    told = reader.root_object["/Pages"].get_object()
    count = told.get("/Count", 0) if isinstance(told, dict) else 0
    if int(count) > PAGES:
        raise Refused("pages")
    for number, page in enumerate(reader.pages):
        if number >= PAGES:
            raise Refused("pages")
        yield page.extract_text()


def read_docx(content: bytes) -> Iterator[str]:
    """Give the text of each paragraph and table cell."""
    check_package(content)
    import docx  # after the limits are set

    document = docx.Document(io.BytesIO(content))
    for part in document.iter_inner_content():
        if hasattr(part, "rows"):
            yield from (cell.text for row in part.rows for cell in row.cells)
        else:
            yield part.text


def check_package(content: bytes) -> None:
    """Refuse what unpacks to too much, carries macros or declares entities."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        members = package.infolist()
        if len(members) > MEMBERS or sum(one.file_size for one in members) > UNPACKED:
            raise Refused("bomb")
        if any(one.file_size > SQUEEZED * max(one.compress_size, 1_000) for one in members):
            raise Refused("bomb")
        if any(one.flag_bits & 1 for one in members):
            raise Refused("encrypted")
        if any(one.filename.lower().endswith("vbaproject.bin") for one in members):
            raise Refused("macros")
        for one in members:
            if one.filename.lower().endswith((".xml", ".rels")):
                markup = read_member(package, one)
                check_markup(markup)
                if one.filename.lower().endswith(".rels"):
                    check_references(markup)


def read_member(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Read a member, but never more than it says it holds."""
    with package.open(member) as stream:
        found = stream.read(member.file_size + 1)
    if len(found) > member.file_size:
        raise Refused("bomb")
    return found


def check_markup(markup: bytes) -> None:
    """Refuse document types, for only they can declare entities, and macros' content types."""
    for encoding in ("utf-8", "utf-16"):
        text = markup.decode(encoding, errors="ignore").lower()
        if "<!doctype" in text or "<!entity" in text:
            raise Refused("entities")
        if "macroenabled" in text:
            raise Refused("macros")


def check_references(markup: bytes) -> None:
    """Refuse parts that lie on another machine; links to click on are no parts of the text."""
    for tag in re.findall(rb"<[^<>]*Relationship\b[^<>]*>", markup.replace(b"\x00", b"")):
        external = re.search(rb"TargetMode\s*=\s*[\"']External", tag)
        if external and not re.search(rb"Type\s*=\s*[\"'][^\"']*/hyperlink[\"']", tag):
            target = re.search(rb"Target\s*=\s*[\"']([^\"']*)", tag)
            if REMOTE.match(target[1] if target else b""):
                raise Refused("entities")


REMOTE = re.compile(rb"\s*(?!file:///[A-Za-z]:|[A-Za-z]:[\\/])\S", re.IGNORECASE)
"""How a target begins that is not on the writer's own disk, as a letterhead's template is."""


def answer(kind: str, content: bytes) -> dict[str, str]:
    """Give the text, or why there is none."""
    text = ""
    try:
        for part in (read_pdf if kind == "pdf" else read_docx)(content):
            text += f"{part}\n"
            if len(text) > LONGEST_TEXT:
                return {"refused": "long"}
    except Refused as refusal:
        return {"refused": str(refusal)}
    except MemoryError:
        return {"refused": "heavy"}
    except Exception:  # whatever a library meets in a broken file, it is broken
        return {"refused": "broken"}
    return {"text": text} if text.strip() else {"refused": "empty"}


if __name__ == "__main__":
    limit_resources()
    sys.setrecursionlimit(2_000)
    json.dump(answer(sys.argv[1], sys.stdin.buffer.read()), sys.stdout)
