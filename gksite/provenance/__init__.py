"""Every word beside its source: what a source says at each place, and where a notice says otherwise."""
