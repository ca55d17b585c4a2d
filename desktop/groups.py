"""Groups of all events by what lanes and colours go by; after an edit only what changed is grouped anew."""

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from db.arrays.columns import Codes, EventColumns
from db.arrays.splice import Splice
from db.history import Changes

Ints = NDArray[np.int32]
_AT_ONCE: Final = 50_000

MODES: Final = ("mechanism", "counterpart", "country", "family", "type", "none")
"""What lanes and colours can go by."""
NAMING: Final = ("actor", "country", "mechanism", "term")
"""Tables whose changes alter groups; those of events arrive as rows that changed."""
_NONE: Final = {
    "mechanism": "No mechanism",
    "counterpart": "No counterpart",
    "country": "No country",
    "family": "Family unknown",
    "type": "No type",
    "none": "",
}
"""What the group is called of events that are in no other."""
FEW: Final = 16
"""Kinds of counterparts below which those of an event fit into the bits of a small integer."""


@dataclass(frozen=True)
class Groups:
    """Which groups events are in: labels and sizes by size, what has none last.

    `first[row]` is the group that gives an event its colour, the first it is in. `nameless` is the group of what
    has none, -1 if nothing is in it. `place[code + 1]` is the group of what has a code in the columns (`place[0]`:
    none), -1 for a group that nothing is in; for groups of counterparts, `kinds` turns an actor's code into such a
    code. `placing` gives rows and groups of all placements where some events are in several groups.
    """

    first: Ints
    labels: list[str]
    counts: list[int]
    nameless: int
    place: Ints
    kinds: Ints | None = None
    placing: Callable[[], tuple[Ints, Ints]] | None = None

    @cached_property
    def placements(self) -> tuple[Ints, Ints]:
        """Rows, ascending, and the group of each placement: an event stands once in each of its groups.

        Only lanes and edits need them, so they are made when first asked for.
        """
        if self.placing is None:
            return np.arange(len(self.first), dtype=np.int32), self.first
        return self.placing()

    @property
    def rows(self) -> Ints:
        """The row of each placement, ascending."""
        return self.placements[0]

    @property
    def codes(self) -> Ints:
        """The group of each placement."""
        return self.placements[1]


_LABELS: Final = {
    "mechanism": "SELECT id, name FROM mechanism",
    "type": "SELECT id, label FROM term WHERE vocabulary = 'type'",
    "counterpart": "SELECT id, name FROM actor",
    "country": "SELECT a.id, c.name FROM actor a JOIN country c ON c.id = a.country_id",
    "family": "SELECT id, upper(substr(family, 1, 1)) || substr(family, 2) FROM actor WHERE family <> 'unknown'",
}


class Placeable(Protocol):
    """A timeline whose events are placed: its columns, and how to read besides."""

    @property
    def columns(self) -> EventColumns:
        """The columns of all events."""
        ...

    def reading(self) -> AbstractContextManager[sqlite3.Connection]:
        """Give a raw connection for one short read."""
        ...


def groups(live: Placeable, by: str) -> Groups:
    """Group all events by mechanism, counterpart, its country or family, type, or not at all."""
    kept = live.columns.__dict__.setdefault("_groups", {})
    if by not in kept:
        kept[by] = _grouped(live, by)
    return kept[by]


def placements_moved(columns: EventColumns, by: str) -> Splice | None:
    """Return how the placements of a grouping moved with the latest edit; None where it was made anew."""
    return columns.__dict__.get("_group_splices", {}).get(by)


def carry(old: EventColumns, new: EventColumns, changes: Changes) -> None:
    """Hand on the groups that were made for the columns before an edit."""
    known: dict[str, Groups] = old.__dict__.get("_groups", {})
    if changes.touches(*NAMING):
        return
    if new.ids is old.ids:
        new.__dict__["_groups"] = known
        return
    if new.splice is None:
        return
    patched = {by: _patched(each, by, new, new.splice) for by, each in known.items()}
    new.__dict__["_groups"] = {by: found[0] for by, found in patched.items() if found}
    new.__dict__["_group_splices"] = {by: found[1] for by, found in patched.items() if found}


# --- all of them -------------------------------------------------------------------------------------------


