"""What plots show beside counts: the limits of bins, coverage, what counts twice, matrices, series of ledgers."""
