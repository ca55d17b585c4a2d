"""Importing a CSV file from the window: what it would do is shown first, then done whole or not at all."""
