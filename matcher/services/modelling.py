"""The models as people meet them: versions, what ranks and why, retrainings, the schedule."""

from dataclasses import dataclass
from datetime import datetime

from matcher.errors import N_, ArtifactRefused, Conflict, InvalidInput
from matcher.models.artifact import FIRST_STAGE, Shelf
from matcher.models.comparison import ShapeDifference, compare_shapes
from matcher.models.match import build_version_0
from matcher.models.shape_table import AdditiveModel
from matcher.models.staged_experts import build_staged_version_0
from matcher.store import Session, champions, leases, models, schedules
from matcher.store.models import TrainingRun
from matcher.store.schedules import Schedule
from matcher.vocabulary import VERSION_0, ChampionChange, ChampionMove, ModelVersion

LONGEST_NOTE = 500


@dataclass(frozen=True)
class Standing:
    """How a model stands: what ranks, what it may be rolled back to, and its trainings.

    Attributes
    ----------
    champion : str
        The version that ranks, ``0`` for the experts'.
    previous : str or None
        What a roll-back would put back; None where nothing ranked before.
    pinned : bool
        Whether a retraining may not replace the champion.
    failing : int
        How many of the newest trainings have failed in a row.
    training : bool
        Whether a process is training it now.
    schedule : Schedule or None
        When it is trained next; None before a worker has come to it.
    """

    champion: str
    previous: str | None
    pinned: bool
    failing: int
    training: bool
    schedule: Schedule | None


@dataclass(frozen=True)
class StageComparison:
    """One stage of two versions: what every score begins with, and each feature's shapes."""

    stage: str
    intercepts: tuple[float, float]
    shapes: tuple[ShapeDifference, ...]


@dataclass(frozen=True)
class Comparison:
    """Two versions side by side; the experts' version has no row, so no figures."""

    first: str
    second: str
    rows: tuple[ModelVersion | None, ModelVersion | None]
    stages: tuple[StageComparison, ...]


def list_versions(session: Session, model: str) -> tuple[ModelVersion, ...]:
    """List a model's versions, newest first."""
    return models.list_versions(session, model)


def read_version(session: Session, model: str, *, version: str) -> ModelVersion:
    """Read one version with its figures.

    Raises
    ------
    NotFound
        If there is none.
    """
    return models.get_version(session, model, version)


def list_runs(session: Session, model: str) -> tuple[TrainingRun, ...]:
    """List a model's retrainings, newest first."""
    return models.list_runs(session, model)


def read_run(session: Session, number: int) -> TrainingRun:
    """Read one retraining with its report.

    Raises
    ------
    NotFound
        If there is none.
    """
    return models.get_run(session, number)


def list_changes(session: Session, model: str) -> tuple[ChampionChange, ...]:
    """List what was done about which version ranks, by whom and why, the newest first."""
    return champions.list_changes(session, model)


def read_standing(session: Session, model: str) -> Standing:
    """Tell how a model stands."""
    champion = models.find_champion_name(session, model)
    return Standing(
        champion=champion,
        previous=_find_previous(session, model, champion),
        pinned=champions.is_pinned(session, model),
        failing=_count_failing(models.list_runs(session, model)),
        training=leases.find_lease(session, model) is not None,
        schedule=schedules.find_schedule(session, model),
    )


def promote(
    session: Session,
    model: str,
    *,
    version: str,
    note: str,
    actor: str,
    now: datetime,
    expected: str | None = None,
) -> None:
    """Let a version, new or old, rank.

    Parameters
    ----------
    session : Session
        An open session.
    model, version : str
        What is to rank; ``0`` is the experts' version.
    note : str
        Why.
    actor : str
        Who decides.
    now : datetime
        When.
    expected : str, optional
        The version that ranked when this was decided; left out, the one that ranks now.

    Raises
    ------
    NotFound
        If there is no such version.
    InvalidInput
        If no reason is given.
    Conflict
        If another version has come to rank, this one ranks already, or the champion is pinned.
    """
    change = ChampionChange(model, version, ChampionMove.PROMOTED, actor, _check_note(note), at=now)
    champions.change_champion(session, change, expected=_expect(session, model, expected))


def roll_back(
    session: Session,
    model: str,
    *,
    note: str,
    actor: str,
    now: datetime,
    expected: str | None = None,
) -> str:
    """Let the version that ranked before this one rank again, and tell which it is.

    Raises
    ------
    InvalidInput
        If no reason is given.
    Conflict
        If nothing ranked before, another version has come to rank, or the champion is pinned.
    """
    reason = _check_note(note)
    champion = _expect(session, model, expected)
    previous = _find_previous(session, model, champion)
    if previous is None:
        raise Conflict(N_("Version %(version)s ranks, and none ranked before it"), version=champion)
    change = ChampionChange(model, previous, ChampionMove.PUT_BACK, actor, reason, at=now)
    champions.change_champion(session, change, expected=champion)
    return previous


