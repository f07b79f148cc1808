"""A release brought to where a web server reads it: whole or not at all, the link `current` moved last."""
