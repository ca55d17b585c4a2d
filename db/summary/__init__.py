"""Where a timeline stands: the numbers and lists of the overview."""