def _grouped(live: Placeable, by: str) -> Groups:
    columns = live.columns
    if by == "none":
        codes = np.zeros(len(columns), np.int16)
        return _ordered(codes, _sizes(codes, ["All events"]), ["All events"], by)
    with live.reading() as connection:
        found: dict[int, str] = dict(connection.execute(_LABELS[by]))
    if by in ("mechanism", "type"):
        labels, codes = _labels(found, columns.keys[by]), getattr(columns, by)
        return _ordered(codes, _sizes(codes, labels), labels, by)
    if by == "counterpart":
        return _each_counterpart(columns, _labels(found, columns.keys["actor"]))
    labels = sorted(set(found.values()))
    place = {label: code for code, label in enumerate(labels)}
    keys = columns.keys["actor"].tolist()
    kinds = np.array([place.get(found.get(key, ""), -1) for key in keys], np.int32)
    return (_few_kinds if len(labels) < FEW else _many_kinds)(columns, by, kinds, labels)


def _labels(names: dict[int, str], keys: NDArray[np.int64]) -> list[str]:
    return [names.get(key, "?") for key in keys.tolist()]


def _each_counterpart(columns: EventColumns, labels: list[str]) -> Groups:
    """Group by counterpart: links are the placements, but for events that have none."""
    kinds = np.arange(len(labels), dtype=np.int32)
    rows, codes = columns.link_event, columns.link_actor
    alone = np.flatnonzero(np.diff(columns.link_offsets) == 0).astype(np.int32)
    if len(alone):
        gaps = columns.link_offsets[alone]
        rows, codes = np.insert(rows, gaps, alone), np.insert(codes, gaps, np.int32(-1))
    return _of_pairs(rows, codes, labels, "counterpart", kinds)


def _many_kinds(columns: EventColumns, by: str, kinds: Ints, labels: list[str]) -> Groups:
    """Group by a kind of counterparts; two parties of one kind are one placement in its lane."""
    alone = np.flatnonzero(np.diff(columns.link_offsets) == 0)
    width = len(labels) + 1
    linked = columns.link_event.astype(np.int64) * width + kinds[columns.link_actor] + 1
    pairs = np.sort(np.concatenate([linked, alone * width]))
    pairs = pairs[np.diff(pairs, prepend=-1) != 0]
    rows, codes = np.divmod(pairs, width)
    return _of_pairs(rows.astype(np.int32), codes.astype(np.int32) - 1, labels, by, kinds)


def _of_pairs(rows: Ints, codes: Ints, labels: list[str], by: str, kinds: Ints) -> Groups:
    first = codes[np.flatnonzero(np.diff(rows, prepend=np.int32(-1)))]
    found = _ordered(first, _sizes(codes, labels), labels, by, kinds)
    return replace(found, placing=lambda: (rows, _placed(found.place, codes)))


def _few_kinds(columns: EventColumns, by: str, kinds: Ints, labels: list[str]) -> Groups:
    """Do the same for few kinds by a bit for each, which needs no sorting."""
    sets = _sets(columns, (1 << (kinds + 1)).astype(np.uint16))
    often = _counted(sets, 1 << (len(labels) + 1))
    there = np.flatnonzero(often)
    held = there[:, np.newaxis] >> np.arange(len(labels) + 1) & 1  # sets that occur × codes + 1
    first = np.zeros(len(often), np.int32)
    first[there] = held.argmax(axis=1) - 1
    found = _ordered(first.take(sets), often[there] @ held, labels, by, kinds)

    def placing() -> tuple[Ints, Ints]:
        many = np.zeros(len(often), np.int32)
        many[there] = held.sum(axis=1)
        each = many.take(sets)
        begins = np.cumsum(many) - many
        rows = np.repeat(np.arange(len(sets), dtype=np.int32), each)
        within = np.arange(len(rows), dtype=np.int32) - np.repeat(np.cumsum(each) - each, each)
        codes = np.nonzero(held)[1].astype(np.int32) - 1  # of one set after the other, each ascending
        return rows, _placed(found.place, codes).take(begins.take(sets.take(rows)) + within)

    return replace(found, placing=placing)


def _sets(columns: EventColumns, bits: NDArray[np.uint16]) -> NDArray[np.uint16]:
    """Return the set of kinds of each event, a bit each, the lowest for none."""
    found = np.ones(len(columns), np.uint16)
    for begin in range(0, len(columns), _AT_ONCE):  # memory that is new costs more than looking up
        ends = columns.link_offsets[begin : begin + _AT_ONCE + 1]
        linked = bits.take(columns.link_actor[ends[0] : ends[-1]])
        some = np.flatnonzero(ends[1:] != ends[:-1])  # of nothing, reducing would give what comes next
        if len(some):
            found[begin + some] = np.bitwise_or.reduceat(linked, ends.take(some) - ends[0])
    return found


