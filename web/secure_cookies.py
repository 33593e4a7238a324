"""Session cookies that are Secure wherever the visitor came by https."""

from flask import Flask, request
from flask.sessions import SecureCookieSessionInterface


class CookiesAsSecureAsTheVisit(SecureCookieSessionInterface):
    """Mark the cookie Secure on https, and let the demo on http work."""

    def get_cookie_secure(self, app: Flask) -> bool:
        """Tell whether this request came by https, also through the trusted proxy."""
        return request.is_secure

    def get_cookie_samesite(self, app: Flask) -> str:
        """Keep the cookie from requests that other sites make."""
        return "Lax"
