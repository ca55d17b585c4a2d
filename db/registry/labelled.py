"""Finding records that have no aliases by the words they show: sources, terms, commitments."""

from typing import Final

from sqlalchemy.orm import Session

from db import search
from db.reading import fetch
from db.registry.names import Candidate

KINDS: Final = ("source", "term", "commitment")
"""What `labelled` can look for."""

_SQL: Final = {
    "source": "SELECT id, title, title_translated, publisher || ' ' || date_text FROM source",
    "term": "SELECT id, label, key, vocabulary FROM term",
    "commitment": "SELECT id, words, '', date_text FROM commitment",
}


def labelled(session: Session, kind: str, typed: str, limit: int) -> list[Candidate]:
    """Return records in whose words all that was typed is found, those that begin with it first."""
    folded = search.fold(typed.strip())
    words = folded.split()
    if not words:
        return []
    found: list[tuple[tuple[bool, bool, int, str], Candidate]] = []
    for record, name, alias, detail in fetch(session, _SQL[kind]):
        said = search.fold(name)
        everything = f"{said} {search.fold(alias)} {search.fold(detail)}"
        if all(word in everything for word in words):
            rank = (said != folded, not said.startswith(folded), len(name), name)
            found.append((rank, Candidate(record, name, "", detail.strip())))
    found.sort(key=lambda pair: pair[0])
    return [candidate for _, candidate in found[:limit]]
