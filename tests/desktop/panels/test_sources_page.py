"""The page of sources by keyboard, mouse, clipboard and drops: begun, attached to, cited, merged and deleted."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from sqlalchemy import select

from db import sample
from db.models import Post
from db.sourcing import attachments, evidence, source_edits
from db.timeline import Timeline
from desktop.dialogs.merge import Merge
from desktop.forms.source_drops import is_address
from desktop.panels.sources import SourcesPage
from desktop.widgets.address import OpenAddress

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ADDRESS = "https://www.example.org/news/2020/1.html"
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.fixture
def page(sample_desk, qtbot):
    page = SourcesPage(sample_desk)
    qtbot.addWidget(page)
    page.resize(1100, 900)
    page.show()
    qtbot.waitUntil(lambda: page.current is not None)
    return page


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


def choose(page, text, place=0):
    page.finder.setText(text)
    page.view.choose(place)
    return page.form.detail


def mime_of(*urls, text=""):
    mime = QMimeData()
    if urls:
        mime.setUrls([QUrl(url) if isinstance(url, str) else QUrl.fromLocalFile(str(url)) for url in urls])
    if text:
        mime.setText(text)
    return mime


def paste(page, qtbot, mime):
    QApplication.clipboard().setMimeData(mime)
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_V, CTRL)


def drop(widget, mime):
    """Drag over a widget and let go; returns whether it was taken."""
    given = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(5, 5), *given)
    enter.ignore()
    QApplication.sendEvent(widget, enter)
    if not enter.isAccepted():
        return False
    event = QDropEvent(QPointF(5, 5), *given)
    event.ignore()
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def a_file(folder, name="report.pdf", data=PDF):
    path = folder / name
    path.write_bytes(data)
    return path


def copies(page):
    return page.form.parts["attachments"]


def attach(page, qtbot, path):
    before = len(copies(page).copies)
    copies(page).attach([path])
    qtbot.waitUntil(lambda: len(copies(page).copies) == before + 1)


# --- the list ---


def test_sources_are_found_by_all_their_texts(page, qtmodeltester):
    qtmodeltester.check(page.model)
    assert choose(page, "seventh session fujian").title == "中日执政党交流机制第七次会议在福建举行"
    assert page.count.text() == "1 of 108"
    assert choose(page, "caeda.org.cn/jingjidongtai/201712/3347").publisher.startswith("People's Daily")
    page.finder.setText("no such words")
    assert page.count.text() == "0 of 108"


def test_columns_sort_by_the_day_and_are_copied(page, qtbot, qapp):
    page.view.sortByColumn(4, Qt.SortOrder.DescendingOrder)
    days = [row.sort_day for row in page.model.rows if row.sort_day is not None]
    assert days == sorted(days, reverse=True)
    choose(page, "3347")
    qtbot.keyClick(page.view, Qt.Key.Key_C, CTRL)
    assert qapp.clipboard().text().splitlines()[1].split("\t")[2:5] == ["news", "state media", "2017-12-27"]


# --- beginning ---


@pytest.mark.parametrize("text", ["https://a.org/x", "www.idcpc.gov.cn", "jimin.jp/news/1", "HTTP://A.ORG"])
def test_addresses_are_told_from_titles(text):
    assert is_address(text)


@pytest.mark.parametrize(
    "text", ["", "People's Daily", "U.S.A.", "第6回", "No.12", "file:///etc/passwd", "a b.org"]
)
def test_titles_are_told_from_addresses(text):
    assert not is_address(text)


def test_a_pasted_address_begins_a_source_once(page, qtbot, sample_desk):
    paste(page, qtbot, mime_of(text=f" {ADDRESS}\n"))
    qtbot.waitUntil(lambda: page.form.detail.url == ADDRESS)
    first = page.form.detail
    assert (first.kind, first.publisher) == ("web page", "www.example.org")
    assert first.retrieved
    qtbot.waitUntil(page.form.fields.fields["title"].hasFocus)  # it is still the address
    assert "type the title" in page.form.banner.text
    choose(page, "3347")
    with qtbot.waitSignal(page.message) as said:
        paste(page, qtbot, mime_of(f"{ADDRESS}?utm_source=x"))
    assert said.args == ["It is in the library already."]
    assert page.current == first.id
    sample_desk.live.undo()
    qtbot.waitUntil(lambda: page.model.total == 108)


def test_a_pasted_title_is_asked_about(page, qtbot):
    paste(page, qtbot, mime_of(text="A report\non meetings"))
    assert page._dialog.fields.fields["text"].text() == "A report on meetings"
    page._dialog._on_accepted()
    qtbot.waitUntil(lambda: page.form.detail.title == "A report on meetings")
    assert page.form.detail.url == ""


def test_the_dialog_takes_an_address_or_a_title(page, qtbot):
    qtbot.mouseClick(page.add, Qt.MouseButton.LeftButton)
    dialog = page._dialog
    dialog._on_accepted()
    assert "type its title" in dialog.editing.notice("text")
    qtbot.keyClicks(dialog.fields.fields["text"], "example.org/a")
    dialog.fields.fields["side"].committed.emit("independent")
    qtbot.keyClick(dialog.fields.fields["text"], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.form.detail.url == "https://example.org/a")
    assert (page.form.detail.kind, page.form.detail.side) == ("web page", "independent")
    page.begin_new()
    page._dialog.new.begin(text="https://nowhere")
    page._dialog._on_accepted()
    assert "is no address" in page._dialog.editing.notice("text")
    page._dialog.reject()


def test_links_dropped_begin_sources_as_one_step(page, qtbot, sample_desk):
    assert drop(page.view.viewport(), mime_of(ADDRESS, "https://example.org/b"))
    qtbot.waitUntil(lambda: page.model.total == 110)
    sample_desk.live.undo()
    qtbot.waitUntil(lambda: page.model.total == 108)


def test_a_file_dropped_on_the_list_begins_a_source_with_it(page, qtbot, tmp_path):
    path = a_file(tmp_path, "page.html", "<html><head><title>党際交流</title></head></html>".encode())
    assert drop(page.finder, mime_of(path))
    qtbot.waitUntil(lambda: page.form.detail.title == "党際交流")
    assert [copy.name for copy in copies(page).copies] == ["page.html"]
    assert page.form.sections["attachments"].remark.text() == "1"
    choose(page, "3347")
    with qtbot.waitSignal(page.message, check_params_cb=lambda text: "already" in text):
        assert drop(page.view.viewport(), mime_of(path))
    assert page.form.detail.title == "党際交流"
    assert page.model.total == 109


def test_a_file_that_is_no_copy_of_a_source_is_told_and_nothing_is_begun(page, qtbot, tmp_path):
    drop(page.view.viewport(), mime_of(a_file(tmp_path), a_file(tmp_path, "data.bin", b"\x00\x01")))
    qtbot.waitUntil(lambda: "neither PDF" in page.notice.text)
    assert page.model.total == 108


def test_timelines_and_tables_stay_the_windows(page, tmp_path):
    assert not drop(page.view.viewport(), mime_of(a_file(tmp_path, "other.liaison")))
    assert not drop(page.view.viewport(), mime_of(a_file(tmp_path, "meetings.csv", b"date,title\n")))
    assert not drop(page.view.viewport(), mime_of(text="words"))


# --- the form ---


def test_fields_are_stored_and_refused_at_their_place(page, qtbot, sample_desk):
    choose(page, "3347")
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
    choose(page, "3347")
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
    choose(page, "3347")
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
    choose(page, "3347")
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
    choose(page, "3347")
    path = tmp_path / "film.pdf"
    with path.open("wb") as file:
        file.truncate(attachments.LIMIT + 1)
    copies(page).attach([a_file(tmp_path), path])
    qtbot.waitUntil(lambda: "25.0 MB" in page.form.editing.notice("attachment"))
    assert not copies(page).copies
    choose(page, "", place=1)
    assert page.form.editing.notice("attachment") == ""


# --- what it supports, how it is cited ---


def test_enter_on_a_passage_shows_its_event(page, qtbot):
    choose(page, "3347")
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
    choose(page, "")
    qtbot.waitUntil(lambda: page.model.total == 109)
    choose(page, ADDRESS)
    uses = page.form.parts["uses"]
    uses.list.setFocus()
    uses.list.setCurrentRow(0)
    with qtbot.waitSignal(page.record_requested) as asked:
        qtbot.keyClick(uses.list, Qt.Key.Key_Return)
    assert asked.args == ["person", person]


def test_the_citation_follows_the_style_and_is_copied(page, qtbot, qapp):
    choose(page, "3347")
    part = page.form.parts["citation"]
    qtbot.waitUntil(lambda: "December 27, 2017" in part.text.text())
    part.style_field.committed.emit("apa")
    qtbot.waitUntil(lambda: "(2017, December 27)" in part.text.text())
    qtbot.mouseClick(part.copy, Qt.MouseButton.LeftButton)
    assert qapp.clipboard().text() == part.text.text()
    assert part.text.isReadOnly()


def test_citations_of_several_are_copied_one_a_line(page, qtbot, qapp):
    page.view.choose(0)
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_Down, SHIFT)
    qtbot.keyClick(page.view, Qt.Key.Key_Down, SHIFT)
    with qtbot.waitSignal(page.message) as said:
        qtbot.keyClick(page.view, Qt.Key.Key_C, CTRL | SHIFT)
    assert said.args[0].startswith("3 citations copied")
    assert len(qapp.clipboard().text().splitlines()) == 3


# --- merging and deleting ---


def test_two_sources_are_made_one(page, qtbot, sample_desk):
    kept = choose(page, "3347")
    other = next(row.id for row in page.model._all if row.events == 3)
    qtbot.mouseClick(page.merge, Qt.MouseButton.LeftButton)
    (dialog,) = page.findChildren(Merge)
    dialog.choose_other(other)
    dialog._on_accepted()
    qtbot.waitUntil(lambda: page.model.total == 107)
    assert len(page.form.detail.uses) > len(kept.uses)
    sample_desk.live.undo()
    qtbot.waitUntil(lambda: page.model.total == 108)


def test_deleting_asks_about_what_hangs(page, qtbot, sample_desk):
    choose(page, "3347")
    qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    assert "hang: 2 passages for 1 event." in page.question.text()
    page.question.reject()
    assert page.model.total == 108
    qtbot.mouseClick(page.remove, Qt.MouseButton.LeftButton)
    (go,) = [one for one in page.question.findChildren(QPushButton) if one.text() == "Delete with all"]
    qtbot.mouseClick(go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.model.total == 107)
    sample_desk.live.undo()
    qtbot.waitUntil(lambda: page.model.total == 108)
    assert choose(page, "3347").uses


def test_a_source_on_which_nothing_hangs_is_deleted_and_the_next_one_shown(page, qtbot, sample_desk):
    sample_desk.live.edit("Add", make_two)
    qtbot.waitUntil(lambda: page.model.total == 110)
    choose(page, "")
    page.view.choose(page.model.place_of(next(row.id for row in page.model.rows if row.title == "A")))
    qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.model.total == 109)
    qtbot.waitUntil(lambda: page.form.detail is not None and page.form.detail.title == "AB")


def make_two(session):
    return [source_edits.create(session, title) for title in ("A", "AB")]


# --- a file that can't be edited ---


def test_a_timeline_opened_for_reading_is_read_cited_and_copied_only(qtbot, tmp_path, open_desk):
    path = tmp_path / "read.liaison"
    Timeline.create(path, sample.build).close()
    page = SourcesPage(open_desk(Timeline.open(path, write=False)))
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.current is not None)
    assert not page.merge.isEnabled()
    assert not page.remove.isEnabled()
    assert copies(page).add.isHidden()
    assert page.form.parts["citation"].style_field.combo.isVisibleTo(page.form)
    page.take(mime_of(text=ADDRESS))
    assert page.notice.text
    choose(page, "3347")
    page.form.parts["uses"].list.setFocus()
    page.form.parts["uses"].list.setCurrentRow(0)
    with qtbot.waitSignal(page.event_requested):
        qtbot.keyClick(page.form.parts["uses"].list, Qt.Key.Key_Return)
    assert not drop(page.view.viewport(), mime_of(ADDRESS))
