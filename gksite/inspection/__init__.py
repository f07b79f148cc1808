"""Rules over the content as linked, as the inspector of a portal would apply them: one family a file."""
