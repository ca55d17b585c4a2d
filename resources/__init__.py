"""Icons, vocabularies, reference tables and the sample timeline's source tables."""

from pathlib import Path

ROOT = Path(__file__).parent
"""The folder that holds the data files, in the sources and in an installed program alike."""
