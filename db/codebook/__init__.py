"""The file's own definitions of types, levels, issues and tags."""
