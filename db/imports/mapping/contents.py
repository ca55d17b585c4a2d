"""What the cells of a column are like: dates, addresses, countries, names that the timeline knows, numbers."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from db.dates import DateError, parse
from db.imports.mapping.known import Known
from db.imports.tables.book import Sheet
from db.search import fold

SAMPLE: Final = 400
"""Different texts of a column that are looked at."""
_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://\S+|www\.\S+")
_INTEGER: Final = re.compile(r"[0-9]{1,6}(?:\.0+)?")
_ORDERED: Final = re.compile(r"\s*([0-9]{1,2})\s*[-/.]\s*([0-9]{1,2})\s*[-/.]\s*[0-9]{4}\b.*")
_LIST_SIGNS: Final = "|;、；\n"


@dataclass(frozen=True)
class Column:
    """The different texts of one column, most frequent first, with how many cells hold something."""

    name: str
    texts: tuple[str, ...]
    filled: int
    distinct: int
    every: Counter[str]

    def share(self, test: "Iterable[bool]") -> float:
        """Return the share of the texts that pass a test."""
        results = list(test)
        return sum(results) / len(results) if results else 0.0

    @cached_property
    def dates(self) -> float:
        """The share of texts that can be read as dates."""
        return self.share(_is_date(text) for text in self.texts)

    @cached_property
    def addresses(self) -> float:
        """The share of texts that are addresses."""
        return self.share(_ADDRESS.match(text) is not None for text in self.texts)

    @cached_property
    def numbers(self) -> tuple[int, int] | None:
        """The least and the greatest of the numbers, None if there is anything else."""
        if not self.texts or not all(_INTEGER.fullmatch(text) for text in self.texts):
            return None
        found = [int(float(text)) for text in self.texts]
        return min(found), max(found)

    @cached_property
    def serial(self) -> bool:
        """Whether all texts are numbers by which spreadsheets count days of 1927 to 2078, and no years."""
        return self.numbers is not None and self.numbers[0] >= 10_000 and self.numbers[1] <= 65_380

    @property
    def unique(self) -> bool:
        """Whether no text comes twice."""
        return self.filled > 0 and self.distinct == self.filled

    @cached_property
    def length(self) -> float:
        """The mean length of the texts."""
        return sum(map(len, self.texts)) / len(self.texts) if self.texts else 0.0

    def signs(self, signs: str = _LIST_SIGNS) -> str:
        """Return those signs that part lists in this column."""
        return "".join(sign for sign in signs if any(sign in text for text in self.every))

    def items(self, signs: str) -> list[str]:
        """Return the different texts, lists taken apart."""
        from db.imports.mapping.cells import split

        return list(dict.fromkeys(part for text in self.every for part in split(text, signs) if part))

    def among(self, names: Iterable[str], signs: str = _LIST_SIGNS) -> float:
        """Return the share of the items that are folded names."""
        known = frozenset(names)
        return self.share(fold(item) in known for item in self.items(signs)[:SAMPLE]) if known else 0.0


def columns(sheet: Sheet) -> list[Column]:
    """Return the columns of a sheet with what they hold."""
    found: list[Column] = []
    for place, name in enumerate(sheet.names):
        counted = Counter(text for _, cells in sheet.rows if (text := cells[place].strip()))
        texts = tuple(text for text, _ in counted.most_common(SAMPLE))
        found.append(Column(name, texts, counted.total(), len(counted), counted))
    return found


def _is_date(text: str) -> bool:
    return _is_read(text, day_first=True) or _is_read(text, day_first=False)


def _is_read(text: str, *, day_first: bool) -> bool:
    try:
        parse(text, day_first)
    except DateError:
        return False
    return True


def day_first(found: Iterable[Column]) -> tuple[bool | None, bool]:
    """Return whether days come before months in these columns (None if unknown), and whether that matters.

    Any number above 12 decides for all of them; it is asked for if none does, or they contradict each other.
    """
    first = second = matters = False
    for column in found:
        for text in column.every:
            said = _ORDERED.fullmatch(text)
            if said is None or not _is_ambiguous(text, said):
                continue
            matters = True
            first = first or int(said[1]) > 12
            second = second or int(said[2]) > 12
    return (first if first != second else None), matters


def _is_ambiguous(text: str, said: re.Match[str]) -> bool:
    """Whether a text needs the order to be read; dots and the like may say it by themselves."""
    if int(said[1]) > 12 or int(said[2]) > 12:
        return True
    try:
        parse(text)
    except DateError as error:
        return "day or the month comes first" in error.reason
    return False


def known_words(known: Known, vocabulary: str) -> dict[str, str]:
    """Return the keys of a vocabulary by everything they are called, folded."""
    from db.imports.mapping.header_words import SYNONYMS
    from db.words import STATUSES

    there = known.terms.get(vocabulary, {}) if vocabulary != "status" else {word: word for word in STATUSES}
    keys = frozenset(there.values())
    said = {text: key for text, key in SYNONYMS.get(vocabulary, {}).items() if key in keys}
    return said | there
