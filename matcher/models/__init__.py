"""What is learned: rankers, shape tables, calibration, explanations, artifacts.

The only room that opens a stored model. No session, no request.
"""
