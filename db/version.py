"""The program's version, as written into every edit and figure."""

VERSION = "0.1.0"
