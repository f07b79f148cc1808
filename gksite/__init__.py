"""gksite turns government task notices into a static transparency site."""

__version__ = "0.1.0"
