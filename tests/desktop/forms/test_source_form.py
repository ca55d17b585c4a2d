"""The form of a source: its fields, the copies attached to it, what it supports and how it is cited."""

from pathlib import Path

import pytest
from pages_support import choose, shown
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog
from sources_support import ADDRESS, PDF, a_file, copies, drop, mime_of
from sqlalchemy import select

from db.models import Post
from db.sourcing import attachments, evidence
from desktop.panels.sources import SourcesPage
from desktop.widgets.address import OpenAddress


@pytest.fixture
def page(sample_desk, qtbot):
    return shown(SourcesPage(sample_desk), qtbot)


class Viewer(QObject):
    """Stands for the system's programs that open files."""

    def __init__(self):
        super().__init__()
        self.opened = []

    @Slot(QUrl)
    def open(self, url):
        self.opened.append(Path(url.toLocalFile()))


@pytest.fixture
def viewer():
    viewer = Viewer()
    QDesktopServices.setUrlHandler("file", viewer, "open")
    yield viewer
    QDesktopServices.unsetUrlHandler("file")


# --- the form ---


def test_fields_are_stored_and_refused_at_their_place(page, qtbot, sample_desk):
    choose(page, qtbot, "3347")
    fields = page.form.fields.fields
    for name, typed, stored in (
        ("retrieved", "12 March 2020", "2020-03-12"),
        ("language", "zh_hans", "zh-Hans"),
        ("archive_url", "web.archive.org/web/1/a", "https://web.archive.org/web/1/a"),
    ):
        fields[name].setFocus()
        fields[name].selectAll()
        qtbot.keyClicks(fields[name], typed)
        qtbot.keyClick(fields[name], Qt.Key.Key_Return)
        assert getattr(page.form.detail, name) == stored
    fields["retrieved"].selectAll()
    qtbot.keyClicks(fields["retrieved"], "March 2020")
    qtbot.keyClick(fields["retrieved"], Qt.Key.Key_Return)
    assert "not one day" in page.form.editing.notice("retrieved")
    when = fields["published"].line
    when.setFocus()
    when.selectAll()
    qtbot.keyClicks(when, "late December 2017")
    qtbot.keyClick(when, Qt.Key.Key_Return)
    assert page.form.detail.published.text == "late December 2017"
    sample_desk.live.undo()
    assert page.form.detail.published.edtf == "2017-12-27"


def test_an_address_is_shown_before_it_is_opened(page, qtbot):
    choose(page, qtbot, "3347")
    url, archive = (page.form.fields.fields[name] for name in ("url", "archive_url"))
    button, off = (
        field.parentWidget().layout().itemAt(0).layout().itemAt(1).widget() for field in (url, archive)
    )
    assert not off.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    (dialog,) = button.findChildren(OpenAddress)
    assert dialog.address == url.text()
    dialog.reject()


# --- attached copies ---


def test_a_file_dropped_on_the_form_is_attached_even_over_a_field(page, qtbot, tmp_path, sample_desk):
    choose(page, qtbot, "3347")
    drop(page.form.fields.fields["note"].viewport(), mime_of(a_file(tmp_path)))
    qtbot.waitUntil(lambda: len(copies(page).copies) == 1)
    (copy,) = copies(page).copies
    assert (copy.name, copy.media_type, copy.size) == ("report.pdf", "application/pdf", len(PDF))
    assert "SHA-256" in copies(page).list.item(0).toolTip()
    assert copy.sha256 in copies(page).list.item(0).toolTip()
    assert page.form.detail.note == "Copy on another site."
    qtbot.waitUntil(lambda: page.model.rows[0].attachments == 1)
    sample_desk.live.undo()
    assert not copies(page).copies


def test_copies_are_attached_by_a_dialog_opened_saved_and_removed(page, qtbot, tmp_path, viewer, monkeypatch):
    choose(page, qtbot, "3347")
    chosen = ([str(a_file(tmp_path))], "")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: chosen)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "saved.pdf"), ""))
    part = copies(page)
    qtbot.mouseClick(part.add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(part.copies) == 1)
    part.list.setFocus()
    part.list.setCurrentRow(0)
    qtbot.keyClick(part.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(viewer.opened))
    (path,) = viewer.opened
    assert path.read_bytes() == PDF
    assert not path.stat().st_mode & 0o222
    assert part.progress.isHidden()
    qtbot.mouseClick(part.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: (tmp_path / "saved.pdf").exists() and part.progress.isHidden())
    assert (tmp_path / "saved.pdf").read_bytes() == PDF
    qtbot.keyClick(part.list, Qt.Key.Key_Delete)
    assert not part.copies
    assert part.none.isVisible()


def test_a_copy_over_the_limit_is_told_and_nothing_is_attached(page, qtbot, tmp_path):
    choose(page, qtbot, "3347")
    path = tmp_path / "film.pdf"
    with path.open("wb") as file:
        file.truncate(attachments.LIMIT + 1)
    copies(page).attach([a_file(tmp_path), path])
    qtbot.waitUntil(lambda: "25.0 MB" in page.form.editing.notice("attachment"))
    assert not copies(page).copies
    choose(page, qtbot, "", place=1)
    assert page.form.editing.notice("attachment") == ""


# --- what it supports, how it is cited ---


def test_enter_on_a_passage_shows_its_event(page, qtbot):
    choose(page, qtbot, "3347")
    uses = page.form.parts["uses"]
    assert "12月25日" in uses.list.item(0).data(int(Qt.ItemDataRole.UserRole) + 1)
    assert page.form.sections["uses"].remark.text() == "1"
    uses.list.setFocus()
    uses.list.setCurrentRow(0)
    with qtbot.waitSignal(page.event_requested) as asked:
        qtbot.keyClick(uses.list, Qt.Key.Key_Return)
    assert asked.args == [page.form.detail.uses[0].record_id]
    with qtbot.waitSignal(page.filter_requested) as asked:
        qtbot.mouseClick(uses.show_events, Qt.MouseButton.LeftButton)
    assert asked.args[0].startswith("source:")


def test_records_without_a_page_are_shown_on_their_owners(page, qtbot, sample_desk):
    def cite(session):
        post, person = session.execute(select(Post.id, Post.person_id).limit(1)).one()
        evidence.cite(session, post, ADDRESS, kind="post", title="A", quote="x")
        return person

    person = sample_desk.live.edit("Cite", cite)
    choose(page, qtbot, "")
    qtbot.waitUntil(lambda: page.model.total == 109)
    choose(page, qtbot, ADDRESS)
    uses = page.form.parts["uses"]
    uses.list.setFocus()
    uses.list.setCurrentRow(0)
    with qtbot.waitSignal(page.record_requested) as asked:
        qtbot.keyClick(uses.list, Qt.Key.Key_Return)
    assert asked.args == ["person", person]


def test_the_citation_follows_the_style_and_is_copied(page, qtbot, qapp):
    choose(page, qtbot, "3347")
    part = page.form.parts["citation"]
    qtbot.waitUntil(lambda: "December 27, 2017" in part.text.text())
    part.style_field.committed.emit("apa")
    qtbot.waitUntil(lambda: "(2017, December 27)" in part.text.text())
    qtbot.mouseClick(part.copy, Qt.MouseButton.LeftButton)
    assert qapp.clipboard().text() == part.text.text()
    assert part.text.isReadOnly()
