"""The fixed words of party diplomacy: keys as stored in the file, with the words shown for them."""

from typing import Final

STATUSES: Final = ("held", "planned", "postponed", "cancelled", "unconfirmed")
"""Status of an event; only `held` counts unless the user says otherwise."""

FAMILIES: Final = (
    "communist",
    "socialist",
    "social democratic",
    "green",
    "liberal",
    "christian democratic",
    "conservative",
    "right-wing",
    "nationalist",
    "religious",
    "agrarian",
    "regional",
    "other",
    "unknown",
)
"""Ideological families of actors."""

STANDINGS: Final = ("leads government", "in coalition", "opposition", "outside parliament", "banned")
"""What an actor is in its country during a dated span."""

ACTOR_KINDS: Final = ("party", "organ", "coalition", "government", "parliament", "organisation")
"""Kinds of actor; an organ has a parent actor."""

SIDES: Final = ("focal", "counterpart", "other")
"""Sides of a participation: the focal actor's, a counterpart's, a third one's."""

ROLES: Final = ("host", "guest", "head of delegation", "attendee", "observer")
"""Roles in an event."""

DIRECTIONS: Final = ("incoming", "outgoing", "third place", "remote")
"""Directions of an exchange as seen from the focal actor's country."""

BASES: Final = ("stated", "inferred")
"""How a value is known: a source states it, or it was inferred and nobody verified it."""

AXES: Final = ("source", "date", "principal", "post", "counterpart")
"""The five verification marks of an event."""

MARKS: Final = ("empty", "amber", "green")
"""Levels of a verification mark; stored as 0, 1, 2."""

INVITATION_STEPS: Final = (
    "extended",
    "accepted",
    "declined",
    "unanswered",
    "scheduled",
    "postponed",
    "fulfilled",
    "lapsed",
    "withdrawn",
)
"""Dated steps of an invitation."""

COMMITMENT_STATUSES: Final = ("open", "kept", "broken", "lapsed")
"""What became of a commitment."""

CONTEXT_KINDS: Final = ("crisis", "government", "congress", "election", "leader's term", "other")
"""Kinds of context: dated spans and days that are no exchange."""

NAME_KINDS: Final = ("official", "short", "abbreviation", "former", "transliteration", "other")
"""Kinds of a name or alias."""

TERM_VOCABULARIES: Final = ("type", "channel", "level", "area", "issue", "tag")
"""Vocabularies of the codebook that the file keeps for itself."""

RELATION_KINDS: Final = ("diplomatic relations", "none", "suspended", "liaison office")
"""What a dated span says of a pair of countries."""
