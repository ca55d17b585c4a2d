"""What an import would do, row by row, and the records it would write."""
