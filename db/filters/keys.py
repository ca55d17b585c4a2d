"""The keys of the filter: what each says of an event, and which values it takes."""

from dataclasses import dataclass
from typing import Final, Literal

from db.words import DIRECTIONS, FAMILIES, RELATION_KINDS, ROLES, SIDES, STANDINGS, STATUSES

Takes = Literal["words", "number", "id", "date", "text", "name", "term", "level", "country", "region"]

HAS: Final = (  # in the order of the offers
    "commitment", "invitation", "evidence", "quote", "conflict", "attachment", "participant", "counterpart", "person",
    "post", "mechanism", "round", "place", "country", "type", "level", "channel", "direction", "area",
    "issue", "tag", "note", "summary", "date", "visit", "parts", "unverified",
)  # fmt: skip
"""What `has:` asks for."""

KNOWN: Final = "known"
UNKNOWN: Final = "unknown"
"""Of country and region: on record or not; of standing and relations: nothing on record for the day."""

PRECISIONS: Final = ("day", "month", "season", "year", "decade", "century", "open", "set", "unknown")
"""How precisely the start is known; `set` and the widths overlap, `unknown` is no date at all."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key: what it says, what its values are, and its fixed words, comparisons and largest number."""

    name: str
    about: str
    takes: Takes
    words: tuple[str, ...] = ()
    compares: bool = False
    most: int = 999_999_999
    dated: bool = False  # a word may be followed by the day it is meant on: opposition@2024-05-01


_ALL = (
    Key("party", "who took part, by any name; organs belong to their party", "name"),
    Key("country", "country of a counterpart, by code or any name, or known, unknown", "country"),
    Key("region", "region of a counterpart's country", "region"),
    Key("family", "ideological family of a counterpart", "words", FAMILIES),
    Key(
        "standing",
        "standing of a counterpart on the day, or on another: opposition@2024-05-01",
        "words",
        (*STANDINGS, UNKNOWN),
        dated=True,
    ),
    Key(
        "relations",
        "diplomatic relations with a counterpart's country on the day, or another",
        "words",
        (*RELATION_KINDS, UNKNOWN),
        dated=True,
    ),
    Key("mechanism", "the mechanism it was held under", "name"),
    Key("round", "number of the session", "number", compares=True),
    Key("type", "type of event", "term"),
    Key("status", "held, planned, postponed …", "words", STATUSES),
    Key("person", "who took part, by any name", "name"),
    Key("post", "post of somebody who took part, as printed or held on the day", "text"),
    Key("level", "level, also compared: level:>=minister", "level", compares=True),
    Key("channel", "how: in person, video, letter …", "term"),
    Key("area", "field of cooperation", "term"),
    Key("issue", "matter discussed", "term"),
    Key("tag", "tag", "term"),
    Key("side", "side of somebody who took part", "words", SIDES),
    Key("role", "role of somebody who took part", "words", ROLES),
    Key("direction", "incoming, outgoing, third place or remote", "words", DIRECTIONS),
    Key("has", "something on record", "words", HAS),
    Key("evidence", "number of pieces of evidence: evidence:<2", "number", compares=True),
    Key("verified", "number of green marks: verified:5, verified:>=3", "number", compares=True, most=5),
    Key("precision", "how precisely the start is known", "words", PRECISIONS),
    Key("date", "possible days overlap a date or range", "date"),
    Key("source", "title, publisher or address of a source", "text"),
    Key("title", "words in the title", "text"),
    Key("place", "words in the place", "text"),
    Key("summary", "words in the summary", "text"),
    Key("note", "words in the note", "text"),
    Key("quote", "words in a quoted passage", "text"),
    Key("part", "part of a visit, by its title or id", "text"),
    Key("id", "record id", "id"),
)

KEYS: Final = {key.name: key for key in _ALL}
"""All keys by name."""

ALIASES: Final = {"actor": "party", "counterpart": "party", "relation": "relations", "when": "date"}
"""Other names that keys go by."""

SYNONYMS: Final = {
    ("standing", "governing"): ("leads government", "in coalition"),
    ("standing", "in government"): ("leads government", "in coalition"),
    ("relations", "diplomatic"): ("diplomatic relations",),
}
"""Words that stand for one or several of a key's fixed words."""

WORDS: Final = ""
"""Key of a clause of free words."""
