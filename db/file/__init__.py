"""Opening, owning, checking and backing up the file of a timeline."""
