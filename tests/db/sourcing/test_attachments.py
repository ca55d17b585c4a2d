"""Copies kept inside the file: told apart by their bytes, limited, recorded, and opened read-only."""

import os
import stat
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from db.errors import BadInput, Problem
from db.file import opening
from db.models import Attachment
from db.sourcing import attachments, copies, sniffing, source_edits
from db.timeline import Timeline

PDF = b"%PDF-1.7\n\x00\xff"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00"


@pytest.fixture
def source(timeline: Timeline) -> int:
    with timeline.edit("Source") as session:
        return source_edits.create(session, "A source")


def attach(timeline: Timeline, source: int, name: str = "a.pdf", data: bytes = PDF) -> int:
    with timeline.edit("Attach") as session:
        return attachments.add(session, source, attachments.copy_of(name, data))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PDF, "application/pdf"),
        (b"\r\njunk %PDF-1.4", "application/pdf"),
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0\x00", "image/jpeg"),
        (b"GIF89a\x01", "image/gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"II*\x00\x08", "image/tiff"),
        (b"BM\x46\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00\x28" + bytes(20), "image/bmp"),
        (b"\xef\xbb\xbf<!DOCTYPE HTML>\n<p>x", "text/html"),
        ("<?xml version='1.0'?><html xmlns='x'>日本".encode(), "text/html"),
        ("<HTML >中国".encode("gb18030"), "text/html"),
        ("<html>x".encode("utf-16"), "text/html"),
        ("日中与党".encode(), "text/plain"),
        ("日中与党".encode("euc-jp"), "text/plain"),
        ("日中".encode("utf-16"), "text/plain"),
        (b"MZ\x00\x01", ""),
        (b"PK\x03\x04", ""),
        (b"SQLite format 3\x00", ""),
        (b"", ""),
    ],
)
def test_the_bytes_say_what_a_file_is(data: bytes, kind: str) -> None:
    assert sniffing.media_type(data) == kind


@given(st.binary())
def test_any_bytes_can_be_looked_at(data: bytes) -> None:
    assert sniffing.media_type(data) in {"", *sniffing.ENDINGS}
    assert isinstance(sniffing.html_title(data), str)


@pytest.mark.parametrize(
    ("page", "title"),
    [
        (b"<title>A &amp; B</title><svg><title>no</title></svg>", "A & B"),
        ("<meta charset=gbk><title>中国</title>".encode("gbk"), "中国"),
        (b"<meta charset=nonsense><title>x</title>", "x"),
        (b"<meta charset=undefined><title>x</title>", "x"),
        (b"<meta charset=idna><title>x\xff</title>", "x\ufffd"),
        (b"<meta charset=utf-7><title>x+2AA-</title>", "x?"),
        (b"<html><title>x</title><![odd[ ]]>", "x"),
        (b"<p>none", ""),
    ],
)
def test_titles_of_pages(page: bytes, title: str) -> None:
    assert sniffing.html_title(page) == title


def test_attached_listed_read_and_removed(timeline: Timeline, source: int) -> None:
    one, two = attach(timeline, source), attach(timeline, source, "b.png", PNG)
    with timeline.read() as session:
        listed = attachments.listed(session, source)
        assert attachments.read(session, one).data == PDF
    assert [(a.id, a.name, a.media_type, a.size) for a in listed] == [
        (one, "a.pdf", "application/pdf", len(PDF)),
        (two, "b.png", "image/png", len(PNG)),
    ]
    with timeline.edit("Remove") as session:
        attachments.remove(session, [one])
    timeline.undo()
    with timeline.read() as session:
        assert attachments.listed(session, source) == listed
        assert attachments.read(session, one).data == PDF


def test_the_same_bytes_are_kept_once(timeline: Timeline, source: int) -> None:
    assert attach(timeline, source) == attach(timeline, source, "again.pdf")


def test_undo_and_redo_of_the_largest_copy(timeline: Timeline, source: int) -> None:
    data = PDF + os.urandom(attachments.LIMIT - len(PDF))
    one = attach(timeline, source, data=data)
    timeline.undo()
    timeline.redo()
    with timeline.read() as session:
        assert attachments.read(session, one).data == data
    assert attachments.LIMIT * 2 < opening.LARGEST_VALUE


