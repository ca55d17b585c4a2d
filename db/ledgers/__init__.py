"""Under what and what came of it: mechanisms, invitations, commitments, coverage, context."""
