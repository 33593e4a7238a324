"""A coordinator brings in what is the campus's, and nothing else."""

import io

import pytest

from matcher.vocabulary import Role

STUDENTS = "Elevreference;Fødselsdato;Skole;Postnummer\nS-1;01-05-2011;Kanalskolen;2620\n"
CANDIDATES = "Reference;Fødselsår;Postnummer\nK-1;1984;2620\n"


def upload(client, noun, text):
    page = client.get("/imports/").text
    token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    form = {"csrf_token": token, "noun": noun, "file": (io.BytesIO(text.encode()), "fil.csv")}
    return client.post("/imports/", data=form, content_type="multipart/form-data")


def test_a_coordinator_previews_and_takes_in_students(enter):
    client = enter(Role.COORDINATOR)
    answer = upload(client, "students", STUDENTS)
    preview = client.get(answer.location)
    assert "1 rækker: 1 nye" in preview.text
    token = preview.text.split('name="csrf_token"')[-1].split('value="')[1].split('"')[0]
    taken = client.post(f"{answer.location}/commit", data={"csrf_token": token})
    assert taken.status_code == 302
    assert "Kanalskolen" not in client.get(answer.location).text


def test_a_coordinator_cannot_bring_in_candidates(enter):
    answer = upload(enter(Role.COORDINATOR), "candidates", CANDIDATES)
    assert answer.status_code == 422
    assert "Vælg en fra listen" in answer.text


def test_a_coordinator_does_not_see_what_an_administrator_brought_in(enter):
    admin, coordinator = enter(Role.ADMIN), enter(Role.COORDINATOR)
    brought = upload(admin, "candidates", CANDIDATES).location
    assert admin.get(brought).status_code == 200
    assert coordinator.get(brought).status_code == 404
    assert "fil.csv" not in coordinator.get("/imports/").text


@pytest.mark.parametrize(
    ("noun", "status"), [("students", 200), ("wishes", 200), ("candidates", 404), ("esco", 404)]
)
def test_a_coordinator_downloads_the_templates_of_the_campus(enter, noun, status):
    answer = enter(Role.COORDINATOR).get(f"/imports/templates/{noun}.csv")
    assert answer.status_code == status
