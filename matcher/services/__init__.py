"""What people can do, one file a doing: ``f(session, ..., *, today) -> vocabulary``.

The composition root is `open_services`.
"""

from matcher.services.composition import Services, open_services

__all__ = ["Services", "open_services"]
