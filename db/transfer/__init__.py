"""Events from and to tables in Liaison's own columns."""
