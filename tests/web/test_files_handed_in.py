"""A file that may not be read is refused in words by the page, the API and the command line."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from matcher.services.documents import REFUSALS
from matcher.vocabulary import Role
from tests.services.files_handed_in import REFUSED, make_docx, make_pdf
from web.cli import main

PAGE = "/consultant/openings/from-text"
API = "/api/v1/texts/documents"
DANISH = {
    "size": "Filen er større end 5 megabyte",
    "kind": "Filen er ikke det, navnet siger",
    "macros": "makroer",
    "encrypted": "beskyttet af en adgangskode",
    "pages": "Filen har mere end 30 sider",
    "long": "længere end 100000 tegn",
    "empty": "Der er ingen tekst i filen",
    "broken": "Filen er beskadiget",
    "bomb": "pakker sig ud til langt mere",
    "entities": "henviser til noget uden for sig selv",
}


@pytest.fixture
def consultant(enter):
    return enter(Role.CONSULTANT)


def send(visitor, path: str, content: bytes, name: str):
    token = visitor.get(PAGE).text.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    handed = FileStorage(io.BytesIO(content), name, "document")
    boundary, body = encode_multipart({"csrf_token": token, "document": handed})
    return visitor.post(
        path,
        data=body,
        content_type=f"multipart/form-data; boundary={boundary}",
        headers={"X-CSRFToken": token},
    )


@pytest.mark.parametrize(("make", "name", "reason"), REFUSED)
def test_page_and_api_refuse_in_danish_and_say_what_to_do(
    consultant, make: Callable[[], bytes], name: str, reason: str
) -> None:
    content = make()
    for path in (PAGE, API):
        answer = send(consultant, path, content, name)
        assert answer.status_code == 422
        assert DANISH[reason] in (answer.text if path == PAGE else str(answer.json))


@pytest.mark.parametrize(("make", "name", "reason"), REFUSED[::3])
def test_the_command_line_refuses_with_the_reason(
    tmp_path: Path, make: Callable[[], bytes], name: str, reason: str
) -> None:
    path = tmp_path / name
    path.write_bytes(make())
    result = CliRunner().invoke(main, ["lookup", "skills", "--document", str(path)])
    assert result.exit_code == 1
    assert REFUSALS[reason][0].split("%")[0] in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize(("make", "name"), [(make_pdf, "a.pdf"), (make_docx, "a.docx")])
def test_good_files_are_read_by_the_api_and_the_command_line(
    consultant, tmp_path: Path, make: Callable[[], bytes], name: str
) -> None:
    answer = send(consultant, API, make(), name)
    assert answer.status_code == 200
    assert [one["code"] for one in answer.json["licences"]] == ["truck_b"]
    path = tmp_path / name
    path.write_bytes(make())
    result = CliRunner().invoke(main, ["lookup", "skills", "--document", str(path)])
    assert result.exit_code == 0
    assert result.output.startswith("id\tstart\tend")


def test_a_file_is_asked_for_by_its_field(consultant) -> None:
    token = consultant.get(PAGE).text.split('name="csrf_token"')[1].split('value="')[1]
    answer = consultant.post(API, headers={"X-CSRFToken": token.split('"')[0]})
    assert answer.status_code == 422
