"""The kinds of value that the stages pass on: records, site, outputs."""
