"""The page on which the API's description is browsed."""

from flask import Flask

PAGE = """<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>API</title>
  <link rel="icon" href="swagger/images/swagger.svg">
  <link rel="stylesheet" href="swagger/css/swagger-ui.css">
</head>
<body>
  <div id="swagger-ui"></div>
  <script src="swagger/js/swagger-ui-bundle.js"></script>
  <script src="/static/js/swagger.js"></script>
</body>
</html>
"""


def set_up_browsing(app: Flask) -> None:
    """Let the description's page do without inline scripts, which the policy refuses."""
    app.config["SWAGGER_HTML_STRING"] = PAGE
