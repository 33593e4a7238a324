"""How people reach the service: pages, API, command line.

Imports services, never rules, features or models.
"""
