"""Forms that show and edit records."""
