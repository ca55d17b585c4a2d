"""The panels of an open timeline; each follows the desk and decides for itself what to reload."""
