"""Item models: what views of the window show, a page at a time."""
