"""All events as numpy arrays: columns kept in the file, groups and counts over them."""
