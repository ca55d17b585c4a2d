"""What a field of a record's form is, told as data: its name in `db`, its words, and what may be put into it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from desktop.forms.codebook import words_of
from desktop.widgets.choice_field import Choice

Kind = Literal["line", "paragraph", "text", "date", "choice", "term", "name", "number", "tick"]
"""`line` and `paragraph` are one paragraph, `text` is several; `term` is a word of the codebook, `name` a record."""


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field. `name` is the attribute of the row shown and the keyword of the edit that stores it."""

    name: str
    label: str
    kind: Kind = "line"
    tip: str = ""
    choices: tuple[Choice, ...] = ()
    """For a `choice`."""
    of: str = ""
    """For a `term` its vocabulary; for a `name` the kind of record (`actor`, `person`, `event`, `source` …)."""
    shown: str = ""
    """For a `name`: the attribute of the row that holds the record's name; by default that without `_id`."""
    creates: bool = False
    """For a `name`: whether a new record can be made under what is typed."""
    hint: str = ""
    """Grey words in the empty field."""
    once: bool = False
    """Whether it is said when the record is added and stays so."""
    read: Callable[[Any], object] | None = None
    """What of a row the field shows, where that is no attribute under the field's own name."""
    named: Callable[[Any], str] | None = None
    """The name of the record that a `name` field shows, where that is no attribute of the row."""
    beside: Callable[[Any], Any] | None = None
    """Makes a widget that stands beside the field, such as a button; it is given the field."""

    def value_of(self, row: Any) -> Any:
        """Return what the field shows of a row."""
        return self.read(row) if self.read else getattr(row, self.name)

    def words_of(self, row: Any) -> str:
        """Return the name of the record that a `name` field shows of a row."""
        if self.kind != "name":
            return ""
        if self.named:
            return self.named(row)
        return getattr(row, self.shown or self.name.removesuffix("_id")) or ""


def chosen_from(words: Sequence[str], *, empty: bool = False) -> tuple[Choice, ...]:
    """Return fixed words as choices of a spec, with an empty one first if wanted."""
    first = [Choice("", "–")] if empty else []
    return (*first, *words_of(words))
