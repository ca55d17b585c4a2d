"""What the import's pages call encodings, delimiters and what a column can become."""

from typing import Final

from desktop.wording import tr

DELIMITERS: Final = {",": tr("Comma"), ";": tr("Semicolon"), "\t": tr("Tab"), "|": tr("Vertical bar")}

_DATE: Final = {
    "whole": tr("Date"),
    "start": tr("Date: first day"),
    "end": tr("Date: last day"),
    "year": tr("Date: year"),
    "month": tr("Date: month"),
    "day": tr("Date: day of the month"),
    "end_year": tr("Date: year of the end"),
    "end_month": tr("Date: month of the end"),
    "end_day": tr("Date: day of the end"),
    "precision": tr("Date: how precise it is"),
    "words": tr("Date in the source’s words"),
}
_OWN: Final = {
    "id": tr("Id in Liaison"),
    "title": tr("Title"),
    "type": tr("Type"),
    "status": tr("Status"),
    "mechanism": tr("Mechanism"),
    "round": tr("Round"),
    "place": tr("Place"),
    "country": tr("Country"),
    "direction": tr("Direction"),
    "channel": tr("Channel"),
    "level": tr("Level"),
    "part_of": tr("Part of"),
    "summary": tr("Summary"),
    "note": tr("Note"),
    "unverified": tr("Unverified"),
    "marks": tr("Verification marks"),
    "areas": tr("Areas"),
    "issues": tr("Issues"),
    "tags": tr("Tags"),
    "participants": tr("Participants, as Liaison writes them"),
    "sources": tr("Sources, as Liaison writes them"),
    "identifiers": tr("Id in another dataset"),
}
_PARTICIPANT: Final = {
    "actor": tr("Participant: actor"),
    "person": tr("Participant: person"),
    "post": tr("Participant: post"),
    "country": tr("Participant: country"),
    "note": tr("Participant: note"),
    "side_column": tr("Participant: side"),
    "role_column": tr("Participant: role"),
}
_SOURCE: Final = {
    "title": tr("Source: title"),
    "url": tr("Source: address"),
    "author": tr("Source: author"),
    "publisher": tr("Source: publisher"),
    "published": tr("Source: day of publication"),
    "language": tr("Source: language"),
    "kind": tr("Source: kind"),
}
BECOMES: Final = {
    **{f"date.{part}": words for part, words in _DATE.items()},
    **_OWN,
    **{f"participants.{part}": words for part, words in _PARTICIPANT.items()},
    **{f"sources.{part}": words for part, words in _SOURCE.items()},
}
"""Words for everything that a column can become, by its key in `db.imports.mapping.uses`."""

_SHORT: Final = {
    "date": tr("Date"),
    "date_text": tr("As printed"),
    "participants": tr("Participants"),
    "sources": tr("Sources"),
    "identifiers": tr("Ids in other datasets"),
}


def own_words(column: str) -> str:
    """Return what one of Liaison's own columns is called."""
    return _SHORT.get(column) or BECOMES.get(column) or column.replace("_", " ").capitalize()
