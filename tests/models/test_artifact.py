"""A version on disk is opened only if it is what was registered, to the last bit."""

import pytest

from matcher.errors import ArtifactRefused
from matcher.models.artifact import FILES, load_estimator, load_model, save_artifact
from matcher.models.calibration import Calibration
from matcher.models.match import build_version_0
from matcher.models.ranker import AdditiveRanker
from matcher.models.shape_table import AdditiveModel

CALIBRATION = Calibration.fit([0.0, 1.0] * 9, [False, True] * 9)


@pytest.fixture
def saved(tmp_path):
    folder = tmp_path / "match" / "1"
    manifest = save_artifact(
        folder,
        model=build_version_0(),
        estimator=AdditiveRanker(),
        calibration=CALIBRATION,
        metrics={"ndcg": 0.5},
    )
    return folder, manifest.checksum


def test_what_was_saved_comes_back_whole(saved):
    folder, checksum = saved
    artifact = load_model(folder, checksum=checksum)
    assert artifact.model == build_version_0()
    assert artifact.calibration == CALIBRATION
    assert isinstance(load_estimator(folder, checksum=checksum), AdditiveRanker)


@pytest.mark.parametrize("name", [*FILES, "manifest.json"])
@pytest.mark.parametrize("load", [load_model, load_estimator])
def test_a_changed_file_is_refused_before_it_is_opened(saved, name, load):
    folder, checksum = saved
    path = folder / name
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(ArtifactRefused):
        load(folder, checksum=checksum)


@pytest.mark.parametrize("name", [*FILES, "manifest.json"])
def test_a_missing_file_is_refused_by_name(saved, name):
    folder, checksum = saved
    (folder / name).unlink()
    with pytest.raises(ArtifactRefused, match="No such file"):
        load_model(folder, checksum=checksum)


def test_a_version_is_never_written_over(saved):
    folder, _ = saved
    with pytest.raises(FileExistsError):
        save_artifact(
            folder,
            model=build_version_0(),
            estimator=AdditiveRanker(),
            calibration=CALIBRATION,
            metrics={},
        )
    assert [path.name for path in folder.parent.iterdir()] == ["1"]


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
