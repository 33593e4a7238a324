"""Concepts, their nearness, and text to concepts. Pure; the store hands it the concepts."""
