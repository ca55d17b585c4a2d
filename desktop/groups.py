"""Groups of all events by what lanes and colours go by; after an edit only what changed is grouped anew."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from db.arrays.columns import EventColumns
from db.arrays.splice import Splice
from db.history import Changes

if TYPE_CHECKING:
    from desktop.live import LiveTimeline

Ints = NDArray[np.int32]

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


@dataclass(frozen=True)
class Groups:
    """Placements of rows in groups: `rows[i]` (ascending) is in group `codes[i]`; by size, what has none last.

    `nameless` is the group of what has none, -1 if nothing is in it. `place[code + 1]` is the group of what has a
    code in the columns (`place[0]`: none), -1 for a group that nothing is in; for groups of counterparts, `kinds`
    turns an actor's code into such a code.
    """

    rows: Ints
    codes: Ints
    labels: list[str]
    counts: list[int]
    nameless: int
    place: Ints
    kinds: Ints | None = None


def groups(live: "LiveTimeline", by: str) -> Groups:
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


def _grouped(live: "LiveTimeline", by: str) -> Groups:
    columns = live.columns
    everything = np.arange(len(columns), dtype=np.int32)
    if by in ("mechanism", "type"):
        names = live.names("mechanism" if by == "mechanism" else "term")
        labels = [names.get(int(key), "?") for key in columns.keys[by]]
        return _ordered(everything, getattr(columns, by), labels, by)
    if by == "none":
        return _ordered(everything, np.zeros(len(columns), np.int32), ["All events"], by)
    kinds, labels = _kinds_of_actors(live, by)
    rows = np.concatenate(
        [columns.link_event, np.flatnonzero(np.diff(columns.link_offsets) == 0).astype(np.int32)]
    )
    codes = np.concatenate(
        [kinds[columns.link_actor], np.full(len(rows) - len(columns.link_actor), -1, np.int32)]
    )
    if by == "counterpart":
        order = np.argsort(rows, kind="stable")
        return _ordered(rows[order], codes[order], labels, by, kinds)
    # Two parties of one country are one placement in its lane.
    pairs = np.sort(rows.astype(np.int64) * (len(labels) + 1) + codes + 1)
    pairs = pairs[np.diff(pairs, prepend=-1) != 0]
    rows, codes = np.divmod(pairs, len(labels) + 1)
    return _ordered(rows.astype(np.int32), codes.astype(np.int32) - 1, labels, by, kinds)


def _kinds_of_actors(live: "LiveTimeline", by: str) -> tuple[Ints, list[str]]:
    """Return the group of each actor code, and the groups' labels."""
    keys = live.columns.keys["actor"].tolist()
    if by == "counterpart":
        names = live.names("actor")
        return np.arange(len(keys), dtype=np.int32), [names.get(key, "?") for key in keys]
    sql = {
        "country": "SELECT a.id, c.name FROM actor a JOIN country c ON c.id = a.country_id",
        "family": "SELECT id, upper(substr(family, 1, 1)) || substr(family, 2) FROM actor WHERE family <> 'unknown'",
    }[by]
    with live.reading() as connection:
        found: dict[int, str] = dict(connection.execute(sql))
    labels = sorted(set(found.values()))
    place = {label: code for code, label in enumerate(labels)}
    return np.array([place.get(found.get(key, ""), -1) for key in keys], np.int32), labels


def _ordered(rows: Ints, codes: Ints, labels: list[str], by: str, kinds: Ints | None = None) -> Groups:
    counts = np.bincount(codes + 1, minlength=len(labels) + 1)
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
    return Groups(rows, place[codes + 1], shown, sizes, nameless, place, kinds)


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
    patched = Groups(
        _rows_after(old, splice, moved, rows),
        moved.applied(old.codes, codes),
        old.labels,
        counts,
        old.nameless,
        old.place,
        old.kinds,
    )
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


def _rows_after(old: Groups, splice: Splice, moved: Splice, rows: list[int]) -> Ints:
    if len(old.rows) == splice.before and moved.after == splice.after:  # every event stands once
        return np.arange(splice.after, dtype=np.int32)
    return moved.applied(splice.moved_in_order(old.rows), rows)


def _is_in_order(old: Groups, counts: list[int]) -> bool:
    named = [(-count, label) for count, label in zip(counts, old.labels, strict=True)]
    if old.nameless >= 0:
        named.pop()
    return min(counts, default=1) > 0 and named == sorted(named)
