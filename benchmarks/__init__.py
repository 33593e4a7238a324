"""The measured claims, each one command; figures printed, never asserted on time."""
