"""A version on disk is opened only if it is what was registered and this server signed it."""

import hmac
import json
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from matcher.errors import ArtifactRefused, NotFound
from matcher.models.artifact import FIRST_STAGE, LABEL, MANIFEST, OWN_FILES, Shelf
from matcher.models.calibration import Calibration
from matcher.models.comparison import compare_shapes
from matcher.models.match import build_version_0
from matcher.models.shape_table import AdditiveModel, ShapeTable, compute_checksum
from matcher.models.stages import Stage
from matcher.vocabulary import ModelVersion

NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)
KEY, OTHER_KEY = b"one key", b"another key"
MODEL = replace(build_version_0(), version="1")
CALIBRATION = Calibration.fit(np.array([0.0, 0.0, 1.0, 1.0] * 9), np.array([0, 0, 0, 1] * 9, bool))
METRICS = {"ndcg": [0.5, {"low": 0.4}]}
DOCUMENTS = {"model_card.md": b"# Card", "plots/gain.svg": b"<svg/>"}
FILES = (*OWN_FILES, *DOCUMENTS, MANIFEST)


def save(shelf, model=MODEL, **more):
    stages = {FIRST_STAGE: Stage(model, (MODEL, MODEL), CALIBRATION)}
    given = {"stages": stages, "metrics": METRICS, "documents": DOCUMENTS}
    manifest = shelf.save("match", **(given | more))
    return ModelVersion(
        "match",
        model.version,
        manifest.checksum,
        NOW,
        None,
        False,
        METRICS,
        signature=manifest.signature,
    )


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path, (KEY,))


@pytest.fixture
def version(shelf):
    return save(shelf)


def test_what_was_saved_comes_back_whole(shelf, version):
    artifact = shelf.load(version).first
    assert artifact.model == MODEL
    assert artifact.bags == (MODEL, MODEL)
    assert artifact.calibration == CALIBRATION
    assert shelf.read_document(version, "plots/gain.svg") == b"<svg/>"
    assert set(shelf.list_files(version)) == {*OWN_FILES, *DOCUMENTS}
    shelf.check(version)


def test_nothing_on_the_shelf_can_execute_anything(shelf, version):
    found = {path.suffix for path in shelf.folder.rglob("*") if path.is_file()}
    assert found == {".json", ".md", ".svg"}


@pytest.mark.parametrize("name", FILES)
def test_a_changed_file_is_found_out(shelf, version, name):
    path = shelf.folder / "match" / "1" / name
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(ArtifactRefused):
        shelf.check(version)


@pytest.mark.parametrize("name", [*OWN_FILES, MANIFEST])
def test_a_changed_file_that_serving_needs_is_refused_before_it_is_opened(shelf, version, name):
    path = shelf.folder / "match" / "1" / name
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(ArtifactRefused):
        shelf.load(version)


@pytest.mark.parametrize("name", [*OWN_FILES, MANIFEST])
def test_a_missing_file_is_refused_by_name(shelf, version, name):
    (shelf.folder / "match" / "1" / name).unlink()
    with pytest.raises(ArtifactRefused, match="No such file"):
        shelf.load(version)


def test_a_document_that_was_changed_is_not_read(shelf, version):
    (shelf.folder / "match/1/model_card.md").write_text("# Better card")
    with pytest.raises(ArtifactRefused, match=r"model_card\.md"):
        shelf.read_document(version, "model_card.md")


@pytest.mark.parametrize(
    "name", ["", "..", "../1/shapes.json", "/etc/passwd", MANIFEST, "plots", "plots/../gain.svg"]
)
def test_only_names_that_the_manifest_holds_are_read(shelf, version, name):
    with pytest.raises(NotFound):
        shelf.read_document(version, name)


def forge(shelf, version, changes=()):
    """Change files and mend every checksum, as somebody can who writes the folder and the row."""
    folder = shelf.folder / version.model / version.version
    body = json.loads((folder / MANIFEST).read_text()) | dict(changes)
    for name in body["files"]:
        body["files"][name] = compute_checksum((folder / name).read_bytes())
    (folder / MANIFEST).write_text(json.dumps(body))
    return replace(version, checksum=compute_checksum((folder / MANIFEST).read_bytes()))


def test_who_mends_every_checksum_still_cannot_sign(shelf, version):
    shapes = shelf.folder / "match/1/shapes.json"
    shapes.write_text(shapes.read_text().replace('"missing": 0', '"missing": 9'))
    forged = forge(shelf, version)
    for signature in (version.signature, "", "æ", "0" * 64):
        with pytest.raises(ArtifactRefused, match="signature"):
            shelf.load(replace(forged, signature=signature))


@pytest.mark.parametrize("changes", [{"format": 1}, {"version": "2"}, {"model": "path"}])
def test_a_manifest_signed_for_something_else_is_refused(shelf, version, changes):
    forged = forge(shelf, version, changes)
    content = (shelf.folder / "match/1" / MANIFEST).read_bytes()
    signature = hmac.new(KEY, LABEL + content, "sha256").hexdigest()
    with pytest.raises(ArtifactRefused, match=r"format|manifest is that of"):
        shelf.load(replace(forged, signature=signature))


def test_a_version_signed_before_there_were_stages_is_still_opened(shelf, version):
    manifest = shelf.folder / "match/1" / MANIFEST
    body = json.loads(manifest.read_text())
    del body["stages"]
    manifest.write_text(json.dumps(body))
    content = manifest.read_bytes()
    signed = replace(
        version,
        checksum=compute_checksum(content),
        signature=hmac.new(KEY, LABEL + content, "sha256").hexdigest(),
    )
    assert shelf.load(signed).stages == {FIRST_STAGE: Stage(MODEL, (MODEL, MODEL), CALIBRATION)}


