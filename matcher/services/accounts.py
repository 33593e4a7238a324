"""Who may sign in: invited by a link, changed by an administrator, signed out everywhere.

A link's secret is kept as a hash, is good once and runs out. Companies' users invite and take out
colleagues of their own company; everything else is an administrator's. All of it is audited.
"""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from matcher.errors import N_, Conflict, InvalidInput, NotAllowed, NotFound
from matcher.services.mailing import check_address
from matcher.services.signing_in import check_password, hash_password, register_account
from matcher.store import Session, account_links, accounts, audit, organisations
from matcher.store.account_links import AccountLink
from matcher.vocabulary import Account, Role

INVITATION = timedelta(days=7)
RESET = timedelta(hours=2)
LONGEST_NAME = 200


@dataclass(frozen=True)
class Made:
    """A link with its secret, which is sent and never kept."""

    link: AccountLink
    token: str


def list_everybody(session: Session, *, viewer: Account) -> tuple[Account, ...]:
    """List every account by e-mail address; an administrator's alone.

    Raises
    ------
    NotAllowed
        If the viewer is no administrator.
    """
    _check_admin(viewer)
    return accounts.list_accounts(session)


def read_account(session: Session, number: int, *, viewer: Account) -> Account:
    """Read one account; an administrator's alone.

    Raises
    ------
    NotAllowed
        If the viewer is no administrator.
    NotFound
        If there is none.
    """
    _check_admin(viewer)
    return accounts.get_account(session, number)


def list_colleagues(session: Session, *, viewer: Account) -> tuple[Account, ...]:
    """List who may sign in for the viewer's company, by name."""
    return accounts.list_active(session, organisation=_name_company(viewer))


def list_company_users(session: Session, organisation: str) -> tuple[Account, ...]:
    """List who may sign in for a company, to write to them."""
    return accounts.list_active(session, organisation=organisation) if organisation else ()


def list_invitations(
    session: Session, *, viewer: Account, now: datetime
) -> tuple[AccountLink, ...]:
    """List the invitations that can be taken: to the viewer's company, or all to administrators."""
    own = None if viewer.role is Role.ADMIN else _name_company(viewer)
    return account_links.list_invitations(session, now=now, organisation=own)


def invite(session: Session, wanted: Account, *, viewer: Account, now: datetime) -> Made:
    """Invite somebody; a company's user invites to their own company and nothing else.

    Raises
    ------
    NotAllowed
        If the viewer is neither an administrator nor a company's user.
    InvalidInput
        If the e-mail address, the name or the organisation will not do.
    Conflict
        If the address has an account already.
    """
    if viewer.role is Role.COMPANY:
        wanted = replace(wanted, role=Role.COMPANY, organisation=_name_company(viewer))
    else:
        _check_admin(viewer)
    wanted = _check_wanted(session, wanted)
    link = AccountLink(
        email=wanted.email,
        name=wanted.name,
        role=wanted.role,
        organisation=wanted.organisation,
        account=None,
        made_by=viewer.email,
        made_at=now,
        expires_at=now + INVITATION,
    )
    _note(session, viewer, wanted.email, "invite", now)
    return _make(session, link)


def take_invitation_back(session: Session, number: int, *, viewer: Account, now: datetime) -> None:
    """Take an invitation back, so that its link is good for nothing.

    Raises
    ------
    NotFound
        If there is none that the viewer may see.
    """
    for one in list_invitations(session, viewer=viewer, now=now):
        if one.id == number:
            account_links.erase_link(session, number)
            _note(session, viewer, one.email, "take invitation back", now)
            return
    raise NotFound("invitation", number)


def offer_reset(session: Session, number: int, *, viewer: Account, now: datetime) -> Made:
    """Make a link by which somebody sets a new password.

    Raises
    ------
    NotAllowed
        If the viewer is no administrator.
    NotFound
        If there is no such account.
    Conflict
        If the account is closed.
    """
    _check_admin(viewer)
    account = accounts.get_account(session, number)
    if not account.active:
        raise Conflict(N_("The account is closed; open it first"))
    link = AccountLink(
        email=account.email,
        name=account.name,
        role=account.role,
        organisation=account.organisation,
        account=account.id,
        made_by=viewer.email,
        made_at=now,
        expires_at=now + RESET,
    )
    _note(session, viewer, account.email, "offer new password", now)
    return _make(session, link)


def read_link(session: Session, token: str, *, now: datetime) -> AccountLink:
    """Read a link by its secret.

    Raises
    ------
    NotFound
        If there is none, it was used, or it has run out; these are not told apart.
    """
    found = account_links.find_link(session, _hash(token))
    if found is None or found.used_at is not None or found.expires_at <= now:
        raise NotFound("invitation", "")
    return found


