"""One file per export format, one signature: views of a site → outputs."""
