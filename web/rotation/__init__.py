"""The pages of a jobrotation case, from a company's idea to the closed case, and its print."""

from web.rotation.views import rotation

__all__ = ["rotation"]
