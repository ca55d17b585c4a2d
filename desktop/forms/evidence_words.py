"""What a piece of evidence can be about, and how sure it is, in words."""

from collections.abc import Mapping
from typing import Final

from db.sourcing.source_words import CONFIDENCES
from desktop.widgets.choice_field import Choice
from desktop.wording import tr

FIELDS: Final[Mapping[str, Mapping[str, str]]] = {
    "event": {
        "": "the whole event",
        "title": "title",
        "date": "date",
        "type": "type",
        "status": "status",
        "participants": "participants",
        "person": "person",
        "post": "post",
        "mechanism": "mechanism",
        "round": "round",
        "place": "place",
        "country": "country",
        "direction": "direction",
        "channel": "channel",
        "level": "level",
        "summary": "summary",
    },
    "mechanism": {
        "": "the whole mechanism",
        "name": "name",
        "date": "when it existed",
        "interval": "interval",
        "members": "members",
        "parent": "what it is part of",
        "successor": "what followed it",
    },
    "standing": {"": "the whole standing", "kind": "standing", "date": "date"},
    "post": {"": "the whole post", "title": "title", "date": "date", "person": "person", "actor": "where"},
    "invitation_step": {"": "the whole step", "kind": "kind of step", "date": "date", "event": "event"},
    "commitment": {
        "": "the whole commitment",
        "words": "words",
        "promiser": "who promised",
        "promisee": "to whom",
        "kind": "kind",
        "quantity": "quantity",
        "due": "when it is due",
        "status": "status",
    },
    "context": {
        "": "the whole entry",
        "title": "title",
        "date": "date",
        "kind": "kind",
        "for": "whom it is for",
    },
}
"""Fields that evidence can be about, by the kind of record, with the words for them."""


def field_words(field: str, kind: str = "event") -> str:
    """Return the words for a field; one of another program is shown as it is."""
    known = FIELDS[kind]
    return tr(known[field]) if field in known else field


def field_choices(kind: str, field: str) -> list[Choice]:
    """Return the fields of a kind of record to choose from, and the one that is stored, should it be none of them."""
    known = FIELDS[kind]
    return [Choice(name, field_words(name, kind)) for name in (known if field in known else (*known, field))]


def confidence_words(confidence: int | None) -> str:
    """Return how far a passage is to be believed, in words; empty where nobody judged it."""
    return "" if confidence is None else tr(CONFIDENCES[confidence])


def confidence_choices() -> list[Choice]:
    """Return the levels of confidence to choose from, with none of them first."""
    levels = [Choice(level, f"{level}  {tr(words)}") for level, words in enumerate(CONFIDENCES)]
    return [Choice(None, tr("not judged")), *levels]
