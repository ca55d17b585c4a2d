"""The window of Liaison and its command line."""
