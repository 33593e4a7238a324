"""The pages of upskilling: paths of a candidate, plans, shortages, and hand-outs."""

from web.upskilling.views import upskilling

__all__ = ["upskilling"]
