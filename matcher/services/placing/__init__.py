"""Campus Albertslund: student profiles, programmes, and rounds that place students in seats.

Only coordinators come here, and a host for its own programmes. May import the store, the rules, the
planning and the models, and nothing of the web.
"""
