"""Names that resemble each other: candidates for a name that nothing bears, found without comparing all with all."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from rapidfuzz import fuzz

LEAST: Final = 84
"""Likeness of two names, of 100, from which on one is offered for the other."""
_MOST_SHARED: Final = 400
"""Names that share a word which more than so many have are not alike by that word."""
_BEGINNING: Final = 3


class Resembling:
    """Finds records by names that resemble a folded one: they share a rare word, or begin alike."""

    def __init__(self, names: Iterable[tuple[str, int]]) -> None:
        self._names = [(folded, record) for folded, record in names if folded]
        self._by_part: dict[str, list[int]] = defaultdict(list)
        for place, (folded, _) in enumerate(self._names):
            for part in _parts(folded):
                self._by_part[part].append(place)

    def find(self, folded: str, most: int = 5) -> list[tuple[int, int]]:
        """Return records with their likeness (0 to 100), the best first; each record once, by its best name."""
        places = {
            place
            for part in _parts(folded)
            if len(found := self._by_part.get(part, ())) <= _MOST_SHARED
            for place in found
        }
        best: dict[int, int] = {}
        for place in places:
            other, record = self._names[place]
            score = round(likeness(folded, other))
            if score >= LEAST and score > best.get(record, 0):
                best[record] = score
        return sorted(best.items(), key=lambda each: (-each[1], each[0]))[:most]


def likeness(one: str, other: str) -> float:
    """Return how alike two folded texts are, from 0 to 100, whatever the order of their words."""
    return fuzz.token_sort_ratio(one, other)


def _parts(folded: str) -> Iterator[str]:
    """Yield what a name may share with another: its words, its beginning, of scripts without spaces its pairs."""
    words = folded.split()
    for word in words:
        yield word
        if not word.isascii():
            yield from (word[at : at + 2] for at in range(len(word) - 1))
        elif len(word) > _BEGINNING:
            yield f"{word[:_BEGINNING]}…"
