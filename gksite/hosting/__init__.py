"""How a web server serves the site: one policy, written in the language of each server."""
