"""Counts under uncertain dates, in numpy alone."""
