"""What this process was opened with, from inside a request."""

from flask import current_app

from matcher.services import Services


def get_services() -> Services:
    """Give the open house this app was made with."""
    services: Services = current_app.extensions["services"]
    return services
