"""How the columns of a foreign table become Liaison's own."""
