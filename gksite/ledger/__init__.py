"""content/ledger.yaml: addresses that were published last, whatever becomes of their content."""