def test_over_the_limit_nothing_is_attached(tmp_path: Path) -> None:
    large = tmp_path / "large.pdf"
    with large.open("wb") as file:
        file.write(PDF)
        file.truncate(attachments.LIMIT + 1)
    with pytest.raises(BadInput, match="25 MB at most") as caught:
        attachments.read_file(large)
    assert caught.value.field == "attachment"
    with pytest.raises(BadInput, match="25 MB at most"):
        attachments.copy_of("x", bytes(attachments.LIMIT + 1))


@pytest.mark.parametrize(("data", "said"), [(b"", "is empty"), (b"PK\x03\x04", "neither PDF, HTML")])
def test_other_files_are_refused(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(data)
    with pytest.raises(BadInput, match=said):
        attachments.read_file(path)
    with pytest.raises(BadInput, match="can't be read"):
        attachments.read_file(tmp_path / "missing.pdf")


def test_a_timeline_is_never_read_past_sqlite(timeline: Timeline, tmp_path: Path) -> None:
    linked = tmp_path / "linked.pdf"
    linked.hardlink_to(timeline.path)
    for path in (timeline.path, linked):
        with pytest.raises(BadInput, match="is a timeline"):
            attachments.read_file(path, document=timeline.path)


def test_opened_copies_are_read_only_and_private(timeline: Timeline, source: int) -> None:
    one = attach(timeline, source, "../../日本 <report>.exe")
    with timeline.read() as session:
        path = copies.open_copy(session, one)
        assert path.name == "日本_report.pdf"
        assert path.read_bytes() == PDF
        if sys.platform != "win32":
            assert stat.S_IMODE(path.stat().st_mode) == 0o400
            assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        assert copies.open_copy(session, one) == path
        path.chmod(0o600)
        path.write_bytes(b"something else")
        assert copies.open_copy(session, one).read_bytes() == PDF
    copies.clean_up()
    assert not path.exists()


def test_a_damaged_copy_is_not_opened(timeline: Timeline, source: int) -> None:
    one = attach(timeline, source)
    with timeline.edit("Damage") as session:
        session.execute(update(Attachment).values(data=b"%PDF-other"))
    with timeline.read() as session, pytest.raises(Problem, match="SHA-256 differs"):
        copies.open_copy(session, one)


def test_saved_whole_or_not_at_all(timeline: Timeline, source: int, tmp_path: Path) -> None:
    one = attach(timeline, source)
    target = tmp_path / "saved.pdf"
    with timeline.read() as session:
        copies.save_as(session, one, target)
        assert target.read_bytes() == PDF
        with pytest.raises(Problem, match="open timeline"):
            copies.save_as(session, one, timeline.path)
        with pytest.raises(Problem, match="was not written"):
            copies.save_as(session, one, tmp_path / "missing" / "x.pdf")
        with pytest.raises(Problem, match="no longer there"):
            copies.save_as(session, 1, target)
    assert list(tmp_path.glob(".*.part")) == []


@given(st.text(), st.sampled_from(sorted(sniffing.ENDINGS)))
def test_safe_names(name: str, kind: str) -> None:
    safe = copies.safe_name(name, kind)
    assert safe == Path(safe).name
    assert safe.endswith(sniffing.ENDINGS[kind])
    assert len(safe.encode()) < 200
    assert not safe.startswith((".", "-"))
    assert not set(safe) & set('<>:"/\\|?*\x00\n')


@pytest.mark.parametrize(("name", "safe"), [("CON.pdf", "_CON.pdf"), ("", "copy.pdf"), ("..", "copy.pdf")])
def test_names_that_systems_take_amiss(name: str, safe: str) -> None:
    assert copies.safe_name(name, "application/pdf") == safe


def test_names_and_owners_are_checked(timeline: Timeline, source: int) -> None:
    one = attach(timeline, source)
    with timeline.edit("Rename") as session:
        attachments.rename(session, one, " b.pdf ")
        assert attachments.listed(session, source)[0].name == "b.pdf"
    with pytest.raises(BadInput, match="needs a name"), timeline.edit("Rename") as session:
        attachments.rename(session, one, " ")
    with pytest.raises(BadInput, match="no longer there"):
        attach(timeline, 1)
