"""The cells of a file: encodings, delimited text, workbooks."""
