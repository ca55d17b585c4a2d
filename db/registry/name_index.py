"""The names of one kind of record in memory, found as somebody types: whole, begun, abbreviated or misspelt."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import permutations
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.search import grams

Ints = NDArray[np.int32]

RANKS: Final = ("exact", "folded", "abbreviation", "beginning", "words", "inside", "near")
"""How a name matches what was typed, best first.

Letter by letter; case, width, diacritics, punctuation and (for people) order apart; by the
initials of its words, or as 自民党 stands for 自由民主党; as its beginning; by beginnings of its words; anywhere
inside; nearly.
"""
NEAR: Final = 74
"""Least similarity (0 to 100) of a near miss."""

_SMALL: Final = frozenset(
    {"of", "the", "for", "and", "in", "de", "del", "la", "le", "du", "des", "der", "die", "das", "und", "et", "y", "e",
     "da", "do"}
)  # fmt: skip
_MOST_NEAR: Final = 256
_SHIFT: Final = 21  # bits of a code point


class NameIndex:
    """Names of records of one kind, sorted so that the shortest come first.

    Built from (record, text, folded); `in_any_order` is for people, whose names are one in both orders.
    """

    def __init__(self, rows: Iterable[tuple[int, str, str]], *, in_any_order: bool = False) -> None:
        ordered = sorted(rows, key=lambda row: (len(row[1]), row[1]))
        self.records = [row[0] for row in ordered]
        self.texts = [row[1] for row in ordered]
        self.folded = [row[2] for row in ordered]
        self._in_any_order = in_any_order

    def __len__(self) -> int:
        return len(self.records)

    def find(self, text: str, folded: str) -> Iterator[tuple[int, int]]:
        """Yield (rank, place) of names that match, best first; a place may come again under a worse rank."""
        for place in self._whole(folded):
            if self.texts[place] == text:
                yield 0, place
        steps: tuple[Callable[[str], Iterable[int]], ...] = (
            self._whole,
            self._abbreviated,
            self._beginning,
            self._by_words,
            self._inside,
            self._near,
        )
        for rank, step in enumerate(steps, 1):
            if step == self._abbreviated and len(text) < 3 and text.isascii() and not text.isupper():
                continue  # the first letters of a word rather
            for place in step(folded):
                yield rank, place

    def prepare(self) -> None:
        """Make all that is made when it is first needed."""
        for nothing in (
            "\N{BLACK CIRCLE}warm",
            "\N{BLACK CIRCLE}党",
        ):  # no name is like it: every step is taken
            list(self.find(nothing, nothing))

    def _whole(self, folded: str) -> list[int]:
        key = self._key(folded)
        return self._by_key.get(key, []) if key else []

    def _beginning(self, folded: str) -> Iterable[int]:
        return (place for place, name in enumerate(self.folded) if name.startswith(folded))

    def _abbreviated(self, folded: str) -> Iterable[int]:
        letters = re.sub(r"[\s.·・]+", "", folded)
        if self._in_any_order or len(letters) < 2 or not letters.isalpha():
            return ()
        if grams(letters) != letters:
            return (
                place
                for place in self._by_first_sign.get(letters[0], ())
                if _follows(letters, self.folded[place])
            )
        return self._by_initials.get(letters, ())

    def _by_words(self, folded: str) -> Iterable[int]:
        asked = [f" {word}" for word in words(folded)]
        if not asked:
            return ()
        first, *rest = sorted(asked, key=len, reverse=True)
        return (
            place
            for place, name in enumerate(self._worded)
            if first in name and all(word in name for word in rest)
        )

    def _inside(self, folded: str) -> Iterable[int]:
        if len(folded) < 2 and folded.isascii():
            return ()
        return (place for place, name in enumerate(self.folded) if folded in name)

    def _near(self, folded: str) -> Iterable[int]:
        """Return names that are nearly so: of those with most pairs of signs in common, the most similar."""
        from rapidfuzz import fuzz

        if len(folded) < 4 and (folded.isascii() or len(folded) < 3):
            return
        asked = " ".join(words(folded))
        scored = (
            (_similarity(asked, self._worded[place][1:], fuzz), place)
            for place in self._sharing_pairs(folded)
        )
        yield from (place for _, place in sorted((-score, place) for score, place in scored if score >= NEAR))

    # --- what is made when it is first needed ---

    @cached_property
    def _by_key(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for place, name in enumerate(self.folded):
            found.setdefault(self._key(name), []).append(place)
        return found

    def _key(self, folded: str) -> str:
        return key(folded, in_any_order=self._in_any_order)

    @cached_property
    def _worded(self) -> list[str]:
        """Each name as its words, every one after a blank."""
        return [" " + " ".join(words(name)) for name in self.folded]

    @cached_property
    def _by_initials(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for place, name in enumerate(self._worded):
            for initials in _initials(name.split()):
                found.setdefault(initials, []).append(place)
        return found

    @cached_property
    def _by_first_sign(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for place, name in enumerate(self.folded):
            if not name.isascii():
                found.setdefault(name[0], []).append(place)
        return found

    @cached_property
    def _pairs(self) -> tuple[NDArray[np.int64], Ints, Ints]:
        """Return the distinct pairs of signs, ascending, where each one's names begin, and the names' places."""
        if not self.folded:
            return np.zeros(0, np.int64), np.zeros(1, np.int32), np.zeros(0, np.int32)
        codes, owner = _codes(self._worded)
        pair = codes[:-1] << _SHIFT | codes[1:]
        same = owner[:-1] == owner[1:]
        pair, owner = pair[same], owner[:-1][same]
        distinct, place = np.unique(pair, return_inverse=True)
        once = np.unique(place.astype(np.int64) * len(self.folded) + owner)
        of_pair, names = np.divmod(once, len(self.folded))
        starts = np.searchsorted(of_pair, np.arange(len(distinct) + 1))
        return distinct, starts.astype(np.int32), names.astype(np.int32)

    @cached_property
    def _lengths(self) -> Ints:
        return np.fromiter(map(len, self._worded), np.int32, len(self._worded))

    def _sharing_pairs(self, folded: str) -> list[int]:
        distinct, starts, names = self._pairs
        asked = " " + " ".join(words(folded))
        codes, _ = _codes([asked])
        wanted = np.unique(codes[:-1] << _SHIFT | codes[1:])
        places = np.searchsorted(distinct, wanted)
        hits = [
            names[starts[place] : starts[place + 1]]
            for place, pair in zip(places.tolist(), wanted.tolist(), strict=True)
            if place < len(distinct) and distinct[place] == pair
        ]
        if not hits:
            return []
        shared = np.bincount(np.concatenate(hits), minlength=len(self.folded))
        score = shared - np.abs(self._lengths - len(asked)) / 16
        score[shared * 2 < len(wanted)] = -np.inf
        best = np.argpartition(-score, min(_MOST_NEAR, len(score) - 1))[:_MOST_NEAR]
        return [place for place in best.tolist() if score[place] > -np.inf]


def _similarity(asked: str, name: str, fuzz: Any) -> float:
    """Return how similar a name is (0 to 100): as it is, with its words in order, or, a little less, a part of it."""
    whole = max(fuzz.ratio(asked, name), fuzz.token_sort_ratio(asked, name))
    return max(whole, 0.9 * fuzz.partial_ratio(asked, name)) if 5 <= len(asked) < len(name) else whole


def words(folded: str) -> list[str]:
    """Return the words of a folded text: runs of letters and digits."""
    return _WORDS.findall(folded)


_WORDS: Final = re.compile(r"[^\W_]+")


def key(folded: str, *, in_any_order: bool = False) -> str:
    """Return the words of a folded name as one text; those in CJK signs joined, others sorted if order is nothing."""
    parts = words(folded)
    if grams(folded) != folded:
        return "".join(parts)
    return " ".join(sorted(parts) if in_any_order else parts)


def orders(folded: str) -> list[str]:
    """Return a folded name with its words in every order, itself first; of long names and CJK ones itself alone."""
    parts = words(folded)
    if not 2 <= len(parts) <= 4 or grams(folded) != folded:
        return [folded]
    return list(dict.fromkeys([folded, *(" ".join(each) for each in permutations(parts))]))


def _follows(letters: str, name: str) -> bool:
    """Tell whether all letters stand in a name in this order, but not one after the other."""
    if letters in name:
        return False
    signs = iter(name)
    return all(letter in signs for letter in letters)


def _initials(parts: list[str]) -> set[str]:
    """Return what a name may be abbreviated to: initials with and without small words, and without the last one."""
    if len(parts) < 2:
        return set()
    whole = "".join(part[0] for part in parts)
    large = "".join(part[0] for part in parts if part not in _SMALL)
    found = {whole, large}
    if len(large) > 3:
        found.add(large[:-1])  # "of Germany", or a country in brackets
    return {each for each in found if len(each) > 1}


def _codes(texts: list[str]) -> tuple[NDArray[np.int64], Ints]:
    """Return the code points of all texts in a row, and to which text each belongs."""
    joined = "".join(texts)
    codes: NDArray[Any] = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.int64)
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    return codes, np.repeat(np.arange(len(texts), dtype=np.int32), lengths)
