"""What became of tasks: updates held to their rules, what has changed last, how far each agency has come."""
