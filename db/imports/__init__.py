"""Records in: what a file says, what importing it would do, and doing it."""
