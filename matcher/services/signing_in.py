"""Signing in: who somebody is, by e-mail and password."""

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from matcher.errors import N_, InvalidInput, NotFound
from matcher.store import Session, accounts
from matcher.vocabulary import Account

SHORTEST = 12
HASHER = PasswordHasher()
NOBODY = HASHER.hash("nobody has this password")
"""Checked for unknown e-mails, so that the answer takes as long as for known ones."""


def sign_in(session: Session, email: str, *, password: str) -> Account | None:
    """Give the active account that has this e-mail and password, else None."""
    found = accounts.find_account(session, email)
    account, known = found if found else (None, NOBODY)
    try:
        HASHER.verify(known, password)
    except VerificationError:
        return None
    return account if account and account.active else None


def register_account(session: Session, account: Account, *, password: str) -> Account:
    """Add an account with its password hashed by argon2id.

    Raises
    ------
    InvalidInput
        If the password is short.
    Conflict
        If the e-mail is taken.
    """
    if len(password) < SHORTEST:
        raise InvalidInput(
            "password",
            N_("the password is too short"),
            N_("Use at least %(count)s characters"),
            count=SHORTEST,
        )
    return accounts.add_account(session, account, HASHER.hash(password))


def get_signed_in(session: Session, number: int) -> Account | None:
    """Give the account of a session, if it is still there and active."""
    try:
        account = accounts.get_account(session, number)
    except NotFound:
        return None
    return account if account.active else None