def _sizes(codes: Codes, labels: list[str]) -> NDArray[np.int64]:
    """Return how many placements there are of none and of each code."""
    return _counted(codes, len(labels) + 1, least=-1)


def _counted(numbers: NDArray[np.integer[Any]], many: int, *, least: int = 0) -> NDArray[np.int64]:
    """Return how often each of `many` numbers from `least` on occurs."""
    found = np.zeros(many, np.int64)
    for begin in range(0, len(numbers), _AT_ONCE):
        found += np.bincount(numbers[begin : begin + _AT_ONCE].astype(np.int64) - least, minlength=many)
    return found


def _ordered(
    first: Codes, counts: NDArray[np.int64], labels: list[str], by: str, kinds: Ints | None = None
) -> Groups:
    """Return groups in order of size; `first` and `counts` go by the codes of before."""
    used = [code for code in range(len(labels)) if counts[code + 1]]
    used.sort(key=lambda code: (-counts[code + 1], labels[code]))
    place = np.full(len(labels) + 1, -1, np.int32)
    place[[code + 1 for code in used]] = np.arange(len(used))
    shown = [labels[code] for code in used]
    sizes = [int(counts[code + 1]) for code in used]
    nameless = -1
    if counts[0]:
        place[0] = nameless = len(used)
        shown.append(_NONE[by])
        sizes.append(int(counts[0]))
    return Groups(_placed(place, first), shown, sizes, nameless, place, kinds)


def _placed(place: Ints, codes: Codes) -> Ints:
    """Return the groups of what has these codes."""
    return np.append(place[1:], place[0])[codes]  # -1, for none, picks the last


# --- after an edit -----------------------------------------------------------------------------------------


def _patched(old: Groups, by: str, columns: EventColumns, splice: Splice) -> tuple[Groups, Splice] | None:
    """Return the groups after an edit and how placements moved; None where groups came, went or changed order."""
    added = [_codes_of(old, by, columns, row) for row in splice.added.tolist()]
    codes = [_place_of(old, code) for each in added for code in each]
    if -1 in codes:
        return None
    moved, rows = _placements(old, splice, [len(each) for each in added])
    counts = list(old.counts)
    for code in old.codes[moved.removed].tolist():
        counts[code] -= 1
    for code in codes:
        counts[code] += 1
    if not _is_in_order(old, counts):
        return None
    firsts = [_place_of(old, each[0]) for each in added]
    patched = replace(old, first=splice.applied(old.first, firsts), counts=counts)
    if old.placing is not None:
        made = moved.applied(splice.moved_in_order(old.rows), rows), moved.applied(old.codes, codes)
        patched = replace(patched, placing=lambda: made)
    return patched, moved


def _codes_of(old: Groups, by: str, columns: EventColumns, row: int) -> list[int]:
    if by == "none":
        return [0]
    if by in ("mechanism", "type"):
        return [int(getattr(columns, by)[row])]
    assert old.kinds is not None  # noqa: S101 - all others are groups of counterparts
    actors = columns.link_actor[columns.link_offsets[row] : columns.link_offsets[row + 1]].tolist()
    codes = [int(old.kinds[actor]) if actor < len(old.kinds) else len(old.place) for actor in actors]
    return (codes if by == "counterpart" else sorted(set(codes))) or [-1]


def _place_of(old: Groups, code: int) -> int:
    return int(old.place[code + 1]) if code + 1 < len(old.place) else -1


def _placements(old: Groups, splice: Splice, many: list[int]) -> tuple[Splice, list[int]]:
    """Return how placements move when rows do, and the row of each new one; `many` are those of each new row."""
    removed = [
        place
        for row in splice.removed.tolist()
        for place in range(*np.searchsorted(old.rows, np.array([row, row + 1], np.int32)).tolist())
    ]
    gaps: list[int] = []
    rows: list[int] = []
    for count, (i, row) in zip(many, enumerate(splice.added.tolist()), strict=True):
        gaps += [int(np.searchsorted(old.rows, np.int32(splice.old_place(row - i))))] * count
        rows += [row] * count
    return Splice.between(len(old.rows), removed, gaps), rows


def _is_in_order(old: Groups, counts: list[int]) -> bool:
    named = [(-count, label) for count, label in zip(counts, old.labels, strict=True)]
    if old.nameless >= 0:
        named.pop()
    return min(counts, default=1) > 0 and named == sorted(named)
