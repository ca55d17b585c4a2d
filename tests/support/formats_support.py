"""Files of other programs in tests: written, read as events, and spoiled."""

import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from db.dates import from_edtf
from db.errors import Problem
from db.imports.formats import Head, Options, of_key, recognised
from db.imports.incoming import Incoming
from db.table import cell_text
from db.table.event_table import UNKNOWN
from db.words import STATUSES

ANY = Options()


def saved(folder: Path, name: str, data: str | bytes) -> Path:
    """Write a file and return its path."""
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def read(key: str, *paths: Path, options: Options = ANY) -> Incoming:
    """Read files as a format that they must be recognised as."""
    for path in paths:
        found = recognised(path)
        assert found is not None, path
        assert found.key == key
    return of_key(key).read(paths, options)


def events(incoming: Incoming) -> list[dict[str, str]]:
    """Return the events as cells by column, those that are empty left out; all must be what Liaison reads."""
    table = incoming.events
    assert table is not None
    assert not table.problems, [str(bad) for bad in table.problems]
    found = [dict(zip(table.columns, cells, strict=True)) for _, cells in table.rows]
    for cells in found:
        check(cells)
    return [{column: cell for column, cell in cells.items() if cell} for cells in found]


def check(cells: dict[str, str]) -> None:
    """Read every cell as an import does."""
    assert cells["title"].strip()
    if cells["date"] != UNKNOWN:
        from_edtf(cells["date"])
    for column, reads in _READ.items():
        reads(cells.get(column, ""))
    assert cells.get("status", "held") in STATUSES


_READ: dict[str, Callable[[str], object]] = {
    "participants": cell_text.read_participants,
    "sources": cell_text.read_sources,
    "identifiers": cell_text.read_identifiers,
    "tags": cell_text.read_list,
}


def faults(incoming: Incoming) -> list[str]:
    """Return what is wrong with the rows."""
    assert incoming.events is not None
    return [str(bad) for bad in incoming.events.problems]


def refusal(key: str, path: Path, options: Options = ANY) -> str:
    """Return the sentence that refuses a file."""
    with pytest.raises(Problem) as caught:
        of_key(key).read([path], options)
    return str(caught.value)


def spoiled(data: bytes, seed: int) -> bytes:
    """Return a file with a few stretches taken out, doubled, exchanged or overwritten."""
    chance = random.Random(seed)
    found = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at, length = chance.randrange(len(found) + 1), chance.choice((1, 2, 5, 40))
        piece = bytes(found[at : at + length])
        found[at : at + length] = chance.choice((
            b"", piece * 2, piece[::-1], bytes(chance.randrange(256) for _ in range(length)), b"\0", b'"', b"-1",
            b"99999", b"\xff\xfe", b"&a;", b"<a>", b"</a>", b"\t", b",", b";;", b"[[[[", b"{", b"\r\n",
        ))  # fmt: skip
    return bytes(found)


def survives(key: str, path: Path, spoil: Callable[[bytes, int], bytes], data: bytes, seed: int) -> None:
    """Read a spoiled file: it is read into cells that Liaison reads, or refused; nothing else may be raised."""
    path.write_bytes(spoil(data, seed))
    assert of_key(key).fits(Head(path, path.read_bytes()[:65_536])) in (True, False)
    with suppress(Problem):
        table = of_key(key).read([path], ANY).events
        assert table is not None
        for _, cells in table.rows:
            check(dict(zip(table.columns, cells, strict=True)))
