"""Who somebody is: accounts, and the passwords they prove themselves with."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from matcher.errors import N_, InvalidInput, NotFound
from matcher.store import Session, accounts
from matcher.vocabulary import Account, Role

SHORTEST = 12
"""Characters a password has at least; length is what counts (NIST SP 800-63B)."""

HASHER = PasswordHasher()


def register_account(session: Session, account: Account, *, password: str) -> Account:
    """Add an account with its password.

    Parameters
    ----------
    session : Session
        An open session; the caller commits.
    account : Account
        Who it is; its number is given by the database.
    password : str
        Kept as an Argon2id hash only.

    Raises
    ------
    InvalidInput
        If the e-mail or the password will not do, or a company's user has no company.
    Conflict
        If the e-mail address has an account already.
    """
    _check(account, password)
    return accounts.add_account(session, account, hash_password(password))


def sign_in(session: Session, email: str, *, password: str) -> Account | None:
    """Give the account that an e-mail address and a password prove, or None.

    An address without an account costs the same work as one with, so that the time taken does not
    tell which addresses have one.
    """
    found = accounts.find_account(session, email)
    account, hashed = found or (None, _hash_of_nobody())
    is_right = _verify(hashed, password)
    return account if account is not None and account.active and is_right else None


def get_signed_in(session: Session, number: int, *, generation: int) -> Account | None:
    """Get the account of a running session; None if it is gone, closed or was signed out since."""
    try:
        account = accounts.get_account(session, number)
    except NotFound:
        return None
    return account if account.active and account.generation == generation else None


def check_password(password: str) -> None:
    """Check that a password is long enough.

    Raises
    ------
    InvalidInput
        If it is not.
    """
    if len(password) < SHORTEST:
        raise InvalidInput(
            "password",
            N_("the password is too short"),
            N_("Use at least %(shortest)s characters; several words are easy to remember"),
            shortest=SHORTEST,
        )


def hash_password(password: str) -> str:
    """Hash a password; nothing else of it is kept."""
    return HASHER.hash(password)


def _check(account: Account, password: str) -> None:
    name, at, domain = account.email.partition("@")
    if not (name and at and domain) or not account.email.isprintable() or " " in account.email:
        raise InvalidInput(
            "email",
            N_("%(email)s is not an e-mail address"),
            N_("Write one such as name@example.dk"),
            email=account.email,
        )
    check_password(password)
    if account.role is Role.COMPANY and not account.organisation:
        raise InvalidInput(
            "organisation",
            N_("a company's user belongs to a company"),
            N_("Give its CVR number"),
        )


def _verify(hashed: str, password: str) -> bool:
    try:
        return HASHER.verify(hashed, password)
    except VerificationError:
        return False


@cache
def _hash_of_nobody() -> str:
    return HASHER.hash("nobody has this password")
