"""How we know: sources, copies, evidence and verification."""
