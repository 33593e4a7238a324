"""Programmes: offered, changed and withdrawn, by a coordinator or by the host."""

from collections.abc import Iterable

from matcher.campus import PROGRAMME_KINDS, Programme
from matcher.errors import N_, Conflict, InvalidInput, NotFound, Overtaken
from matcher.services.placing.guarding import COORDINATORS, refuse_others
from matcher.store import Session, organisations, programmes
from matcher.store.organisations import Organisation
from matcher.vocabulary import Account


def list_programmes(
    session: Session, *, viewer: Account, codes: Iterable[str] | None = None
) -> tuple[Programme, ...]:
    """List the programmes somebody may see: all, or a host's own."""
    own = None if viewer.role in COORDINATORS else viewer.organisation or ""
    return programmes.list_programmes(session, organisation=own, codes=codes)


def read_programme(session: Session, code: str, *, viewer: Account) -> Programme:
    """Read a programme.

    Raises
    ------
    NotFound
        If there is none, or it is another host's, which is not told apart.
    """
    found = programmes.get_programme(session, code)
    if viewer.role not in COORDINATORS and found.organisation != viewer.organisation:
        raise NotFound("programme", code)
    return found


def list_hosts(session: Session) -> tuple[Organisation, ...]:
    """List the organisations that may host, by name."""
    return organisations.list_organisations(session)


def add_programme(session: Session, programme: Programme, *, viewer: Account) -> Programme:
    """Add a programme.

    Raises
    ------
    Conflict
        If the code is taken.
    InvalidInput
        If a field will not do.
    """
    refuse_others(viewer)
    if any(one.code == programme.code for one in programmes.list_programmes(session)):
        raise Conflict(N_("There is a programme of that code already"))
    _check(programme)
    programmes.add_programmes(session, [programme])
    return programmes.get_programme(session, programme.code)


def change_programme(session: Session, programme: Programme, *, viewer: Account) -> Programme:
    """Change a programme whose version is the one changed.

    Raises
    ------
    Overtaken
        If somebody changed it meanwhile; nothing was overwritten.
    InvalidInput
        If a field will not do.
    """
    refuse_others(viewer)
    _check(programme)
    if not programmes.change_programme(session, programme, seen=programme.version):
        newest = programmes.get_programme(session, programme.code).version
        raise Overtaken("programme", programme.code, seen=programme.version, newest=newest)
    return programmes.get_programme(session, programme.code)


def _check(programme: Programme) -> None:
    if programme.kind not in PROGRAMME_KINDS:
        raise InvalidInput(
            "kind", N_("no round fills seats of that kind"), N_("Choose one of the list")
        )
    if not programme.title_da.strip():
        raise InvalidInput("title_da", N_("the title is missing"), N_("Write a title"))
    if not 1 <= programme.min_seats <= programme.seats:
        raise InvalidInput(
            "min_seats",
            N_("the seats needed to open do not fit the seats there are"),
            N_("Give a number from 1 to the number of seats"),
        )
    if programme.starts_on is None or programme.ends_on is None:
        raise InvalidInput(
            "starts_on", N_("first and last day are missing"), N_("Give both, such as 24-11-2026")
        )
    if programme.ends_on < programme.starts_on:
        raise InvalidInput(
            "ends_on", N_("the last day comes before the first"), N_("Give a later last day")
        )
    for least, most, name in (
        (programme.age_min, programme.age_max, "age_max"),
        (programme.year_min, programme.year_max, "year_max"),
    ):
        if least is not None and most is not None and most < least:
            raise InvalidInput(
                name, N_("the most is below the least"), N_("Mend one of the limits")
            )
