"""API payloads and import rows, one module a noun (pydantic). Imports nothing of the house."""
