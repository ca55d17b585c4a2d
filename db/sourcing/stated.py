"""Values that sources state for a field: their one spelling, and what it means that they differ."""

import unicodedata
from collections.abc import Iterable
from typing import Protocol, TypeVar

from db.dates import DateError, parse


class States(Protocol):
    """A piece of evidence as far as it states a value."""

    @property
    def field(self) -> str: ...

    @property
    def value(self) -> str: ...


Stating = TypeVar("Stating", bound=States)


def canonical(field: str, value: str) -> str:
    """Return a value in the spelling in which it is stored and compared.

    A date becomes EDTF, a number loses its zeros, white space is folded; what can't be read so is kept as
    it was typed, since a source may say anything.
    """
    text = " ".join(unicodedata.normalize("NFC", value).split())
    if field == "date" and text:
        try:
            return parse(text).edtf
        except DateError:
            return text
    if field == "round" and text.isdecimal():
        return str(int(text))
    return text


def differing(passages: Iterable[Stating]) -> dict[str, list[Stating]]:
    """Return the passages by field for each field of which they state more than one value: a conflict.

    The filter `has:conflict` asks the same of the stored values; whether one was chosen does not matter.
    """
    stated: dict[str, list[Stating]] = {}
    for passage in passages:
        if passage.field and passage.value:
            stated.setdefault(passage.field, []).append(passage)
    return {field: rows for field, rows in stated.items() if len({row.value for row in rows}) > 1}