def test_a_model_that_sees_what_another_model_may_see_is_refused(shelf):
    strange = AdditiveModel("7", 0.0, (ShapeTable("grades__margin", (0.0,), (0.0, 1.0)),))
    stages = {FIRST_STAGE: Stage(strange, (), CALIBRATION)}
    with pytest.raises(ArtifactRefused, match="match may not see grades__margin"):
        shelf.load(save(shelf, strange, stages=stages))


def test_the_stages_of_a_version_come_back_in_their_order(shelf):
    grades, track = (
        AdditiveModel("8", 0.5, (ShapeTable(name, (0.0,), (0.0, 1.0)),))
        for name in ("grades__margin", "track__match")
    )
    stages = {
        "later": Stage(grades, (grades,), CALIBRATION),
        "earlier": Stage(track, (), Calibration.trust([0.0, 1.0], [False, True])),
    }
    manifest = shelf.save("talent", stages, metrics=METRICS)
    row = ModelVersion("talent", "8", manifest.checksum, NOW, None, False, METRICS)
    version = replace(row, signature=manifest.signature)
    shelf.check(version)
    assert list(shelf.load(version).stages.items()) == list(stages.items())
    (shelf.folder / "talent/8/earlier/shapes.json").write_bytes(b"{}")
    with pytest.raises(ArtifactRefused, match=r"earlier/shapes\.json"):
        shelf.load(version)


def test_what_is_kept_is_calibrated(shelf):
    with pytest.raises(ValueError, match="calibrated"):
        shelf.save("match", {FIRST_STAGE: Stage(MODEL)}, metrics={})


def test_a_key_can_be_changed_while_the_old_one_is_kept(shelf, version, tmp_path):
    with pytest.raises(ArtifactRefused, match="signature"):
        Shelf(tmp_path, (OTHER_KEY,)).load(version)
    both = Shelf(tmp_path, (OTHER_KEY, KEY))
    assert both.load(version).first.model == MODEL
    newer = save(both, replace(MODEL, version="2"))
    assert Shelf(tmp_path, (OTHER_KEY,)).load(newer).first.model.version == "2"


def test_the_figures_of_the_row_are_those_that_were_saved(shelf, version):
    with pytest.raises(ArtifactRefused, match="figures"):
        shelf.check(replace(version, metrics={"ndcg": 1.0}))


def test_keys_are_not_shown():
    assert "key" not in repr(Shelf("x", (KEY,)))


def test_a_version_is_never_written_over(shelf, version):
    with pytest.raises(FileExistsError):
        save(shelf)
    assert [path.name for path in (shelf.folder / "match").iterdir()] == ["1"]


@pytest.mark.parametrize("name", ["../x.md", "a/b/c.md", "shapes.json", MANIFEST, "Card.md", ".md"])
def test_a_document_cannot_take_a_name_of_the_version_or_leave_its_folder(shelf, name):
    with pytest.raises(ValueError, match="no name"):
        save(shelf, documents={name: b""})
    assert not list(shelf.folder.glob("match/*"))


@pytest.mark.parametrize("name", ["..", "../match/1", "", "a\0b", "a\\b"])
def test_a_version_whose_name_leaves_the_shelf_is_refused(shelf, version, name):
    with pytest.raises(ArtifactRefused, match="no name"):
        shelf.load(replace(version, version=name))


def test_sweeping_leaves_only_what_is_known(shelf, version):
    save(shelf, replace(MODEL, version="2"))
    (shelf.folder / "match" / ".3.99").mkdir()
    (shelf.folder / "match" / "left.txt").write_text("by somebody")
    shelf.sweep("match", {"1"})
    assert [path.name for path in (shelf.folder / "match").iterdir()] == ["1"]


def write(*tables, intercept="0"):
    return f'{{"version": "1", "intercept": {intercept}, "shapes": [{", ".join(tables)}]}}'


TABLE = '{"feature": "hours__gap", "edges": [1, 2], "values": [0, 1, 2], "missing": 0}'


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        write(intercept="NaN"),
        write(TABLE, TABLE),
        write(TABLE.replace("hours__gap", "age__years")),
        write(TABLE.replace("[1, 2]", "[2, 1]")),
        write(TABLE.replace("[0, 1, 2]", "[0, 1]")),
        write(TABLE.replace("[0, 1, 2]", "[0, 1, true]")),
    ],
)
def test_tables_that_do_not_hold_are_refused(text):
    with pytest.raises(ArtifactRefused):
        AdditiveModel.from_json(text)


def test_tables_survive_the_way_to_json_and_back():
    assert AdditiveModel.from_json(build_version_0().to_json()) == build_version_0()


def test_two_models_are_compared_feature_by_feature_the_most_different_first():
    one = AdditiveModel("1", 0.0, (ShapeTable("hours__gap", (5.0,), (0.0, -1.0), 0.5),))
    gap = ShapeTable("hours__gap", (5.0, 9.0), (0.0, -1.0, -1.5), 0.5)
    two = AdditiveModel("2", 0.0, (gap, ShapeTable("skills__surplus", (), (0.0,), -2.0)))
    first, second = compare_shapes(one, two)
    assert (first.feature, first.largest, first.unknown) == ("skills__surplus", -2.0, True)
    assert (second.largest, second.at, second.edges) == (-0.5, 9.0, (5.0, 9.0))
    assert (second.first, second.second) == ((0.0, -1.0, -1.0), (0.0, -1.0, -1.5))
    assert all(one.largest == 0 for one in compare_shapes(two, two))
