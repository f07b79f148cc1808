"""Files of the portal as values: bytes, YAML with its locations, records, Markdown; alone reads and writes content."""
