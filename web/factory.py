"""The app factory."""

from flask import Flask, jsonify, render_template
from flask.typing import ResponseReturnValue
from flask_talisman import Talisman

from matcher.settings import Settings
from web.errors import register_errors

CONTENT_SECURITY_POLICY = {"default-src": "'self'", "img-src": ["'self'", "data:"]}


def create_app(settings: Settings | None = None) -> Flask:
    """Build the app from settings; without them, from the environment."""
    app = Flask(__name__)
    chosen = settings or Settings.from_environment()
    Talisman(app, content_security_policy=CONTENT_SECURITY_POLICY, force_https=False)
    register_errors(app)

    @app.get("/")
    def show_start() -> ResponseReturnValue:
        """Show what the service is."""
        return render_template("start.html", unit=chosen.unit_name)

    @app.get("/api/v1/health")
    def show_health() -> ResponseReturnValue:
        """Tell a monitor that the process answers."""
        return jsonify(status="ok")

    return app
