"""Exact search: the index that is published, the truth that it is held against, and a browser that asks it."""
