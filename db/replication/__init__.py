"""The replication package: a timeline as one archive that others can check, and back."""
