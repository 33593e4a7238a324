"""What people can do, one file a doing: ``f(session, ..., *, today) -> vocabulary``.

The composition root is :func:`open_services`.
"""
