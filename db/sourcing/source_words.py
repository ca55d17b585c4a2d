"""The fixed words about sources and evidence: keys as stored in the file, and what they are called."""

from collections.abc import Mapping
from typing import Final

KINDS: Final = (
    "readout",
    "report",
    "press release",
    "news",
    "article",
    "book",
    "dataset",
    "interview",
    "transcript",
    "archive document",
    "document",
    "reference",
    "web page",
    "blog",
    "comment",
    "other",
)
"""Kinds of a source; a `readout` is a party's own report of a meeting."""

SOURCE_SIDES: Final[Mapping[str, str]] = {
    "own": "the focal actor's own",
    "counterpart": "a counterpart's own",
    "state media": "state media",
    "independent": "independent",
    "scholarly": "scholarly",
}
"""Whose a source is, with the words for it."""

CONFIDENCES: Final = ("hearsay", "doubtful", "likely", "well attested", "official record")
"""How far a passage is to be believed; stored as 0 to 4."""

RECORDS: Final[Mapping[str, str]] = {
    "event": "event",
    "mechanism": "mechanism",
    "post": "post",
    "standing": "standing",
    "invitation_step": "step of an invitation",
    "commitment": "commitment",
    "context": "context",
}
"""Records that evidence can be for, by the name of their table, with the words for one of them."""
