"""What may cross the door, as data: contracts, frames, law parameters and the starter catalogue.

Imports nothing of the house.
"""
