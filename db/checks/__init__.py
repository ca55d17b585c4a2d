"""Checking a whole timeline, naming what is wrong, and carrying what is sound over into a new file."""
