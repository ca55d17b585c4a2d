"""The words of the codebook and of the fixed lists, as the fields of a form offer them."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from db import search
from db.history import Changes
from desktop.live import LiveTimeline
from desktop.widgets.choice_field import Choice
from desktop.wording import tr


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the codebook as a name field suggests it."""

    id: int
    name: str
    detail: str = ""
    alias: str = ""


class Codebook(QObject):
    """Reads the terms of a timeline once and again after an edit of them."""

    def __init__(self, live: LiveTimeline, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._live = live
        self._terms: dict[str, list[Term]] | None = None
        live.changed.connect(self._on_changed)

    def terms(self, vocabulary: str) -> list[Term]:
        """Return the terms of a vocabulary in their order."""
        if self._terms is None:
            self._terms = {}
            with self._live.reading() as connection:
                rows = connection.execute(
                    "SELECT id, vocabulary, label, definition FROM term ORDER BY vocabulary, position, label"
                ).fetchall()
            for record, name, label, definition in rows:
                self._terms.setdefault(name, []).append(Term(record, label, definition))
        return self._terms.get(vocabulary, [])

    def choices(self, vocabulary: str) -> list[Choice]:
        """Return a vocabulary as choices, the first of them empty."""
        return [Choice(None, "–"), *(Choice(t.id, t.name, t.detail) for t in self.terms(vocabulary))]

    def named(self, vocabulary: str, ids: Iterable[int]) -> dict[int, str]:
        """Return the names of those ids that are of a vocabulary, in its order."""
        wanted = set(ids)
        return {term.id: term.name for term in self.terms(vocabulary) if term.id in wanted}

    def lookup(self, vocabulary: str, typed: str) -> list[Term]:
        """Return terms whose label has what was typed in it, those that begin with it first."""
        folded = search.fold(typed.strip())
        found = [term for term in self.terms(vocabulary) if folded in search.fold(term.name)]
        return sorted(found, key=lambda term: not search.fold(term.name).startswith(folded))

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("term"):
            self._terms = None


def words_of(words: Iterable[str]) -> list[Choice]:
    """Return fixed words as choices."""
    return [Choice(word, tr(word)) for word in words]
