"""Strings to values: pure functions that import nothing else of the package."""
