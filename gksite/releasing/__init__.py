"""A release of a site: its list of files, its signature, its place in the log, and how anybody verifies them."""