def change_pin(
    session: Session,
    model: str,
    *,
    pinned: bool,
    note: str,
    actor: str,
    now: datetime,
    expected: str | None = None,
) -> str:
    """Pin the version that ranks, so that no retraining replaces it, or let it go; tell which.

    Raises
    ------
    InvalidInput
        If no reason is given.
    Conflict
        If it is so already, or another version has come to rank.
    """
    reason = _check_note(note)
    champion = _expect(session, model, expected)
    move = ChampionMove.PINNED if pinned else ChampionMove.UNPINNED
    champions.change_pin(session, ChampionChange(model, champion, move, actor, reason, at=now))
    return champion


def ask_for_run(session: Session, model: str, *, actor: str, now: datetime) -> None:
    """Ask the worker to retrain a model now.

    Raises
    ------
    Conflict
        If it is being trained or has been asked for already, or no worker has ever run.
    """
    if leases.find_lease(session, model) is not None:
        raise Conflict(N_("This model is being trained by another process"))
    if schedules.find_schedule(session, model) is None:
        raise Conflict(N_("No worker has run yet; start one with albertslund-match worker"))
    if not schedules.ask_for_run(session, model, actor=actor, at=now):
        raise Conflict(N_("A retraining has been asked for already; the worker takes it up soon"))


def compare_versions(
    session: Session, shelf: Shelf, model: str, *, first: str, second: str
) -> Comparison:
    """Compare two versions: each feature's shapes, the most different first, and the figures.

    Raises
    ------
    NotFound
        If there is no such version.
    Conflict
        If a version cannot be opened as what was registered.
    """
    (one, first_row), (two, second_row) = (
        _open(session, shelf, model, name) for name in (first, second)
    )
    return Comparison(
        first,
        second,
        (first_row, second_row),
        tuple(_compare_stage(stage, one[stage], two[stage]) for stage in one),
    )


def _compare_stage(name: str, first: AdditiveModel, second: AdditiveModel) -> StageComparison:
    begin = (first.intercept, second.intercept)
    return StageComparison(name, begin, compare_shapes(first, second))


def check_versions(session: Session, shelf: Shelf, model: str) -> dict[str, str]:
    """Check every version on disk; tell what is wrong with each, nothing where it is whole."""
    found = {}
    for one in models.list_versions(session, model):
        try:
            shelf.check(one)
            found[one.version] = ""
        except ArtifactRefused as error:
            found[one.version] = str(error)
    return found


def list_documents(session: Session, shelf: Shelf, model: str, *, version: str) -> tuple[str, ...]:
    """List the files kept with a version.

    Raises
    ------
    NotFound
        If there is no such version.
    Conflict
        If the version cannot be opened as what was registered.
    """
    try:
        return shelf.list_files(models.get_version(session, model, version))
    except ArtifactRefused as error:
        raise Conflict(REFUSED, version=version) from error


def read_document(session: Session, shelf: Shelf, model: str, *, version: str, name: str) -> bytes:
    """Read a file kept with a version; only names that its signed manifest holds are read.

    Raises
    ------
    NotFound
        If there is no such version or no such file.
    Conflict
        If the version cannot be opened as what was registered.
    """
    try:
        return shelf.read_document(models.get_version(session, model, version), name)
    except ArtifactRefused as error:
        raise Conflict(REFUSED, version=version) from error


REFUSED = N_("Version %(version)s is not what was registered, so it was not opened")


def _open(
    session: Session, shelf: Shelf, model: str, name: str
) -> tuple[dict[str, AdditiveModel], ModelVersion | None]:
    if name == VERSION_0:
        return _build_version_0(model), None
    row = models.get_version(session, model, name)
    try:
        stages = shelf.load(row).stages
    except ArtifactRefused as error:
        raise Conflict(REFUSED, version=name) from error
    return {stage: one.model for stage, one in stages.items()}, row


def _build_version_0(model: str) -> dict[str, AdditiveModel]:
    if model == "match":
        return {FIRST_STAGE: build_version_0()}
    return {name: one.model for name, one in build_staged_version_0(model).stages.items()}


def _expect(session: Session, model: str, expected: str | None) -> str:
    return models.find_champion_name(session, model) if expected is None else expected


def _find_previous(session: Session, model: str, champion: str) -> str | None:
    order = champions.list_succession(champions.list_changes(session, model))
    before = order[order.index(champion) + 1 :] if champion in order else (VERSION_0,)
    return next(iter(before), None)


def _check_note(note: str) -> str:
    text = "".join(sign for sign in note if sign.isprintable() or sign == "\n").strip()
    if not text:
        raise InvalidInput(
            "note",
            N_("a reason is needed"),
            N_("Write in a few words why, for those who read the history later"),
        )
    if len(text) > LONGEST_NOTE:
        raise InvalidInput(
            "note",
            N_("the reason is too long"),
            N_("Write at most %(most)s characters"),
            most=LONGEST_NOTE,
        )
    return text


def _count_failing(runs: tuple[TrainingRun, ...]) -> int:
    ended = [one for one in runs if one.state != "running"]
    return next((i for i, one in enumerate(ended) if one.state != "failed"), len(ended))
