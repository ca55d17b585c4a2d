"""What a program did to its files, operation by operation, and what a disk may hold after a power failure."""

import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeAlias

WRITE, TRUNCATE, SYNC, UNLINK, RENAME, LINK, MARK = range(7)
SECTOR: Final = 512
_HEAD: Final = struct.Struct("=5q")
_Names: TypeAlias = tuple[tuple[str, int | None], ...]
"""What becomes of names in one step: each leads to a file by its inode, or to none."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One record of the shim: `offset` is a length where a file is cut; `names` are one path, or two."""

    kind: int
    inode: int
    names: tuple[str, ...]
    offset: int
    data: bytes


def read(path: Path) -> list[Operation]:
    """Return a whole recording."""
    return list(_read(path.read_bytes()))


def _read(whole: bytes) -> Iterator[Operation]:
    at = 0
    while at < len(whole):
        kind, inode, named, offset, size = _HEAD.unpack_from(whole, at)
        at += _HEAD.size
        names = tuple(whole[at : at + named].decode().split("\0"))
        at += named
        data = whole[at : at + size] if kind == WRITE else b""
        at += len(data)
        yield Operation(kind, inode, names, offset, data)


@dataclass(slots=True)
class _File:
    """A file's bytes that are on the disk for sure, and what was done to it since it was synced last."""

    durable: bytearray
    pending: list[Operation] = field(default_factory=list[Operation])

    def sync(self) -> None:
        for done in self.pending:
            _apply(self.durable, done)
        self.pending.clear()

    def maybe(self, chance: random.Random) -> bytes:
        """Return what may be found: of what was not synced, each sector of 512 bytes came through or didn't."""
        found = bytearray(self.durable)
        for done in self.pending:
            if done.kind == TRUNCATE:
                if chance.random() < 0.5:
                    _apply(found, done)
                continue
            for start in range(0, len(done.data), SECTOR):
                if chance.random() < 0.5:
                    _put(found, done.offset + start, done.data[start : start + SECTOR])
        return bytes(found)


def _apply(content: bytearray, done: Operation) -> None:
    if done.kind == WRITE:
        _put(content, done.offset, done.data)
    else:
        del content[done.offset :]
        content.extend(bytes(done.offset - len(content)))


def _put(content: bytearray, offset: int, data: bytes) -> None:
    content.extend(bytes(max(0, offset - len(content))))
    content[offset : offset + len(data)] = data


class Disk:
    """A simulated disk: files by inode, and names that last only once their folder is synced.

    A journal that is deleted and made anew is another inode, and syncing a folder makes all its names last: without
    either, the simulation finds damage that cannot happen.
    """

    def __init__(self, folder: Path) -> None:
        self._files: dict[int, _File] = {}
        self._names: dict[str, int] = {}
        self._pending: list[_Names] = []
        self._known: dict[str, int] = {}
        self.confirmed = 0
        for path in folder.rglob("*"):
            if path.is_file():
                self._files[path.stat().st_ino] = _File(bytearray(path.read_bytes()))
                self._names[str(path)] = path.stat().st_ino
        self._known.update(self._names)

    def do(self, done: Operation) -> None:
        """Carry one operation out."""
        if done.kind == MARK:
            self.confirmed = done.inode
        elif done.kind in {WRITE, TRUNCATE}:
            self._file(done).pending.append(done)
        elif done.kind == SYNC:
            self._sync(done)
        else:
            self._name(done)

    def _file(self, done: Operation) -> _File:
        (name,) = done.names
        if done.inode not in self._files:
            self._files[done.inode] = _File(bytearray())
        # An inode whose file was deleted may be given again: what comes under a new name is a new file.
        if self._known.get(name) != done.inode and not name.endswith(" (deleted)"):
            if done.inode not in self._known.values():
                self._files[done.inode] = _File(bytearray())
            self._set((name, done.inode))
        return self._files[done.inode]

    def _sync(self, done: Operation) -> None:
        if done.inode in self._files and done.names[0] in self._known:
            self._files[done.inode].sync()
        else:  # a folder
            prefix = done.names[0] + "/"
            kept: list[_Names] = []
            for step in self._pending:
                if step[0][0].startswith(prefix) and "/" not in step[0][0][len(prefix) :]:
                    _rename(self._names, step)
                else:
                    kept.append(step)
            self._pending = kept

    def _name(self, done: Operation) -> None:
        first, second = done.names[0], done.names[-1]
        if done.kind == UNLINK:
            self._set((first, None))
            return
        inode = self._known.get(first, done.inode)
        self._files.setdefault(inode, _File(bytearray()))
        if done.kind == RENAME:
            self._set((second, inode), (first, None))
        else:
            self._set((second, inode))

    def _set(self, *step: tuple[str, int | None]) -> None:
        _rename(self._known, step)
        self._pending.append(step)

    def image(self, chance: random.Random) -> dict[str, bytes]:
        """Return the files that may be found after the power failed now, by path.

        File systems bring names to the disk in order, or nearly: half of the time those up to some point came
        through, else any of them.
        """
        names = dict(self._names)
        until = chance.randrange(len(self._pending) + 1)
        in_order = chance.random() < 0.5
        for place, step in enumerate(self._pending):
            if place < until if in_order else chance.random() < 0.5:
                _rename(names, step)
        return {name: self._files[inode].maybe(chance) for name, inode in names.items()}


def _rename(names: dict[str, int], step: _Names) -> None:
    for name, inode in step:
        if inode is None:
            names.pop(name, None)
        else:
            names[name] = inode
