"""What a reading means: one draft notice with its doubts; a person reviews it before it is content."""
