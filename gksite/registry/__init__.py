"""The agencies of a jurisdiction: what a name means, and which tasks fall to whom."""
