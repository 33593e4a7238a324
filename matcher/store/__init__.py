"""What is remembered: tables, queries by noun, migrations.

The only room that knows SQLAlchemy. It never commits; the edge that opened the session does.
"""
