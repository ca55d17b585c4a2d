"""Everything Liaison knows without a window: the file, its records, dates, counts and formats."""
