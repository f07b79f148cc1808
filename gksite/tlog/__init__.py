"""A transparency log as pure values: Merkle trees (RFC 6962), tiles, signed notes and proofs (C2SP)."""
