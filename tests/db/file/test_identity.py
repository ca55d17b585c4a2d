"""Whether an open timeline notices what happens to its file behind its back."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from raw_files import made

from db import schema
from db.file import opening
from db.file.identity import ChangedUnderneath, Identity, verify

SECOND_WRITER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute(sys.argv[2])
"""
INSERT = "INSERT INTO country (id, name) VALUES ({}, 'Japan')"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    return made(tmp_path / "talks.liaison")


@pytest.fixture
def writer(document: Path) -> Iterator[opening.Connection]:
    with closing(opening.connect(document, write=True)) as connection:
        yield connection


def write_elsewhere(document: Path, statement: str) -> None:
    subprocess.run([sys.executable, "-c", SECOND_WRITER, str(document), statement], check=True)


def test_own_writes_and_other_readers_are_no_change(document: Path, writer: opening.Connection) -> None:
    seen = Identity.of(writer, document)
    for number in range(1, 4):
        writer.execute("BEGIN IMMEDIATE")
        verify(writer, document, seen)
        writer.execute("INSERT INTO country (id, name) VALUES (?, ?)", (number, "x" * 10_000))
        writer.execute("COMMIT")
        seen = seen.after_own_write(document)
        assert seen == Identity.of(writer, document)
        with closing(opening.connect(document, write=False)) as reader:
            reader.execute("SELECT count(*) FROM country").fetchone()
        verify(writer, document, seen)


@pytest.mark.parametrize("inside", [False, True])
def test_a_second_process_writes(document: Path, writer: opening.Connection, inside: bool) -> None:
    seen = Identity.of(writer, document)
    write_elsewhere(document, INSERT.format(1))
    if inside:
        writer.execute("BEGIN IMMEDIATE")
    with pytest.raises(ChangedUnderneath, match="changed by another program"):
        verify(writer, document, seen)


def test_a_write_right_after_our_own_shows(document: Path, writer: opening.Connection) -> None:
    seen = Identity.of(writer, document)
    writer.execute(INSERT.format(1))
    write_elsewhere(document, INSERT.format(2))
    with pytest.raises(ChangedUnderneath):
        verify(writer, document, seen.after_own_write(document))


@pytest.mark.parametrize("inside", [False, True])
def test_the_file_is_replaced(document: Path, writer: opening.Connection, inside: bool) -> None:
    seen = Identity.of(writer, document)
    shutil.copy(document, document.with_suffix(".new"))
    document.with_suffix(".new").replace(document)
    content = document.read_bytes()
    if inside:
        writer.execute("BEGIN IMMEDIATE")
    with pytest.raises(ChangedUnderneath, match="replaced by another file") as caught:
        verify(writer, document, seen)
    assert str(document) in str(caught.value)
    assert document.read_bytes() == content


def test_the_file_is_overwritten_in_place(document: Path, writer: opening.Connection, tmp_path: Path) -> None:
    seen = Identity.of(writer, document)
    other = tmp_path / "other.liaison"
    shutil.copy(document, other)
    write_elsewhere(other, INSERT.format(1))
    # Another program copies over the file: same device and inode, other content.
    subprocess.run(["cp", str(other), str(document)], check=True)
    with pytest.raises(ChangedUnderneath, match="changed by another program"):
        verify(writer, document, seen)


@pytest.mark.parametrize("gone", [Path.unlink, lambda path: path.rename(path.with_suffix(".old"))])
def test_the_file_is_moved_or_deleted(document: Path, writer: opening.Connection, gone) -> None:
    seen = Identity.of(writer, document)
    gone(document)
    with pytest.raises(ChangedUnderneath, match="moved or deleted"):
        verify(writer, document, seen)
    with pytest.raises(ChangedUnderneath):
        seen.after_own_write(document)
    with closing(sqlite3.connect(":memory:")) as copy:
        writer.backup(copy)  # what was open can still be saved elsewhere
        assert copy.execute("PRAGMA application_id").fetchone() == (schema.APPLICATION_ID,)


def test_looking_does_not_drop_the_lock(document: Path, writer: opening.Connection) -> None:
    seen = Identity.of(writer, document)
    writer.execute("BEGIN IMMEDIATE")
    verify(writer, document, seen)
    with (
        closing(sqlite3.connect(document, timeout=0, isolation_level=None)) as other,
        pytest.raises(sqlite3.OperationalError, match="locked"),
    ):
        other.execute("BEGIN IMMEDIATE")
    second = [sys.executable, "-c", SECOND_WRITER.replace("isolation", "timeout=0, isolation")]
    result = subprocess.run(
        [*second, str(document), INSERT.format(1)], capture_output=True, text=True, check=False
    )
    assert "database is locked" in result.stderr
