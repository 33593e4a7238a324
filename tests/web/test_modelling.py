"""What ranks is seen by staff and decided by administrators, with a reason, one at a time."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from click.testing import CliRunner

from matcher.models.artifact import FIRST_STAGE
from matcher.models.calibration import Calibration
from matcher.models.match import build_version_0
from matcher.models.stages import Stage
from matcher.services.modelling import list_changes, read_standing
from matcher.store import leases, models, schedules
from matcher.vocabulary import ModelVersion, Role
from web.cli import main
from web.schedules import word_cron

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
CALIBRATION = Calibration.fit(np.arange(18.0), np.arange(18) % 3 == 0)
METRICS = {"ndcg_at_10": {"challenger": {"mean": 0.5, "low": 0.4, "high": 0.6}}, "lists": 40}


@pytest.fixture
def versions(services):
    """Give two versions, saved and signed as a retraining does, of which neither ranks."""
    for number in ("1", "2"):
        expert = build_version_0()
        moved = replace(expert.shapes[0], missing=float(number))
        model = replace(expert, version=f"v{number}", shapes=(moved, *expert.shapes[1:]))
        manifest = services.shelf.save(
            "match",
            {FIRST_STAGE: Stage(model, calibration=CALIBRATION)},
            metrics=METRICS,
            documents={"model_card.md": b"# Card", "plots/gain.svg": b"<svg/>"},
        )
        row = ModelVersion("match", model.version, manifest.checksum, NOW, None, False, METRICS)
        with services.transaction() as session:
            models.add_version(session, replace(row, signature=manifest.signature))
    return services


@pytest.fixture
def admin(versions, enter):
    return enter(Role.ADMIN)


def read(services):
    with services.session() as session:
        return read_standing(session, "match"), list_changes(session, "match")


def find_fields(page):
    return {
        name: re.search(rf'name="{name}"[^>]*value="([^"]*)"', page).group(1)
        for name in ("csrf_token", "expected")
    }


def decide(client, move, *, note="fordi", page=None, **query):
    """Answer the question whether to make a move, as it was asked on a page."""
    page = page or client.get(f"/models/changes/{move}", query_string=query).text
    form = find_fields(page) | {"note": note}
    return client.post(f"/models/changes/{move}", query_string=query, data=form)


def test_a_version_is_promoted_and_rolled_back_with_the_reason_in_the_history(admin, services):
    assert decide(admin, "promote", version="v1", note="bedre i piloten").status_code == 302
    assert decide(admin, "promote", version="v2").status_code == 302
    assert decide(admin, "roll-back", note="klager").status_code == 302
    standing, changes = read(services)
    assert (standing.champion, standing.previous) == ("v1", "0")
    assert [(str(one.change), one.version, one.note) for one in changes] == [
        ("put_back", "v1", "klager"),
        ("promoted", "v2", "fordi"),
        ("promoted", "v1", "bedre i piloten"),
    ]
    assert {one.actor for one in changes} == {"admin@example.dk"}
    page = admin.get("/models/").text
    assert "klager" in page
    assert "Rullet tilbage til" in page


def test_a_version_that_ranks_in_the_registry_ranks_in_memory(admin, services):
    decide(admin, "promote", version="v1")
    with services.session() as session:
        assert services.memory.get_champion(session).version == "v1"


@pytest.mark.parametrize("note", ["", "   ", "x" * 501])
def test_a_change_without_a_proper_reason_is_asked_again(admin, services, note):
    answer = decide(admin, "promote", version="v1", note=note)
    assert answer.status_code == 422
    assert "begrundelse" in answer.text.lower()
    assert read(services)[1] == ()


def test_of_two_tabs_the_slower_one_is_told_what_ranks_by_now(admin, services):
    # given two tabs in which version 0 still ranks
    asked = "/models/changes/promote?version="
    first, second = (admin.get(f"{asked}{name}").text for name in ("v1", "v2"))
    # when both decide
    decide(admin, "promote", page=first, version="v1")
    decide(admin, "promote", page=second, version="v2")
    # then the first holds, and the second is told
    assert read(services)[0].champion == "v1"
    assert "I mellemtiden er version v1 kommet til at rangere" in admin.get("/models/").text


def test_pinning_twice_and_rolling_back_from_nothing_are_told(admin, services):
    assert admin.get("/models/changes/roll-back").status_code == 302
    assert "ingen tidligere version" in admin.get("/models/").text
    decide(admin, "roll-back", page=admin.get("/models/changes/pin").text)
    assert "ingen har rangeret før den" in admin.get("/models/").text
    decide(admin, "pin")
    decide(admin, "pin")
    assert "allerede fastholdt" in admin.get("/models/").text
    decide(admin, "promote", version="v1")
    assert "giv den fri først" in admin.get("/models/").text
    decide(admin, "unpin")
    decide(admin, "unpin")
    assert "ikke fastholdt" in admin.get("/models/").text
    assert [str(one.change) for one in read(services)[1]] == ["unpinned", "pinned"]


@pytest.mark.parametrize("path", ["/models/changes/explode", "/models/compare?first=9&second=0"])
def test_what_is_not_there_is_a_page_that_says_so(admin, path):
    assert admin.get(path).status_code == 404


def test_promoting_a_version_that_is_not_there_is_not_found(admin):
    page = admin.get("/models/changes/pin").text
    for version in ("9", ""):
        assert admin.get(f"/models/changes/promote?version={version}").status_code == 404
        assert decide(admin, "promote", page=page, version=version).status_code == 404


def test_other_staff_see_the_models_and_change_nothing(versions, enter):
    client = enter(Role.CONSULTANT)
    page = client.get("/models/").text
    assert "v1" in page
    assert "Fasthold" not in page
    assert client.get("/models/changes/pin").status_code == 403
    assert client.get("/models/compare?first=0&second=v1").status_code == 200


def test_two_versions_are_shown_side_by_side_the_most_different_feature_first(admin):
    page = admin.get("/models/compare?first=v1&second=v2").text
    first = page.index("Krævede kompetencer dækket")
    assert "+1,00" in page[first : first + 200]
    assert first < page.index("Ønskede kompetencer dækket")
    assert "0,500 (0,400 – 0,600)" in page


def test_documents_are_given_as_signed_and_nothing_else_is(admin, services):
    path = "/models/versions/v1/documents"
    card, plot = (admin.get(f"{path}/{name}") for name in ("model_card.md", "plots/gain.svg"))
    assert (card.data, card.mimetype) == (b"# Card", "text/markdown")
    assert (plot.data, plot.mimetype) == (b"<svg/>", "image/svg+xml")
    for name in ("nothing.md", "..%2f..%2f..%2fsecret_key", "manifest.json"):
        assert admin.get(f"{path}/{name}").status_code == 404
    (services.shelf.folder / "match/v1/model_card.md").write_bytes(b"# Better")
    assert admin.get(f"{path}/model_card.md").status_code == 409


def break_version(services, name):
    (services.shelf.folder / "match" / name / "shapes.json").write_bytes(b"{}")


def test_a_champion_that_was_tampered_with_is_refused_and_the_one_before_it_ranks(admin, services):
    decide(admin, "promote", version="v1")
    decide(admin, "promote", version="v2")
    break_version(services, "v2")
    page = admin.get("/models/")
    assert page.status_code == 200
    assert "Version v2 blev afvist" in page.text
    assert "Version v1 rangerer imens" in page.text
    assert "<p>v1" in page.text
    assert ">Rangerer nu</span>" not in page.text
    assert admin.get("/api/v1/health").json == {"status": "degraded"}
    assert admin.get("/api/v1/models/match").json["refused"] == "v2"
    # and where the one before is broken too, the experts' version ranks
    decide(admin, "roll-back")
    break_version(services, "v1")
    services.memory.__init__(services.shelf, services.settings.home)
    with services.session() as session:
        champion = services.memory.get_champion(session)
    assert (champion.version, champion.refused) == ("0", "v1")
    # and what is put back whole is whole again
    decide(admin, "roll-back")
    assert admin.get("/api/v1/health").json == {"status": "ok"}


def test_what_version_0_was_put_in_the_place_of_does_not_rank_again_by_a_broken_file(
    admin, services
):
    # given a version that somebody let the experts' take the place of
    decide(admin, "promote", version="v1")
    decide(admin, "promote", version="0", note="klager")
    # when the next version is broken
    decide(admin, "promote", version="v2")
    break_version(services, "v2")
    # then the experts' ranks
    with services.session() as session:
        assert services.memory.get_champion(session).version == "0"


def test_a_version_signed_by_another_key_does_not_rank(admin, services):
    decide(admin, "promote", version="v1")
    stranger = replace(services.shelf, keys=(b"another",))
    services.memory.__init__(stranger, services.settings.home)
    with services.session() as session:
        assert services.memory.get_champion(session).refused == "v1"


def keep(services, **changes):
    with services.transaction() as session:
        schedules.keep_schedule(
            session, "match", cron="0 3 * * sun", next_run_at=NOW + timedelta(days=5000)
        )


def test_a_retraining_is_asked_for_once_from_the_page(admin, services):
    token = find_token(admin)
    assert admin.post("/models/runs", data=token).status_code == 302
    assert "endnu ikke kørt en baggrundsproces" in admin.get("/models/").text
    keep(services)
    admin.post("/models/runs", data=token)
    page = admin.get("/models/").text
    assert "Bestilt af admin@example.dk" in page
    assert "Ingen baggrundsproces svarer" in page
    admin.post("/models/runs", data=token)
    assert "allerede bedt om" in admin.get("/models/").text


def find_token(client):
    page = client.get("/models/changes/pin").text
    return {"csrf_token": find_fields(page)["csrf_token"]}


def test_the_next_retraining_is_told_in_words_and_a_running_one_is_told(admin, services):
    keep(services)
    page = admin.get("/models/").text
    assert "Hver søndag kl. 03.00" in page
    with services.transaction() as session:
        leases.take_lease(session, "match", holder="a", seconds=60)
    assert "Er i gang nu" in admin.get("/models/").text


def test_a_row_of_failed_retrainings_is_told(admin, services):
    for _ in range(2):
        with services.transaction() as session:
            run = models.add_run(session, "match", started_at=NOW)
            models.finish_run(
                session,
                run.id,
                state="failed",
                version=None,
                report={"error": models.ENDED_BEFORE},
                at=NOW,
            )
    page = admin.get("/models/").text
    assert "2 mislykkede gentræninger i træk" in page
    assert "Processen endte, før træningen var færdig" in page


def test_the_api_decides_as_the_page_does(admin, services):
    token = {"X-CSRFToken": find_token(admin)["csrf_token"]}

    def post(path, body=None):
        answer = admin.post(f"/api/v1/models/match{path}", json=body, headers=token)
        return answer.status_code, answer.json

    status, told = post("/versions/v1/promote", {"note": "bedre", "expected": "0"})
    assert (status, told["champion"], told["previous"]) == (200, "v1", "0")
    assert post("/versions/v2/promote", {"note": "x", "expected": "0"})[0] == 409
    assert post("/versions/9/promote", {"note": "x"})[0] == 404
    assert post("/versions/v2/promote", {"note": ""})[0] == 422
    assert post("/versions/v2/promote", {"note": "\u0000"})[0] == 422
    assert post("/pin", {"note": "valg"})[1]["pinned"]
    assert post("/pin", {"note": "valg"})[0] == 409
    assert not post("/unpin", {"note": "forbi"})[1]["pinned"]
    assert post("/roll-back", {"note": "klager"})[1]["champion"] == "0"
    assert post("/roll-back", {"note": "klager"})[0] == 409
    assert post("/runs")[0] == 409
    keep(services)
    assert post("/runs")[0] == 202
    assert post("/runs")[0] == 409
    listed = admin.get("/api/v1/models/match/changes").json["items"]
    assert [one["change"] for one in listed] == ["put_back", "unpinned", "pinned", "promoted"]
    compared = admin.get("/api/v1/models/match/compare?first=v1&second=v2").json
    assert compared["stages"][0]["shapes"][0]["largest"] == 1.0
    assert admin.get("/api/v1/models/match/versions/v1").json["signature"]
    assert admin.get("/api/v1/models/match/versions/9").status_code == 404
    assert admin.get("/api/v1/models/match/runs").json == {"items": []}


def test_the_command_line_decides_as_the_page_does(versions, monkeypatch):
    monkeypatch.setenv("ALBERTSLUND_HOME", str(versions.settings.home))
    monkeypatch.delenv("DATABASE_URL", raising=False)

    def run(*arguments):
        result = CliRunner().invoke(main, ["models", *arguments])
        return result.exit_code, result.output

    assert run("promote", "v1", "--note", "bedre") == (0, "v1 ranks now.\n")
    assert run("promote", "v1", "--note", "bedre")[0] == 1
    assert run("promote", "v2")[0] == 2
    assert run("pin", "--note", "valg")[0] == 0
    code, told = run("promote", "v2", "--note", "nyere")
    assert (code, "unpin it first" in told) == (1, True)
    assert "v1 ranks, pinned" in run("list")[1]
    assert run("unpin", "--note", "forbi")[0] == 0
    assert run("roll-back", "--note", "klager") == (0, "0 ranks again.\n")
    assert "Rolled back" not in run("show", "v1")[1]
    assert "bedre" in run("show", "v1")[1]
    assert run("show", "9")[0] == 1
    assert "skills__required_coverage" in run("compare", "v1", "v2")[1]
    assert run("verify") == (0, "v2: whole\nv1: whole\n")
    break_version(versions, "v2")
    code, told = run("verify")
    assert (code, "v2: v2: shapes.json is not what its checksum says" in told) == (1, True)
    assert run("retrain")[0] == 1
    keep(versions)
    assert run("retrain")[0] == 0


@pytest.mark.parametrize(
    ("cron", "danish"),
    [
        ("0 3 * * sun", "Hver søndag kl. 03.00"),
        ("0 3 * * 0", "Hver søndag kl. 03.00"),
        ("30 4 * * 1-5", "Hver mandag, tirsdag, onsdag, torsdag, fredag kl. 04.30"),
        ("0 3 * * fri-sun", "Hver fredag, lørdag, søndag kl. 03.00"),
        ("5 0 * * *", "Hver dag kl. 00.05"),
        ("0 3 1 * *", "Den 1. i hver måned kl. 03.00"),
        ("0 5 1 2,8 *", "Den 1. i februar og august kl. 05.00"),
        ("*/15 * * * *", "Hvert 15. minut"),
        ("5 */6 * * *", "Hver 6. time, 05 minutter over"),
        ("0 5 1 13 *", "Efter cron-linjen 0 5 1 13 *"),
        ("0 5 * 2 mon", "Efter cron-linjen 0 5 * 2 mon"),
        ("*/5 3 * * *", "Efter cron-linjen */5 3 * * *"),
        ("0 3 1 * mon", "Efter cron-linjen 0 3 1 * mon"),
        ("0 3 * * mon#2", "Efter cron-linjen 0 3 * * mon#2"),
        ("0 3 * * x", "Efter cron-linjen 0 3 * * x"),
    ],
)
def test_a_cron_line_is_told_in_words_where_it_can_be(app, cron, danish):
    with app.test_request_context("/"):
        assert word_cron(cron) == danish
