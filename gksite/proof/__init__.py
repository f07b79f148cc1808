"""A notice and its source held against each other as wholes: what differs, and what the source says besides."""
