"""The core: rules say yes or no, features are numbers, models order what the rules let through.

Knows neither Flask nor a clock: ``today`` is a parameter.
"""
