"""Links by which somebody invited, or who forgot it, chooses a password."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from matcher.store.bulk import get_table
from matcher.store.tables import AccountLinks
from matcher.vocabulary import Role

TABLE = get_table(AccountLinks)
ROLES = {str(one): one for one in Role}


@dataclass(frozen=True)
class AccountLink:
    """A link without its secret; ``account`` is whose password it sets, None where it invites."""

    email: str
    name: str
    role: Role
    organisation: str | None
    account: int | None
    made_by: str
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    id: int = 0


COLUMNS = [TABLE.c[name] for name in AccountLink.__dataclass_fields__]


def add_link(session: Session, link: AccountLink, *, token_hash: str) -> int:
    """Add a link; tells its number. One to the same address that is not used is dropped."""
    unused = (TABLE.c.email == link.email) & TABLE.c.used_at.is_(None)
    session.execute(delete(TABLE).where(unused))
    values = asdict(link) | {"role": str(link.role), "token_hash": token_hash}
    del values["id"]
    return int(session.execute(insert(TABLE).values(values).returning(TABLE.c.id)).scalar_one())


def find_link(session: Session, token_hash: str) -> AccountLink | None:
    """Find a link by its secret's hash."""
    row = session.execute(select(*COLUMNS).where(TABLE.c.token_hash == token_hash)).one_or_none()
    return None if row is None else _build(dict(row._mapping))


def use_link(session: Session, number: int, *, now: datetime) -> bool:
    """Use a link up; False where somebody was faster."""
    query = update(TABLE).where(TABLE.c.id == number, TABLE.c.used_at.is_(None))
    used = session.execute(query.values(used_at=now).returning(TABLE.c.id)).one_or_none()
    return used is not None


def list_invitations(
    session: Session, *, now: datetime, organisation: str | None = None
) -> tuple[AccountLink, ...]:
    """List the invitations that can still be taken, to an organisation if one is given."""
    query = (
        select(*COLUMNS)
        .where(TABLE.c.account.is_(None), TABLE.c.used_at.is_(None), TABLE.c.expires_at > now)
        .order_by(TABLE.c.made_at, TABLE.c.id)
    )
    if organisation is not None:
        query = query.where(TABLE.c.organisation == organisation)
    return tuple(_build(dict(row._mapping)) for row in session.execute(query))


def erase_link(session: Session, number: int) -> None:
    """Take a link back."""
    session.execute(delete(TABLE).where(TABLE.c.id == number))


def _build(fields: dict[str, object]) -> AccountLink:
    return AccountLink(**fields | {"role": ROLES[str(fields["role"])]})  # type: ignore[arg-type]