def use_link(session: Session, token: str, *, password: str, now: datetime) -> Account:
    """Choose a password by a link, which is used up; an invitation makes the account.

    Raises
    ------
    NotFound
        If the link is good for nothing.
    InvalidInput
        If the password will not do.
    Conflict
        If the address has got an account meanwhile.
    """
    link = read_link(session, token, now=now)
    check_password(password)
    if not account_links.use_link(session, link.id, now=now):
        raise NotFound("invitation", "")
    if link.account is None:
        wanted = Account(0, link.email, link.name, link.role, link.organisation)
        made = register_account(session, wanted, password=password)
    else:
        accounts.change_password(session, link.account, hash_password(password))
        made = accounts.get_account(session, link.account)
        if not made.active:
            raise NotFound("invitation", "")
    _note(session, made, made.email, "choose password", now)
    return made


def change_account(session: Session, changed: Account, *, viewer: Account, now: datetime) -> None:
    """Change an account's name, telephone number, role, company or whether it is open.

    Who loses a role, a company or the account is signed out everywhere.

    Raises
    ------
    NotAllowed
        If the viewer is no administrator.
    NotFound
        If there is no such account.
    InvalidInput
        If the name or the company will not do.
    Conflict
        If no administrator would be left.
    """
    _check_admin(viewer)
    before = accounts.get_account(session, changed.id)
    changed = _check_place(session, replace(changed, email=before.email))
    if before.role is Role.ADMIN and before.active and not _is_admin(changed):
        _check_admin_left(session, but=before.id)
    accounts.change_account(session, changed)
    told = ("role", "organisation", "active", "name", "phone")
    what = [name for name in told if getattr(before, name) != getattr(changed, name)]
    if {"role", "organisation", "active"} & set(what):
        accounts.end_sessions(session, changed.id)
    if what:
        _note(session, viewer, before.email, f"change {', '.join(what)}", now)


def sign_out_everywhere(session: Session, number: int, *, viewer: Account, now: datetime) -> None:
    """Sign somebody out of every browser at once.

    Raises
    ------
    NotAllowed
        If the viewer is no administrator.
    NotFound
        If there is no such account.
    """
    _check_admin(viewer)
    account = accounts.get_account(session, number)
    accounts.end_sessions(session, number)
    _note(session, viewer, account.email, "sign out everywhere", now)


def remove_colleague(session: Session, number: int, *, viewer: Account, now: datetime) -> Account:
    """Close the account of a colleague in the viewer's company.

    Raises
    ------
    NotFound
        If no open account of that number is the company's.
    Conflict
        If it is the viewer's own.
    """
    colleague = next(
        (one for one in list_colleagues(session, viewer=viewer) if one.id == number), None
    )
    if colleague is None:
        raise NotFound("account", number)
    if number == viewer.id:
        raise Conflict(N_("You cannot take yourself out; ask a colleague to"))
    accounts.change_account(session, replace(colleague, active=False))
    accounts.end_sessions(session, number)
    _note(session, viewer, colleague.email, "remove colleague", now)
    return colleague


def _check_wanted(session: Session, wanted: Account) -> Account:
    email = check_address(wanted.email)
    if accounts.find_account(session, email) is not None:
        raise InvalidInput(
            "email",
            N_("%(email)s has an account already"),
            N_("Give another address, or ask an administrator"),
            email=email,
        )
    return _check_place(session, replace(wanted, email=email))


def _check_place(session: Session, wanted: Account) -> Account:
    name = " ".join(wanted.name.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise InvalidInput("name", N_("the name is missing or too long"), N_("Write the full name"))
    if wanted.role is not Role.COMPANY:
        return replace(wanted, name=name, organisation=None)
    known = {one.reference for one in organisations.list_organisations(session)}
    if wanted.organisation not in known:
        raise InvalidInput(
            "organisation",
            N_("a company's user belongs to a company"),
            N_("Choose one of the list"),
        )
    return replace(wanted, name=name)


def _is_admin(account: Account) -> bool:
    return account.role is Role.ADMIN and account.active


def _check_admin_left(session: Session, *, but: int) -> None:
    left = (one for one in accounts.list_active(session, role=Role.ADMIN) if one.id != but)
    if next(left, None) is None:
        raise Conflict(N_("This is the last administrator; make another one first"))


def _make(session: Session, link: AccountLink) -> Made:
    token = secrets.token_urlsafe(32)
    number = account_links.add_link(session, link, token_hash=_hash(token))
    return Made(replace(link, id=number), token)


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _check_admin(viewer: Account) -> None:
    if viewer.role is not Role.ADMIN:
        raise NotAllowed


def _name_company(viewer: Account) -> str:
    if not viewer.organisation:
        raise NotFound("organisation", "")
    return viewer.organisation


def _note(session: Session, viewer: Account, key: str, why: str, now: datetime) -> None:
    audit.add_read(session, actor=viewer.email, noun="account", key=key, why=why, at=now)
