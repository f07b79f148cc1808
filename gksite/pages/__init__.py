"""One file per kind of page, one signature: site → outputs."""
