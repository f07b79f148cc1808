"""A draft as content: agencies looked up, YAML and JSON written, compared with what an editor has changed."""
