"""One file per export format, one signature: site → outputs."""
