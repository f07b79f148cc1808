"""The theme: its templates and assets, and what its accessibility tests found."""
