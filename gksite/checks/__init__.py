"""Rules over the finished tree, one family per file, one signature: tree → problems."""
