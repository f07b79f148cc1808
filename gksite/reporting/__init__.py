"""The annual report as a value: its parts, its table with every sum that has to hold, what its text says in figures."""
